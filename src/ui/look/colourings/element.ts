import { colorsOf, elementColor } from '#ui/kit/palette.ts';
import type { StructureColouring } from '#ui/look/colouring.ts';
import { elementKeys } from '#ui/look/legend/keys.ts';

/** Elements in colours that also differ in lightness. */
export const byElement: StructureColouring = {
  id: 'element',
  label: 'Elements',
  colour: ({ structure: { numbers } }) => ({
    colors: colorsOf(numbers, elementColor),
    legend: {
      about: 'Colour by element',
      keys: elementKeys(numbers, elementColor),
      scale: null,
    },
  }),
};
