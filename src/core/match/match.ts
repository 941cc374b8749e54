import { gcd } from '#core/math/integer.ts';
import {
  type Cell2,
  det2,
  dot2,
  type IntMat2,
  mul2,
  polar2,
  reduceCell,
} from '#core/math/plane2.ts';
import type { RowPair } from './orbit.ts';
import type { PlaneLattice } from './planeLattice.ts';
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
  /** Of the film when it alone is strained, x along the substrate's a; rotation removed. */
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

/** @param pair matrices whose rows lie on each other, det(substrate) > 0 */
export function matchOf(pair: RowPair, film: PlaneLattice, substrate: PlaneLattice): Match {
  const rows = presentRows(pair, substrate.cell);
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
    filmAreaAng2: Math.abs(det2(filmCell)),
    substrateAreaAng2: det2(substrateCell),
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

/** Reduced rows of the substrate, hexagons at 120°, the first entry positive; the film's rows follow. */
function presentRows(pair: RowPair, cell: Cell2): RowPair {
  const reduced = reduceCell(mul2(pair.substrate, cell));
  const [a, b] = reduced.cell;
  const aa = dot2(a, a);
  const hexagon =
    Math.abs(dot2(b, b) - aa) < HEXAGON * aa && Math.abs(2 * dot2(a, b) - aa) < HEXAGON * aa;
  const [s, t] = reduced.transform;
  const turned: IntMat2 = hexagon ? [s, [t[0] - s[0], t[1] - s[1]]] : reduced.transform;
  const substrate = mul2(turned, pair.substrate);
  const sign = (substrate[0][0] || substrate[0][1]) < 0 ? -1 : 1;
  const signed = (m: IntMat2) => m.map((r) => r.map((x) => sign * x + 0)) as unknown as IntMat2;
  return {
    film: signed(mul2(turned, pair.film) as IntMat2),
    substrate: signed(substrate as IntMat2),
  };
}
const HEXAGON = 1e-6;

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
  const cell =
    filmShare === 1
      ? alongX(match.substrate)
      : filmShare === 0
        ? alongX(film)
        : sharedCell(film, match.substrate, filmShare);
  return { film: strainOf(film, cell), substrate: strainOf(match.substrate, cell) };
}
