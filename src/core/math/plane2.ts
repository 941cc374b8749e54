import { hypot } from './hypot.ts';

export type Vec2 = readonly [x: number, y: number];
/** Rows are the two vectors. */
export type Cell2 = readonly [Vec2, Vec2];
/** Integer matrix; `rows` of a supercell in terms of a basis: `cell = m · basis`. */
export type IntMat2 = readonly [readonly [number, number], readonly [number, number]];
export type Mat2 = readonly [Vec2, Vec2];

export const det2 = (m: Mat2): number => m[0][0] * m[1][1] - m[0][1] * m[1][0];
export const length2 = (v: Vec2): number => hypot(v[0], v[1]);
export const dot2 = (a: Vec2, b: Vec2): number => a[0] * b[0] + a[1] * b[1];
export const mul2 = (a: Mat2, b: Mat2): Mat2 => [rowTimes(a[0], b), rowTimes(a[1], b)];
/** Row vector times matrix. */
export const rowTimes = (v: Vec2, m: Mat2): Vec2 => [
  v[0] * m[0][0] + v[1] * m[1][0],
  v[0] * m[0][1] + v[1] * m[1][1],
];
export function inverse2(m: Mat2): Mat2 {
  const d = det2(m);
  return [
    [m[1][1] / d, -m[0][1] / d],
    [-m[1][0] / d, m[0][0] / d],
  ];
}

export interface CellShape {
  readonly aAng: number;
  readonly bAng: number;
  readonly gammaRad: number;
  readonly areaAng2: number;
}

export function shapeOf(cell: Cell2): CellShape {
  const [aAng, bAng] = [length2(cell[0]), length2(cell[1])];
  const cosine = dot2(cell[0], cell[1]) / (aAng * bAng);
  return {
    aAng,
    bAng,
    gammaRad: Math.acos(Math.min(1, Math.max(-1, cosine))),
    areaAng2: Math.abs(det2(cell)),
  };
}

/** Two lengths count as equal below this relative difference, so that ties never depend on rounding. */
const TIE = 1e-9;

/**
 * Gauss reduction: the two shortest vectors, |a| ≤ |b|, 60° ≤ γ ≤ 120°, same orientation.
 * Of the two signs of b the one with γ ≤ 90° is taken where the orientation allows it.
 * @returns `transform`, det +1, such that `cell = transform · input`
 */
export function reduceCell(input: Cell2): { cell: Cell2; transform: IntMat2 } {
  let [u, v] = [input[0], input[1]];
  let [s, t]: [Vec2, Vec2] = [
    [1, 0],
    [0, 1],
  ];
  for (;;) {
    const n = Math.round(dot2(u, v) / dot2(u, u));
    // A tie (exactly one half) must not flip back and forth.
    const shorter = minus(v, u, n);
    if (n !== 0 && dot2(shorter, shorter) < dot2(v, v) * (1 - TIE)) {
      v = shorter;
      t = minus(t, s, n);
    }
    if (dot2(v, v) < dot2(u, u) * (1 - TIE)) {
      [u, v] = [v, [-u[0], -u[1]]];
      [s, t] = [t, [-s[0], -s[1]]];
    } else break;
  }
  return { cell: [u, v], transform: [s, t] };
}

const minus = (v: Vec2, u: Vec2, n: number): Vec2 => [v[0] - n * u[0], v[1] - n * u[1]];

/**
 * Stretch part of a deformation, rotation removed: `f = rotation · stretch` for row vectors reads
 * x′ = x · f with f = R·U, R proper, U symmetric positive.
 * @param f 2×2, x′ = x · f (row vectors), det > 0
 * @returns `stretch`, symmetric, in the final frame: f = R · stretch; `angleRad`, the turn of R
 */
export function polar2(f: Mat2): { stretch: Mat2; angleRad: number } {
  // The rotation nearest to f: tan θ = (f12 − f21) / (f11 + f22) for x′ = x · f.
  const angleRad = Math.atan2(f[0][1] - f[1][0], f[0][0] + f[1][1]);
  const [c, s] = [Math.cos(angleRad), Math.sin(angleRad)];
  const back: Mat2 = [
    [c, -s],
    [s, c],
  ];
  const u = mul2(back, f);
  const off = (u[0][1] + u[1][0]) / 2;
  return {
    stretch: [
      [u[0][0], off],
      [off, u[1][1]],
    ],
    angleRad,
  };
}
