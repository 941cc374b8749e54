import { EpistackError } from '#core/errors.ts';
import { rigidBuilt } from '#core/recipe/edits/relaxed.ts';
import type { Built } from './build.ts';
import { type Freeze, freezeOf, type OuterPlanes } from './recipe.ts';

/** Heights are compared to this, Å: far below any distance between planes. */
const SAME_ANG = 1e-6;

/**
 * The atoms that the document freezes, by their place in the rigid stack, so that a moved frame freezes the same ones.
 * Planes that a removal has emptied are not counted; more planes than a slab has freeze all of it.
 * @returns N flags, 1 = frozen; null when none is
 */
export function frozenAtoms(built: Built): Uint8Array | null {
  const freeze = freezeOf(built.recipe);
  if (freeze.kind === 'none') return null;
  const flags =
    freeze.kind === 'beyond'
      ? atomsBeyond(built, freeze.distanceAng)
      : atomsOfPlanes(built, freeze);
  return flags.includes(1) ? flags : null;
}

/** How many atoms the document freezes. */
export const countFrozen = (built: Built): number =>
  frozenAtoms(built)?.reduce((n, f) => n + f, 0) ?? 0;

/** "the 2 lowest planes and the highest plane", "atoms farther than 8 Å from every interface"; "" for none. */
export function freezeText(freeze: Freeze): string {
  switch (freeze.kind) {
    case 'none':
      return '';
    case 'beyond':
      return `atoms farther than ${freeze.distanceAng} Å from every interface`;
    case 'planes': {
      const some = (count: number, which: string) =>
        count === 0 ? [] : [count === 1 ? `the ${which} plane` : `the ${count} ${which} planes`];
      return [...some(freeze.bottom, 'lowest'), ...some(freeze.top, 'highest')].join(' and ');
    }
    default:
      return freeze satisfies never;
  }
}

function atomsBeyond(built: Built, distanceAng: number): Uint8Array {
  const { slabs, structure } = rigidBuilt(built);
  // A slab alone has no interface to be far from.
  if (slabs.length === 1) return new Uint8Array(structure.numbers.length);
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
 * The frozen atoms for a run in which every slab must be able to move.
 * @returns N flags, 1 = frozen; null when none is
 * @throws `setting` when planes are frozen and no plane of their slab is left free
 */
export function frozenForRun(built: Built): Uint8Array | null {
  const most = mostFrozenPlanes(built);
  const freeze = freezeOf(built.recipe);
  if (freeze.kind === 'planes')
    for (const side of ['bottom', 'top'] as const)
      if (!(freeze[side] <= most[side]))
        throw new EpistackError({
          code: 'setting',
          field: `frozen planes, ${side}`,
          expected: `a whole number from 0 to ${most[side]}: the slab has ${most[side] + 1} planes`,
        });
  return frozenAtoms(built);
}

/** How many planes can be frozen at most: one of each outer slab stays free. */
export const mostFrozenPlanes = (built: Built): OuterPlanes => ({
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
