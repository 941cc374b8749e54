import type { Crystal } from '#core/crystal/crystal.ts';
import { areHexagonalAxes } from '#core/crystal/lattice.ts';
import { EpistackError } from '#core/errors.ts';
import { hypot } from '#core/math/hypot.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { mulRow } from '#core/math/mat3.ts';
import { type Cell2, mul2, rowTimes, type Vec2 } from '#core/math/plane2.ts';
import { norm } from '#core/math/vec3.ts';
import { type Surface, surfaceOf } from '#core/surface/surface.ts';
import { type Limits, searchMatches } from './coincidence.ts';
import { type Match, matchOf } from './match.ts';
import { orbitOf, pairOperations, type RowPair } from './orbit.ts';
import { type PlaneLattice, planeLatticeOf } from './planeLattice.ts';
import { deformation } from './strain.ts';

/** One side of an orientation relation: a plane of a crystal and a direction in it, conventional indices. */
export interface RelationSide {
  readonly crystal: Crystal;
  readonly hkl: readonly number[];
  /** [u v w], or [u v t w] with t = −u − v on hexagonal axes. */
  readonly uvw: readonly number[];
  /** Atoms of the slab in a primitive in-plane cell; by default those of one period. */
  readonly atoms?: number;
}

/** (h k l)[u v w] of the film on (h′ k′ l′)[u′ v′ w′] of the substrate, senses included. */
export interface Relation {
  readonly film: RelationSide;
  readonly substrate: RelationSide;
  /** Largest angle between the two directions in the built interface, rad. */
  readonly toleranceRad: number;
}

export interface RelationMatch extends Match {
  /** Angle from the substrate's direction to the film's, as built, rad. */
  readonly offRad: number;
}

export interface RelationStep {
  readonly matches: readonly RelationMatch[];
  readonly fraction: number;
}

/**
 * The relation of the microscope in Qiu et al., Adv. Sci. 10, 2206560 (2023), doi 10.1002/advs.202206560,
 * Fig. S2: CdS {211} on CsPbBr3 {220}, seen along CdS ⟨111⟩ and CsPbBr3 ⟨001⟩. In-plane: CdS [−1 1 1] on [0 0 1].
 */
export const MICROSCOPE_RELATION = {
  film: { hkl: [2, 1, 1], uvw: [-1, 1, 1] },
  substrate: { hkl: [1, 1, 0], uvw: [0, 0, 1] },
} as const;

/**
 * Matches that satisfy a relation, by area and then strain, so that the first is the smallest. Of the forms that the
 * planes' point groups make of one interface, the one nearest to the relation is given.
 * @throws `bad-plane` when a direction does not lie in its plane; `bad-search`, `too-large` for the limits
 */
export function* searchRelation(
  relation: Relation,
  limits: Limits,
): Generator<RelationStep, void, undefined> {
  if (!(relation.toleranceRad >= 0))
    throw new EpistackError({ code: 'bad-search', reason: 'the angle tolerance is not negative' });
  const [film, substrate] = [sideOf(relation.film), sideOf(relation.substrate)];
  const operations = pairOperations(film.lattice, substrate.lattice, 1);
  const off = (pair: RowPair) => {
    const above: Cell2 = mul2(pair.film, film.lattice.cell);
    const below: Cell2 = mul2(pair.substrate, substrate.lattice.cell);
    return angleBetween(substrate.along, rowTimes(film.along, deformation(above, below)));
  };
  for (const step of searchMatches(film.lattice, substrate.lattice, {
    ...limits,
    mirrors: false,
  })) {
    const matches: RelationMatch[] = [];
    for (const match of step.matches) {
      const pair = { film: match.filmMatrix, substrate: match.substrateMatrix };
      const [nearest] = orbitOf(pair, match.twistRad, operations)
        .map((form) => ({ form, offRad: off(form) }))
        .sort((p, q) => Math.abs(p.offRad) - Math.abs(q.offRad));
      if (Math.abs(nearest!.offRad) > relation.toleranceRad + EDGE_RAD) continue;
      const form = matchOf(nearest!.form, film.lattice, substrate.lattice);
      matches.push({ ...form, offRad: nearest!.offRad });
    }
    yield { matches, fraction: step.fraction };
  }
}
/** Rounding at the edge of the tolerance, so that 0 finds exact alignment. */
const EDGE_RAD = 1e-7;

interface Side {
  readonly lattice: PlaneLattice;
  readonly along: Vec2;
}

function sideOf({ crystal, hkl, uvw, atoms }: RelationSide): Side {
  const surface = surfaceOf(crystal, hkl);
  return {
    lattice: planeLatticeOf(surface, atoms),
    along: directionInPlane(crystal, surface, uvw),
  };
}

const angleBetween = (from: Vec2, to: Vec2): number =>
  Math.atan2(from[0] * to[1] - from[1] * to[0], from[0] * to[0] + from[1] * to[1]);

/**
 * A direction of the crystal in the frame of one of its surfaces, Å per [u v w].
 * @param crystal the one that the surface was cut from
 * @throws `bad-plane` when it does not lie in the plane, or is no direction
 */
export function directionInPlane(
  crystal: Crystal,
  surface: Surface,
  indices: readonly number[],
): Vec2 {
  const { coprime } = surface.plane;
  const refuse = (reason: string) =>
    new EpistackError({ code: 'bad-plane', hkl: surface.plane.hkl, reason });
  const uvw = threeIndices(indices);
  if (uvw === null) throw refuse(`[${indices.join(' ')}] is no direction`);
  if (indices.length === 4 && !areHexagonalAxes(crystal.lattice))
    throw refuse(
      `the four indices [${indices.join(' ')}] are for hexagonal axes, and this cell has others`,
    );
  // Zone law: [u v w] lies in (h k l) when hu + kv + lw = 0.
  if (coprime[0] * uvw[0] + coprime[1] * uvw[1] + coprime[2] * uvw[2] !== 0)
    throw refuse(`[${indices.join(' ')}] does not lie in it`);
  // The in-plane vectors are fractions of their coprime directions: lengths say which.
  const [a, b] = surface.directions.map((d, i) => {
    const part = norm(mulRow(d, crystal.lattice)) / hypot(...surface.cell[i]!);
    return surface.cell[i]!.map((x) => x * part);
  }) as [number[], number[]];
  const [m, n] = solveInPlane(uvw, surface.directions);
  return [m * a[0]! + n * b[0]!, m * a[1]! + n * b[1]!];
}

function threeIndices(indices: readonly number[]): IntVec3 | null {
  const [u, v, t, w] = indices;
  if (!indices.every((x) => Number.isInteger(x))) return null;
  const uvw =
    indices.length === 3
      ? ([u!, v!, t!] as const)
      : indices.length === 4 && t === -(u! + v!) + 0
        ? ([u! - t, v! - t, w!] as const)
        : null;
  return uvw?.some((x) => x !== 0) ? uvw : null;
}

/** (m, n) with uvw = m·d0 + n·d1, for uvw in their plane: from the largest of the three 2×2 minors. */
function solveInPlane(uvw: IntVec3, [p, q]: readonly [IntVec3, IntVec3]): Vec2 {
  const minors = [
    [0, 1],
    [1, 2],
    [2, 0],
  ] as const;
  const size = ([i, j]: readonly [number, number]) => p[i]! * q[j]! - p[j]! * q[i]!;
  const [i, j] = minors.reduce((x, y) => (Math.abs(size(y)) > Math.abs(size(x)) ? y : x));
  const d = size([i, j]);
  return [(uvw[i]! * q[j]! - uvw[j]! * q[i]!) / d, (p[i]! * uvw[j]! - p[j]! * uvw[i]!) / d];
}
