import { movedHandBonds, NO_HAND_BONDS } from '#core/crystal/coordination/handBonds.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { SceneFrame } from '#render/types.ts';
import { type TopologySettings, topologyOf } from '#ui/look/scene/topology.ts';

/** Finding bonds in every frame of more atoms takes longer than drawing them: these keep those of the structure. */
const MOST_ATOMS = 20_000;

/**
 * A frame of a structure whose atoms have moved, with the bonds that they have there.
 * @param rest the atoms of a run at rest, whose bonds hold; absent where a slab is moved as a whole
 */
export function movedFrame(
  structure: Structure,
  charges: ArrayLike<number>,
  positions: Float32Array | Float64Array,
  settings: TopologySettings,
  rest?: Structure,
): SceneFrame {
  const xyz = Float64Array.from(positions);
  const now = { ...structure, xyz };
  const handBonds = movedHandBonds(settings.handBonds ?? NO_HAND_BONDS, rest ?? structure, now);
  return {
    positions: Float32Array.from(positions),
    lattice: null,
    colors: null,
    topology:
      structure.numbers.length > MOST_ATOMS
        ? null
        : topologyOf(now, charges, { ...settings, handBonds }, null, rest),
    trails: null,
  };
}
