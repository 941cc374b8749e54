import { colorsOf, SLAB_COLORS } from '#ui/kit/palette.ts';
import type { StructureColouring } from '#ui/look/colouring.ts';

const huesOf = (dark: boolean) => SLAB_COLORS[dark ? 'dark' : 'light'];

/** Colours atoms by the slab they belong to. */
export const bySlab: StructureColouring = {
  id: 'layer',
  label: 'Layers',
  colors({ layer }, dark) {
    const hues = huesOf(dark);
    return colorsOf(layer, (i) => hues[i % hues.length]!);
  },
  legend(_, slabs, dark) {
    const hues = huesOf(dark);
    return slabs.map((name, i) => [name, hues[i % hues.length]!]);
  },
};
