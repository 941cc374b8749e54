import { WIRE_CIRCLE } from '#render/wireShapes.ts';

/**
 * Wires are as wide on the screen wherever they stand and too thin to be shaded: they have one colour, and one that
 * is seen. Against a page of luminance 0.97 or 0.014 these limits are a contrast of 3.4 : 1.
 */
export const MOST_ON_LIGHT = 0.25;
export const LEAST_ON_DARK = 0.165;
/** Of linear red, green and blue. @see WCAG 2.2, relative luminance */
export const LUMINANCE = [0.2126, 0.7152, 0.0722] as const;

/** The mark of an atom, in widths of a wire: large enough to tell its shape. */
export const WIRE_DOT = 4.6;
/** Wires are no thicker than this in space, or a far view of many would be a carpet, Å; and never thinner than this, px. */
export const WIRE_MOST_ANG = 0.18;
export const WIRE_LEAST_PX = 1.25;

/** Width of a wire where 1 Å is so many px. */
export const wireWidthPx = (wirePx: number, pxPerAng: number): number =>
  wirePx > 0 ? Math.max(WIRE_LEAST_PX, Math.min(wirePx, WIRE_MOST_ANG * pxPerAng)) : 0;

/** `uWire` is the width in CSS px, 0 where sticks have a thickness of their own; `uPx` drawing pixels a CSS px. */
export const WIRE = /* glsl */ `
uniform float uWire;
float wireAng(float pixelAng) {
  if (uWire == 0.0) return 0.0;
  float px = uPx * pixelAng; // Å of a CSS px
  return 0.5 * max(${WIRE_LEAST_PX} * px, min(uWire * px, ${WIRE_MOST_ANG}));
}
`;

/** How far inside of the mark of an atom a place is, in its radii; beyond a rim the page shines through. */
export const WIRE_MARK = /* glsl */ `
float markInside(int shape, vec2 q) {
  if (shape == 0 || shape == 2) return ${WIRE_CIRCLE} - length(q);
  if (shape == 3) return 0.5 - max(abs(q.x) * 0.866 + q.y * 0.5, -q.y);
  if (shape == 5) return (1.0 - abs(q.x) - abs(q.y)) * 0.7071;
  return 0.7 - max(abs(q.x), abs(q.y));
}
bool isHollowMark(int shape) { return shape == 2 || shape == 4; }
`;

export const WIRE_COLOR = /* glsl */ `
uniform float uWire;
vec3 wireColor(vec3 base) {
  float light = dot(base, vec3(${LUMINANCE.join(', ')}));
  return uDark > 0.5
    ? mix(base, vec3(1.0), max(0.0, (${LEAST_ON_DARK} - light) / (1.0 - light)))
    : base * min(1.0, ${MOST_ON_LIGHT} / max(light, 1e-4));
}
`;
