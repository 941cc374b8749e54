import { type ComponentType, useState } from 'react';
import { Fetching } from '#ui/kit/boundary/Fetching.tsx';
import { part } from '#ui/kit/boundary/part.tsx';
import type { EnergyToolProps } from './energyTool.ts';

const tool = (what: string, load: () => Promise<ComponentType<EnergyToolProps>>) =>
  part<EnergyToolProps>({
    what,
    load,
    className: 'tool',
    meanwhile: (
      <div className="tool">
        <Fetching />
      </div>
    ),
  });

const SECTIONS = [
  [
    'energy against d₀, work of adhesion',
    tool('The work of adhesion', () => import('./AdhesionTool.tsx').then((m) => m.AdhesionTool)),
  ],
  [
    'lattice and elastic constants in the potential',
    tool('Constants in the potential', () =>
      import('./CrystalsTool.tsx').then((m) => m.CrystalsTool),
    ),
  ],
  [
    'terminations ranked by energy',
    tool('The terminations', () =>
      import('./TerminationsTool.tsx').then((m) => m.TerminationsTool),
    ),
  ],
] as const;

/** What the universal potential says of an interface; the code of each section is loaded when it is first opened. */
export function EnergySections(props: EnergyToolProps) {
  const [wanted, setWanted] = useState<readonly string[]>([]);
  return SECTIONS.map(([title, Tool]) => (
    <details
      key={title}
      className="more"
      onToggle={(e) => {
        if (e.currentTarget.open) setWanted((open) => [...open, title]);
      }}
    >
      <summary>{title}</summary>
      {wanted.includes(title) && <Tool {...props} />}
    </details>
  ));
}
