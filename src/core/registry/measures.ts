import { EpistackError } from '#core/errors.ts';
import { hypot } from '#core/math/hypot.ts';
import { rowTimes, type Vec2 } from '#core/math/plane2.ts';
import type { FilmPose } from '#core/recipe/edits/pose.ts';
import { type Facing, nearestImage } from './facing.ts';
import { covalentSumAng, shortestAng, touchingHeightAng } from './separation.ts';

/** What a geometric scan measures at each shift. */
export const GEOMETRIC_MEASURES = ['closest', 'attractive', 'overlap', 'height'] as const;
export type GeometricMeasure = (typeof GEOMETRIC_MEASURES)[number];
export type EnergyMeasure = 'energy' | 'universal';
export type Measure = GeometricMeasure | EnergyMeasure;

export const isEnergy = (measure: Measure): measure is EnergyMeasure =>
  measure === 'energy' || measure === 'universal';

interface MeasureText {
  readonly name: string;
  readonly definition: string;
  readonly unit: string;
  readonly better: 'small' | 'large';
  readonly digits: number;
  /** How a map of it is coloured: by the root of the excess where a few high points would hide the rest. */
  readonly curve: 'linear' | 'root';
  /** Heading of its column in a file. */
  readonly column: string;
}

/** Pairs farther apart than this are left out of the overlap sum, where even two Cs add under 0.003, Å. */
const OVERLAP_REACH_ANG = 8;

/** Names and definitions, as the page and the files print them. */
export const MEASURES: Readonly<Record<Measure, MeasureText>> = {
  closest: {
    name: 'closest pair',
    definition:
      'shortest distance between an atom of the lower and one of the upper slab; the largest is best',
    unit: 'Å',
    better: 'large',
    digits: 3,
    curve: 'linear',
    column: 'closest_ang',
  },
  attractive: {
    name: 'attractive contacts',
    definition:
      'mean over the lower slab’s outermost plane of the distance to the nearest atom of opposite formal charge in the upper slab’s outermost plane; the smallest is best',
    unit: 'Å',
    better: 'small',
    digits: 3,
    curve: 'linear',
    column: 'attractive_mean_ang',
  },
  overlap: {
    name: 'geometric overlap',
    definition:
      'sum over pairs across the interface of (sum of covalent radii / distance)¹², pairs within 8 Å, per nm²: a measure of crowding, not an energy; the smallest is best',
    unit: 'nm⁻²',
    better: 'small',
    digits: 2,
    curve: 'root',
    column: 'overlap_per_nm2',
  },
  height: {
    name: 'touching height',
    definition:
      'the d₀ at which covalent spheres of the two slabs just touch, found anew at each shift; the lowest is best',
    unit: 'Å',
    better: 'small',
    digits: 3,
    curve: 'linear',
    column: 'touching_d0_ang',
  },
  energy: {
    name: 'LAMMPS energy',
    definition:
      'potential energy of the rigid cell by LAMMPS (pair potential and point charges, classical, not DFT), above the best place found',
    unit: 'kcal/mol',
    better: 'small',
    digits: 2,
    curve: 'root',
    column: 'energy_kcal_per_mol',
  },
  universal: {
    name: 'machine-learned energy',
    definition:
      'energy of the rigid cell by the universal potential (machine-learned PBE), by the area of the interface, above the best place found',
    unit: 'meV/Å²',
    better: 'small',
    digits: 2,
    curve: 'root',
    column: 'energy_mev_per_ang2',
  },
};

/**
 * A geometric measure as a function of the shift of the upper against the lower slab.
 * @param separationAng d₀; the touching height chooses its own
 * @returns of a shift in fractions of the interface cell
 * @throws `no-contact` when no opposite charges face
 */
export function measureOf(
  facing: Facing,
  measure: GeometricMeasure,
  separationAng: number,
): (shift: Vec2) => number {
  switch (measure) {
    case 'closest':
      return (shift) => shortestAng(facing, shift, separationAng);
    case 'height':
      return (shift) => touchingHeightAng(facing, shift);
    case 'attractive':
      return attractiveMean(facing, separationAng);
    case 'overlap':
      return (shift) => overlapPerNm2(facing, shift, separationAng);
    default:
      return measure satisfies never;
  }
}

/** Every geometric measure at one pose; null where no opposite charges face. */
export function geometricValues(
  facing: Facing,
  { shift, separationAng }: FilmPose,
): Readonly<Record<GeometricMeasure, number | null>> {
  const at = (measure: GeometricMeasure) => measureOf(facing, measure, separationAng)(shift);
  return {
    closest: at('closest'),
    attractive: attractivePartners(facing).length === 0 ? null : at('attractive'),
    overlap: at('overlap'),
    height: at('height'),
  };
}

/** @throws `no-contact` when no opposite charges face */
function attractiveMean(facing: Facing, separationAng: number): (shift: Vec2) => number {
  const { lower, upper, cell, period } = facing;
  const kept = attractivePartners(facing);
  if (kept.length === 0)
    throw new EpistackError({
      code: 'no-contact',
      pair: 'attractive',
      known: facing.pairs.map((p) => p.pair),
    });
  const image = nearestImage(period);
  return (shift) => {
    const [sx, sy] = rowTimes(shift, cell);
    let sum = 0;
    for (const { i, of } of kept) {
      let nearest = Number.POSITIVE_INFINITY;
      for (const j of of) {
        const dz = separationAng + upper.xyz[3 * j + 2]! - lower.xyz[3 * i + 2]!;
        const flat = image(
          upper.xyz[3 * j]! + sx - lower.xyz[3 * i]!,
          upper.xyz[3 * j + 1]! + sy - lower.xyz[3 * i + 1]!,
        );
        nearest = Math.min(nearest, flat + dz * dz);
      }
      sum += Math.sqrt(nearest);
    }
    return sum / kept.length;
  };
}

/** Atoms of the lower slab's outermost plane that meet some of opposite charge, and which. */
function attractivePartners({ lower, upper }: Facing) {
  const outer = ({ outer: flags }: Facing['lower']) =>
    Array.from(flags.keys()).filter((i) => flags[i] === 1);
  const facing = outer(upper);
  return outer(lower)
    .map((i) => ({ i, of: facing.filter((j) => lower.charges[i]! * upper.charges[j]! < 0) }))
    .filter((p) => p.of.length > 0);
}

const ANG2_PER_NM2 = 100;

/** Σ (r_i + r_j)¹² / d¹² over pairs across the interface within OVERLAP_REACH_ANG, per nm². */
export function overlapPerNm2(facing: Facing, shift: Vec2, separationAng: number): number {
  const { lower, upper, cell, period, areaAng2 } = facing;
  const [sx, sy] = rowTimes(shift, cell);
  const [[ax, ay], [bx, by]] = period;
  const det = ax * by - ay * bx;
  // Cells each way that the reach can touch: the heights of the cell over a and over b.
  const [na, nb] = [hypot(bx, by), hypot(ax, ay)].map((side) =>
    Math.ceil((OVERLAP_REACH_ANG * side) / det),
  ) as [number, number];
  const limit = OVERLAP_REACH_ANG ** 2;
  let sum = 0;
  for (let i = 0; i < lower.numbers.length; i++)
    for (let j = 0; j < upper.numbers.length; j++) {
      const dz = separationAng + upper.xyz[3 * j + 2]! - lower.xyz[3 * i + 2]!;
      if (dz * dz >= limit) continue;
      let dx = upper.xyz[3 * j]! + sx - lower.xyz[3 * i]!;
      let dy = upper.xyz[3 * j + 1]! + sy - lower.xyz[3 * i + 1]!;
      const n = Math.round((dx * by - dy * bx) / det);
      const m = Math.round((dy * ax - dx * ay) / det);
      dx -= n * ax + m * bx;
      dy -= n * ay + m * by;
      const radii2 = covalentSumAng(lower.numbers[i]!, upper.numbers[j]!) ** 2;
      for (let p = -na; p <= na; p++)
        for (let q = -nb; q <= nb; q++) {
          const [x, y] = [dx + p * ax + q * bx, dy + p * ay + q * by];
          const d2 = x * x + y * y + dz * dz;
          if (d2 < limit) sum += (radii2 / d2) ** 6;
        }
    }
  return (sum * ANG2_PER_NM2) / areaAng2;
}
