import type { Model } from '#app/document/model.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { composition, subscripts } from '#core/crystal/structure.ts';
import { slabName } from '#core/recipe/report/report.ts';
import { wireShapes } from '#render/wireShapes.ts';
import { SLAB_COLORS } from '#ui/kit/palette.ts';
import type { LegendKey } from '#ui/look/colouring.ts';

/** An element with its mark among wires. */
export type ElementKey = LegendKey & Required<Pick<LegendKey, 'wire'>>;

/** The elements that occur, in the order of the atoms, with their counts in one cell. */
export const elementKeys = (
  numbers: Uint8Array,
  colorOf: (number: number) => string,
): readonly ElementKey[] => {
  const counts = composition(numbers);
  const shapes = wireShapes(numbers);
  return [...new Set(numbers)].map((z) => ({
    name: SYMBOLS[z]!,
    color: colorOf(z),
    count: counts[SYMBOLS[z]!]!,
    wire: shapes.get(z)!,
    hides: { of: 'elements', value: z },
  }));
};

/** The slabs from the substrate up, in their hues; in short without their role, where no two are of one crystal. */
export function slabKeys({ report }: Model, dark: boolean): readonly LegendKey[] {
  const hues = SLAB_COLORS[dark ? 'dark' : 'light'];
  return report.layers.map(({ label, role }, i) => ({
    name: `${subscripts(label)} (${role})`,
    short: subscripts(slabName(report, i)),
    color: hues[i % hues.length]!,
    hides: { of: 'slabs', value: i },
  }));
}
