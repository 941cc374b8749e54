/**
 * Wires are as wide on the screen wherever they stand and too thin to be shaded: they have one colour, and one that
 * is seen. Against a page of luminance 0.97 or 0.014 these limits are a contrast of 3.4 : 1.
 */
export const MOST_ON_LIGHT = 0.25;
export const LEAST_ON_DARK = 0.165;
/** Of linear red, green and blue. @see WCAG 2.2, relative luminance */
export const LUMINANCE = [0.2126, 0.7152, 0.0722] as const;

/** The dot of an atom, in widths of a wire. */
export const WIRE_DOT = 1.8;

/** `uWire` is the width in CSS px, 0 where sticks have a thickness of their own; `uPx` drawing pixels a CSS px. */
export const WIRE = /* glsl */ `
uniform float uWire;
float wireAng(float pixelAng) { return 0.5 * uWire * uPx * pixelAng; }
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
