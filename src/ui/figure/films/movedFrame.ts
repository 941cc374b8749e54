import type { Session } from '#app/look/session.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { SceneFrame } from '#render/types.ts';
import { topologyOf } from '#ui/look/scene/topology.ts';

/** Finding bonds in every frame of more atoms takes longer than drawing them: these keep those of the structure. */
const MOST_ATOMS = 20_000;

/** A frame of a structure whose atoms have moved, with the bonds that they have there. */
export function movedFrame(
  structure: Structure,
  charges: ArrayLike<number>,
  positions: Float32Array | Float64Array,
  session: Session,
): SceneFrame {
  const xyz = Float64Array.from(positions);
  return {
    positions: Float32Array.from(positions),
    lattice: null,
    colors: null,
    topology:
      structure.numbers.length > MOST_ATOMS
        ? null
        : topologyOf({ ...structure, xyz }, charges, session, null),
    trails: null,
  };
}
