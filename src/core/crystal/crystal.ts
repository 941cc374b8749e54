import { EpistackError } from '#core/errors.ts';
import { det, mulRow } from '#core/math/mat3.ts';
import { periodicPoints } from '#core/math/periodicPoints.ts';
import { add, norm, scale, threeOf, type Vec3 } from '#core/math/vec3.ts';
import { atomicNumber, COVALENT_RADIUS_ANG } from './elements.ts';
import { operationsFromHall, type SymmetryOperation } from './hall.ts';
import { type CellParameters, latticeFromParameters } from './lattice.ts';
import { forEachPair } from './neighbors.ts';
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

/** More atoms in a cell than any crystal that slabs are cut of: MIL-101, a large one, has some 14,000. */
export const MAX_CRYSTAL_ATOMS = 20_000;
/**
 * No two atoms are nearer than this fraction of the sum of their covalent radii: N≡N, the shortest bond by this
 * measure, has 0.77.
 */
const CLASH_RATIO = 0.25;
/** Least volume per atom of a crystal, Å³: hydrogen at 500 GPa has 1.2. */
const MIN_VOLUME_ANG3 = 1;

/**
 * Images closer than this are the same site: a special position, reached more than once. 0.3333 for 1/3 puts the images
 * of one atom up to 0.0001 a apart, 0.333 up to 0.001 a: this covers both in cells of 50 Å.
 */
export const SAME_SITE_ANG = 0.05;
/** No two atoms of a crystal are this close. */
export const CLASH_ANG = 0.5;

/**
 * The special position that a site stands for: the mean of its images under the operations that leave it where it is.
 * A general position stays to the last bit.
 * @param at fractions
 * @param operations a group, the identity among them
 */
export function specialPosition(
  at: Vec3,
  operations: readonly { readonly rotation: ArrayLike<number>; readonly translation: Vec3 }[],
  lattice: Float64Array,
): Vec3 {
  let sum: Vec3 = [0, 0, 0];
  let count = 0;
  for (const { rotation: r, translation: t } of operations) {
    const away = threeOf((k) => {
      const d = r[3 * k]! * at[0] + r[3 * k + 1]! * at[1] + r[3 * k + 2]! * at[2] + t[k]! - at[k]!;
      return d - Math.round(d);
    });
    if (norm(mulRow(away, lattice)) >= SAME_SITE_ANG) continue;
    sum = add(sum, away);
    count++;
  }
  return add(at, scale(sum, 1 / count));
}

/** The atoms that symmetry makes of sites. */
export interface SiteAtoms {
  readonly numbers: Uint8Array;
  /** 3N fractions. */
  readonly frac: Float64Array;
  /** N, index of the site that each atom is an image of. */
  readonly siteOf: Uint32Array;
}

/**
 * Atoms site by site, in the order of the sites; each orbit starts with its representative.
 * @throws `unknown-element`; `too-large`, `bad-lattice` for more atoms than a crystal of this volume has
 */
export function atomsOfSites(
  hall: string,
  lattice: Float64Array,
  sites: readonly Omit<Site, 'chargeE'>[],
): SiteAtoms {
  const operations = operationsFromHall(hall);
  const numbers: number[] = [];
  const frac: number[] = [];
  const siteOf: number[] = [];
  const volumeAng3 = det(lattice);
  const most = Math.min(MAX_CRYSTAL_ATOMS, Math.max(1, volumeAng3 / MIN_VOLUME_ANG3));
  for (const [s, site] of sites.entries()) {
    const z = atomicNumber(site.symbol);
    if (z === undefined) throw new EpistackError({ code: 'unknown-element', symbol: site.symbol });
    for (const position of orbit(site.xyz, operations, lattice)) {
      numbers.push(z);
      frac.push(...position);
      siteOf.push(s);
    }
    if (numbers.length > most) refuseAtoms(numbers.length, volumeAng3);
  }
  return {
    numbers: Uint8Array.from(numbers),
    frac: Float64Array.from(frac),
    siteOf: Uint32Array.from(siteOf),
  };
}

/**
 * The conventional cell from lattice constants, space group and occupied sites.
 * @returns atoms in the order of {@link atomsOfSites}
 * @throws `bad-lattice`, `unknown-element`; `too-large`, `atoms-overlap` for more atoms, or nearer ones, than a crystal
 *   has
 */
export function crystalFromSites(
  name: string,
  group: SpaceGroupName,
  cell: FreeCell,
  sites: readonly Site[],
): Crystal {
  const lattice = latticeFromParameters(fullCell(group.number, cell));
  const { numbers, frac, siteOf } = atomsOfSites(group.hall, lattice, sites);
  const isKnown = sites.every((site) => site.chargeE !== null);
  const crystal: Crystal = {
    name,
    lattice,
    numbers,
    frac,
    charges: isKnown ? Float64Array.from(siteOf, (s) => sites[s]!.chargeE!) : null,
  };
  const names = sites.map(({ symbol }, s) => `${symbol} of site ${s + 1}`);
  refuseClashes(unitCellStructure(crystal), (i) => names[siteOf[i]!]!);
  return crystal;
}

/** @throws `too-large`, `bad-lattice` */
function refuseAtoms(count: number, volumeAng3: number): never {
  if (count > MAX_CRYSTAL_ATOMS)
    throw new EpistackError({
      code: 'too-large',
      what: 'atoms in the cell of a crystal',
      count,
      limit: MAX_CRYSTAL_ATOMS,
    });
  throw new EpistackError({
    code: 'bad-lattice',
    reason: `symmetry makes ${count} atoms or more of the sites, for a cell of ${volumeAng3.toFixed(1)} Å³: no crystal is as dense. Is the cell in Å, and is each atom listed once?`,
  });
}

/** @throws `atoms-overlap` for atoms so near that no bond explains it: each of them costs as many neighbours */
function refuseClashes({ lattice, numbers, xyz }: Structure, nameOf: (i: number) => string): void {
  const radius = (i: number) => COVALENT_RADIUS_ANG[numbers[i]!]!;
  const longest = Math.max(0, ...[...new Set(numbers)].map((z) => COVALENT_RADIUS_ANG[z]!));
  forEachPair(lattice, xyz, 2 * CLASH_RATIO * longest, (i, j, _image, distanceAng) => {
    if (distanceAng >= CLASH_RATIO * (radius(i) + radius(j))) return;
    throw new EpistackError({ code: 'atoms-overlap', pair: [nameOf(i), nameOf(j)], distanceAng });
  });
}

function orbit(
  xyz: Vec3,
  operations: readonly SymmetryOperation[],
  lattice: Float64Array,
): readonly Vec3[] {
  const found: Vec3[] = [];
  const places = periodicPoints(lattice, SAME_SITE_ANG);
  for (const { rotation: r, translation: t } of operations) {
    const image = threeOf((k) =>
      wrap01(r[3 * k]! * xyz[0] + r[3 * k + 1]! * xyz[1] + r[3 * k + 2]! * xyz[2] + t[k]!),
    );
    const place = mulRow(image, lattice);
    if (places.find(0, place) >= 0) continue;
    places.add(0, place);
    found.push(image);
  }
  return found;
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
