import { Color } from 'three';
import { INK_SHARE, NO_NUMBER } from '#render/style.ts';
import { WIRE_RIM } from '#render/wireShapes.ts';
import { WIRE, WIRE_COLOR, WIRE_DOT, WIRE_MARK } from './wire.ts';

/** Stripes of what is not known: pairs across a ball in its radii, and along a stick in its. */
const STRIPES = '1.1';
const STICK_STRIPES = '0.25';

/** A CSS colour in linear light. */
const glslRgb = (css: string): string => {
  const { r, g, b } = new Color(css);
  return `vec3(${[r, g, b].map((x) => x.toFixed(4)).join(', ')})`;
};

/** GLSL shared by atoms and sticks, and the programs. Lengths in Å, view space unless said. */

const UNKNOWN_FROM = '2.0';

const FETCH = /* glsl */ `
uniform highp sampler2D uSpheres;
uniform sampler2D uColors;
uniform sampler2D uShifts;
uniform highp sampler2D uOcclusions;
uniform float uOcclude;
ivec2 texelAt(int i) { int w = textureSize(uSpheres, 0).x; return ivec2(i % w, i / w); }
vec4 sphereAt(int i) { return texelFetch(uSpheres, texelAt(i), 0); }
// An atom whose number is not known is ${UNKNOWN_FROM} paler than any can be.
vec4 colorAt(int i, float pale) {
  vec4 c = texelFetch(uColors, texelAt(i), 0);
  return vec4(c.rgb, c.a < 0.5 ? pale + ${UNKNOWN_FROM} : pale);
}
int markAt(int i) { return int(texelFetch(uShifts, texelAt(i), 0).w * 255.0 + 0.5); }
ivec3 shiftAt(int i) { return ivec3(texelFetch(uShifts, texelAt(i), 0).xyz * 255.0 + 0.5) - 128; }
vec4 occlusionAt(int i) {
  if (uOcclude == 0.0) return vec4(0.0);
  vec4 o = texelFetch(uOcclusions, texelAt(i), 0) * uOcclude;
  return vec4((viewMatrix * vec4(o.xyz, 0.0)).xyz, o.w);
}
`;

/** The cell that an instance draws. The picture is repeated by an offset, and no atom is copied. */
export const COPY = /* glsl */ `
uniform mat3 uLattice; // columns are the cell vectors
uniform ivec3 uFrom;
uniform ivec3 uTo;
uniform vec2 uPale; // of images that complete the cell, and of repeated cells
ivec3 copyOf() {
  ivec3 n = uTo - uFrom + 1;
  return uFrom + ivec3(gl_InstanceID / (n.z * n.y), gl_InstanceID / n.z % n.y, gl_InstanceID % n.z);
}
bool isDrawnAnyway(ivec3 cell) {
  return all(greaterThanEqual(cell, uFrom)) && all(lessThanEqual(cell, uTo));
}
// An image that stands before its own atom would hide it: it is drawn as the atom.
float paleIn(ivec3 copy, ivec3 shift) {
  vec3 aside = (modelViewMatrix * vec4(uLattice * vec3(copy + shift), 0.0)).xyz;
  float pale = copy == ivec3(0) && !isDrawnAnyway(shift) ? uPale.x : uPale.y;
  return pale * smoothstep(0.5, 2.0, length(aside.xy)); // Å
}
`;

/** Å that one pixel spans at a depth, in either projection, under a view offset too. */
const PIXEL = /* glsl */ `
uniform vec2 uViewport;
uniform float uPx; // drawing pixels a CSS px
bool lens() { return projectionMatrix[2][3] == -1.0; }
float pixelAt(float depth) {
  return 2.0 / (projectionMatrix[1][1] * uViewport.y) * (lens() ? depth : 1.0);
}
`;

/** The page's colour, of which far things take a little and images take more. */
export const FADE = /* glsl */ `
uniform vec3 uFogColor;
uniform vec3 uFog; // nearest depth, farthest depth, strength
vec3 faded(vec3 color, float depth, float pale) {
  float far = smoothstep(uFog.x, uFog.y, depth) * uFog.z;
  return mix(color, uFogColor, 1.0 - (1.0 - far) * (1.0 - pale));
}
`;

/**
 * Matte light: a key from the upper left, a cool fill from below, a soft highlight, less light where neighbours
 * stand in its way, an ink line at the silhouette, and a little of the page's colour with depth. Images are mixed
 * with the page's colour more.
 */
const SHADE = /* glsl */ `
uniform mat4 projectionMatrix;
${FADE}
uniform float uDark;
uniform float uInk; // width of the silhouette, CSS px
uniform float uPx;
${WIRE_COLOR}
const vec3 KEY = vec3(-0.46, 0.62, 0.636);
const vec3 HALF_KEY = vec3(-0.254, 0.343, 0.904);
// Colour and paleness; stripes where the number is not known. step: their phase, px: pixels of a pair of them
vec4 known(vec4 color, float step, float px) {
  if (color.a < ${UNKNOWN_FROM}) return color;
  float dark = clamp(0.5 + (0.25 - abs(fract(step) - 0.5)) * px, 0.0, 1.0);
  return vec4(mix(${glslRgb(NO_NUMBER.light)}, ${glslRgb(NO_NUMBER.dark)}, dark), color.a - ${UNKNOWN_FROM});
}
// edge: pixels inside of the silhouette, and half the width of what it surrounds
vec3 shade(vec3 base, vec3 n, float depth, vec2 edge, float pale, vec4 occlusion) {
  if (uWire > 0.0) return faded(wireColor(base), depth, pale);
  float wrap = 0.5 + 0.5 * dot(n, KEY);
  float key = wrap * wrap;
  vec3 lit = base * (mix(0.23, 0.17, uDark) + mix(1.04, 0.95, uDark) * key);
  float facing = max(n.z, 0.0);
  float rim = 1.0 - facing;
  rim *= rim * rim;
  lit = mix(lit, mix(lit * 0.58, lit + base * 0.16, uDark), rim);
  // Neighbours that stand within an atom, as where balls fill space, hide each other: their sum levels off.
  float hidden = max(0.0, occlusion.w + dot(occlusion.xyz, n));
  lit *= exp(-min(hidden, 1.0) - 0.4 * (1.0 - exp(min(0.0, 1.0 - hidden) / 0.4)));
  float gloss = max(dot(n, HALF_KEY), 0.0);
  gloss *= gloss; gloss *= gloss; gloss *= gloss;
  lit += (0.10 * gloss + 0.26 * gloss * gloss * gloss * gloss) * mix(vec3(1.0), base + 0.45, 0.35);
  float width = min(uInk * uPx, ${INK_SHARE} * edge.y);
  float ink = uInk > 0.0 ? 1.0 - smoothstep(width - 0.6, width + 0.6, edge.x) : 0.0;
  lit = mix(lit, base * mix(0.10, 0.03, uDark), ink * min(1.0, width));
  return faded(lit, depth, pale);
}
float windowDepth(vec3 p) {
  vec4 clip = projectionMatrix * vec4(p, 1.0);
  return 0.5 + 0.5 * clip.z / clip.w;
}
`;

/** A quad for each ball; with POINTS one point, as wide as the ball: small balls are then the same, with a quarter of the corners. */
export const ATOM_VERTEX = /* glsl */ `
${FETCH}${PIXEL}${WIRE}${COPY}
uniform float uScale;
flat varying vec4 vSphere;
flat varying vec4 vColor; // and how pale
flat varying vec4 vOcclusion;
flat varying int vMark;
#ifdef POINTS
flat varying float vReach; // half the side of the point, Å
#else
varying vec3 vView;
#endif
void main() {
#ifdef POINTS
  int id = gl_VertexID;
#else
  int id = gl_VertexID >> 2;
  vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1) * 2.0 - 1.0;
#endif
  ivec3 copy = copyOf();
  ivec3 shift = shiftAt(id);
  vec4 s = sphereAt(id);
  vec3 c = (viewMatrix * vec4(s.xyz + uLattice * vec3(copy), 1.0)).xyz;
  float r = max(s.w * uScale, ${WIRE_DOT} * wireAng(pixelAt(-c.z)));
  vSphere = vec4(c, r);
  vColor = colorAt(id, paleIn(copy, shift));
  vMark = markAt(id);
  vOcclusion = occlusionAt(id);
#ifdef POINTS
  float pixel = pixelAt(-c.z);
  gl_PointSize = 2.0 * (r / pixel + 1.0);
  vReach = r + pixel;
  gl_Position = projectionMatrix * vec4(c, 1.0);
#else
  // Through a lens a sphere shows the circle in which its tangent cone meets the plane of its centre.
  vec3 back = lens() ? -normalize(c) : vec3(0.0, 0.0, 1.0);
  vec3 right = normalize(cross(vec3(0.0, 1.0, 0.0), back));
  vec3 up = cross(back, right);
  float grow = lens() ? r * inversesqrt(max(1.0 - r * r / dot(c, c), 0.05)) : r;
  vView = c + (right * corner.x + up * corner.y) * (grow + pixelAt(-c.z));
  gl_Position = projectionMatrix * vec4(vView, 1.0);
#endif
  // An image that completes the cell is an atom of the next copy, where there is one.
  if (shift != ivec3(0) && isDrawnAnyway(copy + shift)) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
`;

export const ATOM_FRAGMENT = /* glsl */ `
${SHADE}${WIRE_MARK}
flat varying vec4 vSphere;
flat varying vec4 vColor;
flat varying vec4 vOcclusion;
flat varying int vMark;
#ifdef POINTS
flat varying float vReach;
#else
varying vec3 vView;
#endif
void main() {
#ifdef POINTS
  vec3 vView = vSphere.xyz + vec3(2.0 * gl_PointCoord.x - 1.0, 1.0 - 2.0 * gl_PointCoord.y, 0.0) * vReach;
#endif
  bool lens = projectionMatrix[2][3] == -1.0;
  vec3 dir = lens ? normalize(vView) : vec3(0.0, 0.0, -1.0);
  vec3 from = lens ? vec3(0.0) : vec3(vView.xy, 0.0);
  vec3 to = vSphere.xyz - from;
  float along = dot(to, dir);
  // From the centre to the ray, by components: squares of depths would cancel in float32.
  vec3 aside = (along * dir - to) / vSphere.w;
  float rho = length(aside);
  // Between four pixels around the middle of a tiny ball it does not change.
  float px = 1.0 / max(fwidth(rho), 1e-4);
  float inside = (1.0 - rho) * px;
  float hole = 0.0;
  if (uWire > 0.0) {
    float within = markInside(vMark, aside.xy);
    inside = within / fwidth(aside.x);
    if (isHollowMark(vMark)) hole = clamp(0.5 + (within - ${WIRE_RIM}) / fwidth(aside.x), 0.0, 1.0);
  }
  float cover = clamp(0.5 + inside, 0.0, 1.0);
  if (cover < 0.03) discard;
  float rise = sqrt(max(0.0, 1.0 - rho * rho));
  vec3 n = aside / max(rho, 1.0) - dir * rise;
  vec3 hit = from + dir * (along - rise * vSphere.w);
  gl_FragDepth = windowDepth(hit);
  vec4 color = known(vColor, ${STRIPES} * (aside.x + aside.y), px / (1.414 * ${STRIPES}));
  vec3 lit = shade(color.rgb, n, -hit.z, vec2(inside, px), color.a, vOcclusion);
  gl_FragColor = vec4(mix(lit, uFogColor, hole), cover);
  #include <colorspace_fragment>
}
`;

export const STICK_VERTEX = /* glsl */ `
${FETCH}${PIXEL}${WIRE}${COPY}
uniform highp sampler2D uSticks;
uniform float uRadius;
uniform float uBroken;
flat varying vec3 vSide;
flat varying vec3 vFront;
flat varying vec3 vToEye;
flat varying vec4 vAxis;  // unit axis and drawn length
flat varying float vRadius;
flat varying vec3 vLean;  // sine and cosine of the axis against the line of sight, half length or 0
flat varying vec4 vFrom; // colour, and how pale
flat varying vec4 vTo;
flat varying vec4 vOcclusionFrom;
flat varying vec4 vOcclusionTo;
varying vec3 vView;
varying vec2 vAt; // across in radii, along in Å
void main() {
  vec4 stick = texelFetch(uSticks, texelAt(gl_VertexID >> 2), 0);
  vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);
  int code = int(stick.z + 0.5);
  vec3 cells = vec3(code >> 16, (code >> 8) & 255, code & 255) - 128.0;
  ivec2 ends = ivec2(stick.xy + 0.5);
  ivec3 copy = copyOf();
  vec3 aside = uLattice * vec3(copy);
  vec3 a = (viewMatrix * vec4(sphereAt(ends.x).xyz + aside, 1.0)).xyz;
  vec3 b = (viewMatrix * vec4(sphereAt(ends.y).xyz + aside + uLattice * cells, 1.0)).xyz;
  float whole = distance(a, b);
  bool stub = stick.w < 0.0;
  vec3 axis = (b - a) / whole;
  vec3 toEye = lens() ? -normalize(0.5 * (a + b)) : vec3(0.0, 0.0, 1.0);
  float cosine = dot(axis, toEye);
  float sine = sqrt(max(0.0, 1.0 - cosine * cosine));
  vSide = normalize(cross(toEye, axis));
  vFront = cross(axis, vSide); // towards the eye, across the axis
  vToEye = toEye;
  vAxis = vec4(axis, stub ? 0.5 * whole : whole);
  vLean = vec3(sine, cosine, stub ? 0.0 : 0.5 * whole);
  vFrom = colorAt(ends.x, paleIn(copy, shiftAt(ends.x)));
  vTo = colorAt(ends.y, paleIn(copy, shiftAt(ends.y)));
  vOcclusionFrom = occlusionAt(ends.x);
  vOcclusionTo = occlusionAt(ends.y);
  float pixel = pixelAt(-a.z);
  // The end that leans towards the eye shows beyond the axis by the slant of its rim.
  vRadius = uWire > 0.0 ? wireAng(pixel) : uRadius;
  float slant = min(vRadius * abs(cosine) / max(sine, 0.05), whole);
  float across = (corner.x * 2.0 - 1.0) * (vRadius + pixel);
  float along = mix(-slant, vAxis.w + slant, corner.y);
  vAt = vec2(across / vRadius, along);
  vView = a + axis * along + vSide * across;
  gl_Position = projectionMatrix * vec4(vView, 1.0);
  if (whole > uBroken * abs(stick.w) || sine < 0.03) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
`;

export const STICK_FRAGMENT = /* glsl */ `
${SHADE}
flat varying float vRadius;
flat varying vec3 vSide;
flat varying vec3 vFront;
flat varying vec3 vToEye;
flat varying vec4 vAxis;
flat varying vec3 vLean;
flat varying vec4 vFrom;
flat varying vec4 vTo;
flat varying vec4 vOcclusionFrom;
flat varying vec4 vOcclusionTo;
varying vec3 vView;
varying vec2 vAt;
void main() {
  float u = vAt.x;
  float rise = sqrt(max(0.0, 1.0 - u * u));
  float reach = vRadius * rise / vLean.x; // along the line of sight, to the stick's surface
  float along = vAt.y + reach * vLean.y;
  // Derivatives before the first discard: after it they are undefined.
  float blur = max(fwidth(vAt.y), 1e-5);
  float px = 1.0 / fwidth(u);
  float inside = (1.0 - abs(u)) * px;
  float cover = clamp(0.5 + inside, 0.0, 1.0);
  if (cover < 0.03) discard;
  vec3 n = u * vSide + rise * vFront;
  if (along > vAxis.w && vLean.y > 0.0) {
    // The flat end of a stub, seen from its side.
    reach = (vAxis.w - vAt.y) / vLean.y;
    float v = reach * vLean.x / vRadius;
    if (u * u + v * v > 1.0) discard;
    along = vAxis.w;
    n = vAxis.xyz;
  }
  if (along < 0.0 || along > vAxis.w) discard;
  float turn = vLean.z == 0.0 ? 0.0 : clamp(0.5 + (along - vLean.z) / blur, 0.0, 1.0);
  vec3 hit = vView + vToEye * reach;
  gl_FragDepth = windowDepth(hit);
  float step = ${STICK_STRIPES} * along / vRadius;
  float pair = 1.0 / (${STICK_STRIPES} * blur / vRadius);
  vec4 color = mix(known(vFrom, step, pair), known(vTo, step, pair), turn);
  vec4 occlusion = mix(vOcclusionFrom, vOcclusionTo, clamp(along / vAxis.w, 0.0, 1.0));
  gl_FragColor = vec4(shade(color.rgb, n, -hit.z, vec2(inside, px), color.a, occlusion), cover);
  #include <colorspace_fragment>
}
`;

/** A line of real width between two points, with dashes measured on the screen. */
export const LINE_VERTEX = /* glsl */ `
attribute vec3 aFrom;
attribute vec3 aTo;
attribute vec3 aColor;
attribute vec3 aStroke; // width, dash, gap in CSS px; no dash when 0
uniform vec2 uViewport;
uniform float uPx; // drawing pixels a CSS px
varying vec3 vColor;
varying vec3 vStroke;
varying vec2 vAt; // across and along in drawing pixels, times w
varying float vW;
varying float vDepth;
void main() {
  vec4 a = viewMatrix * vec4(aFrom, 1.0);
  vec4 b = viewMatrix * vec4(aTo, 1.0);
  if (projectionMatrix[2][3] == -1.0) {
    // Behind a lens a point mirrors to the wrong side of the screen: cut the line at the near plane.
    float near = projectionMatrix[3][2] / (projectionMatrix[2][2] - 1.0) * -1.0001;
    if (a.z > near && b.z > near) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); return; }
    if (a.z > near) a = mix(a, b, (a.z - near) / (a.z - b.z));
    if (b.z > near) b = mix(b, a, (b.z - near) / (b.z - a.z));
  }
  vec4 ca = projectionMatrix * a;
  vec4 cb = projectionMatrix * b;
  vec2 pa = ca.xy / ca.w * uViewport * 0.5;
  vec2 pb = cb.xy / cb.w * uViewport * 0.5;
  float whole = distance(pa, pb);
  vec2 dir = whole > 0.0 ? (pb - pa) / whole : vec2(1.0, 0.0);
  float halfWidth = 0.5 * max(aStroke.x * uPx, 1.0) + 1.0;
  float side = position.x * halfWidth;
  float end = position.y > 0.5 ? 1.0 : 0.0;
  vec4 c = end > 0.5 ? cb : ca;
  vec2 p = (end > 0.5 ? pb : pa) + vec2(-dir.y, dir.x) * side;
  gl_Position = vec4(p / (uViewport * 0.5) * c.w, c.z, c.w);
  vW = c.w;
  vAt = vec2(side, end * whole) * c.w;
  vColor = aColor;
  vStroke = aStroke * uPx;
  vDepth = end > 0.5 ? -b.z : -a.z;
}
`;

export const LINE_FRAGMENT = /* glsl */ `
uniform vec3 uFogColor;
uniform vec3 uFog;
varying vec3 vColor;
varying vec3 vStroke;
varying vec2 vAt;
varying float vW;
varying float vDepth;
void main() {
  vec2 at = vAt / vW;
  float width = max(vStroke.x, 1.0);
  float alpha = clamp(0.5 + 0.5 * width - abs(at.x), 0.0, 1.0) * min(1.0, vStroke.x);
  if (vStroke.y > 0.0) {
    float period = vStroke.y + vStroke.z;
    float t = mod(at.y, period) - 0.5 * vStroke.y;
    t = abs(t - period * step(0.5 * period, t));
    alpha *= clamp(0.5 + 0.5 * vStroke.y - t, 0.0, 1.0);
  }
  float far = smoothstep(uFog.x, uFog.y, vDepth);
  gl_FragColor = vec4(mix(vColor, uFogColor, far * uFog.z * 0.8), alpha);
  #include <colorspace_fragment>
}
`;

/** A quiet vignette over the whole screen, in display values; the noise hides the bands of 8 bits. */
export const BACKDROP_VERTEX = /* glsl */ `
void main() {
  gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 1.0, 1.0);
}
`;

export const BACKDROP_FRAGMENT = /* glsl */ `
uniform vec4 uFrame; // lower left corner and size of the whole picture, drawing pixels
uniform vec3 uCentre;
uniform vec3 uEdge;
uniform float uDither;
void main() {
  vec2 at = (gl_FragCoord.xy - uFrame.xy) / uFrame.zw - vec2(0.5, 0.54);
  float away = smoothstep(0.12, 0.78, length(at * vec2(1.0, 0.92)));
  float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
  gl_FragColor = vec4(mix(uCentre, uEdge, away) + uDither * (noise - 0.5) / 255.0, 1.0);
}
`;
