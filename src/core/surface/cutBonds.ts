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
  const cuts = planes.map(() => ({
    bonds: 0,
    molecular: 0,
    unit: null as Dimensionality | null,
  }));
  const through = (
    { a, b, cells }: { a: number; b: number; cells: readonly number[] },
    visit: (cut: (typeof cuts)[number]) => void,
  ): void => {
    const other = rank[b]! - cells[2]! * count;
    const [high, low] = [Math.min(rank[a]!, other), Math.max(rank[a]!, other)];
    for (let r = high + 1; r <= low; r++) visit(cuts[((r % count) + count) % count]!);
  };
  const all = bondedNetwork(surface);
  for (const bond of all.bonds) {
    const { dimensions } = all.units[all.unitOf[bond.a]!]!;
    through(bond, (cut) => {
      cut.bonds++;
      if (cut.unit === null || dimensions < cut.unit) cut.unit = dimensions;
    });
  }
  const covalent = partOf(all, numbers, covalentBonds);
  for (const bond of covalent.bonds)
    if (covalent.units[covalent.unitOf[bond.a]!]!.dimensions === 0)
      through(bond, (cut) => {
        cut.molecular++;
      });
  return cuts;
}
