import type { Crystal } from '#core/crystal/crystal.ts';
import { directionInPlane, type RelationMatch, searchRelation } from '#core/match/relation.ts';
import { deformation, type PlaneStrain } from '#core/match/strain.ts';
import { type Cell2, type IntMat2, mul2, polar2, type Vec2 } from '#core/math/plane2.ts';
import type { CapSpec } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { surfaceOf } from '#core/surface/surface.ts';

/** What says how the second crystal lies on its face. */
export type CapOrientation = Pick<CapSpec, 'facet' | 'plane' | 'directions'>;

/** Supercells of both planes that lie on each other: rows in primitive in-plane cells. */
export interface CapCells {
  readonly core: IntMat2;
  readonly cap: IntMat2;
}

const DEGREE = Math.PI / 180;
/** The largest common cell, Å². */
export const MOST_AREA_ANG2 = 500;
/**
 * How far a match may be from the orientation and how much the second crystal is strained in it, one after the other until
 * there is one: a large strain is nearer to what was asked for than another orientation.
 */
const TRIES = [
  { offRad: 2 * DEGREE, maxStrain: 0.05 },
  { offRad: 2 * DEGREE, maxStrain: 0.1 },
  { offRad: 10 * DEGREE, maxStrain: 0.1 },
] as const;
/** Matches whose directions are as far apart as this are taken by their size. */
const SAME_OFF_RAD = 0.5 * DEGREE;

/**
 * The common cell of the two planes that comes nearest to an orientation: least turned away from it, then smallest, then
 * least strained.
 * @returns null where there is none of up to 500 Å², 10 % and 10°
 * @throws `bad-plane` for a direction that does not lie in its plane
 */
export function capMatch(
  core: Crystal,
  film: Crystal,
  orientation: CapOrientation,
): RelationMatch | null {
  for (const limits of TRIES) {
    const match = nearestMatch(core, film, orientation, limits);
    if (match !== null) return match;
  }
  return null;
}

function nearestMatch(
  core: Crystal,
  film: Crystal,
  { facet, plane, directions }: CapOrientation,
  { offRad, maxStrain }: (typeof TRIES)[number],
): RelationMatch | null {
  const steps = searchRelation(
    {
      film: { crystal: film, hkl: plane, uvw: directions.cap },
      substrate: { crystal: core, hkl: facet, uvw: directions.core },
      toleranceRad: offRad,
    },
    {
      maxAreaAng2: MOST_AREA_ANG2,
      tolerance: { mode: 'strain', maxStrain },
      maxAtoms: null,
      mirrors: false,
    },
  );
  let best: RelationMatch | null = null;
  const offOf = ({ offRad }: RelationMatch) => Math.round(Math.abs(offRad) / SAME_OFF_RAD);
  // They come by area and then strain: an equal one that comes later is no better.
  for (const { matches } of steps)
    for (const match of matches) {
      if (offOf(match) === 0) return match;
      if (best === null || offOf(match) < offOf(best)) best = match;
    }
  return best;
}

/** How the second crystal is deformed in its plane to lie on the core: x along the direction, y across. */
export interface Coherence {
  /** x′ = x · f, row vectors. */
  readonly f: Cell2;
  readonly strain: PlaneStrain;
  /** What is left of a turn between the two supercells, rad. */
  readonly turnRad: number;
}

/** @throws `bad-plane` for a direction that does not lie in its plane */
export function coherence(
  core: Crystal,
  film: Crystal,
  { facet, plane, directions }: CapOrientation,
  cells: CapCells,
): Coherence {
  const onto = laid(core, facet, directions.core, cells.core);
  const f = deformation(laid(film, plane, directions.cap, cells.cap), onto);
  const { stretch, angleRad } = polar2(f);
  return {
    f,
    strain: { xx: stretch[0][0] - 1, yy: stretch[1][1] - 1, xy: stretch[0][1] },
    turnRad: angleRad,
  };
}

/** A supercell of a plane in the frame of a direction in it. */
function laid(
  crystal: Crystal,
  hkl: readonly number[],
  uvw: readonly number[],
  matrix: IntMat2,
): Cell2 {
  const surface = surfaceOf(crystal, hkl);
  const [x, y] = directionInPlane(crystal, surface, uvw);
  const length = Math.hypot(x, y);
  const [c, s] = [x / length, y / length];
  const turned = ([u, v]: Vec2): Vec2 => [c * u + s * v, -s * u + c * v];
  const [a, b] = mul2(matrix, surface.cell);
  return [turned(a), turned(b)];
}
