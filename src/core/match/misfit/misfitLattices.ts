import { deformation } from '#core/match/strain.ts';
import { type Cell2, det2, dot2, length2, mul2, reduceCell } from '#core/math/plane2.ts';
import { freeCell } from './freeCell.ts';
import { corresponding, type Fringes, fringesAcross, type Moire, moireOf } from './moire.ts';

/** A slab as it is laid on another: what is needed of its in-plane lattice. */
export interface LaidSlab {
  /** Unstrained rows that lie on the rows of the shared cell, Å. */
  readonly supercell: Cell2;
  readonly slab: { readonly surface: { readonly cell: Cell2 } };
}

/** One of the two crystals at an interface. All cells have a corner at the corner of the interface cell. */
export interface FacingLattice {
  /** Primitive in-plane cell as it lies in the stack, strained to the shared cell; reduced rows, Å. */
  readonly built: Cell2;
  /** The same without strain, turned as it lies. */
  readonly free: Cell2;
  /** How many of them the shared cell holds. */
  readonly count: number;
}

/** The lattices of the two crystals at an interface, where they coincide, and how far apart they run by themselves. */
export interface MisfitLattices {
  readonly lower: FacingLattice;
  readonly upper: FacingLattice;
  /** The cell that both share, as built, Å: every coincidence that the document chose. */
  readonly coincidence: Cell2;
  /** Moiré of the two unstrained lattices, turned as they lie; null where none of their vectors correspond. */
  readonly moire: Moire | null;
  /** Whether the lattices are of one kind, so that their own vectors correspond. */
  readonly isAlike: boolean;
  /** Families of misfit dislocations that would take up the misfit: fringes whose step is the Burgers vector. */
  readonly dislocations: readonly Dislocations[];
}

export interface Dislocations extends Fringes {
  /** Length of the Burgers vector, Å. */
  readonly burgersAng: number;
  /** Angle between Burgers vector and line: 90° for edge dislocations, 0 for screws. */
  readonly angleRad: number;
  /** Lines in one cell of the stack: its width across them over their spacing. */
  readonly inCell: number;
}

/** Rounding must not decide whether a cell as wide as the spacing holds a line. */
const ROUNDING = 1e-6;
/** Lines nearer than so many Burgers vectors, as at 15° of twist, are no dislocations with a crystal between them. */
const LEAST_BURGERS = 3.8;

/**
 * Whether a family of dislocations could stand in the cell of the stack: it fits without any (`none`), their cores would
 * touch (`cores`), or the cell is narrower than their spacing (`cell`), so that none is in each copy of it.
 */
export function canStand({
  spacingAng,
  burgersAng,
  inCell,
}: Dislocations): 'yes' | 'none' | 'cores' | 'cell' {
  if (!Number.isFinite(spacingAng)) return 'none';
  if (spacingAng < LEAST_BURGERS * burgersAng) return 'cores';
  return inCell > 1 - ROUNDING ? 'yes' : 'cell';
}

/** @param cell the one that both slabs share, Å */
export function misfitLattices(below: LaidSlab, above: LaidSlab, cell: Cell2): MisfitLattices {
  const [lower, upper] = [latticeOf(below, cell), latticeOf(above, cell)];
  const pair = corresponding(upper.free, lower.free);
  const moire = pair && moireOf(pair);
  return {
    lower,
    upper,
    coincidence: cell,
    moire,
    isAlike: pair?.isAlike ?? false,
    dislocations: (moire?.fringes ?? []).map((fringes) => dislocationsOf(fringes, cell)),
  };
}

function latticeOf(slab: LaidSlab, cell: Cell2): FacingLattice {
  const primitive = slab.slab.surface.cell;
  return {
    built: reduceCell(mul2(primitive, deformation(slab.supercell, cell))).cell,
    free: reduceCell(mul2(primitive, deformation(slab.supercell, freeCell(slab, cell)))).cell,
    count: Math.round(Math.abs(det2(slab.supercell) / det2(primitive))),
  };
}

function dislocationsOf(fringes: Fringes, cell: Cell2): Dislocations {
  const { wave, step, spacingAng } = fringes;
  const burgersAng = length2(step);
  const across = Math.abs(dot2(wave, step)) * spacingAng;
  return {
    ...fringes,
    burgersAng,
    angleRad: Number.isFinite(spacingAng)
      ? Math.asin(Math.min(1, across / burgersAng))
      : Math.PI / 2,
    inCell: fringesAcross(fringes, cell),
  };
}
