import { EpistackError } from '#core/errors.ts';
import type { Built } from '#core/recipe/build.ts';

/** How many outer atomic planes are held: of the lowest slab from below, of the highest from above. */
export interface Freeze {
  readonly bottom: number;
  readonly top: number;
}

export const FREE: Freeze = { bottom: 0, top: 0 };

/** ", held planes: 2 lowest, 1 highest", to follow a protocol's text; empty when none is held. */
export function heldText({ bottom, top }: Freeze): string {
  const parts = [
    ...(bottom > 0 ? [`${bottom} lowest`] : []),
    ...(top > 0 ? [`${top} highest`] : []),
  ];
  return parts.length === 0 ? '' : `, held planes: ${parts.join(', ')}`;
}

/**
 * The atoms of the outermost planes of a stack. Planes that a removal has emptied are not counted.
 * @returns N, 1 = held; null when none is
 * @throws `setting` when a count is no whole number, or leaves no plane of its slab free
 */
export function outerPlanes(built: Built, { bottom, top }: Freeze): Uint8Array | null {
  if (bottom === 0 && top === 0) return null;
  const last = built.slabs.length - 1;
  const lower = planesOf(built, 0);
  const upper = planesOf(built, last);
  check('bottom', bottom, lower.length);
  check('top', top, upper.length);
  const low = new Set(lower.slice(0, bottom));
  const high = new Set(top === 0 ? [] : upper.slice(-top));
  const { layer } = built.structure;
  return Uint8Array.from(layer, (slab, i) =>
    (slab === 0 && low.has(built.plane[i]!)) || (slab === last && high.has(built.plane[i]!))
      ? 1
      : 0,
  );
}

/** How many planes can be held at most: one of each outer slab stays free. */
export function mostFrozen(built: Built): Freeze {
  return {
    bottom: planesOf(built, 0).length - 1,
    top: planesOf(built, built.slabs.length - 1).length - 1,
  };
}

/** The planes of a slab that hold atoms, from below. */
function planesOf({ structure: { layer }, plane }: Built, slab: number): number[] {
  const found = new Set<number>();
  layer.forEach((l, i) => {
    if (l === slab) found.add(plane[i]!);
  });
  return [...found].sort((p, q) => p - q);
}

function check(side: string, count: number, planes: number): void {
  if (!(Number.isInteger(count) && count >= 0 && count < planes))
    throw new EpistackError({
      code: 'setting',
      field: `frozen planes, ${side}`,
      expected: `a whole number from 0 to ${planes - 1}: the slab has ${planes} planes`,
    });
}
