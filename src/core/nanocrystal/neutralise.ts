import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Cutout } from './cutout.ts';

export interface Neutralised {
  /** 1 for each atom that is taken away, one array a crystal. */
  readonly gone: readonly Uint8Array[];
  readonly removed: Readonly<Record<string, number>>;
  readonly isNeutral: boolean;
}

/** A charge smaller than this counts as none, e. */
const NEUTRAL_E = 1e-6;

/**
 * Takes surface ions of the sign in excess away, those with the smallest part of their neighbours first: corners, then
 * edges, then faces; of equals the farthest from the middle first. An ion that would turn the sign stays.
 * @param free 1 for atoms of the surface, one array a crystal
 * @returns nothing taken where charges are unknown
 */
export function neutralise(cutouts: readonly Cutout[], free: readonly Uint8Array[]): Neutralised {
  const gone = cutouts.map((c) => new Uint8Array(c.numbers.length));
  if (cutouts.some((c) => c.charges === null)) return { gone, removed: {}, isNeutral: false };
  let left = cutouts.reduce((sum, { charges }) => sum + charges!.reduce((s, q) => s + q, 0), 0);
  const sign = Math.sign(left);
  const candidates = cutouts
    .flatMap(({ numbers, xyz, charges, neighbours, inBulk }, part) =>
      [...numbers.keys()]
        .filter((i) => free[part]![i] === 1 && charges![i]! * sign > 0)
        .map((i) => ({
          part,
          i,
          charge: charges![i]!,
          bonded: neighbours[i]! / inBulk[i]!,
          far: Math.round(1e3 * Math.hypot(xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!)),
        })),
    )
    .sort((p, q) => p.bonded - q.bonded || q.far - p.far || p.part - q.part || p.i - q.i);
  const removed: Record<string, number> = {};
  for (const { part, i, charge } of candidates) {
    if (Math.abs(left) < NEUTRAL_E) break;
    if (Math.abs(charge) > Math.abs(left) + NEUTRAL_E) continue;
    gone[part]![i] = 1;
    left -= charge;
    const symbol = SYMBOLS[cutouts[part]!.numbers[i]!]!;
    removed[symbol] = (removed[symbol] ?? 0) + 1;
  }
  return { gone, removed, isNeutral: Math.abs(left) < NEUTRAL_E };
}
