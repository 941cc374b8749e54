import type { Cart } from '#core/math/vec3.ts';

/** Where the atoms are and how far they reach, Å, and of what they are. */
export interface Extent {
  readonly size: Cart;
  readonly middle: Cart;
  readonly content: string;
}

/** @param xyz 3N Cartesian, Å. An empty structure has no size and stands at the origin. */
export function extentOf(xyz: ArrayLike<number>, content = ''): Extent {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let k = 0; k < xyz.length; k++) {
    low[k % 3] = Math.min(low[k % 3]!, xyz[k]!);
    high[k % 3] = Math.max(high[k % 3]!, xyz[k]!);
  }
  if (xyz.length === 0) return { size: [0, 0, 0], middle: [0, 0, 0], content };
  return {
    size: [high[0] - low[0], high[1] - low[1], high[2] - low[2]],
    middle: [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2],
    content,
  };
}

/** Change of an extent, relative, beyond which the camera fits the atoms anew. */
const NOTABLE = 0.25;
/** Growth beyond which atoms would leave the picture, relative to the longest side. */
const GROWN = 0.08;
/** The same for the middle: atoms that moved this far would leave the picture, though d₀ is dragged in less. */
const MOVED = 0.12;
/** Extents below this differ by a lattice plane or less; a ratio of them means nothing, Å. */
const LEAST_ANG = 4;

/** Whether atoms are others, or have spread, shrunk or moved so far that the old camera no longer shows them. */
export function hasChanged(before: Extent, now: Extent): boolean {
  if (before.content && now.content && before.content !== now.content) return true;
  const longest = Math.max(...before.size, LEAST_ANG);
  return [0, 1, 2].some((x) => {
    const was = Math.max(before.size[x]!, LEAST_ANG);
    const is = Math.max(now.size[x]!, LEAST_ANG);
    return (
      is - was > GROWN * longest ||
      was - is > NOTABLE * was ||
      Math.abs(now.middle[x]! - before.middle[x]!) > MOVED * longest
    );
  });
}
