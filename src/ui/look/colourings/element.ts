import { SYMBOLS } from '#core/crystal/elements.ts';
import { colorsOf, elementColor } from '#ui/kit/palette.ts';
import type { StructureColouring } from '#ui/look/colouring.ts';
import { elementKeys } from '#ui/look/legend/keys.ts';

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
  colour({ structure: { numbers } }, _dark, _range, byHand = {}) {
    const present = [...new Set(numbers)];
    const usual = colorIn(present);
    const color = (z: number) => byHand[SYMBOLS[z]!] ?? usual(z);
    const chosen = present.map((z) => SYMBOLS[z]!).filter((symbol) => symbol in byHand);
    return {
      colors: colorsOf(numbers, color),
      legend: {
        about: chosen.length === 0 ? about : `${about}; of ${chosen.join(', ')} by hand`,
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
