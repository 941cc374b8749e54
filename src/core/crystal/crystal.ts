import { EpistackError } from '#core/errors.ts';
import { mulRow } from '#core/math/mat3.ts';
import { norm, type Vec3 } from '#core/math/vec3.ts';
import { atomicNumber } from './elements.ts';
import { operationsFromHall, type SymmetryOperation } from './hall.ts';
import { type CellParameters, latticeFromParameters } from './lattice.ts';
import type { Structure } from './structure.ts';

/** A bulk crystal in its conventional cell; Miller indices refer to these rows. */
export interface Crystal {
  readonly name: string;
  /** 3×3 rows, Å. */
  readonly lattice: Float64Array;
  readonly numbers: Uint8Array;
  /** 3N fractions. */
  readonly frac: Float64Array;
  /** N formal charges in e, or null when no neutral assignment is known. */
  readonly charges: Float64Array | null;
}

export interface SpaceGroupName {
  readonly number: number;
  readonly symbol: string;
  readonly hall: string;
}

/** One occupied Wyckoff orbit: the representative position and the formal charge. */
export interface Site {
  readonly symbol: string;
  readonly xyz: readonly [number, number, number];
  /** null: no oxidation state is known, and none of the crystal's planes has a charge. */
  readonly chargeE: number | null;
}

/** The free lattice constants of a crystal system, Å and degrees: cubic {a}, hexagonal {a, c}, … */
export type FreeCell = Partial<CellParameters> & { readonly a: number };

/** Which constants are free, from the space-group number (standard settings, hexagonal axes for R). */
export function freeConstants(spaceGroup: number): readonly (keyof CellParameters)[] {
  if (spaceGroup >= 195) return ['a'];
  if (spaceGroup >= 75) return ['a', 'c'];
  if (spaceGroup >= 16) return ['a', 'b', 'c'];
  if (spaceGroup >= 3) return ['a', 'b', 'c', 'beta'];
  return ['a', 'b', 'c', 'alpha', 'beta', 'gamma'];
}

/**
 * All six constants from the free ones.
 * @throws `bad-lattice` when a free constant is missing
 */
export function fullCell(spaceGroup: number, cell: FreeCell): CellParameters {
  for (const key of freeConstants(spaceGroup))
    if (!((cell[key] ?? Number.NaN) > 0))
      throw new EpistackError({ code: 'bad-lattice', reason: `${key} is missing` });
  const { a } = cell;
  const hexagonal = spaceGroup >= 143 && spaceGroup < 195;
  return {
    a,
    b: spaceGroup >= 75 ? a : cell.b!,
    c: spaceGroup >= 195 ? a : cell.c!,
    alpha: spaceGroup < 3 ? cell.alpha! : 90,
    beta: spaceGroup < 16 ? cell.beta! : 90,
    gamma: hexagonal ? 120 : spaceGroup < 3 ? cell.gamma! : 90,
  };
}

/** Images closer than this are the same site: a special position, reached more than once. */
const SAME_SITE_ANG = 0.05;

/**
 * The conventional cell from lattice constants, space group and occupied sites.
 * Atoms come site by site, in the order of the sites; each orbit starts with its representative.
 * @throws `bad-lattice`, `unknown-element`
 */
export function crystalFromSites(
  name: string,
  group: SpaceGroupName,
  cell: FreeCell,
  sites: readonly Site[],
): Crystal {
  const lattice = latticeFromParameters(fullCell(group.number, cell));
  const operations = operationsFromHall(group.hall);
  const numbers: number[] = [];
  const frac: number[] = [];
  const charges: (number | null)[] = [];
  for (const site of sites) {
    const z = atomicNumber(site.symbol);
    if (z === undefined) throw new EpistackError({ code: 'unknown-element', symbol: site.symbol });
    for (const position of orbit(site.xyz, operations, lattice)) {
      numbers.push(z);
      frac.push(...position);
      charges.push(site.chargeE);
    }
  }
  return {
    name,
    lattice,
    numbers: Uint8Array.from(numbers),
    frac: Float64Array.from(frac),
    charges: charges.includes(null) ? null : Float64Array.from(charges as number[]),
  };
}

function orbit(
  xyz: Vec3,
  operations: readonly SymmetryOperation[],
  lattice: Float64Array,
): readonly Vec3[] {
  const found: Vec3[] = [];
  for (const { rotation: r, translation: t } of operations) {
    const image = [0, 1, 2].map((k) =>
      wrap01(r[3 * k]! * xyz[0] + r[3 * k + 1]! * xyz[1] + r[3 * k + 2]! * xyz[2] + t[k]!),
    ) as unknown as Vec3;
    if (!found.some((other) => roundedSeparation(image, other, lattice) < SAME_SITE_ANG))
      found.push(image);
  }
  return found;
}

/**
 * Distance in Å between two fractional positions after rounding to the nearest cell. Exact for positions
 * that nearly coincide, which is all it is for; in a skew cell it is no nearest-image search.
 */
export function roundedSeparation(a: Vec3, b: Vec3, lattice: ArrayLike<number>): number {
  const d = [0, 1, 2].map((k) => a[k]! - b[k]! - Math.round(a[k]! - b[k]!));
  return norm(mulRow(d as unknown as Vec3, lattice));
}

/** Fraction in [0, 1), with 1 − ε rounded to 0 so that a site never sits on the far face. */
export function wrap01(x: number): number {
  const f = x - Math.floor(x);
  return f > 1 - 1e-9 ? 0 : f;
}

/** The crystal as atoms in a cell. */
export function unitCellStructure(crystal: Crystal): Structure {
  const { lattice, numbers, frac } = crystal;
  const xyz = new Float64Array(frac.length);
  for (let i = 0; i < numbers.length; i++)
    xyz.set(mulRow([frac[3 * i]!, frac[3 * i + 1]!, frac[3 * i + 2]!], lattice), 3 * i);
  return { lattice, numbers, xyz, layer: new Uint16Array(numbers.length) };
}
