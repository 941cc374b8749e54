import { gcd } from '#core/math/integer.ts';
import {
  type Cell2,
  det2,
  dot2,
  type IntMat2,
  type Mat2,
  mul2,
  polar2,
  reduceCell,
} from '#core/math/plane2.ts';
import { isBefore, type RowPair, rightHandedPair } from './orbit.ts';
import { IDENTITY, type PlaneLattice } from './planeLattice.ts';
import {
  alongX,
  deformation,
  type Mismatch,
  mismatchOf,
  type PlaneStrain,
  sharedCell,
  strainOf,
} from './strain.ts';
import { principalStrains } from './tolerance.ts';

/** One way to lay a film on a substrate: row i of its supercell on row i of the substrate's. */
export interface Match {
  /** Rows in primitive in-plane cells of the film's surface; det > 0 (< 0 when `mirror`). */
  readonly filmMatrix: IntMat2;
  /** Rows in primitive in-plane cells of the substrate's surface, det > 0; a reduced cell. */
  readonly substrateMatrix: IntMat2;
  /** Unstrained supercells, each in its own surface's frame, Å. */
  readonly film: Cell2;
  readonly substrate: Cell2;
  readonly filmAreaAng2: number;
  readonly substrateAreaAng2: number;
  /** Along the paired rows, (film − substrate) / substrate. */
  readonly mismatch: Mismatch;
  /** Strain of the film when it alone is strained, x along the substrate's a; rotation removed. */
  readonly strain: PlaneStrain;
  /** Principal strains of the same, the smaller first. */
  readonly principal: readonly [number, number];
  /** Largest |principal strain|: the number that ranks. */
  readonly maxStrain: number;
  /** Turn of the film's surface frame from the substrate's, counter-clockwise seen from above, (−π, π]. */
  readonly twistRad: number;
  /** Atoms of both slabs, with `atoms` of their {@link PlaneLattice} per primitive cell. */
  readonly atoms: number;
  /** How many times the smallest cell of this very interface it holds; 1 when it is the smallest. */
  readonly repeats: number;
  /** Only the mirror image of the film fits so: another interface, which this film's hand cannot make. */
  readonly mirror: boolean;
}

/** @param pair matrices whose rows lie on each other */
export function matchOf(pair: RowPair, film: PlaneLattice, substrate: PlaneLattice): Match {
  const rows = presentRows(rightHandedPair(pair), substrate.cell);
  const mirror = det2(rows.film) < 0;
  const filmCell = mul2(rows.film, film.cell);
  const substrateCell = mul2(rows.substrate, substrate.cell);
  const upright = mirror ? mirrored(filmCell) : filmCell;
  const principal = principalStrains(upright, substrateCell);
  return {
    filmMatrix: rows.film,
    substrateMatrix: rows.substrate,
    film: filmCell,
    substrate: substrateCell,
    // By the index: the same number for all cells of one size, so that lists sort without rounding.
    filmAreaAng2: Math.abs(det2(rows.film)) * det2(film.cell),
    substrateAreaAng2: det2(rows.substrate) * det2(substrate.cell),
    mismatch: mismatchOf(filmCell, substrateCell),
    strain: strainOf(upright, alongX(substrateCell)),
    principal,
    maxStrain: Math.max(Math.abs(principal[0]), Math.abs(principal[1])),
    twistRad: twistOf(upright, substrateCell),
    atoms: Math.abs(det2(rows.film)) * film.atoms + det2(rows.substrate) * substrate.atoms,
    repeats: repeatsOf(rows),
    mirror,
  };
}

/** Turn of the rotation left when the stretch is taken out of the map film → substrate. */
export const twistOf = (film: Cell2, substrate: Cell2): number =>
  polar2(deformation(film, substrate)).angleRad;

/** A cell seen in a mirror: y reversed. */
export const mirrored = ([a, b]: Cell2): Cell2 => [
  [a[0], -a[1]],
  [b[0], -b[1]],
];

/**
 * The same interface by the substrate's two shortest rows, right-handed, γ ≤ 90° where there is a choice but
 * 120° for a hexagon; of equal ones the rows that read most like multiples of the primitive vectors.
 */
export function presentRows(pair: RowPair, cell: Cell2): RowPair {
  const { cell: shortest, transform } = reduceCell(mul2(pair.substrate, cell));
  const wanted = isHexagon(shortest) ? -1 : 1;
  let best: { readonly turn: Mat2; readonly rank: readonly number[] } | null = null;
  for (const basis of equalBases(shortest)) {
    const turn = mul2(basis, transform);
    const side = wanted * sideOfRightAngle(mul2(basis, shortest));
    const rank = plainness(mul2(turn, pair.substrate), side);
    if (best === null || isBefore(rank, best.rank)) best = { turn, rank };
  }
  const { turn } = best!;
  return { film: whole(mul2(turn, pair.film)), substrate: whole(mul2(turn, pair.substrate)) };
}

const HALF_TURN: IntMat2 = [
  [-1, 0],
  [0, -1],
];
/** Every right-handed basis of a reduced lattice that may be as short as the reduced one. */
const SHORT_BASES: readonly IntMat2[] = [-1, 0, 1].flatMap((p) =>
  [-1, 0, 1].flatMap((q) =>
    [-1, 0, 1].flatMap((r) =>
      [-1, 0, 1].flatMap((s): IntMat2[] =>
        p * s - q * r === 1
          ? [
              [
                [p, q],
                [r, s],
              ],
            ]
          : [],
      ),
    ),
  ),
);

/** Two lengths or a right angle this near, relatively, are exact. */
const EXACT = 1e-6;

/** The bases with the lengths of a reduced cell: only ± itself, but for a rhombus or a centred rectangle. */
function equalBases(cell: Cell2): readonly IntMat2[] {
  const [aa, bb, ab] = [dot2(cell[0], cell[0]), dot2(cell[1], cell[1]), dot2(cell[0], cell[1])];
  const same = (x: number, y: number) => Math.abs(x - y) < EXACT * y;
  if (!same(aa, bb) && !same(2 * Math.abs(ab), aa)) return [IDENTITY, HALF_TURN];
  return SHORT_BASES.filter((m) => {
    const [a, b] = mul2(m, cell);
    return same(dot2(a, a), aa) && same(dot2(b, b), bb);
  });
}

function isHexagon([a, b]: Cell2): boolean {
  const aa = dot2(a, a);
  const near = (x: number) => Math.abs(x - aa) < EXACT * aa;
  return near(dot2(b, b)) && near(2 * Math.abs(dot2(a, b)));
}

/** 1 for γ < 90°, 0 for a right angle, −1 beyond. */
function sideOfRightAngle([a, b]: Cell2): number {
  const product = dot2(a, b);
  return Math.abs(product) < EXACT * dot2(b, b) ? 0 : Math.sign(product);
}

/** Smaller is better: the wanted side of 90°, then little off the diagonal, then few minus signs. */
const plainness = ([[p, q], [s, t]]: Mat2, side: number): readonly number[] => [
  -side,
  Math.abs(q) + Math.abs(s),
  -p - t,
  -p,
  -q,
];

/** Turns −0 into 0. */
const whole = ([[p, q], [s, t]]: Mat2): IntMat2 => [
  [p + 0, q + 0],
  [s + 0, t + 0],
];

/**
 * Index of a match's supercell in the coincidence lattice of its own map: film vectors x with
 * x · film⁻¹ · substrate whole.
 */
function repeatsOf({ film, substrate }: RowPair): number {
  const d = Math.abs(det2(film));
  const [[a, b], [c, e]] = film;
  const adjugate: IntMat2 = [
    [e, -b],
    [-c, a],
  ];
  // Smith form of adj(film) · substrate, which is det(film) times the map.
  const p = mul2(adjugate, substrate);
  const d1 = gcd(gcd(p[0][0], p[0][1]), gcd(p[1][0], p[1][1]));
  const d2 = Math.abs(det2(p)) / d1;
  const smallest = (d / gcd(d, d1)) * (d / gcd(d, d2));
  return d / smallest;
}

/** Strain that each side takes, in the frame of the interface cell, for a given division. */
export interface SideStrains {
  readonly film: PlaneStrain;
  readonly substrate: PlaneStrain;
}

/**
 * @param filmShare 1 strains the film only, 0 the substrate only, between them both
 * @throws nothing; a mirror match is taken with the film's mirror image
 */
export function sideStrains(match: Match, filmShare: number): SideStrains {
  const film = match.mirror ? mirrored(match.film) : match.film;
  const cell = sharedCell(film, match.substrate, filmShare);
  return { film: strainOf(film, cell), substrate: strainOf(match.substrate, cell) };
}
