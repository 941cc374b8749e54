import { SYMBOLS } from '#core/crystal/elements.ts';
import { colorsOf, elementColor } from '#ui/kit/palette.ts';
import type { StructureColouring } from '#ui/look/colouring.ts';

/** Colours atoms by element. */
export const byElement: StructureColouring = {
  id: 'element',
  label: 'Elements',
  colors: ({ numbers }) => colorsOf(numbers, elementColor),
  legend: ({ numbers }) => [...new Set(numbers)].map((z) => [SYMBOLS[z]!, elementColor(z)]),
};
