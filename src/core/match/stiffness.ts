import { EpistackError } from '#core/errors.ts';
import { cholesky, solveSymmetric } from '#core/math/cholesky.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { fromRows, inverse, type Mat3, mulCol, mulRow } from '#core/math/mat3.ts';
import { cross, unit, type Vec3 } from '#core/math/vec3.ts';

/** Independent elastic constants in Voigt notation; which ones a crystal has, its symmetry says. */
export type ElasticConstants = Readonly<Record<string, number>>;

/** Elastic constants of a crystal, and where they come from. */
export interface Elastic {
  /** GPa, in the crystal's own axes: x along a, z along a × b; c14 in the obverse setting. */
  readonly cGPa: ElasticConstants;
  /** "given": typed by a person. */
  readonly kind: 'measured' | 'computed' | 'given';
  readonly source: string;
}

/** 6×6 row-major, GPa, Voigt order xx yy zz yz xz xy; acts on strains with γ = 2ε for the shears. */
export type Stiffness = Float64Array;

/** Tensor indices of the six Voigt ones. */
const VOIGT = [
  [0, 0],
  [1, 1],
  [2, 2],
  [1, 2],
  [0, 2],
  [0, 1],
] as const;
const voigtOf = (i: number, j: number): number => (i === j ? i : 6 - i - j);

/** A place in the matrix, and how the independent constants make its value. */
type Entry = readonly [row: number, column: number, of: Readonly<Record<string, number>>];

const CUBIC: readonly Entry[] = [
  ...[1, 2, 3].map((i): Entry => [i, i, { c11: 1 }]),
  [1, 2, { c12: 1 }],
  [1, 3, { c12: 1 }],
  [2, 3, { c12: 1 }],
  ...[4, 5, 6].map((i): Entry => [i, i, { c44: 1 }]),
];
/** Round a z axis of three, four or six: all but the (6, 6) entry. */
const UNIAXIAL: readonly Entry[] = [
  [1, 1, { c11: 1 }],
  [2, 2, { c11: 1 }],
  [3, 3, { c33: 1 }],
  [1, 2, { c12: 1 }],
  [1, 3, { c13: 1 }],
  [2, 3, { c13: 1 }],
  [4, 4, { c44: 1 }],
  [5, 5, { c44: 1 }],
];
const TETRAGONAL: readonly Entry[] = [...UNIAXIAL, [6, 6, { c66: 1 }]];
const HEXAGONAL: readonly Entry[] = [...UNIAXIAL, [6, 6, { c11: 0.5, c12: -0.5 }]];
/** Two-fold axes (or mirror normals) along a, as in P321, P-3m1 and every R group on hexagonal axes. */
const TRIGONAL: readonly Entry[] = [
  ...HEXAGONAL,
  [1, 4, { c14: 1 }],
  [2, 4, { c14: -1 }],
  [5, 6, { c14: 1 }],
];
const ORTHORHOMBIC: readonly Entry[] = [
  ...[1, 2, 3, 4, 5, 6].map((i): Entry => [i, i, { [`c${i}${i}`]: 1 }]),
  [1, 2, { c12: 1 }],
  [1, 3, { c13: 1 }],
  [2, 3, { c23: 1 }],
];

/** Trigonal groups with their two-fold axes or mirror normals at 30° to a: P312, P31m, P-31m and kin. */
const TURNED_TRIGONAL: ReadonlySet<number> = new Set([149, 151, 153, 157, 159, 162, 163]);

function entriesOf(spaceGroup: number): readonly Entry[] | null {
  if (spaceGroup >= 195) return CUBIC;
  if (spaceGroup >= 168) return HEXAGONAL;
  if (spaceGroup >= 149) return TURNED_TRIGONAL.has(spaceGroup) ? null : TRIGONAL;
  // The classes 3, -3, 4, -4 and 4/m have one constant more (c15, c16).
  if (spaceGroup >= 143) return null;
  if (spaceGroup >= 89) return TETRAGONAL;
  if (spaceGroup >= 75) return null;
  return spaceGroup >= 16 ? ORTHORHOMBIC : null;
}

/** The independent constants of a crystal by its symmetry, in order; null where there are more than are known here. */
export function constantNames(spaceGroup: number): readonly string[] | null {
  const entries = entriesOf(spaceGroup);
  return entries && [...new Set(entries.flatMap(([, , of]) => Object.keys(of)))].sort();
}

/**
 * Full stiffness from the independent constants, in the crystal's Cartesian axes: x along a, z along
 * a × b. For trigonal crystals these are the axes of the IRE and IEEE standards; c14 changes its sign
 * when the crystal is turned by 180° about c, so it belongs to the obverse setting.
 * @param spaceGroup its number; standard setting, hexagonal axes for R groups
 * @throws `recipe` naming the constants that the symmetry asks for
 * @see J. F. Nye, Physical Properties of Crystals (Oxford 1957), table 9
 */
export function stiffnessOf(constants: ElasticConstants, spaceGroup: number): Stiffness {
  const entries = entriesOf(spaceGroup);
  if (entries === null)
    throw refuse(
      `a cubic, hexagonal, orthorhombic, or upper tetragonal or trigonal crystal (space group ${spaceGroup} has more constants than are known here)`,
    );
  const names = constantNames(spaceGroup)!;
  const given = Object.keys(constants).sort();
  if (names.join() !== given.join())
    throw refuse(`${names.join(', ')} for space group ${spaceGroup}, not ${given.join(', ')}`);
  const c = new Float64Array(36);
  for (const [row, column, of] of entries) {
    let value = 0;
    for (const [name, times] of Object.entries(of)) value += times * constants[name]!;
    c[6 * (row - 1) + column - 1] = value;
    c[6 * (column - 1) + row - 1] = value;
  }
  if (!isPositive(c))
    throw refuse('constants of a stable crystal: every small strain must cost energy');
  return c;
}

const refuse = (expected: string) =>
  new EpistackError({ code: 'recipe', field: 'elastic.cGPa', expected });

/** Whether every small strain costs energy. */
export const isPositive = (c: Stiffness): boolean => cholesky(c, 6) !== null;

/**
 * The independent constants that come nearest to a computed stiffness (least squares over its 36 numbers).
 * @param c in the crystal's Cartesian axes, as in {@link stiffnessOf}
 * @returns `largestResidualGPa`: by how much a number of the matrix differs at most from what symmetry makes of them;
 *   null where the symmetry has more constants than are known here
 */
export function constantsOf(
  c: Stiffness,
  spaceGroup: number,
): { readonly cGPa: ElasticConstants; readonly largestResidualGPa: number } | null {
  const entries = entriesOf(spaceGroup);
  const names = constantNames(spaceGroup);
  if (entries === null || names === null) return null;
  const columns = names.map((name) => {
    const column = new Float64Array(36);
    for (const [i, j, of] of entries) {
      column[6 * (i - 1) + j - 1] = of[name] ?? 0;
      column[6 * (j - 1) + i - 1] = of[name] ?? 0;
    }
    return column;
  });
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, k) => sum + x * b[k]!, 0);
  const best = solveSymmetric(
    columns.flatMap((a) => columns.map((b) => dot(a, b))),
    columns.map((a) => dot(a, c)),
  )!;
  const largestResidualGPa = Math.max(
    ...c.map((value, k) =>
      Math.abs(value - columns.reduce((sum, column, n) => sum + best[n]! * column[k]!, 0)),
    ),
  );
  const cGPa = Object.fromEntries(names.map((name, n) => [name, best[n]!]));
  return { cGPa, largestResidualGPa };
}

/** Resistance to pressure from all sides that lets the cell take its shape (Reuss), GPa; null for no stable crystal. */
export function bulkModulusGPa(c: Stiffness): number | null {
  const strain = solveSymmetric(c, [1, 1, 1, 0, 0, 0]);
  return strain && 1 / (strain[0]! + strain[1]! + strain[2]!);
}

/**
 * The same stiffness in other axes: C′ijkl = Rip Rjq Rkr Rls Cpqrs.
 * @param toFrame 3×3 rotation, rows are the new axes in the old frame: v′ = toFrame · v
 */
export function rotateStiffness(c: Stiffness, toFrame: Mat3): Stiffness {
  const out = new Float64Array(36);
  for (const [m, [i, j]] of VOIGT.entries())
    for (const [n, [k, l]] of VOIGT.entries()) {
      let sum = 0;
      for (let pq = 0; pq < 9; pq++)
        for (let rs = 0; rs < 9; rs++) {
          const [p, q, r, s] = [Math.floor(pq / 3), pq % 3, Math.floor(rs / 3), rs % 3];
          sum +=
            toFrame[3 * i + p]! *
            toFrame[3 * j + q]! *
            toFrame[3 * k + r]! *
            toFrame[3 * l + s]! *
            c[6 * voigtOf(p, q) + voigtOf(r, s)]!;
        }
      out[6 * m + n] = sum;
    }
  return out;
}

/** The stiffness of a slab turned by an angle about its normal, counter-clockwise seen from above. */
export function turnStiffness(c: Stiffness, angleRad: number): Stiffness {
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  return rotateStiffness(c, [cos, -sin, 0, sin, cos, 0, 0, 0, 1]);
}

/**
 * The rotation that lays a plane flat as {@link import('#core/surface/surface.ts').surfaceOf} does.
 * @param lattice the conventional cell that (hkl) and [uvw] refer to, rows in Å
 * @param hkl coprime indices of the plane
 * @param along [uvw], direction of the first in-plane vector
 * @returns `toFrame`: v′ = toFrame · v, z along the outward normal, x along [uvw]
 */
export function planeRotation(lattice: Mat3, hkl: IntVec3, along: IntVec3): Float64Array {
  const z: Vec3 = unit(mulCol(inverse(lattice), hkl));
  const x = unit(mulRow(along, lattice));
  return fromRows(x, cross(z, x), z);
}
