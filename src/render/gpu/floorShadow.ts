import { mulRow } from '#core/math/mat3.ts';
import { add, norm, sub, type Vec3 } from '#core/math/vec3.ts';
import type { SceneLook, SceneTopology } from '#render/types.ts';
import { cellsOf, isInBlock } from './block.ts';
import type { DrawnAtoms } from './buffers.ts';

/** Cells of the map along each side. */
export const FLOOR_CELLS = 64;
/** Floor around the balls, Å: shadows end softly. */
const AROUND_ANG = 12;
/** Below the lowest ball where no box has a floor, Å. */
const BELOW_ANG = 0.6;
/** A shadow is as wide as its ball, and wider the higher that is. */
const SPREAD = { ofRadius: 0.75, ofHeight: 0.14 } as const;
/** Width of the narrowest shadow, in cells of the map. */
const NARROWEST = 0.8;
/** Balls that are farther away than so many widths add nothing. */
const REACH = 3;
/** How much of the light the deepest shadow takes: more in the dark, where the eye tells fewer greys apart. */
const DEEPEST = { light: 0.5, dark: 0.78 } as const;
/** In the dark a shadow is seen on a floor that is lighter than the page: its grey level, and how much it hides. */
const LIT_FLOOR = { grey: 140, opacity: 0.58 } as const;

/**
 * The sine of the elevation from which the floor begins to fade, and from which it is gone: from right above it would be a
 * grey page behind atoms that hide all else of it.
 */
export const FLOOR_FADES = [0.75, 0.98] as const;

/** Whether anything of a floor is seen by an eye so high above its plane. */
export const isFloorSeen = (elevationRad: number): boolean =>
  elevationRad > 1e-3 && Math.sin(elevationRad) < FLOOR_FADES[1];

/** A level rectangle below the balls, relative to the scene's origin, Å. */
export interface Floor {
  readonly zAng: number;
  readonly low: readonly [x: number, y: number];
  readonly high: readonly [x: number, y: number];
}

/** Radius of a ball that has the shadow of a polyhedron from all sides on average, in distances of its corners. */
const BALL_OF_BODY = 0.7;

/**
 * Radii of balls that cast the shadows of all that is drawn of an atom: its ball, half of its bonds, its polyhedron.
 * A convex body has a fourth of its surface as shadow, on average over its orientations (Cauchy).
 * @param xyz 3N Cartesian, Å
 * @returns one per sphere, Å; 0 where none is drawn
 */
export function castingRadii(
  drawn: DrawnAtoms,
  xyz: ArrayLike<number>,
  { bonds, polyhedra }: Pick<SceneTopology, 'bonds' | 'polyhedra'>,
  look: Pick<SceneLook, 'atomScale' | 'bondRadiusAng'>,
): Float32Array {
  const { lattice, spheres, source, count } = drawn;
  const at = (i: number): Vec3 => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
  const shifted = (i: number, cells: Int16Array, k: number): Vec3 =>
    add(at(i), mulRow([cells[3 * k]!, cells[3 * k + 1]!, cells[3 * k + 2]!], lattice));
  /** Of each atom, Å². */
  const besides = new Float64Array(xyz.length / 3);
  for (let k = 0; k < bonds.a.length && look.bondRadiusAng > 0; k++) {
    const ang = norm(sub(shifted(bonds.b[k]!, bonds.image, k), at(bonds.a[k]!)));
    for (const end of [bonds.a[k]!, bonds.b[k]!]) besides[end]! += (look.bondRadiusAng * ang) / 4;
  }
  for (let k = 0; polyhedra && k < polyhedra.centre.length; k++) {
    const { start, corner, cornerCells, centre, centreCells } = polyhedra;
    const middle = shifted(centre[k]!, centreCells, k);
    let sum = 0;
    for (let c = start[k]!; c < start[k + 1]!; c++)
      sum += norm(sub(shifted(corner[c]!, cornerCells, c), middle));
    const mean = sum / Math.max(1, start[k + 1]! - start[k]!);
    besides[centre[k]!] = Math.max(besides[centre[k]!]!, (BALL_OF_BODY * mean) ** 2);
  }
  const out = new Float32Array(count);
  for (let k = 0; k < count; k++) {
    const r = spheres[4 * k + 3]! * look.atomScale;
    if (r > 0) out[k] = Math.sqrt(r * r + besides[source[k]!]!);
  }
  return out;
}

/**
 * @param radii of `castingRadii`
 * @param boxFloorAng height of the floor of the cell's box; null where none is drawn
 */
export function floorOf(drawn: DrawnAtoms, radii: Float32Array, boxFloorAng: number | null): Floor {
  const [low, high] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ];
  eachBall(drawn, radii, ALIKE, (p, r) => {
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

/** How much paler than the cell's own atoms images are, which complete it or repeat it. */
interface Pale {
  readonly completing: number;
  readonly repeated: number;
}
const ALIKE: Pale = { completing: 0, repeated: 0 };

/** @param tell called for each ball once, with its part of a whole shadow */
function eachBall(
  drawn: DrawnAtoms,
  radii: Float32Array,
  pale: Pale,
  tell: (at: Vec3, radiusAng: number, part: number) => void,
): void {
  const { spheres, shift, count, lattice, block } = drawn;
  for (const copy of cellsOf(block)) {
    const [u, v, w] = mulRow(copy, lattice);
    const isHome = copy.every((n) => n === 0);
    for (let k = 0; k < count; k++) {
      const r = radii[k]!;
      if (r === 0) continue;
      const cells = add(copy, [shift[3 * k]!, shift[3 * k + 1]!, shift[3 * k + 2]!]);
      const isImage = cells.some((n, x) => n !== copy[x]);
      // An image that completes the cell is an atom of the next copy, where there is one.
      if (isImage && isInBlock(block, cells)) continue;
      const paler = isHome ? (isImage ? pale.completing : 0) : pale.repeated;
      tell([spheres[4 * k]! + u, spheres[4 * k + 1]! + v, spheres[4 * k + 2]! + w], r, 1 - paler);
    }
  }
}

/**
 * The light that a floor lacks under a wide sky: each ball takes as much of it as its section, spread over an area that
 * grows with its height. Paler balls take less.
 * @returns optical depths, FLOOR_CELLS², rows from low to high y
 */
export function floorDepths(
  drawn: DrawnAtoms,
  radii: Float32Array,
  floor: Floor,
  pale: Pale,
): Float32Array {
  const out = new Float32Array(FLOOR_CELLS * FLOOR_CELLS);
  const [dx, dy] = [0, 1].map((x) => (floor.high[x]! - floor.low[x]!) / FLOOR_CELLS) as [
    number,
    number,
  ];
  const [across, along] = [new Float64Array(FLOOR_CELLS), new Float64Array(FLOOR_CELLS)];
  // A narrower shadow could fall between the middles of cells.
  const narrowest = NARROWEST * Math.max(dx, dy);
  eachBall(drawn, radii, pale, ([x, y, z], r, part) => {
    const own = SPREAD.ofRadius * r + SPREAD.ofHeight * Math.max(0, z - floor.zAng);
    const width = Math.max(own, narrowest);
    const [i0, i1] = profile(across, (x - floor.low[0]) / dx - 0.5, width / dx);
    const [j0, j1] = profile(along, (y - floor.low[1]) / dy - 0.5, width / dy);
    const peak = (part * r * r) / (2 * width * width);
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
    const shade = DEEPEST[dark ? 'dark' : 'light'] * (1 - Math.exp(-depths[k]!)) * inside;
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
