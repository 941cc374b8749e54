import { type CouplingEntry, coupling } from './coupling.ts';
import type { Path } from './paths.ts';

/** The nonzero part of a path's block B[m1, m3] = √(2 l3 + 1) Σ C[m1, m2, m3] Y[m2]. */
export interface BlockEntry {
  readonly m1: number;
  readonly m3: number;
  /** Y component of the path's l2, and its factor. */
  readonly terms: readonly { readonly m2: number; readonly factor: number }[];
}

/** The entries of a path's block that are not zero for every direction, by m1, then m3. */
export function couplingBlock({ l1, l2, l3 }: Path): BlockEntry[] {
  const scale = Math.sqrt(2 * l3 + 1);
  const byPair = new Map<number, CouplingEntry[]>();
  for (const entry of coupling(l1, l2, l3)) {
    const key = entry.m1 * (2 * l3 + 1) + entry.m3;
    byPair.set(key, [...(byPair.get(key) ?? []), entry]);
  }
  return [...byPair.entries()]
    .toSorted(([p], [q]) => p - q)
    .map(([, entries]) => ({
      m1: entries[0]!.m1,
      m3: entries[0]!.m3,
      terms: entries.map(({ m2, value }) => ({ m2, factor: scale * value })),
    }));
}
