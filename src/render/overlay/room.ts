import type { Rect } from '#render/types.ts';

/** Clear space between two of them, px. */
const BETWEEN_PX = 3;

/** Whether two stand nearer to each other than words should. */
export const touch = (a: Rect, b: Rect, gapPx = BETWEEN_PX): boolean =>
  a.x < b.x + b.width + gapPx &&
  b.x < a.x + a.width + gapPx &&
  a.y < b.y + b.height + gapPx &&
  b.y < a.y + a.height + gapPx;

/** Words beside what they name, in a column. px. */
export interface Row {
  /** Of what they name. */
  readonly middle: number;
  readonly height: number;
  /** How far from there they still seem to name it. */
  readonly reach: number;
  /** Of words that have no room together those of the highest rank go first. */
  readonly rank: number;
}

/**
 * Middles of rows one under the other, as near to what they name as they can be without touching; null for those that
 * have no room.
 */
export function spread(
  rows: readonly Row[],
  topPx: number,
  bottomPx: number,
): readonly (number | null)[] {
  let kept = rows.map((_, k) => k).sort((p, q) => rows[p]!.middle - rows[q]!.middle);
  for (;;) {
    const middles = apart(
      kept.map((k) => rows[k]!),
      topPx,
      bottomPx,
    );
    const isLost = (at: number) =>
      !(Math.abs(middles[at]! - rows[kept[at]!]!.middle) <= rows[kept[at]!]!.reach);
    const lost = kept.findIndex((_, at) => isLost(at));
    if (lost < 0) {
      const out: (number | null)[] = rows.map(() => null);
      for (const [at, k] of kept.entries()) out[k] = middles[at]!;
      return out;
    }
    // What stands nowhere near its place may be pushed there by what matters less.
    const worst = Math.max(...kept.map((k) => rows[k]!.rank));
    const gone =
      rows[kept[lost]!]!.rank === worst ? kept[lost]! : kept.find((k) => rows[k]!.rank === worst)!;
    kept = kept.filter((k) => k !== gone);
  }
}

/** Least squares by pooling neighbours that would overlap. @param rows from above down @returns NaN where all are too high */
function apart(rows: readonly Row[], topPx: number, bottomPx: number): readonly number[] {
  const above: number[] = [];
  let total = 0;
  for (const { height } of rows) {
    above.push(total + height / 2);
    total += height;
  }
  if (total > bottomPx - topPx) return rows.map(() => Number.NaN);
  const pools: { sum: number; count: number }[] = [];
  for (const [k, { middle }] of rows.entries()) {
    let pool = { sum: middle - above[k]!, count: 1 };
    for (let last = pools.at(-1); last !== undefined; last = pools.at(-1)) {
      if (last.sum / last.count <= pool.sum / pool.count) break;
      pools.pop();
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
    }
    pools.push(pool);
  }
  const starts = pools.flatMap(({ sum, count }) =>
    Array.from({ length: count }, () => Math.min(Math.max(sum / count, topPx), bottomPx - total)),
  );
  return starts.map((start, k) => start + above[k]!);
}

/**
 * The free part of a line of the picture about a place: between what stands left and right of it.
 * @param y upper and lower edge of the line
 */
export function freeAbout(
  x: number,
  [top, bottom]: readonly [number, number],
  taken: readonly Rect[],
  [left, right]: readonly [number, number],
  gapPx: number,
): readonly [left: number, right: number] {
  let [from, to] = [left, right];
  for (const rect of taken) {
    if (rect.y > bottom + BETWEEN_PX || rect.y + rect.height < top - BETWEEN_PX) continue;
    if (rect.x + rect.width / 2 < x) from = Math.max(from, rect.x + rect.width + gapPx);
    else to = Math.min(to, rect.x - gapPx);
  }
  return [from, to];
}
