import type { View } from '#render/camera/view.ts';
import { MANY_BALLS, POINTS_BELOW_PX, THINNEST_STICK_PX } from '#render/style.ts';

/** How fine a picture is. Of many bodies, those that nobody could make out in it are drawn simpler or left out. */
export interface Detail {
  /** Drawing px across 1 Å in the plane that the camera looks at. */
  readonly pxPerAng: number;
  /** Whether it is drawn roughly, while it turns on a machine that is slow with it. */
  readonly isCoarse: boolean;
  /** Whether it is drawn in tiles: a point whose middle lies beyond the edge of a tile is not drawn at all. */
  readonly isTiled: boolean;
}

/** Tells all that is drawn how fine the next picture is. */
export function tellDetail(
  followers: ReadonlySet<(detail: Detail) => void>,
  view: View,
  pxPerCssPx: number,
  how: Pick<Detail, 'isCoarse' | 'isTiled'>,
): void {
  const pxPerAng = (pxPerCssPx * view.heightPx) / (2 * view.halfHeightAng);
  for (const follow of followers) follow({ ...how, pxPerAng });
}

/** Whether balls are drawn as points. */
export const arePoints = (balls: number, { pxPerAng, isTiled }: Detail): boolean =>
  balls > MANY_BALLS && !isTiled && pxPerAng < POINTS_BELOW_PX;

/** Whether sticks are drawn. */
export const areSticksSeen = (
  sticks: number,
  { radiusAng, wirePx }: { readonly radiusAng: number; readonly wirePx: number },
  { pxPerAng, isCoarse }: Detail,
): boolean =>
  sticks <= MANY_BALLS ||
  (wirePx > 0 ? wirePx : 2 * radiusAng * pxPerAng) >=
    THINNEST_STICK_PX[isCoarse ? 'coarse' : 'atRest'];
