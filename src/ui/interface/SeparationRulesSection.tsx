import { useState } from 'react';
import { Fetching } from '#ui/kit/boundary/Fetching.tsx';
import { part } from '#ui/kit/boundary/part.tsx';
import type { SeparationRulesProps } from './SeparationRules.tsx';

const SeparationRules = part<SeparationRulesProps>({
  what: 'The rules for d₀',
  load: () => import('./SeparationRules.tsx').then((m) => m.SeparationRules),
  className: 'tool',
  meanwhile: (
    <div className="tool">
      <Fetching />
    </div>
  ),
});

/** The collapsible section with the rules for d₀; its code is loaded when it is opened. */
export function SeparationRulesSection(props: SeparationRulesProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="more" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>set d₀ by a rule, or from contacts</summary>
      {open && <SeparationRules {...props} />}
    </details>
  );
}
