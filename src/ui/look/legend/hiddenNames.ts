import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { type Hidden, hiddenOf } from '#app/look/hidden.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { slabName } from '#core/recipe/report/report.ts';
import type { DrawnModel, LegendKey } from '#ui/look/colouring.ts';
import type { Mask } from '#ui/look/scene/hiding.ts';
import { clipName, isCutting } from '#ui/look/viewOnly/latticeMarks.ts';

type Atoms = Pick<DrawnModel, 'structure' | 'model'>;

/** The elements, slabs and single atoms that are hidden of these. */
export function hiddenNames(hidden: Hidden, { structure, model }: Atoms): readonly string[] {
  const present = new Set(structure.numbers);
  const single = hiddenOf(hidden, markedAtoms(structure.numbers, model?.built.recipe ?? null));
  return [
    ...hidden.elements.filter((z) => present.has(z)).map((z) => SYMBOLS[z]!),
    ...hidden.slabs
      .filter((s) => model !== null && s < model.built.slabs.length)
      .map((s) => subscripts(slabName(model!.report, s))),
    ...(single.length > 0
      ? [`${single.length} single ${single.length === 1 ? 'atom' : 'atoms'}`]
      : []),
  ];
}

/** What a legend says of what is not drawn: "hidden: S"; null where all is. */
export function hiddenSaid(hidden: Hidden, atoms: Atoms): string | null {
  const { clip } = hidden;
  const names = [
    ...hiddenNames(hidden, atoms),
    ...(clip && isCutting(clip, atoms.model)
      ? [`what is clipped across ${clipName(clip, atoms.model)}`]
      : []),
  ];
  return names.length === 0 ? null : `hidden: ${names.join(', ')}`;
}

/**
 * The keys of elements and slabs of which an atom is drawn.
 * @param mask 1 for atoms that are left out
 * @param repeated atoms of which images are drawn: a clip may leave these alone
 */
export function shownKeys(
  keys: readonly LegendKey[],
  { numbers, layer }: DrawnModel['structure'],
  mask: Mask,
  repeated: ArrayLike<number>,
): readonly LegendKey[] {
  if (mask === null) return keys;
  const images = new Set(Array.from(repeated));
  const shown = { elements: new Set<number>(), slabs: new Set<number>() };
  for (const [i, z] of numbers.entries())
    if (mask[i] !== 1 || images.has(i)) {
      shown.elements.add(z);
      shown.slabs.add(layer[i]!);
    }
  return keys.filter(({ hides }) => hides === undefined || shown[hides.of].has(hides.value));
}
