import { coordination } from '#core/atoms/coordination.ts';
import { countNeighbours, plainLimits } from '#core/crystal/coordination/limits.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { signedInFull } from '#core/math/decimals.ts';
import type { AtomLabel } from '#core/story/story.ts';
import type { SceneMarks } from '#render/types.ts';
import type { AtomsNow } from '#ui/look/atoms/atomsNow.ts';

/** Words on more atoms cannot be read, and take longer than a frame. */
export const MAX_LABELS = 2000;

/** What is written on atoms; of neighbours, where bulk has more, both: 4/6. */
export function labelTexts(
  kind: AtomLabel,
  atoms: readonly number[],
  { structure, model }: Pick<AtomsNow, 'structure' | 'model'>,
): SceneMarks['labels'] {
  const text = textOf(kind, structure, model);
  return atoms
    .filter((i) => i < structure.numbers.length)
    .slice(0, MAX_LABELS)
    .map((atom) => ({ atom, text: text(atom) }));
}

function textOf(
  kind: AtomLabel,
  structure: AtomsNow['structure'],
  model: AtomsNow['model'],
): (atom: number) => string {
  switch (kind) {
    case 'number':
      return (i) => `${SYMBOLS[structure.numbers[i]!]}${i + 1}`;
    case 'coordination': {
      if (model === null) {
        const counts = countNeighbours(structure, [], plainLimits(structure.numbers));
        return (i) => String(counts[i]);
      }
      const { now, bulk } = coordination({ ...model.built, structure });
      return (i) => (now[i]! < bulk[i]! ? `${now[i]}/${bulk[i]}` : String(now[i]));
    }
    case 'charge':
      return (i) => {
        const charge = model?.built.charges[i] ?? Number.NaN;
        return Number.isNaN(charge) ? '?' : signedInFull(+charge.toFixed(3));
      };
    default:
      return kind satisfies never;
  }
}
