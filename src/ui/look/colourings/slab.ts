import { colorsOf, SLAB_COLORS } from '#ui/kit/palette.ts';
import type { StructureColouring } from '#ui/look/colouring.ts';
import { slabKeys } from '#ui/look/legend/keys.ts';

const huesOf = (dark: boolean) => SLAB_COLORS[dark ? 'dark' : 'light'];

/** Colours atoms by the slab they belong to. */
export const bySlab: StructureColouring = {
  id: 'layer',
  label: 'Slabs',
  colour({ structure: { layer }, model }, dark) {
    const hues = huesOf(dark);
    return {
      colors: colorsOf(layer, (i) => hues[i % hues.length]!),
      legend: {
        about: 'Colour by slab, from the substrate up',
        keys:
          model === null ? [{ name: 'atoms of a file', color: hues[0]! }] : slabKeys(model, dark),
        scale: null,
      },
    };
  },
};
