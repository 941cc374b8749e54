import { EMPTY_LAYER_ANG } from '#core/crystal/emptyLayers.ts';
import { highest, lowest } from '#core/math/extremes.ts';
import { planesForThickness } from './choices.ts';
import { type CutBonds, cutBonds } from './cutBonds.ts';
import { slabGrower } from './grownSlabs.ts';
import { cutSlab, judgeSlab, MAX_PLANES, type SlabCut } from './slab.ts';
import type { Surface } from './surface.ts';
import { polarityOf } from './tasker.ts';

/** Gaps nearer than this are one, Å. */
const SAME_ANG = 1e-3;
/** A repeat unit with less is apolar, e·Å: a file with four decimals puts its planes no more exactly. */
const APOLAR_EANG = 1e-3;

/**
 * Where a slab of this plane is cut by default. Between layers or molecules where the plane lies between
 * some: at the widest gap that no bond crosses. Else never through a molecule or polyatomic ion if that can be: a
 * surface of charged planes (Tasker type 2) where the repeat unit has no dipole, any other at its widest gap.
 * @returns the plane of the period just below the cut
 * @see P. W. Tasker, J. Phys. C 12 (1979) 4977, doi 10.1088/0022-3719/12/22/036
 */
export const cutAbove = (surface: Surface): number => cutAboveOf(surface, cutBonds(surface));

function cutAboveOf(surface: Surface, cuts: readonly CutBonds[]): number {
  const gaps = gapsAboveAng(surface);
  const every = [...cuts.keys()];
  const widestOf = (places: readonly number[]): number => {
    const widest = highest(places.map((p) => gaps[p]!));
    return places.find((p) => gaps[p]! > widest - SAME_ANG)!;
  };
  const clean = every.filter((p) => cuts[p]!.bonds === 0);
  if (clean.length > 0) return widestOf(clean);
  const whole = every.filter((p) => cuts[p]!.molecular === 0);
  const places = whole.length > 0 ? whole : every;
  const polarity = polarityOf(surface);
  const apolar = places.find(
    (p) => polarity?.type === 2 && Math.abs(polarity.dipoleEAng[p]!) < APOLAR_EANG,
  );
  return apolar ?? widestOf(places);
}

/** Room between each plane of the period and the one above it, lowest to highest atom, Å. */
export function gapsAboveAng({ planes, xyz, lattice, layerPeriodAng }: Surface): number[] {
  const ends = planes.map(({ atoms }) => {
    const heights = atoms.map((a) => xyz[3 * a.index + 2]! - a.lower * lattice[8]!);
    return { lowAng: lowest(heights), highAng: highest(heights) };
  });
  return ends.map(({ highAng }, p) => {
    const above = ends[(p + ends.length - 1) % ends.length]!;
    return above.lowAng + (p === 0 ? layerPeriodAng : 0) - highAng;
  });
}

/**
 * A slab of about a thickness, cut there at its reference face: with two like faces and the crystal's
 * composition where a count of planes nearby gives both, else with the composition, else the nearest. Of whole
 * layers where it is cut between layers. A sheet that its file keeps in vacuum is taken as it is, without the vacuum.
 * @param face top of a substrate, bottom of a film
 */
export function defaultCut(surface: Surface, face: SlabCut['face'], thicknessAng: number): SlabCut {
  const cuts = cutBonds(surface);
  const above = cutAboveOf(surface, cuts);
  const period = surface.planes.length;
  const termination = face === 'top' ? above : (above + period - 1) % period;
  const one: SlabCut = { planes: 1, termination, face, remove: [] };
  const sheet = planesOfSheet(surface, above);
  if (sheet !== null) return { ...one, planes: sheet };
  // The plane below the far end, whose upper side is cut as well.
  const farAbove = (planes: number) =>
    (((face === 'top' ? above + planes : above - planes) % period) + period) % period;
  const asClean = (planes: number) => cuts[above]!.bonds > 0 || cuts[farAbove(planes)]!.bonds === 0;
  const cut = { ...one, planes: planesForThickness(surface, one, thicknessAng) };
  const counts = nearCounts(cut.planes, 2 * period).filter(asClean);
  const slabs = slabGrower(surface)(cut);
  const whole = counts.filter((planes) => slabs[planes - 1]!.isStoichiometric);
  // Of a polar plane no slab of the crystal's composition has two like faces: that would be no dipole.
  const alike =
    polarityOf(surface)?.type === 3
      ? undefined
      : whole.find(
          (planes) =>
            slabs[planes - 1]!.isPalindrome &&
            judgeSlab(cutSlab(surface, { ...cut, planes })).symmetric,
        );
  return { ...cut, planes: alike ?? whole[0] ?? counts[0] ?? cut.planes };
}

/** Planes from a cut through vacuum down to the next one; null for a crystal that fills its cell. */
function planesOfSheet(surface: Surface, above: number): number | null {
  const gaps = gapsAboveAng(surface);
  if (!(gaps[above]! > EMPTY_LAYER_ANG)) return null;
  const period = gaps.length;
  let planes = 1;
  while (!(gaps[(above + planes) % period]! > EMPTY_LAYER_ANG)) planes++;
  return planes;
}

/** Counts of planes by their distance from one, the thicker first. */
const nearCounts = (planes: number, reach: number): readonly number[] => [
  planes,
  ...Array.from({ length: reach }, (_, d) => [planes + d + 1, planes - d - 1])
    .flat()
    .filter((n) => n >= 1 && n <= MAX_PLANES),
];
