/** Every size and weight of the picture in one place. Lengths in CSS px unless the name says Å. */

/** Half the opening angle of the perspective camera: long enough a lens to keep cells upright. */
export const TAN_HALF_FOV = Math.tan((13 * Math.PI) / 180);

/** Finer than this is invisible on a projector or a phone, and costs four times the fragments. */
export const MAX_PIXEL_RATIO = 2;

export const GLIDE_MS = 140;

/** Movement that turns a click into a drag. */
export const DRAG_PX = 5;

/** Room kept around the atoms when fitting: legend and buttons above, axes below. */
export const PADDING = { top: 58, right: 36, bottom: 58, left: 36 } as const;
/** Further room on the right when a dimension line stands there. */
export const DIMENSION_ROOM = 96;

export const CELL_WIDTH = 1.25;
export const OUTLINE_WIDTH = 2;
export const TRAIL_WIDTH = 1.5;
export const CONTACT_WIDTH = 1.5;
/** On and off lengths of a dashed line. */
export const CONTACT_DASH: readonly [number, number] = [3.5, 3];
export const OUTLINE_DASH: readonly [number, number] = [6, 4];

/** How far the farthest atoms fade into the background. */
export const FOG = { light: 0.3, dark: 0.42 } as const;

/** A bond stretched beyond this multiple of its first length is no longer drawn. */
export const BROKEN_BOND = 1.6;

/** Fraction of a cell edge within which an atom counts as lying on the cell's face. */
export const BOUNDARY_FRACTION = 0.02;

/** On a machine that cannot keep up, the part of the resolution that is drawn while the picture turns. */
export const COARSEST = 0.5;
/** Frames that take longer than this on average are too slow to turn smoothly, ms. */
export const SLOW_FRAME_MS = 34;
