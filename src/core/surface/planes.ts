import type { BondedUnit } from '#core/crystal/bondedUnits.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { formula } from '#core/crystal/structure.ts';
import { highest, lowest } from '#core/math/extremes.ts';
import { firstEquivalents } from './operations.ts';

/** Atoms whose heights differ by less than this (chained) lie in one atomic plane, Å. */
export const PLANE_TOLERANCE_ANG = 0.1;

/** One atomic plane of the period, per primitive in-plane cell. */
export interface AtomicPlane {
  /** Unique among the planes of this surface: the composition, with a letter where it repeats. */
  readonly label: string;
  /** Depth of its highest atom below the plane through the crystal's origin, Å, in [0, period). */
  readonly depthAng: number;
  /** Atoms of the primitive cell, and how many periods to lower each so that they lie together. */
  readonly atoms: readonly { readonly index: number; readonly lower: number }[];
  readonly composition: Readonly<Record<string, number>>;
  /** Formal charge in e, null when oxidation states are unknown. */
  readonly chargeE: number | null;
  /** First plane that the crystal's symmetry (normal kept) maps onto this one, if any. */
  readonly equivalentTo: number | null;
}

/** A height this far above the origin plane still counts as that plane, Å: rounding, not structure. */
const ORIGIN_SLACK_ANG = 1e-6;

/**
 * Groups the atoms of one period into planes by single linkage around the period. A crystal with no gap
 * wider than the tolerance is one plane.
 * @param lattice rows a, b in the plane and one step whose z is the period
 * @param wholes molecules and polyatomic ions that stay whole; atoms of none of them stand alone
 */
export function clusterPlanes(
  numbers: Uint8Array,
  xyz: Float64Array,
  charges: Float64Array | null,
  lattice: Float64Array,
  wholes: readonly BondedUnit[] = [],
): readonly AtomicPlane[] {
  const period = lattice[8]!;
  const groups = groupsOf(numbers, xyz, period, wholes);
  const drafts = groups.map((group) => {
    const composition: Record<string, number> = {};
    for (const { index } of [...group].sort((p, q) => p.index - q.index)) {
      const symbol = SYMBOLS[numbers[index]!]!;
      composition[symbol] = (composition[symbol] ?? 0) + 1;
    }
    return {
      depthAng: lowest(group.map((g) => g.depth)) + 0,
      atoms: group.map(({ index, lower }) => ({ index, lower })),
      composition,
      chargeE: charges && group.reduce((sum, g) => sum + charges[g.index]!, 0),
    };
  });
  const first = firstEquivalents(
    numbers,
    xyz,
    lattice,
    drafts.map((d) => d.atoms.map((a) => a.index)),
  );
  const names = drafts.map((d) => formula(d.composition));
  const twins = new Map<string, number>();
  for (const name of names) twins.set(name, (twins.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  return drafts.map((draft, i) => {
    const name = names[i]!;
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return {
      ...draft,
      label: twins.get(name)! > 1 ? `${name} (${letters(before)})` : name,
      equivalentTo: first[i] === i ? null : first[i]!,
    };
  });
}

type Depth = { readonly index: number; readonly lower: number; readonly depth: number };

/** An atom, or a unit that stays whole. Depths of its highest and lowest atom that count, and of its middle, Å. */
interface Item {
  readonly atoms: readonly Depth[];
  readonly top: number;
  readonly bottom: number;
  readonly centre: number;
}

function groupsOf(
  numbers: Uint8Array,
  xyz: Float64Array,
  period: number,
  wholes: readonly BondedUnit[],
): Depth[][] {
  const taken = new Set(wholes.flatMap((unit) => unit.atoms));
  const alone = Array.from(numbers.keys()).filter((i) => !taken.has(i));
  const items = [
    ...alone.map((i) => itemOf(numbers, xyz, period, [i], [0])),
    ...wholes.map(({ atoms, cells }) =>
      itemOf(
        numbers,
        xyz,
        period,
        atoms,
        cells.map((c) => c[2]),
      ),
    ),
  ];
  const groups = splitAtGaps(items, period);
  const spread = items.some(
    (item) => Math.abs(item.centre - items[0]!.centre) > PLANE_TOLERANCE_ANG,
  );
  // Molecules that reach into each other's height have planes too: those of their middles.
  return wholes.length > 0 && groups.length === 1 && spread
    ? splitAtGaps(
        items.map((item) => ({ ...item, top: item.centre, bottom: item.centre })),
        period,
      )
    : groups;
}

/** @param steps for each atom, the periods to raise it by so that the unit hangs together */
function itemOf(
  numbers: Uint8Array,
  xyz: Float64Array,
  period: number,
  atoms: readonly number[],
  steps: readonly number[],
): Item {
  const heights = atoms.map((i, k) => xyz[3 * i + 2]! + steps[k]! * period);
  // Hydrogen points anywhere; the plane of a unit is that of its other atoms.
  const heavy = heights.filter((_, k) => numbers[atoms[k]!] !== 1);
  const counted = heavy.length > 0 ? heavy : heights;
  const [high, low] = [highest(counted), lowest(counted)];
  const middle = counted.reduce((sum, z) => sum + z, 0) / counted.length;
  const lower = Math.ceil((middle - ORIGIN_SLACK_ANG) / period);
  return {
    atoms: atoms.map((index, k) => ({
      index,
      lower: lower - steps[k]!,
      depth: lower * period - heights[k]!,
    })),
    top: lower * period - high,
    bottom: lower * period - low,
    centre: lower * period - middle,
  };
}

function splitAtGaps(items: readonly Item[], period: number): Depth[][] {
  const groups: { items: Item[]; bottom: number }[] = [];
  for (const item of [...items].sort(
    (p, q) => p.top - q.top || p.atoms[0]!.index - q.atoms[0]!.index,
  )) {
    const open = groups.at(-1);
    if (open !== undefined && item.top - open.bottom <= PLANE_TOLERANCE_ANG) {
      open.items.push(item);
      open.bottom = Math.max(open.bottom, item.bottom);
    } else groups.push({ items: [item], bottom: item.bottom });
  }
  const atomsOf = (group: (typeof groups)[number]) => group.items.flatMap((item) => item.atoms);
  const [first, last] = [groups[0]!, groups.at(-1)!];
  const wraps = first.items[0]!.top + period - last.bottom <= PLANE_TOLERANCE_ANG;
  if (groups.length === 1 || !wraps) return groups.map(atomsOf);
  // The last group continues into the first one: raise it by a period so that they lie together.
  const raised = atomsOf(last).map((d) => ({
    ...d,
    lower: d.lower - 1,
    depth: d.depth - period,
  }));
  return [[...raised, ...atomsOf(first)], ...groups.slice(1, -1).map(atomsOf)];
}

/** 0 → a, 25 → z, 26 → aa: never the same twice, however many planes share a composition. */
function letters(n: number): string {
  const last = String.fromCharCode(97 + (n % 26));
  return n < 26 ? last : letters(Math.floor(n / 26) - 1) + last;
}
