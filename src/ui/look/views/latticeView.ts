import { row } from '#core/math/mat3.ts';
import { dot, unit, type Vec3 } from '#core/math/vec3.ts';
import { anglesTowards } from '#render/camera/pose.ts';
import type { SceneStand, ViewDirection } from '#render/types.ts';

/** From where the atoms are seen, with the named view that lies nearest, which says where repeated cells stand. */
export interface LatticeView {
  readonly direction: ViewDirection;
  readonly stand: SceneStand;
  /** Seen from the side on which cells are repeated: these would stand before the atoms. */
  readonly isAlone: boolean;
}

/** Above this height of the eye the cells around are seen, not those behind. */
const STEEP = 0.94;

/**
 * The view in which a direction points at the eye.
 * @param towards unit vector
 * @param lattice of the picture, 3×3 rows
 */
export function latticeView(towards: Vec3, lattice: ArrayLike<number>): LatticeView {
  const [a, b] = [unit(row(lattice, 0)), unit(row(lattice, 1))];
  // The view along b is from the side of −b.
  const [alongA, alongB] = [dot(towards, a), -dot(towards, b)];
  const isAlongA = Math.abs(alongA) > Math.abs(alongB);
  const isSteep = Math.abs(towards[2]) > STEEP;
  return {
    direction: isSteep ? 'c' : isAlongA ? 'a' : 'b',
    stand: { ...anglesTowards(towards, b), allRound: false },
    isAlone: !isSteep && (isAlongA ? alongA : alongB) < 0,
  };
}
