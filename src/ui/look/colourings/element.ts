import { SYMBOLS } from '#core/crystal/elements.ts';
import { colorsOf, elementColor } from '#ui/kit/palette.ts';
import type { StructureColouring } from '#ui/look/colouring.ts';

/** Elements in colours that also differ in lightness. */
export const byElement: StructureColouring = {
  id: 'element',
  label: 'Elements',
  colour: ({ structure: { numbers } }) => ({
    colors: colorsOf(numbers, elementColor),
    legend: {
      about: 'Colour by element',
      keys: [...new Set(numbers)].map((z) => ({ name: SYMBOLS[z]!, color: elementColor(z) })),
      scale: null,
    },
  }),
};
