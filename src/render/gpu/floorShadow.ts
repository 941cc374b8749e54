import { mulRow } from '#core/math/mat3.ts';
import { cellsOf } from './block.ts';
import type { DrawnAtoms } from './buffers.ts';

/** Cells of the map along each side. */
export const FLOOR_CELLS = 64;
/** Floor around the balls, Å: shadows end softly. */
const AROUND_ANG = 8;
/** Below the lowest ball where no box has a floor, Å. */
const BELOW_ANG = 0.6;
/** A shadow is as wide as its ball, and wider the higher that is. */
const SPREAD = { ofRadius: 0.75, ofHeight: 0.14 } as const;
/** Balls that are farther away than so many widths add nothing. */
const REACH = 3;
/** How much of the light the deepest shadow takes. */
const DEEPEST = 0.5;
/** In the dark a shadow is seen on a floor that is a little lighter than the page: its grey level, and how much it hides. */
const LIT_FLOOR = { grey: 92, opacity: 0.42 } as const;

/** A level rectangle below the balls, relative to the scene's origin, Å. */
export interface Floor {
  readonly zAng: number;
  readonly low: readonly [x: number, y: number];
  readonly high: readonly [x: number, y: number];
}

/** @param boxFloorAng height of the floor of the cell's box; null where none is drawn */
export function floorOf(drawn: DrawnAtoms, atomScale: number, boxFloorAng: number | null): Floor {
  const [low, high] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ];
  eachBall(drawn, atomScale, (p, r) => {
    for (let x = 0; x < 3; x++) {
      low[x] = Math.min(low[x]!, p[x]! - r);
      high[x] = Math.max(high[x]!, p[x]! + r);
    }
  });
  // Of nothing, a floor of no size.
  if (low[0] === Infinity) return { zAng: 0, low: [0, 0], high: [0, 0] };
  return {
    zAng: Math.min(low[2]! - BELOW_ANG, boxFloorAng ?? Infinity),
    low: [low[0]! - AROUND_ANG, low[1]! - AROUND_ANG],
    high: [high[0]! + AROUND_ANG, high[1]! + AROUND_ANG],
  };
}

function eachBall(
  drawn: DrawnAtoms,
  atomScale: number,
  tell: (at: readonly [number, number, number], radiusAng: number) => void,
): void {
  const { spheres, count, lattice } = drawn;
  for (const cell of cellsOf(drawn.block)) {
    const [u, v, w] = mulRow(cell, lattice);
    for (let k = 0; k < count; k++) {
      const r = spheres[4 * k + 3]! * atomScale;
      if (r > 0) tell([spheres[4 * k]! + u, spheres[4 * k + 1]! + v, spheres[4 * k + 2]! + w], r);
    }
  }
}

/**
 * The light that a floor lacks under a wide sky: each ball takes as much of it as its section, spread over an area that
 * grows with its height.
 * @returns optical depths, FLOOR_CELLS², rows from low to high y
 */
export function floorDepths(drawn: DrawnAtoms, atomScale: number, floor: Floor): Float32Array {
  const out = new Float32Array(FLOOR_CELLS * FLOOR_CELLS);
  const [dx, dy] = [0, 1].map((x) => (floor.high[x]! - floor.low[x]!) / FLOOR_CELLS) as [
    number,
    number,
  ];
  const [across, along] = [new Float64Array(FLOOR_CELLS), new Float64Array(FLOOR_CELLS)];
  eachBall(drawn, atomScale, ([x, y, z], r) => {
    const width = SPREAD.ofRadius * r + SPREAD.ofHeight * Math.max(0, z - floor.zAng);
    const [i0, i1] = profile(across, (x - floor.low[0]) / dx - 0.5, width / dx);
    const [j0, j1] = profile(along, (y - floor.low[1]) / dy - 0.5, width / dy);
    const peak = (r * r) / (2 * width * width);
    for (let j = j0; j <= j1; j++)
      for (let i = i0; i <= i1; i++) out[FLOOR_CELLS * j + i]! += peak * across[i]! * along[j]!;
  });
  return out;
}

/** A bell about a place, in cells. @returns first and last cell that it reaches */
function profile(out: Float64Array, middle: number, width: number): readonly [number, number] {
  const first = Math.max(0, Math.ceil(middle - REACH * width));
  const last = Math.min(FLOOR_CELLS - 1, Math.floor(middle + REACH * width));
  for (let k = first; k <= last; k++) out[k] = Math.exp(-0.5 * ((k - middle) / width) ** 2);
  return [first, last];
}

/** RGBA bytes of a floor with these depths; it fades towards its edges. */
export function writeFloor(depths: Float32Array, dark: boolean, out: Uint8Array): void {
  for (let k = 0; k < depths.length; k++) {
    const [i, j] = [k % FLOOR_CELLS, Math.floor(k / FLOOR_CELLS)];
    const inside = edgeFade(i) * edgeFade(j);
    const shade = DEEPEST * (1 - Math.exp(-depths[k]!)) * inside;
    const lit = dark ? LIT_FLOOR.opacity * inside : 0;
    // A shadow over a lit floor as one layer.
    const alpha = shade + (1 - shade) * lit;
    const grey = alpha === 0 ? 0 : (LIT_FLOOR.grey * (1 - shade) * lit) / alpha;
    out.fill(Math.round(grey), 4 * k, 4 * k + 3);
    out[4 * k + 3] = Math.round(255 * alpha);
  }
}

const edgeFade = (k: number): number => {
  const part = Math.min(1, Math.min(k, FLOOR_CELLS - 1 - k) / (0.22 * FLOOR_CELLS));
  return part * part * (3 - 2 * part);
};
