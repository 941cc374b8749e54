import { type Grow, type GrownSlab, slabGrower } from './grownSlabs.ts';
import { cutSlab, judgeSlab, MAX_PLANES, type SlabCut } from './slab.ts';
import type { Surface } from './surface.ts';

/** How far from the asked thickness a better slab is looked for, in periods. */
const REACH_PERIODS = 2;

/**
 * The plane count nearest to the present one (thicker first) whose slab turns over onto itself: both
 * faces alike, no dipole.
 * @returns null when no count within two periods does
 */
export const symmetricPlanes = (surface: Surface, cut: SlabCut): number | null =>
  nearest(
    slabGrower(surface),
    surface,
    cut,
    ({ planes, isPalindrome }) =>
      isPalindrome && judgeSlab(cutSlab(surface, { ...cut, planes, remove: [] })).symmetric,
  );

/** The plane count nearest to the present one whose slab has the crystal's own composition. */
export const stoichiometricPlanes = (surface: Surface, cut: SlabCut): number | null =>
  nearest(slabGrower(surface), surface, cut, (slab) => slab.isStoichiometric);

/** A net charge or dipole below this is rounding, e or e·Å. */
const NONE = 1e-3;

/**
 * The slab nearest to the present one that has the crystal's composition and neither charge nor dipole: the
 * present termination first, then the others in order.
 * @returns null when there is none within two periods (Tasker type 3), or charges are unknown
 */
export function dipoleFreeSlab(
  surface: Surface,
  cut: SlabCut,
): { readonly planes: number; readonly termination: number } | null {
  if (surface.charges === null) return null;
  const clean = ({ isStoichiometric, chargeE, dipoleEAng }: GrownSlab): boolean =>
    isStoichiometric && Math.abs(chargeE!) < NONE && Math.abs(dipoleEAng!) < NONE;
  const grow = slabGrower(surface);
  const others = surface.planes.map((_, t) => t).filter((t) => t !== cut.termination);
  const found = [cut.termination, ...others].flatMap((termination) => {
    const planes = nearest(grow, surface, { ...cut, termination }, clean);
    return planes === null ? [] : [{ planes, termination }];
  });
  const miss = ({ planes }: { planes: number }) => Math.abs(planes - cut.planes);
  return found.reduce<(typeof found)[number] | null>(
    (best, f) => (best === null || miss(f) < miss(best) ? f : best),
    null,
  );
}

function nearest(
  grow: Grow,
  surface: Surface,
  cut: SlabCut,
  fits: (slab: GrownSlab) => boolean,
): number | null {
  const reach = REACH_PERIODS * surface.planes.length;
  const slabs = grow(cut, Math.min(MAX_PLANES, cut.planes + reach));
  for (let d = 0; d <= Math.min(reach, MAX_PLANES); d++)
    for (const planes of d === 0 ? [cut.planes] : [cut.planes + d, cut.planes - d]) {
      const slab = slabs[planes - 1];
      if (slab !== undefined && fits(slab)) return planes;
    }
  return null;
}

/**
 * The plane count whose slab is nearest to a thickness (highest minus lowest atom), at least one.
 * @param thicknessAng positive, Å
 */
export function planesForThickness(surface: Surface, cut: SlabCut, thicknessAng: number): number {
  let best = 1;
  let bestMiss = Number.POSITIVE_INFINITY;
  for (const slab of slabGrower(surface)(cut)) {
    const miss = Math.abs(slab.thicknessAng - thicknessAng);
    if (miss < bestMiss - 1e-9) [best, bestMiss] = [slab.planes, miss];
    if (slab.thicknessAng > thicknessAng) break;
  }
  return best;
}
