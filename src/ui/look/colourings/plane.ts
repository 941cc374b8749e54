import { subscripts } from '#core/crystal/structure.ts';
import { slabName } from '#core/recipe/report/report.ts';
import { ramp } from '#ui/kit/colorRamp.ts';
import { colorsOf, rgb, SLAB_COLORS } from '#ui/kit/palette.ts';
import type { LegendKey, StructureColouring } from '#ui/look/colouring.ts';

/** Ends between which the planes of a slab are shaded, beside its hue; on the dark page the deep one is seen, too. */
const SHADES = {
  light: { pale: '#f2efe6', deep: '#20242a' },
  dark: { pale: '#f2efe6', deep: '#47515c' },
} as const;

/**
 * Colours atoms by the kind of atomic plane that they lie in, those of a slab in shades of its hue. Planes of one
 * kind end a slab alike.
 */
export const byPlane: StructureColouring = {
  id: 'plane',
  label: 'Atomic planes',
  colour({ structure, model }, dark) {
    const theme = dark ? 'dark' : 'light';
    const hues = SLAB_COLORS[theme];
    if (model === null)
      return {
        colors: colorsOf(structure.layer, () => hues[0]),
        legend: {
          about: 'Atoms of a file have no planes',
          keys: [{ name: 'no planes are known', color: hues[0] }],
          scale: null,
        },
      };
    const { slabs, plane } = model.built;
    const keys: LegendKey[] = [];
    const colorAt: string[][] = [];
    for (const [k, { slab }] of slabs.entries()) {
      const { planes } = slab.surface;
      const shades = shadesOf(hues[k % hues.length]!, SHADES[theme], planes.length);
      const used = new Set(slab.plane);
      const kinds = new Set(slab.sequence.filter((_, p) => used.has(p)));
      for (const [kind, { label }] of planes.entries())
        if (kinds.has(kind))
          keys.push({
            name: `${subscripts(slabName(model.report, k))}: ${subscripts(label)}`,
            color: shades[kind]!,
          });
      colorAt.push(Array.from(slab.sequence, (kind) => shades[kind]!));
    }
    const colors = new Float32Array(3 * plane.length);
    for (const [i, p] of plane.entries()) colors.set(rgb(colorAt[structure.layer[i]!]![p]!), 3 * i);
    return {
      colors,
      legend: {
        about:
          'Colour by atomic plane: each kind of plane of a period has a shade of its slab, named by its composition',
        keys,
        scale: null,
        isOfBuilt: true,
      },
    };
  },
};

/** So many shades of a hue, from deep to pale. */
function shadesOf(
  hue: string,
  ends: { readonly pale: string; readonly deep: string },
  count: number,
): readonly string[] {
  const [dark, pale] = [ramp(ends.deep, hue), ramp(hue, ends.pale)];
  return Array.from({ length: count }, (_, k) => {
    // From 0.65 of the dark half to half of the pale one: towards the ends no hue is left.
    const t = count === 1 ? 1 : 0.65 + (0.85 * k) / (count - 1);
    const [colors, at] = t <= 1 ? [dark, t] : [pale, t - 1];
    const step = 3 * Math.round(255 * at);
    return `#${[...colors.subarray(step, step + 3)].map((c) => c.toString(16).padStart(2, '0')).join('')}`;
  });
}
