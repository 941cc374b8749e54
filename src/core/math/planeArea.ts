import { hypot } from './hypot.ts';
import { type Cell2, det2, inverse2, rowTimes, type Vec2 } from './plane2.ts';

/** A parallelogram of the plane: a corner and its two edges, Å. */
export interface PlaneArea {
  readonly corner: Vec2;
  readonly edges: Cell2;
}

export type PlaneLine = readonly [from: Vec2, to: Vec2];

/** What lies on an edge is inside, whatever rounding says: a part of the lattice's or of the area's edges. */
const EDGE = 1e-6;

const cornersOf = ({ corner: [x, y], edges: [a, b] }: PlaneArea): readonly Vec2[] => [
  [x, y],
  [x + a[0], y + a[1]],
  [x + a[0] + b[0], y + a[1] + b[1]],
  [x + b[0], y + b[1]],
];

/** Roughly how many points of a lattice an area has. */
export const pointsWithin = (cell: Cell2, { edges }: PlaneArea): number =>
  Math.abs(det2(edges) / det2(cell));

/** Points of a lattice through the origin in an area, its edges included. @param cell rows, Å */
export function latticePoints(cell: Cell2, area: PlaneArea): readonly Vec2[] {
  const [toLattice, toArea] = [inverse2(cell), inverse2(area.edges)];
  const corners = cornersOf(area).map((p) => rowTimes(p, toLattice));
  const range = (k: 0 | 1) => [
    Math.ceil(Math.min(...corners.map((p) => p[k])) - EDGE),
    Math.floor(Math.max(...corners.map((p) => p[k])) + EDGE),
  ];
  const [[m0, m1], [n0, n1]] = [range(0), range(1)] as [[number, number], [number, number]];
  const out: Vec2[] = [];
  for (let m = m0; m <= m1; m++)
    for (let n = n0; n <= n1; n++) {
      const [x, y] = rowTimes([m, n], cell);
      const [u, v] = rowTimes([x - area.corner[0], y - area.corner[1]], toArea);
      if (u > -EDGE && u < 1 + EDGE && v > -EDGE && v < 1 + EDGE) out.push([x, y]);
    }
  return out;
}

/**
 * The parts inside an area of the lines r · wave = k + offset for all whole k: a family of parallel lines.
 * @param wave their normal, 1/spacing long, 1/Å
 */
export function linesAcross(wave: Vec2, offset: number, area: PlaneArea): readonly PlaneLine[] {
  const corners = cornersOf(area);
  const heights = corners.map(([x, y]) => x * wave[0] + y * wave[1] - offset);
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const out: PlaneLine[] = [];
  for (let k = Math.ceil(low - EDGE); k <= Math.floor(high + EDGE); k++) {
    const at = Math.min(high, Math.max(low, k));
    const ends: Vec2[] = [];
    for (const [i, p] of corners.entries()) {
      const q = corners[(i + 1) % 4]!;
      const [hp, hq] = [heights[i]! - at, heights[(i + 1) % 4]! - at];
      if (hp === hq || hp * hq > 0) continue;
      const t = hp / (hp - hq);
      ends.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]);
    }
    const line = longest(ends);
    if (line !== null) out.push(line);
  }
  return out;
}

/** The two farthest apart of points on a line; null where the line only touches a corner. */
function longest(points: readonly Vec2[]): PlaneLine | null {
  let best: PlaneLine | null = null;
  let most = 1e-9;
  for (const p of points)
    for (const q of points) {
      const length = hypot(q[0] - p[0], q[1] - p[1]);
      if (length <= most) continue;
      best = [p, q];
      most = length;
    }
  return best;
}
