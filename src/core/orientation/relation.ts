import type { Crystal } from '#core/crystal/crystal.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { mul, mulCol, transpose } from '#core/math/mat3.ts';
import { dot, mapTuple, type Vec3 } from '#core/math/vec3.ts';
import { laueRotations } from './laueClass.ts';
import { angleBetweenDeg, complexity, type Pole, type PoleKind, polesOf } from './poles.ts';
import {
  type AxisAngle,
  axisAngleOf,
  type BungeAngles,
  bungeAnglesOf,
  type Quaternion,
  quaternionOf,
} from './rotation.ts';

/** A crystal and how it is turned. */
export interface Oriented {
  readonly crystal: Crystal;
  /** Takes components on the crystal's own axes (x ∥ a, z ∥ c*) to those of the common frame: v′ = T v. */
  readonly turn: Float64Array;
}

/** Planes or directions of two crystals that are parallel, or nearly. */
export interface Parallel {
  readonly kind: PoleKind;
  readonly film: IntVec3;
  readonly substrate: IntVec3;
  readonly deviationDeg: number;
}

/** How two crystals are turned against each other. */
export interface OrientationRelation {
  /**
   * Takes components on the film's axes to those on the substrate's; its columns are the film's Cartesian axes in the
   * substrate's frame. Seen as a motion it turns the substrate's axes onto the film's.
   */
  readonly matrix: Float64Array;
  readonly axisAngle: AxisAngle;
  /** The least angle that the Laue classes of both crystals allow, with the axis in the frame of the substrate. */
  readonly disorientation: AxisAngle;
  readonly euler: BungeAngles;
  readonly quaternion: Quaternion;
  /** Simple ones first; one of those that the symmetry of both crystals makes of it. */
  readonly planes: readonly Parallel[];
  readonly directions: readonly Parallel[];
}

export interface ParallelSearch {
  /** The largest index. */
  readonly maxIndex: number;
  /** The largest angle between the two, degrees. */
  readonly toleranceDeg: number;
}

export const PARALLEL_SEARCH: ParallelSearch = { maxIndex: 3, toleranceDeg: 3 };
/** The most pairs of planes and of directions that are listed. */
const MOST_PARALLELS = 8;

export function orientationRelation(
  film: Oriented,
  substrate: Oriented,
  search: ParallelSearch = PARALLEL_SEARCH,
): OrientationRelation {
  const matrix = mul(transpose(substrate.turn), film.turn);
  return {
    matrix,
    axisAngle: axisAngleOf(matrix),
    disorientation: disorientation(matrix, film.crystal, substrate.crystal),
    euler: bungeAnglesOf(matrix),
    quaternion: quaternionOf(matrix),
    planes: parallelsOf('plane', film.crystal, substrate.crystal, matrix, search),
    directions: parallelsOf('direction', film.crystal, substrate.crystal, matrix, search),
  };
}

/** Angles that differ by less are equal, and the axis decides, degrees. */
const SAME_ANGLE_DEG = 1e-6;

/**
 * The least rotation among those that symmetry makes of one: S R F with S and F of the two Laue classes. Of several with
 * that angle, the one whose axis has the largest components, x first.
 */
function disorientation(matrix: Float64Array, film: Crystal, substrate: Crystal): AxisAngle {
  const turns = laueRotations(film);
  let best = axisAngleOf(matrix);
  for (const s of laueRotations(substrate)) {
    const half = mul(s, matrix);
    for (const f of turns) {
      const next = axisAngleOf(mul(half, f));
      const more = next.angleDeg - best.angleDeg;
      if (more < -SAME_ANGLE_DEG || (more < SAME_ANGLE_DEG && isAhead(next.axis, best.axis)))
        best = next;
    }
  }
  return best;
}

const isAhead = (p: Vec3, q: Vec3): boolean => {
  const k = [0, 1, 2].find((i) => Math.abs(p[i]! - q[i]!) > 1e-6);
  return k !== undefined && p[k]! > q[k]!;
};

/**
 * Planes or directions of two crystals that are parallel within a tolerance, simple ones first.
 * @param matrix takes components on the film's axes to those on the substrate's
 * @param within planes of the two that the directions must lie in
 */
export function parallelsOf(
  kind: PoleKind,
  film: Crystal,
  substrate: Crystal,
  matrix: Float64Array,
  { maxIndex, toleranceDeg }: ParallelSearch,
  within: { readonly film: IntVec3; readonly substrate: IntVec3 } | null = null,
): readonly Parallel[] {
  // Zone law: [u v w] lies in (h k l) when hu + kv + lw = 0.
  const below = polesOf(substrate, kind, maxIndex).filter(
    ({ indices }) => within === null || dot(indices, within.substrate) === 0,
  );
  const closest = Math.cos(((toleranceDeg + 1e-3) * Math.PI) / 180);
  const found = polesOf(film, kind, maxIndex).flatMap((pole) => {
    if (within !== null && dot(pole.indices, within.film) !== 0) return [];
    const along = mulCol(matrix, pole.along);
    return below
      .filter((other) => Math.abs(dot(along, other.along)) >= closest)
      .map((other) => ({ pole, other, deviationDeg: angleBetweenDeg(along, other.along) }));
  });
  const simple = ({ pole, other, deviationDeg }: (typeof found)[number]) =>
    // One degree off weighs as much as one index more.
    complexity(pole.family) + complexity(other.family) + deviationDeg;
  const seen = new Set<string>();
  return found
    .filter(({ deviationDeg }) => deviationDeg <= toleranceDeg + 1e-9)
    .sort((p, q) => simple(p) - simple(q) || fewerMinuses(p.pole, q.pole))
    .filter(({ pole, other, deviationDeg }) => {
      const key = `${pole.family} ${other.family} ${deviationDeg.toFixed(2)}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MOST_PARALLELS)
    .map(({ pole, other, deviationDeg }) => ({
      kind,
      ...sameSense(pole, other, matrix),
      deviationDeg,
    }));
}

const fewerMinuses = (p: Pole, q: Pole): number =>
  p.indices.filter((x) => x < 0).length - q.indices.filter((x) => x < 0).length;

/** The indices of a pair, the substrate's turned over where the two point against each other. */
function sameSense(
  film: Pole,
  substrate: Pole,
  matrix: Float64Array,
): Pick<Parallel, 'film' | 'substrate'> {
  const against = dot(mulCol(matrix, film.along), substrate.along) < 0;
  return {
    film: film.indices,
    substrate: against ? mapTuple(substrate.indices, (x) => -x + 0) : substrate.indices,
  };
}
