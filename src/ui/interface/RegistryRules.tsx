import { lazy, Suspense, useState } from 'react';
import type { SeparationRulesProps } from './SeparationRules.tsx';

const SeparationRules = lazy(() =>
  import('./SeparationRules.tsx').then((m) => ({ default: m.SeparationRules })),
);

/** The collapsible section with the rules for d₀; its code is loaded when it is opened. */
export function RegistryRules(props: SeparationRulesProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="more" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>set d₀ by a rule, or from contacts</summary>
      {open && (
        <Suspense fallback={<div className="tool" />}>
          <SeparationRules {...props} />
        </Suspense>
      )}
    </details>
  );
}
