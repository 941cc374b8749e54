import { isStoichiometric, planesForThickness } from '#core/surface/choices.ts';
import { cutSlab, judgeSlab, MAX_PLANES, type SlabCut } from '#core/surface/slab.ts';
import type { Surface } from '#core/surface/surface.ts';
import { polarityOf } from '#core/surface/tasker.ts';

/** Gaps nearer than this are one, Å. */
const SAME_ANG = 1e-3;
/** A repeat unit with less is free of a dipole, e·Å. */
const NO_DIPOLE_EANG = 1e-3;

/**
 * Where a slab of this plane is cut when nobody chooses: a surface of charged planes (Tasker type 2) where the
 * repeat unit has no dipole, any other at its widest gap, which parts layers and cuts the fewest bonds.
 * @returns the plane of the period just below the cut
 * @see P. W. Tasker, J. Phys. C 12 (1979) 4977, doi 10.1088/0022-3719/12/22/036
 */
export function cutAbove(surface: Surface): number {
  const polarity = polarityOf(surface);
  if (polarity?.type === 2)
    return polarity.dipoleEAng.findIndex((d) => Math.abs(d) < NO_DIPOLE_EANG);
  const gaps = gapsAboveAng(surface);
  const widest = Math.max(...gaps);
  return gaps.findIndex((g) => g > widest - SAME_ANG);
}

/** Room between each plane of the period and the one above it, lowest to highest atom, Å. */
export function gapsAboveAng({ planes, xyz, lattice, layerPeriodAng }: Surface): number[] {
  const ends = planes.map(({ atoms }) => {
    const heights = atoms.map((a) => xyz[3 * a.index + 2]! - a.lower * lattice[8]!);
    return { lowAng: Math.min(...heights), highAng: Math.max(...heights) };
  });
  return ends.map(({ highAng }, p) => {
    const above = ends[(p + ends.length - 1) % ends.length]!;
    return above.lowAng + (p === 0 ? layerPeriodAng : 0) - highAng;
  });
}

/**
 * A slab of about a thickness, cut there at its reference face: with two like faces and the crystal's
 * composition where a count of planes nearby gives both, else with the composition, else the nearest.
 * @param face top of a substrate, bottom of a film
 */
export function slabCutOf(surface: Surface, face: SlabCut['face'], thicknessAng: number): SlabCut {
  const above = cutAbove(surface);
  const period = surface.planes.length;
  const termination = face === 'top' ? above : (above + period - 1) % period;
  const one: SlabCut = { planes: 1, termination, face, remove: [] };
  const cut = { ...one, planes: planesForThickness(surface, one, thicknessAng) };
  const whole = nearCounts(cut.planes, 2 * period).filter((planes) =>
    isStoichiometric(cutSlab(surface, { ...cut, planes })),
  );
  // Of a polar plane no slab of the crystal's composition has two like faces: that would be no dipole.
  const alike =
    polarityOf(surface)?.type === 3
      ? undefined
      : whole.find((planes) => judgeSlab(cutSlab(surface, { ...cut, planes })).symmetric);
  return { ...cut, planes: alike ?? whole[0] ?? cut.planes };
}

/** Counts of planes by their distance from one, the thicker first. */
const nearCounts = (planes: number, reach: number): readonly number[] => [
  planes,
  ...Array.from({ length: reach }, (_, d) => [planes + d + 1, planes - d - 1])
    .flat()
    .filter((n) => n >= 1 && n <= MAX_PLANES),
];
