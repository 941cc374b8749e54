import { linearOf, mixed, type Rgb } from '#engines/solids/solids.ts';
import { LEAST_ON_DARK, LUMINANCE, MOST_ON_LIGHT } from '#render/gpu/wire.ts';

/** The colour of a wire, of display values 0..1, as the shaders find it. */
export function wireColor(rgb: Rgb, isDark: boolean): Rgb {
  const linear = linearOf(rgb);
  const light = LUMINANCE.reduce((sum, share, k) => sum + share * linear[k]!, 0);
  return isDark
    ? mixed(rgb, [1, 1, 1], Math.max(0, (LEAST_ON_DARK - light) / (1 - light)))
    : mixed([0, 0, 0], rgb, Math.min(1, MOST_ON_LIGHT / Math.max(light, 1e-4)));
}
