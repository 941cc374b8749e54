import { lazy, Suspense, useState } from 'react';
import type { RegistryScanProps } from './RegistryScan.tsx';

const RegistryScan = lazy(() =>
  import('./RegistryScan.tsx').then((m) => ({ default: m.RegistryScan })),
);

/** The fold that holds the map of all shifts; it is fetched when it is opened first, and stays. */
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
