import { Choice } from '#ui/kit/fields.tsx';
import type { Division, PlayedAtoms } from './analysisGroups.ts';

const DIVISIONS: readonly (readonly [Division, string])[] = [
  ['element', 'element'],
  ['slab', 'slab'],
  ['both', 'element in each slab'],
];

/** What the atoms are divided by, each part a line of the plot; nothing to choose where there is one slab. */
export function DivisionChoice(props: {
  readonly atoms: PlayedAtoms;
  readonly by: Division;
  readonly onBy: (by: Division) => void;
  /** Begin with the most lines instead of the fewest. */
  readonly isFinestFirst?: boolean;
}) {
  const { atoms, by, onBy, isFinestFirst = false } = props;
  if (atoms.slabs.length <= 1) return null;
  const options = isFinestFirst ? DIVISIONS.toReversed() : DIVISIONS;
  return <Choice label="for each" value={by} options={options} onChange={onBy} />;
}
