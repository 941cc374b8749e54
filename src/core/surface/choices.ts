import { composition } from '#core/crystal/structure.ts';
import { cutSlab, heightsOf, judgeSlab, MAX_PLANES, type Slab, type SlabCut } from './slab.ts';
import type { Surface } from './surface.ts';

/** How far from the asked thickness a better slab is looked for, in periods. */
const REACH_PERIODS = 2;

/**
 * The plane count nearest to the present one (thicker first) whose slab turns over onto itself: both
 * faces alike, no dipole.
 * @returns null when no count within two periods does
 */
export const symmetricPlanes = (surface: Surface, cut: SlabCut): number | null =>
  nearest(surface, cut, (slab) => judgeSlab(slab).symmetric);

/** The plane count nearest to the present one whose slab has the crystal's own composition. */
export const stoichiometricPlanes = (surface: Surface, cut: SlabCut): number | null =>
  nearest(surface, cut, (slab) => isStoichiometric(slab));

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
  const clean = (slab: Slab): boolean => {
    if (!isStoichiometric(slab)) return false;
    const { chargeE, dipoleEAng } = judgeSlab(slab);
    return Math.abs(chargeE!) < NONE && Math.abs(dipoleEAng!) < NONE;
  };
  const others = surface.planes.map((_, t) => t).filter((t) => t !== cut.termination);
  const found = [cut.termination, ...others].flatMap((termination) => {
    const planes = nearest(surface, { ...cut, termination }, clean);
    return planes === null ? [] : [{ planes, termination }];
  });
  const miss = ({ planes }: { planes: number }) => Math.abs(planes - cut.planes);
  return found.reduce<(typeof found)[number] | null>(
    (best, f) => (best === null || miss(f) < miss(best) ? f : best),
    null,
  );
}

/** The slab holds the elements in the crystal's own proportions. */
export function isStoichiometric({ numbers, surface }: Slab): boolean {
  const [slab, bulk] = [composition(numbers), composition(surface.numbers)];
  return Object.entries(bulk).every(
    ([symbol, n]) => (slab[symbol] ?? 0) * surface.numbers.length === n * numbers.length,
  );
}

function nearest(surface: Surface, cut: SlabCut, fits: (slab: Slab) => boolean): number | null {
  const reach = REACH_PERIODS * surface.planes.length;
  for (let d = 0; d <= reach; d++)
    for (const planes of d === 0 ? [cut.planes] : [cut.planes + d, cut.planes - d]) {
      if (planes < 1 || planes > MAX_PLANES) continue;
      if (fits(cutSlab(surface, { ...cut, planes, remove: [] }))) return planes;
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
  for (let planes = 1; planes <= MAX_PLANES; planes++) {
    const { lowAng, highAng } = heightsOf(cutSlab(surface, { ...cut, planes, remove: [] }));
    const miss = Math.abs(highAng - lowAng - thicknessAng);
    if (miss < bestMiss - 1e-9) [best, bestMiss] = [planes, miss];
    if (highAng - lowAng > thicknessAng) break;
  }
  return best;
}
