import { inverse, type Mat3 } from './mat3.ts';
import { reducedCell } from './reducedCell.ts';
import type { Vec3 } from './vec3.ts';

/** Edge of the boxes in which points are kept, Å, where the reach is shorter. */
const BOX_ANG = 1;
/** Boxes along an axis: keys of three stay whole numbers. */
const MAX_BOXES = 1e5;

/** Points of a periodic cell that are looked up by place. */
export interface PeriodicPoints {
  /** @param at Cartesian, Å; need not be inside the cell. The points are numbered in this order, from 0 */
  readonly add: (kind: number, at: Vec3) => void;
  /** The nearest point of a kind within reach of a place, lattice vectors apart; −1 where there is none. */
  readonly find: (kind: number, at: Vec3) => number;
}

/**
 * An empty set of points. Adding and finding take the same time however many points there are, unless these are
 * crowded within a reach of each other.
 * @param lattice rows, Å; any cell: boxes are those of the reduced one
 * @param reachAng how far `find` looks, Å; far less than the heights of the reduced cell
 */
export function periodicPoints(lattice: Mat3, reachAng: number): PeriodicPoints {
  const { reduced } = reducedCell(lattice);
  const inv = inverse(reduced);
  const edge = Math.max(BOX_ANG, reachAng);
  // Columns of the inverse are the reciprocal vectors: 1/|b| is the height of the cell.
  const heights = [0, 1, 2].map(
    (k) => 1 / Math.sqrt(inv[k]! ** 2 + inv[3 + k]! ** 2 + inv[6 + k]! ** 2),
  );
  const counts = heights.map((h) => Math.min(MAX_BOXES, Math.max(1, Math.floor(h / edge))));
  const margins = heights.map((h) => reachAng / h);
  const [nx, ny, nz] = counts as [number, number, number];
  const first = new Map<number, number>();
  const next: number[] = [];
  const kinds: number[] = [];
  const fracs: number[] = [];
  const inside = [0, 0, 0];
  const toCell = ([x, y, z]: Vec3): void => {
    for (let k = 0; k < 3; k++) {
      const f = x * inv[k]! + y * inv[3 + k]! + z * inv[6 + k]!;
      inside[k] = f - Math.floor(f);
    }
  };
  const boxOf = (f: number, n: number) => Math.min(n - 1, Math.floor(f * n));
  const low = [0, 0, 0];
  const high = [0, 0, 0];
  return {
    add(kind, at) {
      toCell(at);
      const box = (boxOf(inside[0]!, nx) * ny + boxOf(inside[1]!, ny)) * nz + boxOf(inside[2]!, nz);
      next.push(first.get(box) ?? -1);
      first.set(box, kinds.length);
      kinds.push(kind);
      fracs.push(inside[0]!, inside[1]!, inside[2]!);
    },
    find(kind, at) {
      toCell(at);
      for (let k = 0; k < 3; k++) {
        const n = counts[k]!;
        low[k] = Math.floor((inside[k]! - margins[k]!) * n);
        high[k] = Math.floor((inside[k]! + margins[k]!) * n);
        if (high[k]! - low[k]! >= n) [low[k], high[k]] = [0, n - 1];
      }
      let [best, least] = [-1, reachAng * reachAng];
      for (let p = low[0]!; p <= high[0]!; p++)
        for (let q = low[1]!; q <= high[1]!; q++)
          for (let r = low[2]!; r <= high[2]!; r++) {
            const box = (((p + nx) % nx) * ny + ((q + ny) % ny)) * nz + ((r + nz) % nz);
            for (let i = first.get(box) ?? -1; i >= 0; i = next[i]!) {
              if (kinds[i] !== kind) continue;
              let a = inside[0]! - fracs[3 * i]!;
              let b = inside[1]! - fracs[3 * i + 1]!;
              let c = inside[2]! - fracs[3 * i + 2]!;
              a -= Math.round(a);
              b -= Math.round(b);
              c -= Math.round(c);
              const x = a * reduced[0]! + b * reduced[3]! + c * reduced[6]!;
              const y = a * reduced[1]! + b * reduced[4]! + c * reduced[7]!;
              const z = a * reduced[2]! + b * reduced[5]! + c * reduced[8]!;
              const square = x * x + y * y + z * z;
              if (square < least) [best, least] = [i, square];
            }
          }
      return best;
    },
  };
}
