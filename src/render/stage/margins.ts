import type { View } from '#render/camera/view.ts';
import type { Rect, SceneProps, SceneSides } from '#render/types.ts';

/** Length of an axis in the corner, and the middle of the triad from the lower left corner. */
export const AXIS_PX = 30;
export const AXES_AT = 48;
/** In lower pictures axes are shorter, down to this part, as the legend comes down to them, px. */
const LOW_PICTURE_PX = 320;
const LEAST_AXES = 0.6;
/** A legend at the left comes down onto them in lower pictures yet. */
const LOWEST_PICTURE_PX = 240;
const LEGEND_AT_LEFT_PX = 60;

type Picture = Pick<View, 'widthPx' | 'heightPx'>;

/** The corner that axes and their letters take, in a picture that has them; null in others. */
export function axesCorner({ heightPx }: Picture, { look, padding }: Props): Rect | null {
  if (!look.axes || (heightPx < LOWEST_PICTURE_PX && padding.left >= LEGEND_AT_LEFT_PX))
    return null;
  const side = (AXES_AT + AXIS_PX) * shrunkAxes(heightPx) + 4 + 10 * look.textScale;
  return { x: 0, y: heightPx - side, width: side, height: side };
}

type Props = Pick<SceneProps, 'look' | 'padding'>;

/** The part of their length that axes have in a low picture. */
export const shrunkAxes = (heightPx: number): number =>
  Math.min(1, Math.max(LEAST_AXES, heightPx / LOW_PICTURE_PX));

/** Height of letters and of lines of dimensions, px. */
export const TEXT_PX = 12;
export const LINE_PX = 15;
/** Distance of the words from the edge of the floor, px. */
export const BELOW_PX = 13;

/** Height that the lengths of a and b take below the floor of a cell, two lines, or four where they are broken, px. */
export function sidesRoom(sides: SceneSides, textScale: number, widthPx: number): number {
  // By letters, as nothing is drawn yet, beside the axes and the scale bar.
  const widest = Math.max(sides.a.length, sides.b.length) * LETTER_PART * TEXT_PX * textScale;
  const lines = widest > BETWEEN_CORNERS * widthPx ? 4 : 2;
  // They move down by thirds of a line until they stand off each other.
  return (BELOW_PX + (lines + 1 / 3) * LINE_PX) * textScale + 2;
}

/** Width of these lengths beside an edge that is seen from above, broken at their dot, px. */
export const sidesWidth = ({ a, b }: SceneSides, textScale: number): number =>
  2 * BELOW_PX +
  Math.max(...[a, b].flatMap((label) => label.split(' · ').map(({ length }) => length))) *
    LETTER_PART *
    TEXT_PX *
    textScale;

/** Mean width of a letter, as a part of its height. */
const LETTER_PART = 0.56;
/** The part of the width that axes and scale bar leave between them. */
const BETWEEN_CORNERS = 0.62;
