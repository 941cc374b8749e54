import { mulRow } from '#core/math/mat3.ts';
import type { View } from '#render/camera/view.ts';
import { cellsOf } from '#render/gpu/block.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { MANY_BODIES, POINTS_BELOW_PX, THINNEST_STICK_PX } from '#render/style.ts';

/** How fine a picture is. Of many bodies, those that nobody could make out in it are drawn simpler or left out. */
export interface Detail {
  /** Drawing px across 1 Å in the plane that the camera looks at. */
  readonly pxPerAng: number;
  /** Whether it is drawn roughly, while it turns on a machine that is slow with it. */
  readonly isCoarse: boolean;
  /** Whether it is drawn in tiles: a point whose middle lies beyond the edge of a tile is not drawn at all. */
  readonly isTiled: boolean;
  /** Whether anything of a ball in Å is in view. */
  readonly isSeen: (x: number, y: number, z: number, radius: number) => boolean;
  /** How far a place in Å is from the eye; absent: all places alike. */
  readonly depthOf?: (x: number, y: number, z: number) => number;
  /** Corners that may be drawn of many balls, and of many sticks. */
  readonly mostCorners: number;
}

/** In files, everything is drawn. */
export const IN_FULL = {
  isCoarse: false,
  isSeen: () => true,
  mostCorners: Infinity,
} as const satisfies Partial<Detail>;

/** How much of the balls or sticks in view is drawn. */
export interface Share {
  readonly what: 'balls' | 'sticks';
  readonly drawn: number;
  readonly seen: number;
  readonly corners: number;
}

/** Corners of a ball or stick: it is a quad. */
export const QUAD_CORNERS = 4;

/** Tells all that is drawn how fine the next picture is. @returns what they draw of it */
export function tellDetail(
  followers: ReadonlySet<(detail: Detail) => Share>,
  view: View,
  pxPerCssPx: number,
  how: Omit<Detail, 'pxPerAng'>,
): Share[] {
  const pxPerAng = (pxPerCssPx * view.heightPx) / (2 * view.halfHeightAng);
  return [...followers].map((follow) => follow({ ...how, pxPerAng }));
}

const areMany = (bodies: number, { isCoarse }: Detail): boolean =>
  bodies > MANY_BODIES[isCoarse ? 'coarse' : 'atRest'];

/** Whether balls are drawn as points. */
export const arePoints = (balls: number, detail: Detail): boolean =>
  areMany(balls, detail) && !detail.isTiled && detail.pxPerAng < POINTS_BELOW_PX;

/** Bodies of a kind that may be drawn, of so many corners each. */
export const mostOf = (bodies: number, corners: number, detail: Detail): number =>
  areMany(bodies, detail) ? detail.mostCorners / corners : Infinity;

/** Whether sticks are drawn. */
export const areSticksSeen = (
  sticks: number,
  { radiusAng, wirePx }: { readonly radiusAng: number; readonly wirePx: number },
  detail: Detail,
): boolean =>
  !areMany(sticks, detail) ||
  (wirePx > 0 ? wirePx : 2 * radiusAng * detail.pxPerAng) >=
    THINNEST_STICK_PX[detail.isCoarse ? 'coarse' : 'atRest'];

/** Whether something is seen in any of the cells in which it is drawn. */
export function inCopies(
  isSeen: Detail['isSeen'],
  { block, lattice }: Pick<DrawnAtoms, 'block' | 'lattice'>,
): Detail['isSeen'] {
  const shifts = cellsOf(block).map((cells) => mulRow(cells, lattice));
  return (x, y, z, radius) => shifts.some(([u, v, w]) => isSeen(x + u, y + v, z + w, radius));
}
