import {
  bondedNetwork,
  covalentBonds,
  type Dimensionality,
  partOf,
} from '#core/crystal/bondedUnits.ts';
import type { Slab } from './slab.ts';
import type { Surface } from './surface.ts';

/** What a cut through a crystal just above one of its planes goes through, per primitive in-plane cell. */
export interface CutBonds {
  /** Bonds by covalent radii. */
  readonly bonds: number;
  /** Of these, bonds inside molecules and polyatomic ions. */
  readonly molecular: number;
  /** The smallest dimensionality of the units that are cut; null when none is. */
  readonly unit: Dimensionality | null;
}

/** "cuts 3 bonds of a layer", "cuts no bond", "cuts 4 bonds, 3 of them in molecules or ions". */
export function cutText({ bonds, molecular, unit }: CutBonds): string {
  if (bonds === 0) return 'cuts no bond';
  const count = `cuts ${bonds} bond${bonds === 1 ? '' : 's'}`;
  if (molecular > 0) return `${count}, ${molecular} of them in molecules or ions`;
  return unit === null || unit === 3 ? count : `${count} of a ${UNIT_NAMES[unit]}`;
}

/** Units that a cut can go through, by dimensionality; a framework is cut wherever it ends. */
export const UNIT_NAMES = ['molecule', 'chain', 'layer'] as const;

/** Cuts of surfaces met before: a build, its report and its checks all ask for them. */
const known = new WeakMap<Surface, readonly CutBonds[]>();

/**
 * What is cut by ending the crystal between each plane of the period and the one above it.
 * @returns one entry a plane, counted downward as the planes are
 */
export function cutBonds(surface: Surface): readonly CutBonds[] {
  const cuts = known.get(surface) ?? findCuts(surface);
  known.set(surface, cuts);
  return cuts;
}

/** What the two ends of a slab cut. */
export function cutsAtEnds({ surface, sequence }: Slab): {
  readonly top: CutBonds;
  readonly bottom: CutBonds;
} {
  const cuts = cutBonds(surface);
  // Planes are counted downward: the lowest one ends at the cut above the next below it.
  return { top: cuts[sequence.at(-1)!]!, bottom: cuts[(sequence[0]! + 1) % cuts.length]! };
}

function findCuts(surface: Surface): readonly CutBonds[] {
  const { planes, numbers } = surface;
  const count = planes.length;
  // Planes counted downward without end: where each atom stands as the surface lists it.
  const rank = new Int32Array(numbers.length);
  for (const [p, { atoms }] of planes.entries())
    for (const { index, lower } of atoms) rank[index] = p - lower * count;
  // Where bonds begin and end to cross cuts, by the dimensionality of their unit; sums along it are the counts.
  const steps = [0, 1, 2, 3].map(() => new Int32Array(count + 1));
  const molecularSteps = new Int32Array(count + 1);
  const mark = (
    into: Int32Array,
    { a, b, cells }: { a: number; b: number; cells: readonly number[] },
  ): void => {
    const other = rank[b]! - cells[2]! * count;
    const [high, low] = [Math.min(rank[a]!, other), Math.max(rank[a]!, other)];
    // Each cut of the period as often as whole periods fit, then those of the rest, which may wrap.
    const whole = Math.floor((low - high) / count);
    into[0]! += whole;
    const first = (((high + 1) % count) + count) % count;
    const end = first + ((low - high) % count);
    into[first]! += 1;
    into[Math.min(end, count)]! -= 1;
    if (end <= count) return;
    into[0]! += 1;
    into[end - count]! -= 1;
  };
  const all = bondedNetwork(surface);
  for (const bond of all.bonds) mark(steps[all.units[all.unitOf[bond.a]!]!.dimensions]!, bond);
  const covalent = partOf(all, numbers, covalentBonds);
  for (const bond of covalent.bonds)
    if (covalent.units[covalent.unitOf[bond.a]!]!.dimensions === 0) mark(molecularSteps, bond);
  const sums = [0, 0, 0, 0];
  let molecular = 0;
  return planes.map((_, p) => {
    molecular += molecularSteps[p]!;
    for (const [d, at] of steps.entries()) sums[d]! += at[p]!;
    const unit = sums.findIndex((n) => n > 0);
    return {
      bonds: sums.reduce((sum, n) => sum + n, 0),
      molecular,
      unit: unit < 0 ? null : (unit as Dimensionality),
    };
  });
}
