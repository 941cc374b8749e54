import { anglesOf, areSameAngles } from '#render/camera/pose.ts';
import type { SceneStand, ViewDirection } from '#render/types.ts';

const DIRECTIONS: readonly ViewDirection[] = ['a', 'b', 'c', 'oblique'];

/**
 * The named direction that a camera looks along, or null.
 * @param structure in which directions are named
 */
export function namedStand(
  stand: SceneStand,
  structure: { readonly lattice: ArrayLike<number>; readonly xyz: ArrayLike<number> },
): ViewDirection | null {
  const angles = 'pose' in stand ? stand.pose : stand;
  const found = DIRECTIONS.find((direction) =>
    areSameAngles(anglesOf(direction, structure.lattice, structure.xyz), angles),
  );
  return found ?? null;
}
