import { SYMBOLS } from '#core/crystal/elements.ts';
import { formula } from '#core/crystal/structure.ts';
import { normalOperations } from './operations.ts';

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
 */
export function clusterPlanes(
  numbers: Uint8Array,
  xyz: Float64Array,
  charges: Float64Array | null,
  lattice: Float64Array,
): readonly AtomicPlane[] {
  const period = lattice[8]!;
  const depths = Array.from(numbers, (_, index) => {
    const z = xyz[3 * index + 2]!;
    const lower = Math.ceil((z - ORIGIN_SLACK_ANG) / period);
    return { index, lower, depth: lower * period - z };
  }).sort((p, q) => p.depth - q.depth || p.index - q.index);
  const groups = splitAtGaps(depths, period);
  const drafts = groups.map((group) => {
    const composition: Record<string, number> = {};
    for (const { index } of [...group].sort((p, q) => p.index - q.index)) {
      const symbol = SYMBOLS[numbers[index]!]!;
      composition[symbol] = (composition[symbol] ?? 0) + 1;
    }
    return {
      depthAng: Math.min(...group.map((g) => g.depth)),
      atoms: group.map(({ index, lower }) => ({ index, lower })),
      composition,
      chargeE: charges && group.reduce((sum, g) => sum + charges[g.index]!, 0),
    };
  });
  const maps = normalOperations(
    numbers,
    xyz,
    lattice,
    drafts.map((d) => d.atoms.map((a) => a.index)),
  );
  return drafts.map((draft, i) => {
    const name = formula(draft.composition);
    const twins = drafts.filter((d) => formula(d.composition) === name);
    const letter = letters(twins.indexOf(draft));
    const first = maps.findIndex((row, j) => j < i && row[i]);
    return {
      ...draft,
      label: twins.length > 1 ? `${name} (${letter})` : name,
      equivalentTo: first < 0 ? null : first,
    };
  });
}

type Depth = { index: number; lower: number; depth: number };

function splitAtGaps(depths: readonly Depth[], period: number): Depth[][] {
  const groups: Depth[][] = [];
  for (const item of depths) {
    const open = groups.at(-1);
    if (open !== undefined && item.depth - open.at(-1)!.depth <= PLANE_TOLERANCE_ANG)
      open.push(item);
    else groups.push([item]);
  }
  const [first, last] = [groups[0]!, groups.at(-1)!];
  const wraps = first[0]!.depth + period - last.at(-1)!.depth <= PLANE_TOLERANCE_ANG;
  if (groups.length > 1 && wraps) {
    // The last group continues into the first one: raise it by a period so that they lie together.
    groups.pop();
    first.unshift(...last.map((d) => ({ ...d, lower: d.lower - 1, depth: d.depth - period })));
  }
  return groups;
}

/** 0 → a, 25 → z, 26 → aa: never the same twice, however many planes share a composition. */
function letters(n: number): string {
  const last = String.fromCharCode(97 + (n % 26));
  return n < 26 ? last : letters(Math.floor(n / 26) - 1) + last;
}
