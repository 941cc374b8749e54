/** Every size and weight of the picture in one place. Lengths in CSS px unless the name says Å. */

/** Half the opening angle of the perspective camera: long enough a lens to keep cells upright. */
export const TAN_HALF_FOV = Math.tan((13 * Math.PI) / 180);

/** Finer than this is invisible on a projector or a phone, and costs four times the fragments. */
export const MAX_PIXEL_RATIO = 2;

export const GLIDE_MS = 140;

/** Movement that turns a click into a drag. */
export const DRAG_PX = 5;

/** From above this height a dimension along z is a point: it is neither drawn nor given room. */
export const UPRIGHT_RAD = 1.2;
/** Further room on the right when dimensions stand there. */
export const DIMENSION_ROOM = 92;
/** The same with the lengths of contacts, as "Br–Cd 3.05 Å". */
export const CONTACT_ROOM = 112;
/** The part of a small picture that the room on one side may take at most: left or right, above for a legend, below. */
export const MOST_PADDING = { width: 0.3, top: 0.32, bottom: 0.22 } as const;

export const CELL_WIDTH = 1.25;
export const OUTLINE_WIDTH = 2;
export const TRAIL_WIDTH = 1.5;
/** Arrows at atoms, px. */
export const ARROW_WIDTH = 2;
export const CONTACT_WIDTH = 1.5;
/** On and off lengths of a dashed line. */
export const CONTACT_DASH: readonly [number, number] = [3.5, 3];
export const OUTLINE_DASH: readonly [number, number] = [6, 4];

/**
 * How much of the page's colour images take, that they are never taken for the cell's own atoms: those that complete
 * the cell, which may stand right before its atoms, and those of repeated cells.
 */
export const PALE = {
  light: { completing: 0.12, repeated: 0.21 },
  // Light is mixed in linear amounts, of which the eye sees less in the dark.
  dark: { completing: 0.34, repeated: 0.62 },
} as const;
/**
 * Atoms of which what the colours say is not known: striped, so that no scale, theme or print has anything like it. Bodies
 * in space have one colour each, which is between the two.
 */
export const NO_NUMBER = { light: '#e6e6e3', dark: '#3d4147', single: '#8c9196' } as const;
/** How much of what is behind it a lattice plane hides: bonds and atoms are read through it. */
export const FACE_OPACITY = 0.16;
/** Width of the line at silhouettes, CSS px. */
export const INK_PX = 1.1;
/** The most of a body's radius on the screen that the line takes. */
export const INK_SHARE = 0.2;
/** How much of what is behind it a glassy polyhedron hides. */
export const GLASS = 0.42;
/** Where more atoms move, the light on them stays that at rest: finding it takes longer than a frame. */
export const MAX_LIT_MOVING = 2000;
/** How much of the light neighbours take. */
export const OCCLUSION = 1;

/** A bond stretched beyond this multiple of its first length is no longer drawn. */
export const BROKEN_BOND = 1.6;

/** On a machine that cannot keep up, the part of the resolution that is drawn while the picture turns. */
export const COARSEST = 0.5;
/** Frames that take longer than this on average are too slow to turn smoothly, ms. */
export const SLOW_FRAME_MS = 34;

/**
 * A picture of more balls or sticks than this leaves out what cannot be seen, for each corner of a ball or stick costs
 * the same however small it is; while a slow machine turns the picture, one of fewer does.
 */
export const MANY_BODIES = { atRest: 20_000, coarse: 2500 } as const;
/** Of many: smaller balls are drawn as points, which have one corner instead of four, CSS px across 1 Å. */
export const POINTS_BELOW_PX = 12;
/** Of many: thinner sticks are left out, CSS px; while a slow machine turns the picture, thicker ones too. */
export const THINNEST_STICK_PX = { atRest: 0.5, coarse: 3 } as const;
/**
 * Corners of balls, and of sticks, that are drawn of many bodies: before it is known how fast this machine is, and
 * however slow it is.
 */
export const CORNERS = { untimed: 60_000, least: 40_000 } as const;
/** No more is drawn than takes so long by the last frames, ms. */
export const LONGEST_FRAME_MS = { atRest: 1000, coarse: 2 * SLOW_FRAME_MS } as const;
/** How long the picture rests before it is drawn in full again, ms. */
export const REST_MS = 200;
