import { useState } from 'react';
import { part } from '#ui/kit/boundary/part.tsx';
import type { AdhesionToolProps } from './AdhesionTool.tsx';

const AdhesionTool = part<AdhesionToolProps>({
  what: 'The work of adhesion',
  load: () => import('./AdhesionTool.tsx').then((m) => m.AdhesionTool),
  className: 'tool',
  meanwhile: <div className="tool" />,
});

/** The collapsible section with energies of the interface; its code is loaded when it is first opened. */
export function AdhesionSection(props: AdhesionToolProps) {
  const [wanted, setWanted] = useState(false);
  return (
    <details
      className="more"
      onToggle={(e) => {
        if (e.currentTarget.open) setWanted(true);
      }}
    >
      <summary>energy against d₀, work of adhesion</summary>
      {wanted && <AdhesionTool {...props} />}
    </details>
  );
}
