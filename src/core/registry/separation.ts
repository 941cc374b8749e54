import { COVALENT_RADIUS_ANG, VDW_RADIUS_ANG } from '#core/crystal/elements.ts';
import { EMPTY_LAYER_ANG } from '#core/crystal/emptyLayers.ts';
import { EpistackError } from '#core/errors.ts';
import { highest, lowest } from '#core/math/extremes.ts';
import { rowTimes, type Vec2 } from '#core/math/plane2.ts';
import type { Built, BuiltSlab, Interface } from '#core/recipe/build.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import { cutBonds } from '#core/surface/cutBonds.ts';
import { type Facing, type FacingPair, facingPair, nearestImage } from './facing.ts';

/**
 * d₀ by plane spacing: the mean of the gaps that the two crystals themselves have at this place, each
 * between its terminating plane and the plane that its bulk would put next, lowest atom to highest.
 * @returns null for a gap that is not known, and for d₀ when neither is: see {@link bulkGapAng}
 */
export function separationByPlanes(
  { slabs }: Pick<Built, 'slabs'>,
  at: Interface,
  library: Library,
): {
  readonly separationAng: number | null;
  readonly lowerGapAng: number | null;
  readonly upperGapAng: number | null;
} {
  const lowerGapAng = bulkGapAng(slabs[at.lower]!, 'top', library);
  const upperGapAng = bulkGapAng(slabs[at.upper]!, 'bottom', library);
  const known = [lowerGapAng, upperGapAng].filter((gap) => gap !== null);
  const sum = known.reduce((total, gap) => total + gap, 0);
  return {
    separationAng: known.length === 0 ? null : sum / known.length,
    lowerGapAng,
    upperGapAng,
  };
}

/**
 * How far a crystal's bulk leaves its next plane beyond the end of a slab. Beyond a sheet that its file keeps in vacuum
 * there is none: two or more layers say by the gaps between them how far the next would be, a single one does not, but
 * the crystal that it is a layer of does, where the library knows it.
 */
export function bulkGapAng(
  built: BuiltSlab,
  face: 'top' | 'bottom',
  library: Library,
): number | null {
  const ownAng = outwardGapAng(built, face);
  return ownAng > EMPTY_LAYER_ANG
    ? (meanLayerGapAng(built) ?? library.get(built.spec.material)?.layerGap?.ang ?? null)
    : ownAng;
}

/** Mean of the gaps between the layers of a sheet, lowest to highest atom; null for a single layer, Å. */
function meanLayerGapAng({ slab: { surface }, spec }: BuiltSlab): number | null {
  const { planes, lattice, xyz } = surface;
  const period = lattice[8]!;
  const heights = planes.map(({ atoms }) =>
    atoms.map((a) => xyz[3 * a.index + 2]! - a.lower * period),
  );
  const gaps = cutBonds(surface).flatMap((cut, k) => {
    if (cut.bonds > 0) return [];
    // Planes of a period are counted downward: the one above the first is the last, a period higher.
    const above = heights[(k + planes.length - 1) % planes.length]!;
    const gap = lowest(above) - highest(heights[k]!);
    return [gap - (Math.ceil(gap / period - SAME_PLANE) - 1) * period];
  });
  const own = gaps.filter((gap) => gap <= EMPTY_LAYER_ANG);
  if (own.length === 0) return null;
  return ((1 + (spec.normalStrain ?? 0)) * own.reduce((sum, gap) => sum + gap, 0)) / own.length;
}

/** Part of a period below which two heights are one: a crystal of a single plane follows itself. */
const SAME_PLANE = 1e-6;

/** The gap that a crystal's own bulk has beyond the end of a slab, lowest to highest atom, Å. */
function outwardGapAng({ slab, spec }: BuiltSlab, face: 'top' | 'bottom'): number {
  const { planes, lattice, xyz } = slab.surface;
  const period = lattice[8]!;
  // Planes of a period are counted downward.
  const outermost = face === 'top' ? slab.plane.at(-1)! : slab.plane[0]!;
  const kind = slab.sequence[outermost]!;
  const next = planes[(kind + (face === 'top' ? planes.length - 1 : 1)) % planes.length]!;
  const nextHeights = next.atoms.map((a) => xyz[3 * a.index + 2]! - a.lower * period);
  const ownHeights: number[] = [];
  for (let i = 0; i < slab.plane.length; i++)
    if (slab.plane[i] === outermost) ownHeights.push(slab.xyz[3 * i + 2]!);
  const gap =
    face === 'top'
      ? lowest(nextHeights) - highest(ownHeights)
      : lowest(ownHeights) - highest(nextHeights);
  // The next plane may be listed any number of periods away; the gap to it is over 0 and within one.
  const periods = Math.ceil(gap / period - SAME_PLANE) - 1;
  return (1 + (spec.normalStrain ?? 0)) * (gap - periods * period);
}

/** A length that two species shall not come closer than, or null for a pair that does not matter, Å. */
type Reach = (lowerNumber: number, upperNumber: number) => number | null;

/** The d₀ at which the first pair touches: closed form, for a distance grows with d₀. −∞ when none can. */
function touchingAng(facing: Facing, shift: Vec2, reach: Reach, outerOnly: boolean): number {
  const { lower, upper, period, cell } = facing;
  const [sx, sy] = rowTimes(shift, cell);
  const image = nearestImage(period);
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < lower.numbers.length; i++)
    for (let j = 0; j < upper.numbers.length; j++) {
      if (outerOnly && (lower.outer[i] === 0 || upper.outer[j] === 0)) continue;
      const length = reach(lower.numbers[i]!, upper.numbers[j]!);
      if (length === null) continue;
      const flat = image(
        upper.xyz[3 * j]! + sx - lower.xyz[3 * i]!,
        upper.xyz[3 * j + 1]! + sy - lower.xyz[3 * i + 1]!,
      );
      if (flat >= length * length) continue;
      const rise = Math.sqrt(length * length - flat);
      highest = Math.max(highest, rise - upper.xyz[3 * j + 2]! + lower.xyz[3 * i + 2]!);
    }
  return highest;
}

/** Shortest distance across the interface at a pose, atoms within FACE_DEPTH_ANG of it, Å. */
export function shortestAng(
  { lower, upper, period, cell }: Facing,
  shift: Vec2,
  separationAng: number,
): number {
  const [sx, sy] = rowTimes(shift, cell);
  const image = nearestImage(period);
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < lower.numbers.length; i++)
    for (let j = 0; j < upper.numbers.length; j++) {
      const dz = separationAng + upper.xyz[3 * j + 2]! - lower.xyz[3 * i + 2]!;
      if (dz * dz >= least) continue;
      const flat = image(
        upper.xyz[3 * j]! + sx - lower.xyz[3 * i]!,
        upper.xyz[3 * j + 1]! + sy - lower.xyz[3 * i + 1]!,
      );
      least = Math.min(least, flat + dz * dz);
    }
  return Math.sqrt(least);
}

/**
 * d₀ at which the shortest contact has a given length.
 * @param pair "Cs-S" for that pair in the outermost planes; null for any two atoms across the interface
 * @throws `no-contact` for a pair that does not face; `no-separation` when the contact is longer at d₀ = 0 already
 */
export function separationForShortest(
  facing: Facing,
  shift: Vec2,
  lengthAng: number,
  pair: string | null,
): number {
  const chosen = pair === null ? null : facingPair(facing, pair);
  const reach: Reach = (p, q) =>
    chosen === null || (p === chosen.lowerNumber && q === chosen.upperNumber) ? lengthAng : null;
  const separationAng = touchingAng(facing, shift, reach, chosen !== null);
  if (!(separationAng >= 0))
    throw new EpistackError({
      code: 'no-separation',
      what: `makes the shortest ${pair === null ? '' : `${pair} `}contact ${lengthAng} Å`,
      shortestAng:
        chosen === null ? shortestAng(facing, shift, 0) : shortestOf(facing, shift, chosen),
    });
  return separationAng;
}

/** Shortest contact of one pair at d₀ = 0, Å: the least that any d₀ can make it. */
function shortestOf(facing: Facing, shift: Vec2, { lowerNumber, upperNumber }: FacingPair): number {
  const only = (of: Facing['lower'], z: number) => {
    const kept = Array.from(of.numbers.keys()).filter((i) => of.numbers[i] === z && of.outer[i]);
    return {
      numbers: Uint8Array.from(kept, () => z),
      charges: new Float64Array(kept.length),
      outer: Uint8Array.from(kept, () => 1),
      xyz: Float64Array.from(kept.flatMap((i) => [...of.xyz.subarray(3 * i, 3 * i + 3)])),
    };
  };
  return shortestAng(
    {
      ...facing,
      lower: only(facing.lower, lowerNumber),
      upper: only(facing.upper, upperNumber),
    },
    shift,
    0,
  );
}

/**
 * d₀ at which the slabs touch as hard spheres: no two atoms across the interface are closer than the sum
 * of their covalent radii, and one pair just is.
 * @throws `no-separation` when the spheres would still be apart at d₀ = 0
 * @see Cordero et al., Dalton Trans. 2008, 2832, doi 10.1039/b801115j (the radii)
 */
export function separationByRadii(facing: Facing, shift: Vec2): number {
  const separationAng = touchingAng(facing, shift, covalentSumAng, false);
  if (!(separationAng >= 0))
    throw new EpistackError({
      code: 'no-separation',
      what: 'brings two covalent spheres into touch',
      shortestAng: shortestAng(facing, shift, 0),
    });
  return separationAng;
}

/** The same for a scan: 0 where the spheres do not touch at any d₀, Å. */
export const touchingHeightAng = (facing: Facing, shift: Vec2): number =>
  Math.max(0, touchingAng(facing, shift, covalentSumAng, false));

/**
 * d₀ at which no two atoms across the interface are closer than the sum of their van der Waals radii; null where
 * none of the pairs has radii that meet.
 * @see {@link VDW_RADIUS_ANG}
 */
export function separationByVdwRadii(facing: Facing, shift: Vec2): number | null {
  const sum: Reach = (p, q) => {
    const ang = VDW_RADIUS_ANG[p]! + VDW_RADIUS_ANG[q]!;
    return Number.isFinite(ang) ? ang : null;
  };
  const separationAng = touchingAng(facing, shift, sum, false);
  return separationAng >= 0 ? separationAng : null;
}

export const covalentSumAng = (p: number, q: number): number =>
  COVALENT_RADIUS_ANG[p]! + COVALENT_RADIUS_ANG[q]!;
