/** Invocations that share an atom's or an edge's channels: the smallest number of channels of a path. */
export const LANES = 32;
/** More workgroups than this stand in a second row: a row has 65,535 at most. */
export const ROW = 32768;
/** Numbers for each edge that the way back gives: 16 derivatives by the harmonics, and the one by the distance. */
export const BACK = 17;
/** A dispatch has so many numbers of its own, in fours. */
export const PARAMETERS = 16;

/**
 * What every shader begins with. The first four parameters are the atoms n, the edges E, whether to add to what stands
 * there, and nothing. `ints`: receiver, sender, knot, edges by sender (E each), first edge of each receiver and of each
 * sender (n + 1 each), element (n). `floats`: 6 weights of interpolation and then 16 harmonics for each edge.
 * @param numbers of what type weights and features are read
 */
export const head = (numbers: 'f32' | 'vec4<f32>' = 'f32'): string => `
struct Parameters { v: array<vec4<u32>, ${PARAMETERS}> }
@group(0) @binding(0) var<uniform> p: Parameters;
@group(0) @binding(1) var<storage, read> weights: array<${numbers}>;
@group(0) @binding(2) var<storage, read> ints: array<u32>;
@group(0) @binding(3) var<storage, read> floats: array<f32>;
@group(0) @binding(4) var<storage, read_write> work: array<${numbers}>;
@group(0) @binding(5) var<storage, read_write> back: array<f32>;
`;

/** The k-th parameter of a dispatch. */
export const parameter = (k: number): string => `p.v[${k >> 2}].${'xyzw'[k & 3]}`;

/** Number in 32 bits, written so that it is read as the same. */
export function literal(value: number): string {
  const text = String(Math.fround(value));
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A sum of products as text; `0.0` for none. */
export const sumOf = (terms: readonly string[]): string =>
  terms.length === 0 ? '0.0' : terms.join(' + ');
