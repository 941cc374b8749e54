import { anglesOf } from '#render/camera/pose.ts';
import type { SceneStand, ViewDirection } from '#render/types.ts';

const DIRECTIONS: readonly ViewDirection[] = ['a', 'b', 'c', 'oblique'];
/** Nobody sees a smaller angle. */
const SAME_RAD = 1e-3;

/** The named direction that a camera looks along, or null. */
export function namedStand(stand: SceneStand, lattice: ArrayLike<number>): ViewDirection | null {
  const { azimuthRad, elevationRad } = 'pose' in stand ? stand.pose : stand;
  const found = DIRECTIONS.find((direction) => {
    const named = anglesOf(direction, lattice);
    const turn = Math.sin((named.azimuthRad - azimuthRad) / 2);
    return Math.abs(turn) < SAME_RAD && Math.abs(named.elevationRad - elevationRad) < SAME_RAD;
  });
  return found ?? null;
}
