import { COVALENT_RADIUS_ANG, SYMBOLS } from '#core/crystal/elements.ts';
import { colorsOf, elementColor, rgb, SLAB_COLORS } from '#ui/kit/palette.ts';
import type { DrawnModel, StructureColouring } from '#ui/look/colouring.ts';
import { elementKeys } from '#ui/look/legend/keys.ts';

/** How much of its slab's hue an atom takes where slabs look alike: two materials are two hues at first sight. */
const TINT = 0.42;
/** Nearer to each other than this colours are one kind at a glance: from 0 to 1 in red, green and blue. */
const ALIKE = 0.2;

/** Whether the atoms of two slabs that meet have, in the mean by the area of their balls, a colour that the other slab has too. */
function lookAlike(colors: Float32Array, { numbers, layer }: DrawnModel['structure']): boolean {
  /** By slab, by element: its area, and the first of its atoms. */
  const slabs: Map<number, { area: number; at: number }>[] = [];
  for (let i = 0; i < layer.length; i++) {
    slabs[layer[i]!] ??= new Map();
    const kinds = slabs[layer[i]!]!;
    const { area, at } = kinds.get(numbers[i]!) ?? { area: 0, at: 3 * i };
    kinds.set(numbers[i]!, { at, area: area + COVALENT_RADIUS_ANG[numbers[i]!]! ** 2 });
  }
  const apart = (p: number, q: number) =>
    Math.hypot(...[0, 1, 2].map((k) => colors[p + k]! - colors[q + k]!));
  const fromOther = (own: (typeof slabs)[number], other: (typeof slabs)[number]): number => {
    let [sum, all] = [0, 0];
    for (const { area, at } of own.values()) {
      sum += area * Math.min(...[...other.values()].map((kind) => apart(at, kind.at)));
      all += area;
    }
    return sum / all;
  };
  return slabs.some((upper, s) => {
    const lower = slabs[s - 1];
    return (
      lower !== undefined && Math.max(fromOther(lower, upper), fromOther(upper, lower)) < ALIKE
    );
  });
}

/**
 * A colouring by element.
 * @param colorIn colours for the elements that are there, by atomic number
 */
export const palette = (
  entry: Pick<StructureColouring, 'id' | 'label'>,
  about: string,
  colorIn: (present: readonly number[]) => (z: number) => string,
): StructureColouring => ({
  ...entry,
  colorIn,
  colour({ structure, model }, dark, _range, byHand = {}) {
    const { numbers, layer } = structure;
    const present = [...new Set(numbers)];
    const usual = colorIn(present);
    const color = (z: number) => byHand[SYMBOLS[z]!] ?? usual(z);
    const chosen = present.map((z) => SYMBOLS[z]!).filter((symbol) => symbol in byHand);
    const colors = colorsOf(numbers, color);
    const isTinted = model !== null && lookAlike(colors, structure);
    const hues = SLAB_COLORS[dark ? 'dark' : 'light'].map(rgb);
    if (isTinted)
      for (let x = 0; x < colors.length; x++) {
        const hue = hues[layer[Math.floor(x / 3)]! % hues.length]!;
        colors[x]! += TINT * (hue[x % 3]! - colors[x]!);
      }
    return {
      colors,
      legend: {
        about: `${about}${chosen.length === 0 ? '' : `; of ${chosen.join(', ')} by hand`}${isTinted ? '; tinted by slab, as the slabs look alike' : ''}`,
        keys: elementKeys(numbers, color),
        scale: null,
      },
    };
  },
});

/** Elements in colours that also differ in lightness. */
export const byElement = palette(
  { id: 'element', label: 'Elements' },
  'Colour by element',
  () => elementColor,
);
