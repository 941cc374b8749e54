import { turnInStack } from '#core/atoms/crystalAxes.ts';
import { EpistackError } from '#core/errors.ts';
import { directionInPlane, type RelationSide } from '#core/match/relation.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { mul } from '#core/math/mat3.ts';
import { type Built, interfacesOf } from '#core/recipe/build.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { surfaceFrame } from '#core/surface/surfaceFrame.ts';
import {
  type OrientationRelation,
  type Oriented,
  orientationRelation,
  PARALLEL_SEARCH,
  type Parallel,
  type ParallelSearch,
  parallelsOf,
} from './relation.ts';
import { rotationAbout } from './rotation.ts';

/** One of the two crystals of an interface. */
export interface OrientedSide extends Oriented {
  readonly name: string;
  /** The plane that lies on the interface, coprime, its normal pointing up. */
  readonly plane: IntVec3;
}

/** Two crystals on each other. The common frame has z along the normal of the interface, upward. */
export interface InterfaceOrientation {
  readonly substrate: OrientedSide;
  /** null: a crystal alone. */
  readonly film: OrientedSide | null;
  readonly relation: OrientationRelation | null;
  /** Directions in the planes of the interface that are parallel; null where the search found none. */
  readonly along: Parallel | null;
  /** What x of the common frame is. */
  readonly frame: string;
}

/**
 * The orientation of the two crystals of an interface, both without their strain.
 * @param at interface from the bottom, counted from 0; a slab alone has the one of itself
 * @throws `setting` where the document has no such interface
 */
export function interfaceOrientation(
  built: Built,
  at: number,
  search?: ParallelSearch,
): InterfaceOrientation {
  const interfaces = interfacesOf(built);
  const frame = 'x along a of the cell, z up along the normal of the interface';
  if (interfaces.length === 0 && at === 0)
    return { substrate: sideOf(built, 0), film: null, relation: null, along: null, frame };
  const found = interfaces[at];
  if (found === undefined)
    throw new EpistackError({
      code: 'setting',
      field: 'interface',
      expected:
        interfaces.length === 0
          ? '1: this is a slab alone'
          : `1 to ${interfaces.length}, from the bottom`,
    });
  return related(sideOf(built, found.upper), sideOf(built, found.lower), frame, search);
}

function sideOf(built: Built, slab: number): OrientedSide {
  const { crystal, name, slab: cut } = built.slabs[slab]!;
  return { crystal, name, turn: turnInStack(built, slab), plane: cut.surface.plane.coprime };
}

/**
 * Two crystals with a plane of each on the other and a direction in each plane along the other.
 * @throws `bad-plane` where a direction does not lie in its plane
 */
export function typedOrientation(
  film: RelationSide,
  substrate: RelationSide,
  search?: ParallelSearch,
): InterfaceOrientation {
  const side = ({ crystal, hkl, uvw }: RelationSide): OrientedSide => {
    const surface = surfaceOf(crystal, hkl);
    const [x, y] = directionInPlane(crystal, surface, uvw);
    const onSurface = surfaceFrame(crystal, surface);
    return {
      crystal,
      name: crystal.name,
      turn: mul(rotationAbout([0, 0, 1], -Math.atan2(y, x)), onSurface),
      plane: surface.plane.coprime,
    };
  };
  return related(
    side(film),
    side(substrate),
    'x along the directions given, z along the normals of the planes',
    search,
  );
}

function related(
  film: OrientedSide,
  substrate: OrientedSide,
  frame: string,
  search: ParallelSearch = PARALLEL_SEARCH,
): InterfaceOrientation {
  const relation = orientationRelation(film, substrate, search);
  const planes = { film: film.plane, substrate: substrate.plane };
  const [along] = parallelsOf(
    'direction',
    film.crystal,
    substrate.crystal,
    relation.matrix,
    search,
    planes,
  );
  return { film, substrate, relation, along: along ?? null, frame };
}
