import {
  CHANNELS,
  components,
  type LayerShape,
  NORM_FLOOR,
} from '#engines/universal/model/architecture.ts';
import { GATE_SCALE } from '#engines/universal/silu.ts';
import { head, literal, parameter, ROW } from './shaderParts.ts';

/** Parameters of the kernels that take an atom each. */
export const ATOM_PARAMETERS = {
  norms: 4,
  raw: 8,
  features: 12,
  gains: 16,
  byFeatures: 20,
  byRaw: 24,
} as const;
export const EMBED_PARAMETERS = {
  up: 4,
  skip: 5,
  readout: 6,
  h: 7,
  raw: 8,
  byFeatures: 9,
} as const;

/** Invocations for an atom: its scalars, and as many channels that a gate each lets through. */
const WIDTH = CHANNELS[0];

const ATOM = `  let i = group.x + ${ROW}u * group.y;
  if (i >= ${parameter(0)}) { return; }`;

const ENTRY = (name: string, body: string): string => `
@compute @workgroup_size(${WIDTH})
fn ${name}(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
${ATOM}
${body}
}`;

/** Norm and gate of one layer, `gate`, and the way back through both, `gateBack`. */
export function gateShader({ output }: LayerShape): string {
  const at = ATOM_PARAMETERS;
  const all = output[0]!;
  const degrees = output.length;
  const size = (l: number): number => components(l) * output[l]!;
  const place = (first: number, l: number, m: number, c: string): string =>
    `work[${parameter(first + l)} + i * ${size(l)}u + ${m * output[l]!}u + ${c}]`;
  // Of the features, degree 0 has the scalars without the gates.
  const scalar = (first: number): string =>
    `work[${parameter(first)} + i * ${CHANNELS[0]}u + lane]`;
  const gain = (l: number, c: string): string => `weights[${parameter(at.gains + l)} + ${c}]`;
  const share = (l: number): string => literal(1 / (components(l) ** 2 * degrees));
  const ms = (l: number): number[] => Array.from({ length: components(l) }, (_, m) => m);

  /** The channel that this invocation's gate lets through, by degree. */
  const gated = (body: (l: number) => string): string => {
    if (degrees === 1) return '';
    let first = 0;
    return CHANNELS.slice(1)
      .map((channels, k) => {
        const from = first;
        first += channels;
        return `if (lane >= ${from}u && lane < ${first}u) {
    let c = lane - ${from}u;
${body(k + 1)}
  }`;
      })
      .join('\n  ');
  };
  const square = (l: number): string => `
  for (var k = lane; k < ${size(l)}u; k += ${WIDTH}u) {
    let x = work[${parameter(at.raw + l)} + i * ${size(l)}u + k];
    sum += ${share(l)} * x * x;
  }`;
  const GATE = `
  let rawGate = ${place(at.raw, 0, 0, `${WIDTH}u + lane`)};
  let gainGate = ${gain(0, `${WIDTH}u + lane`)};
  let scaled = rawGate * gainGate * norm;
  let open = silu(scaled) / ${literal(GATE_SCALE)};`;

  return `${head()}
var<workgroup> parts: array<f32, ${WIDTH}>;
fn total(lane: u32, part: f32) -> f32 {
  parts[lane] = part;
  workgroupBarrier();
  for (var half = ${WIDTH / 2}u; half > 0u; half /= 2u) {
    if (lane < half) { parts[lane] += parts[lane + half]; }
    workgroupBarrier();
  }
  return parts[0];
}
fn sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exp(-clamp(x, -80.0, 80.0))); }
fn silu(x: f32) -> f32 { return x * sigmoid(x); }
fn siluSlope(x: f32) -> f32 {
  let s = sigmoid(x);
  return s * (1.0 + x * (1.0 - s));
}
${ENTRY(
  'gate',
  `  var sum = 0.0;
  ${output.map((_, l) => square(l)).join('')}
  let norm = 1.0 / sqrt(total(lane, sum) + ${literal(NORM_FLOOR)});
  if (lane == 0u) { work[${parameter(at.norms)} + i] = norm; }
  ${scalar(at.features)} = silu(${place(at.raw, 0, 0, 'lane')} * ${gain(0, 'lane')} * norm) / ${literal(GATE_SCALE)};
  ${degrees === 1 ? '' : GATE}
  ${gated(
    (l) => `    let factor = ${gain(l, 'c')} * norm * open;
${ms(l)
  .map((m) => `    ${place(at.features, l, m, 'c')} = ${place(at.raw, l, m, 'c')} * factor;`)
  .join('\n')}`,
  )}`,
)}
${ENTRY(
  'gateBack',
  `  let norm = work[${parameter(at.norms)} + i];
  let raw = ${place(at.raw, 0, 0, 'lane')};
  let gain = ${gain(0, 'lane')};
  let by = ${scalar(at.byFeatures)} * siluSlope(raw * gain * norm) / ${literal(GATE_SCALE)} * gain;
  var along = by * raw;
  ${
    degrees === 1
      ? ''
      : `${GATE}
  var byGate = 0.0;
  ${gated(
    (l) => `    let own = ${gain(l, 'c')};
${ms(l)
  .map(
    (m) => `    {
      let byFeature = ${place(at.byFeatures, l, m, 'c')};
      let value = ${place(at.raw, l, m, 'c')};
      byGate += byFeature * value * own * norm;
      let byNormed = byFeature * open * own;
      along += byNormed * value;
      ${place(at.byRaw, l, m, 'c')} = byNormed;
    }`,
  )
  .join('\n')}`,
  )}
  byGate *= siluSlope(scaled) / ${literal(GATE_SCALE)} * gainGate;
  along += byGate * rawGate;`
  }
  let factor = norm * norm * norm * total(lane, along);
  ${place(at.byRaw, 0, 0, 'lane')} = norm * by - factor * ${share(0)} * raw;
  ${
    all === WIDTH
      ? ''
      : `${place(at.byRaw, 0, 0, `${WIDTH}u + lane`)} = norm * byGate - factor * ${share(0)} * rawGate;`
  }
  ${gated((l) =>
    ms(l)
      .map(
        (m) =>
          `    ${place(at.byRaw, l, m, 'c')} = norm * ${place(at.byRaw, l, m, 'c')} - factor * ${share(l)} * ${place(at.raw, l, m, 'c')};`,
      )
      .join('\n'),
  )}`,
)}
`;
}

/**
 * What the first layer takes of an atom's element, `embed`: its row of the up matrix, and of the skip matrix; and the
 * derivative by the last features, which is the readout for each atom.
 */
export function embedShader({ input, output }: LayerShape): string {
  const at = EMBED_PARAMETERS;
  const copy = (width: number, to: number, from: string): string => `
  for (var c = lane; c < ${width}u; c += ${WIDTH}u) {
    work[${parameter(to)} + i * ${width}u + c] = weights[${from} + c];
  }`;
  return `${head()}
${ENTRY(
  'embed',
  `  let element = ints[4u * ${parameter(1)} + 2u * (${parameter(0)} + 1u) + i];
  ${copy(input[0]!, at.h, `${parameter(at.up)} + element * ${input[0]!}u`)}
  ${copy(output[0]!, at.raw, `${parameter(at.skip)} + element * ${output[0]!}u`)}
  ${copy(CHANNELS[0], at.byFeatures, parameter(at.readout))}`,
)}
`;
}

/** Products of matrices in one dispatch, and numbers of each. */
export const JOBS = 4;
export const JOB_NUMBERS = 12;
/** Rows and columns that a workgroup computes: 8 × 8 invocations, each four of both. */
export const TILE = 32;

/** Four products of a row's numbers with four rows of the other matrix. */
const PRODUCTS = [0, 1, 2, 3]
  .map(
    (r) => `if (row + ${r}u < rows) {
        let x = work[a + (row + ${r}u) * inner + k];
        sum${r} += x.x * b0 + x.y * b1 + x.z * b2 + x.w * b3;
      }`,
  )
  .join('\n      ');

/**
 * out = a · b + a2 · b2, or with what stood there added, for up to four products. Numbers of a job: a, b, out, rows,
 * inner, columns, whether to add, inner2 (0 for none), a2, b2. All are read in fours: places and widths are multiples.
 */
export const MULTIPLY_SHADER = `${head('vec4<f32>')}
@compute @workgroup_size(8, 8)
fn multiply(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) at: vec3<u32>) {
  let job = 1u + 3u * group.z;
  let places = p.v[job];
  let shape = p.v[job + 1u];
  let second = p.v[job + 2u];
  let rows = places.w;
  let columns = shape.y / 4u;
  let row = ${TILE}u * group.y + 4u * at.y;
  let column = ${TILE / 4}u * group.x + at.x;
  if (row >= rows || column >= columns) { return; }
  ${[0, 1, 2, 3].map((r) => `var sum${r} = vec4<f32>();`).join(' ')}
  for (var part = 0u; part < 2u; part++) {
    let a = select(places.x, second.x, part == 1u) / 4u;
    let b = select(places.y, second.y, part == 1u) / 4u;
    let inner = select(shape.x, shape.w, part == 1u) / 4u;
    for (var k = 0u; k < inner; k++) {
      let place = b + 4u * k * columns + column;
      let b0 = weights[place];
      let b1 = weights[place + columns];
      let b2 = weights[place + 2u * columns];
      let b3 = weights[place + 3u * columns];
      ${PRODUCTS}
    }
  }
  let out = places.z / 4u + row * columns + column;
  ${[0, 1, 2, 3]
    .map(
      (r) => `if (row + ${r}u < rows) {
    if (shape.z != 0u) { sum${r} += work[out + ${r}u * columns]; }
    work[out + ${r}u * columns] = sum${r};
  }`,
    )
    .join('\n  ')}
}
`;
