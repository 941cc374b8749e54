import { useState } from 'react';
import { Fetching } from '#ui/kit/boundary/Fetching.tsx';
import { part } from '#ui/kit/boundary/part.tsx';
import type { RegistryScanProps } from './RegistryScan.tsx';

const RegistryScan = part<RegistryScanProps>({
  what: 'The map of shifts',
  load: () => import('./RegistryScan.tsx').then((m) => m.RegistryScan),
  className: 'tool',
  meanwhile: (
    <div className="tool">
      <Fetching />
    </div>
  ),
});

/** The collapsible section with the map of all shifts; its code is loaded when it is first opened. */
export function RegistryScanSection(props: RegistryScanProps) {
  const [wanted, setWanted] = useState(false);
  return (
    <details
      className="more"
      onToggle={(e) => {
        if (e.currentTarget.open) setWanted(true);
      }}
    >
      <summary>map of all shifts</summary>
      {wanted && <RegistryScan {...props} />}
    </details>
  );
}
