import { EpistackError } from '#core/errors.ts';
import { rigidBuilt } from '#core/recipe/edits/relaxed.ts';
import type { Built } from './build.ts';

/** How many outer atomic planes are held: of the lowest slab from below, of the highest from above. */
export interface OuterPlanes {
  readonly bottom: number;
  readonly top: number;
}

export const NO_PLANES: OuterPlanes = { bottom: 0, top: 0 };

/** Which atoms a run must leave where they are. */
export type Freeze =
  | { readonly kind: 'none' }
  /** Atoms farther than this from every interface, Å along c. */
  | { readonly kind: 'beyond'; readonly distanceAng: number }
  /** Whole atomic planes at the two outer faces of the stack. */
  | ({ readonly kind: 'planes' } & OuterPlanes);

/** Heights are compared to this, Å: far below any distance between planes. */
const SAME_ANG = 1e-6;

/**
 * The frozen atoms, by their place in the rigid stack, so that a moved frame freezes the same ones. Planes that
 * a removal has emptied are not counted; more planes than a slab has freeze all of it.
 * @returns N flags, 1 = frozen; null when none is
 */
export function frozenAtoms(built: Built, freeze: Freeze): Uint8Array | null {
  if (freeze.kind === 'none') return null;
  const flags =
    freeze.kind === 'beyond'
      ? atomsBeyond(built, freeze.distanceAng)
      : atomsOfPlanes(built, freeze);
  return flags.includes(1) ? flags : null;
}

function atomsBeyond(built: Built, distanceAng: number): Uint8Array {
  const { slabs, structure } = rigidBuilt(built);
  const facing = slabs.slice(1).flatMap((s, i) => [slabs[i]!.highAng, s.lowAng]);
  return Uint8Array.from(structure.numbers, (_, i) => {
    const z = structure.xyz[3 * i + 2]!;
    return facing.every((h) => Math.abs(z - h) > distanceAng + SAME_ANG) ? 1 : 0;
  });
}

function atomsOfPlanes(built: Built, { bottom, top }: OuterPlanes): Uint8Array {
  const last = built.slabs.length - 1;
  const low = new Set(planesOf(built, 0).slice(0, bottom));
  const high = new Set(planesOf(built, last).toReversed().slice(0, top));
  return Uint8Array.from(built.structure.layer, (slab, i) =>
    (slab === 0 && low.has(built.plane[i]!)) || (slab === last && high.has(built.plane[i]!))
      ? 1
      : 0,
  );
}

/**
 * The atoms of the outermost planes, for a run in which every slab must be able to move.
 * @returns N flags, 1 = held; null when none is
 * @throws `setting` when a count is no whole number, or leaves no plane of its slab free
 */
export function heldAtoms(built: Built, planes: OuterPlanes): Uint8Array | null {
  const most = mostHeldPlanes(built);
  for (const side of ['bottom', 'top'] as const)
    if (!(Number.isInteger(planes[side]) && planes[side] >= 0 && planes[side] <= most[side]))
      throw new EpistackError({
        code: 'setting',
        field: `frozen planes, ${side}`,
        expected: `a whole number from 0 to ${most[side]}: the slab has ${most[side] + 1} planes`,
      });
  return frozenAtoms(built, { kind: 'planes', ...planes });
}

/** How many planes can be held at most: one of each outer slab stays free. */
export const mostHeldPlanes = (built: Built): OuterPlanes => ({
  bottom: planesOf(built, 0).length - 1,
  top: planesOf(built, built.slabs.length - 1).length - 1,
});

/** The planes of a slab that hold atoms, from below. */
function planesOf({ structure: { layer }, plane }: Built, slab: number): number[] {
  const found = new Set<number>();
  layer.forEach((l, i) => {
    if (l === slab) found.add(plane[i]!);
  });
  return [...found].sort((p, q) => p - q);
}
