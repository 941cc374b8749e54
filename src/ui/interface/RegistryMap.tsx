import { lazy, Suspense, useState } from 'react';
import type { RegistryScanProps } from './RegistryScan.tsx';

const RegistryScan = lazy(() =>
  import('./RegistryScan.tsx').then((m) => ({ default: m.RegistryScan })),
);

/** The collapsible section with the map of all shifts; its code is loaded when it is first opened. */
export function RegistryMap(props: RegistryScanProps) {
  const [wanted, setWanted] = useState(false);
  return (
    <details
      className="more"
      onToggle={(e) => {
        if (e.currentTarget.open) setWanted(true);
      }}
    >
      <summary>map of all shifts</summary>
      {wanted && (
        <Suspense fallback={<div className="tool" />}>
          <RegistryScan {...props} />
        </Suspense>
      )}
    </details>
  );
}
