import { atomicNumber } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import {
  type Cell2,
  det2,
  dot2,
  type IntMat2,
  length2,
  rowTimes,
  type Vec2,
} from '#core/math/plane2.ts';
import type { Surface } from './surface.ts';
import { turnsOver } from './turnsOver.ts';

export interface Removal {
  readonly face: 'top' | 'bottom';
  /** Element symbol; every atom of it leaves that terminating plane. */
  readonly species: string;
}

export interface SlabCut {
  /** Number of atomic planes. */
  readonly planes: number;
  /** Plane of the period (counted downward) that ends the slab at its reference face. */
  readonly termination: number;
  /** The face that `termination` names; the slab grows away from it. */
  readonly face: 'top' | 'bottom';
  readonly remove: readonly Removal[];
}

/** A slab per primitive in-plane cell of its surface. */
export interface Slab {
  readonly surface: Surface;
  readonly numbers: Uint8Array;
  /** 3n Cartesian Å in the surface frame; heights as in the crystal, the origin kept. */
  readonly xyz: Float64Array;
  readonly charges: Float64Array | null;
  /** n, atomic plane of each atom, counted from the bottom. */
  readonly plane: Uint16Array;
  /** n, which atom of the surface's primitive cell each one repeats. */
  readonly site: Uint16Array;
  /** For each plane from the bottom: which plane of the period it is. */
  readonly sequence: Uint16Array;
}

export const MAX_PLANES = 400;

/**
 * Cuts exact atomic planes out of a crystal.
 * @throws `bad-slab` for a plane count, termination or removal that does not fit the surface
 */
export function cutSlab(surface: Surface, cut: SlabCut): Slab {
  const period = surface.planes.length;
  if (!(Number.isInteger(cut.planes) && cut.planes >= 1 && cut.planes <= MAX_PLANES))
    throw refuse(`the number of planes is 1 to ${MAX_PLANES}, not ${cut.planes}`);
  if (!(Number.isInteger(cut.termination) && cut.termination >= 0 && cut.termination < period))
    throw refuse(
      `termination ${cut.termination} is not among the ${period} of this plane (0 to ${period - 1})`,
    );
  const [numbers, xyz, charges, plane, site, sequence]: number[][] = [[], [], [], [], [], []];
  const [sx, sy, sz] = [surface.lattice[6]!, surface.lattice[7]!, surface.lattice[8]!];
  for (let p = 0; p < cut.planes; p++) {
    // Rank of this plane counted downward without end: 0 … period−1 is the first period.
    const rank = cut.face === 'bottom' ? cut.termination - p : cut.termination + cut.planes - 1 - p;
    const lower = Math.floor(rank / period);
    const kind = rank - lower * period;
    sequence!.push(kind);
    const removed = removedNumbers(surface, cut, p, kind);
    for (const atom of surface.planes[kind]!.atoms) {
      if (removed.has(surface.numbers[atom.index]!)) continue;
      const steps = lower + atom.lower;
      numbers!.push(surface.numbers[atom.index]!);
      xyz!.push(
        surface.xyz[3 * atom.index]! - steps * sx,
        surface.xyz[3 * atom.index + 1]! - steps * sy,
        surface.xyz[3 * atom.index + 2]! - steps * sz,
      );
      if (surface.charges) charges!.push(surface.charges[atom.index]!);
      plane!.push(p);
      site!.push(atom.index);
    }
  }
  if (numbers!.length === 0) throw refuse('nothing is left of it');
  return {
    surface,
    numbers: Uint8Array.from(numbers!),
    xyz: Float64Array.from(xyz!),
    charges: surface.charges && Float64Array.from(charges!),
    plane: Uint16Array.from(plane!),
    site: Uint16Array.from(site!),
    sequence: Uint16Array.from(sequence!),
  };
}

function removedNumbers(surface: Surface, cut: SlabCut, p: number, kind: number): Set<number> {
  const out = new Set<number>();
  for (const { face, species } of cut.remove) {
    if (p !== (face === 'top' ? cut.planes - 1 : 0)) continue;
    const present = surface.planes[kind]!.composition;
    if (!Object.hasOwn(present, species))
      throw refuse(
        `the ${face} plane ${surface.planes[kind]!.label} holds no ${species} to remove`,
      );
    out.add(atomicNumber(species)!);
  }
  return out;
}

const refuse = (reason: string) => new EpistackError({ code: 'bad-slab', reason });

/** What a chemist asks of a slab before using it. */
export interface SlabVerdict {
  /** Formal charge per primitive in-plane cell, e; null when oxidation states are unknown. */
  readonly chargeE: number | null;
  /** Dipole of the formal charges along the normal about the mid-height, per in-plane cell, e·Å. */
  readonly dipoleEAng: number | null;
  /** An operation turns the slab over onto itself. */
  readonly symmetric: boolean;
}

/** A charge sum below this is neutral, e: rounding of thousands of four-digit charges stays below. */
export const NEUTRAL_E = 1e-6;
/** A smaller dipole of a slab counts as zero, e·Å. */
export const NO_DIPOLE_EANG = 1e-4;

export function judgeSlab(slab: Slab): SlabVerdict {
  const { xyz, charges } = slab;
  const { lowAng, highAng } = heightsOf(slab);
  const middle = (lowAng + highAng) / 2;
  return {
    chargeE: charges === null ? null : charges.reduce((sum, q) => sum + q, 0),
    dipoleEAng:
      charges === null
        ? null
        : charges.reduce((sum, q, i) => sum + q * (xyz[3 * i + 2]! - middle), 0),
    symmetric: turnsOver(aloneInCell(slab)),
  };
}

/** Room that keeps the periodic images of a slab apart, Å. */
const PADDING_ANG = 30;

/** The atoms of a slab in a cell so high that its images along the normal do not meet. */
export function aloneInCell(
  slab: Pick<Slab, 'numbers' | 'xyz'> & { readonly surface: Pick<Surface, 'lattice'> },
): Pick<Structure, 'lattice' | 'numbers' | 'xyz'> {
  const { numbers, xyz, surface } = slab;
  const { lowAng, highAng } = heightsOf(slab);
  const lattice = Float64Array.from(surface.lattice);
  lattice.set([0, 0, highAng - lowAng + PADDING_ANG], 6);
  return { lattice, numbers, xyz };
}

/** The widest range of heights without atoms between its ends, Å. */
export function widestGapAng({ xyz }: Pick<Slab, 'xyz'>): number {
  const heights = Float64Array.from({ length: xyz.length / 3 }, (_, i) => xyz[3 * i + 2]!).sort();
  let widest = 0;
  for (let i = 1; i < heights.length; i++) widest = Math.max(widest, heights[i]! - heights[i - 1]!);
  return widest;
}

export function heightsOf({ xyz }: { readonly xyz: Float64Array }): {
  lowAng: number;
  highAng: number;
} {
  let [lowAng, highAng] = [Infinity, -Infinity];
  for (let k = 2; k < xyz.length; k += 3) {
    lowAng = Math.min(lowAng, xyz[k]!);
    highAng = Math.max(highAng, xyz[k]!);
  }
  return { lowAng, highAng };
}

export type InPlaneCell = 'primitive' | 'rectangular' | 'conventional';

/** How far the search for a rectangular cell looks, in primitive vectors each way. */
const RECTANGLE_REACH = 12;
/** |cos γ| below this is a right angle: 0.001°. */
const RIGHT_ANGLE = 2e-5;

/**
 * The in-plane cell a supercell matrix counts in.
 * @returns `matrix` such that cell = matrix · primitive, det > 0
 * @throws `bad-slab` when the plane has no rectangular cell
 */
export function inPlaneCell(surface: Surface, kind: InPlaneCell): { cell: Cell2; matrix: IntMat2 } {
  const matrix: IntMat2 =
    kind === 'primitive'
      ? [
          [1, 0],
          [0, 1],
        ]
      : kind === 'conventional'
        ? surface.conventional
        : rectangle(surface.cell);
  return { cell: [rowTimes(matrix[0], surface.cell), rowTimes(matrix[1], surface.cell)], matrix };
}

function rectangle(cell: Cell2): IntMat2 {
  const vectors: { m: readonly [number, number]; v: Vec2; length: number }[] = [];
  for (let i = -RECTANGLE_REACH; i <= RECTANGLE_REACH; i++)
    for (let j = -RECTANGLE_REACH; j <= RECTANGLE_REACH; j++) {
      // One of each pair ±v: the half plane x > 0, and +y.
      const v = rowTimes([i, j], cell);
      if (v[0] < -1e-9 || (Math.abs(v[0]) <= 1e-9 && v[1] <= 0)) continue;
      vectors.push({ m: [i, j], v, length: length2(v) });
    }
  vectors.sort((p, q) => p.length - q.length);
  let best: { matrix: IntMat2; area: number } | null = null;
  for (const [at, p] of vectors.entries()) {
    if (best !== null && p.length * p.length > best.area) break;
    for (const q of vectors.slice(at + 1)) {
      if (best !== null && p.length * q.length > best.area * (1 - 1e-9)) break;
      if (Math.abs(dot2(p.v, q.v)) > RIGHT_ANGLE * p.length * q.length) continue;
      const right = det2([p.v, q.v]) > 0;
      best = {
        matrix: [p.m, right ? q.m : [-q.m[0] + 0, -q.m[1] + 0]],
        area: p.length * q.length,
      };
      break;
    }
  }
  if (best === null) throw refuse('this plane has no rectangular cell; use the primitive one');
  return best.matrix;
}
