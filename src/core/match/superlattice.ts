import { extendedGcd, gcd } from '#core/math/integer.ts';
import {
  type Cell2,
  type IntMat2,
  mul2,
  reduceCell,
  shapeOf,
  type Vec2,
} from '#core/math/plane2.ts';

/** σ(n), the sum of the divisors of n: the number of sublattices of index n of a plane lattice. */
export function divisorSum(n: number): number {
  let sum = 0;
  for (let d = 1; d * d <= n; d++) if (n % d === 0) sum += d * d === n ? d : d + n / d;
  return sum;
}

/**
 * Every sublattice of index n of a plane lattice, once: rows (p, q), (0, s) with p·s = n and 0 ≤ q < s.
 * @returns σ(n) matrices, det n; none for n < 1
 * @see Cassels, An Introduction to the Geometry of Numbers, Springer 1959
 */
export function hermiteForms(n: number): readonly IntMat2[] {
  const out: IntMat2[] = [];
  for (let p = 1; p <= n; p++) {
    if (n % p !== 0) continue;
    const s = n / p;
    for (let q = 0; q < s; q++)
      out.push([
        [p, q],
        [0, s],
      ]);
  }
  return out;
}

/**
 * Hermite form of the sublattice that integer rows span.
 * @param rows det ≠ 0
 * @returns `form` as in {@link hermiteForms} and `transform`, det +1 or (rows of negative det) −1,
 *   such that `form = transform · rows`
 */
export function hermiteForm(rows: IntMat2): { form: IntMat2; transform: IntMat2 } {
  // Euclid on the first column, both rows carried along.
  let [[p, q], [r, s]] = rows;
  let [[a, b], [c, d]] = [
    [1, 0],
    [0, 1],
  ] as [[number, number], [number, number]];
  while (r !== 0) {
    const k = Math.floor(p / r);
    [p, q, a, b, r, s, c, d] = [r, s, c, d, p - k * r, q - k * s, a - k * c, b - k * d];
  }
  if (p < 0) [p, q, a, b] = [-p, -q, -a, -b];
  if (s < 0) [s, c, d] = [-s, -c, -d];
  const k = Math.floor(q / s);
  return {
    form: [
      [p, q - k * s],
      [0, s],
    ],
    transform: [
      [a - k * c, b - k * d],
      [c, d],
    ],
  };
}

/** A sublattice by its Gauss-reduced, right-handed cell. */
export interface Sublattice {
  readonly form: IntMat2;
  /** Rows of the reduced cell in primitive vectors, det = index. */
  readonly matrix: IntMat2;
  readonly cell: Cell2;
  readonly aAng: number;
  readonly bAng: number;
  /** Angle of the right-handed reduced cell: 60° to 120°. */
  readonly gammaRad: number;
}

/** @param cell primitive, right-handed */
export function sublattice(cell: Cell2, form: IntMat2): Sublattice {
  const reduced = reduceCell(mul2(form, cell));
  const { aAng, bAng, gammaRad } = shapeOf(reduced.cell);
  return {
    form,
    matrix: mul2(reduced.transform, form),
    cell: reduced.cell,
    aAng,
    bAng,
    gammaRad,
  };
}

/** Rounding that must not cost a lattice vector on the edge of its span. */
const SLACK = 1e-9;

/** A closed interval of lengths, Å. */
export type Span = readonly [lowAng: number, highAng: number];

/**
 * Every basis (u, w) of a lattice with |u| and |w| in given spans: each is one way to lay another cell with
 * such edges on it.
 * @param lattice a reduced cell, right-handed
 * @param hand +1 for right-handed bases, −1 for left-handed ones
 * @returns unimodular matrices, det = `hand`, rows u and w in vectors of `lattice`
 */
export function basesWithin(lattice: Sublattice, u: Span, w: Span, hand: 1 | -1): IntMat2[] {
  const out: IntMat2[] = [];
  const { cell, aAng, bAng, gammaRad } = lattice;
  const sine = Math.sin(gammaRad);
  // The height of a vector over one row bounds its coefficient of the other.
  const pMax = Math.floor(u[1] / (aAng * sine) + SLACK);
  const qMax = Math.floor(u[1] / (bAng * sine) + SLACK);
  for (let p = -pMax; p <= pMax; p++)
    for (let q = -qMax; q <= qMax; q++) {
      const first = combined(cell, p, q);
      const uu = first[0] * first[0] + first[1] * first[1];
      if (uu < u[0] * u[0] || uu > u[1] * u[1] || gcd(p, q) !== 1) continue;
      // p·x + q·y = 1, so the rows (p, q), (−y, x) have det +1.
      const { x, y } = extendedGcd(p, q);
      const [x0, y0] = [-hand * y, hand * x];
      const base = combined(cell, x0, y0);
      // |base + k·first| ≤ w[1]: an interval of k around the foot of the perpendicular.
      const foot = -(base[0] * first[0] + base[1] * first[1]) / uu;
      const heightSquared = base[0] * base[0] + base[1] * base[1] - foot * foot * uu;
      const reach = Math.sqrt(Math.max(0, (w[1] * w[1] - heightSquared) / uu));
      for (let k = Math.ceil(foot - reach - SLACK); k <= foot + reach + SLACK; k++) {
        const [s, t] = [x0 + k * p, y0 + k * q];
        const second = combined(cell, s, t);
        const ww = second[0] * second[0] + second[1] * second[1];
        if (ww < w[0] * w[0] || ww > w[1] * w[1]) continue;
        out.push([
          [p + 0, q + 0],
          [s + 0, t + 0],
        ]);
      }
    }
  return out;
}

const combined = ([a, b]: Cell2, p: number, q: number): Vec2 => [
  p * a[0] + q * b[0],
  p * a[1] + q * b[1],
];
