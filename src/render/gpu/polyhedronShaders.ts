import { COPY, FADE } from './shaders.ts';

/** Flat faces with an ink line along their edges, as light falls on paper models. */
export const POLYHEDRON_VERTEX = /* glsl */ `
${COPY}
attribute vec3 aNormal;
attribute vec3 aColor;
attribute vec3 aCells; // cells from the structure's own to the centre's
attribute vec3 aEdges; // heights over the sides of the triangle that are edges of the body; others count as far
varying vec3 vNormal;
varying vec4 vColor; // and how pale
varying vec3 vEdges;
varying float vDepth;
void main() {
  ivec3 copy = copyOf();
  ivec3 shift = ivec3(round(aCells));
  ivec3 cell = copy + shift;
  vec4 at = viewMatrix * vec4(position + uLattice * vec3(copy), 1.0);
  vNormal = (viewMatrix * vec4(aNormal, 0.0)).xyz;
  vColor = vec4(aColor, paleIn(copy, shift));
  vEdges = aEdges;
  vDepth = -at.z;
  gl_Position = projectionMatrix * at;
  // Of the copies of a body on a face of the cell, only those on the outer faces of the block have no other.
  bvec3 inside = bvec3(
    shift.x == 0 || cell.x < uFrom.x || cell.x > uTo.x,
    shift.y == 0 || cell.y < uFrom.y || cell.y > uTo.y,
    shift.z == 0 || cell.z < uFrom.z || cell.z > uTo.z
  );
  if (!all(inside)) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
`;

export const POLYHEDRON_FRAGMENT = /* glsl */ `
${FADE}
uniform float uDark;
uniform float uPx;
uniform float uOpacity;
const vec3 KEY = vec3(-0.46, 0.62, 0.636);
varying vec3 vNormal;
varying vec4 vColor;
varying vec3 vEdges;
varying float vDepth;
void main() {
  vec3 n = normalize(vNormal) * (gl_FrontFacing ? 1.0 : -1.0);
  float wrap = 0.5 + 0.5 * dot(n, KEY);
  vec3 lit = vColor.rgb * (mix(0.34, 0.26, uDark) + 0.86 * wrap * wrap);
  vec3 px = vEdges / max(fwidth(vEdges), vec3(1e-6));
  float nearest = min(px.x, min(px.y, px.z));
  float width = 1.1 * uPx;
  float ink = 1.0 - smoothstep(width - 0.6, width + 0.6, nearest);
  vec3 line = vColor.rgb * mix(0.22, 0.10, uDark);
  // Glass is clearer where one looks straight through it.
  float glass = mix(uOpacity, min(1.0, 1.6 * uOpacity), 1.0 - abs(n.z));
  float alpha = mix(glass, 1.0, ink * mix(0.75, 1.0, uOpacity));
  gl_FragColor = vec4(faded(mix(lit, line, ink), vDepth, vColor.a), alpha);
  #include <colorspace_fragment>
}
`;
