import type { Vec3 } from '#core/math/vec3.ts';
import { rgb } from '#ui/kit/palette.ts';

/**
 * How linear sRGB is seen without long-wave and without medium-wave cones: those who do not tell red from green.
 * @see Machado, Oliveira and Fernandes, IEEE Trans. Vis. Comput. Graph. 15 (2009) 1291, doi 10.1109/TVCG.2009.113,
 *   severity 1.0
 */
const RED_GREEN = [
  [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
] as const;

/**
 * Colours that differ by less are taken for one another on balls with light and shade: three times what is just seen
 * between patches (2.3), CIE 1976 ΔE*ab. All pairs of the colour-blind-safe palette differ by more.
 */
const NEAR = 7;

const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

const times = (m: ArrayLike<number>, [r, g, b]: Vec3): Vec3 => {
  const row = (k: number) =>
    Math.min(1, Math.max(0, m[3 * k]! * r + m[3 * k + 1]! * g + m[3 * k + 2]! * b));
  return [row(0), row(1), row(2)];
};

/** CIE L*a*b* of linear sRGB, white D65. @see IEC 61966-2-1:1999; CIE 15:2004 */
function lab([r, g, b]: Vec3): Vec3 {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const apart = (p: Vec3, q: Vec3): number => {
  const [u, v] = [lab(p), lab(q)];
  return Math.hypot(u[0] - v[0], u[1] - v[1], u[2] - v[2]);
};

/** Whether two colours are hard to tell apart: for everybody, or for those who do not tell red from green. */
export function nearness(p: string, q: string): 'all' | 'red-green' | null {
  const [u, v] = [p, q].map((hex): Vec3 => {
    const [r, g, b] = rgb(hex);
    return [linear(r), linear(g), linear(b)];
  }) as [Vec3, Vec3];
  if (apart(u, v) < NEAR) return 'all';
  return RED_GREEN.some((m) => apart(times(m, u), times(m, v)) < NEAR) ? 'red-green' : null;
}

/**
 * Which colours by hand are hard to tell from others in the picture, in a sentence; null for none.
 * @param colours of all elements in the picture, by symbol
 * @param chosen symbols of those by hand
 */
export function nearText(
  colours: ReadonlyMap<string, string>,
  chosen: Readonly<Record<string, unknown>>,
): string | null {
  const all = [...colours];
  const found = all.flatMap(([p, one], k) =>
    all.slice(k + 1).flatMap(([q, other]) => {
      const near = p in chosen || q in chosen ? nearness(one, other) : null;
      return near === null ? [] : [{ pair: `${p} and ${q}`, near }];
    }),
  );
  const of = (kind: 'all' | 'red-green') =>
    found
      .filter(({ near }) => near === kind)
      .map(({ pair }) => pair)
      .join(', ');
  const [everybody, redGreen] = [of('all'), of('red-green')];
  const said = [
    ...(everybody === '' ? [] : [`Hard to tell apart: ${everybody}.`]),
    ...(redGreen === '' ? [] : [`Alike to people who do not tell red from green: ${redGreen}.`]),
  ];
  return said.length === 0 ? null : said.join(' ');
}
