import { mapTuple } from '#core/math/vec3.ts';
/** Ends of the map's colours; the better end stands out from the panel. */
export interface MapColors {
  readonly best: string;
  readonly worst: string;
}
/** Without a hue: film and substrate own theirs. */
export const MAP_COLORS: Readonly<Record<'light' | 'dark', MapColors>> = {
  light: { best: '#3d4247', worst: '#f7f5ef' },
  dark: { best: '#c9c6be', worst: '#1d2025' },
};

type Rgb = readonly [number, number, number];

/** "#rrggbb" → OKLab. @see Ottosson, "A perceptual color space for image processing", 2020 */
function oklab(hex: string): Rgb {
  const n = Number.parseInt(hex.trim().slice(1), 16);
  const [r, g, b] = mapTuple([n >> 16, (n >> 8) & 255, n & 255], (c) => {
    const x = c / 255;
    return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** OKLab → sRGB bytes. */
function bytes([L, A, B]: Rgb): Rgb {
  const l = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3;
  const m = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3;
  const s = (L - 0.0894841775 * A - 1.291485548 * B) ** 3;
  return mapTuple(
    [
      4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
      -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    ],
    (x) => {
      const c = x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;
      return Math.round(255 * Math.min(1, Math.max(0, c)));
    },
  );
}

/** Steps of a colour scale even to the eye, from one colour to another. 256 sRGB triples, 0 … 255. */
export function ramp(from: string, to: string): Uint8Array {
  const [p, q] = [oklab(from), oklab(to)];
  const out = new Uint8Array(3 * 256);
  for (let k = 0; k < 256; k++)
    out.set(bytes(mapTuple(p, (x, i) => x + ((q[i]! - x) * k) / 255)), 3 * k);
  return out;
}
