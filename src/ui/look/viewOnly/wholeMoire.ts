import { type Cell2, inverse2, length2, rowTimes, type Vec2 } from '#core/math/plane2.ts';
import type { SceneBlock } from '#render/types.ts';

/**
 * Of the cells with the same shortest vectors the one for which the fewest cells of the stack are drawn.
 * @param moire reduced rows, Å
 * @returns rows of the same lattice, right-handed
 */
export function handyCell(moire: Cell2, cell: Cell2): Cell2 {
  const [a, b] = moire;
  const lengths = moire.map(length2);
  let best = moire;
  for (const m of TURNS) {
    const turned: Cell2 = [rowTimes(m[0], [a, b]), rowTimes(m[1], [a, b])];
    const isAsShort = turned.every((v, k) => length2(v) < lengths[k]! * (1 + SAME));
    if (isAsShort && cellsFor(turned, cell) < cellsFor(best, cell)) best = turned;
  }
  return best;
}

const cellsFor = (moire: Cell2, cell: Cell2): number =>
  wholeCells(moire, cell).reduce((product, n) => product * n, 1);

/** How often the cell is repeated along a and b, itself in the middle, until one of the moiré from its corner is seen. */
export function wholeCells(moire: Cell2, cell: Cell2): readonly [number, number] {
  const { from, to } = cellsOver(moire, cell);
  return [0, 1].map((k) => 2 * Math.max(1 + to[k]!, 1 - from[k]!) - 1) as [number, number];
}

/** The cells, the structure's own among them, over which one of the moiré lies from its corner. */
export function cellsOver(moire: Cell2, cell: Cell2): SceneBlock {
  const inverse = inverse2(cell);
  const [u, v] = moire.map((vector) => rowTimes(vector, inverse)) as [Vec2, Vec2];
  const [a, b] = ([0, 1] as const).map((k) => {
    const ends = [u[k], v[k], u[k] + v[k]];
    return {
      from: Math.floor(Math.min(0, ...ends) + EDGE) + 0,
      to: Math.max(0, Math.ceil(Math.max(...ends) - EDGE) - 1),
    };
  }) as [Ends, Ends];
  return { from: [a.from, b.from, 0], to: [a.to, b.to, 0] };
}

interface Ends {
  readonly from: number;
  readonly to: number;
}

const UNITS = [-1, 0, 1];
/** Right-handed bases by short vectors of a reduced one. */
const TURNS: readonly Cell2[] = UNITS.flatMap((p) =>
  UNITS.flatMap((q) =>
    UNITS.flatMap((r) =>
      UNITS.flatMap((s): Cell2[] =>
        p * s - q * r === 1
          ? [
              [
                [p, q],
                [r, s],
              ],
            ]
          : [],
      ),
    ),
  ),
);

/** Lengths within this part of each other are the same. */
export const SAME = 1e-4;
/** What lies on the edge of a cell is in it, whatever rounding says: a part of the edge. */
const EDGE = 1e-6;
