import { components, type LayerShape } from '#engines/universal/model/architecture.ts';
import { type BlockEntry, couplingBlock } from '#engines/universal/model/couplingBlocks.ts';
import { HARMONIC_COMPONENTS, harmonicOffset } from '#engines/universal/model/harmonics.ts';
import type { Path } from '#engines/universal/model/paths.ts';
import { BACK, head, LANES, literal, parameter, ROW, sumOf } from './shaderParts.ts';

/** Parameters of a dispatch over edges: the layer's table, then places by degree. */
export const EDGE_PARAMETERS = { table: 4, h: 8, byH: 12, sums: 16 } as const;

/** Workgroups that `forward` and `byFeatures` take for each atom. */
export const channelGroups = ({ input }: LayerShape): number =>
  input.reduce((sum, channels) => sum + groupsOf(channels), 0);

const groupsOf = (channels: number): number => Math.ceil(channels / LANES);
const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

interface Block {
  readonly path: Path;
  readonly entries: readonly BlockEntry[];
}

/**
 * Kernels over the edges of one layer, unrolled over its couplings: `forward` sums the messages into each receiver,
 * `byFeatures` the derivatives by each sender's features, `byEdge` gives those by an edge's harmonics and distance.
 * Sums run over an atom's edges in their order, so that they come out the same each time.
 */
export function edgeShader(shape: LayerShape): string {
  const blocks = shape.paths.map((path): Block => ({ path, entries: couplingBlock(path) }));
  const { weights } = shape;
  const at = EDGE_PARAMETERS;
  const size = (counts: readonly number[], l: number): number => components(l) * counts[l]!;
  /** Feature or derivative of channel c and component m of an atom. */
  const feature = (place: number, l: number, atom: string, m: number): string =>
    `work[${parameter(place + l)} + ${atom} * ${size(shape.input, l)}u + ${m * shape.input[l]!}u + c]`;
  const sum = ({ l3, row }: Path, m: number): string =>
    `work[${parameter(at.sums + l3)} + i * ${size(shape.rows, l3)}u + ${m * shape.rows[l3]! + row}u + c]`;
  const block = ({ l2 }: Path, { terms }: BlockEntry): string =>
    sumOf(
      terms.map(({ m2, factor }) => `${literal(factor)} * floats[y + ${harmonicOffset(l2) + m2}u]`),
    );

  const ofDegree = (l: number): readonly Block[] => blocks.filter(({ path }) => path.l1 === l);
  // Few loops, with all paths of a degree in each: shaders of many take seconds to compile.
  const forwardDegree = (_: number, l: number): string => `
fn forward${l}(i: u32, c: u32) {
  ${ofDegree(l)
    .map(({ path }, k) =>
      range(components(path.l3))
        .map((m) => `var s${k}_${m} = 0.0;`)
        .join(' '),
    )
    .join('\n  ')}
  let end = ints[firstOfReceiver(i + 1u)];
  for (var e = ints[firstOfReceiver(i)]; e < end; e++) {
    let j = ints[edges() + e];
    let y = harmonics(e);
    ${range(components(l))
      .map((m) => `let f${m} = ${feature(at.h, l, 'j', m)};`)
      .join('\n    ')}
    ${ofDegree(l)
      .map(
        ({ path, entries }, k) => `{
      let w = weight(e, ${path.weight}u + c);
      ${range(components(path.l3))
        .map((m) => {
          const terms = entries
            .filter(({ m3 }) => m3 === m)
            .map((entry) => `(${block(path, entry)}) * f${entry.m1}`);
          return `s${k}_${m} += w * (${sumOf(terms)});`;
        })
        .join('\n      ')}
    }`,
      )
      .join('\n    ')}
  }
  ${ofDegree(l)
    .map(({ path }, k) =>
      range(components(path.l3))
        .map((m) => `${sum(path, m)} = s${k}_${m};`)
        .join('\n  '),
    )
    .join('\n  ')}
}`;

  const backDegree = (channels: number, l: number): string => `
fn back${l}(j: u32, c: u32) {
  ${range(components(l))
    .map((m) => `var g${m} = 0.0;`)
    .join(' ')}
  let end = ints[firstOfSender(j + 1u)];
  for (var k = ints[firstOfSender(j)]; k < end; k++) {
    let e = ints[3u * edges() + k];
    let i = ints[e];
    let y = harmonics(e);
    ${ofDegree(l)
      .map(
        ({ path, entries }) => `{
      let w = weight(e, ${path.weight}u + c);
      ${range(components(path.l3))
        .map((m) => `let d${m} = w * ${sum(path, m)};`)
        .join('\n      ')}
      ${entries.map((entry) => `g${entry.m1} += (${block(path, entry)}) * d${entry.m3};`).join('\n      ')}
    }`,
      )
      .join('\n    ')}
  }
  ${range(components(l))
    .map(
      (m) =>
        `work[${parameter(at.byH + l)} + j * ${components(l) * channels}u + ${m * channels}u + c] = g${m};`,
    )
    .join('\n  ')}
}`;

  const byEdgePath = ({ path, entries }: Block): string => `{
      ${range(components(path.l3))
        .map((m) => `let d${m} = ${sum(path, m)};`)
        .join('\n      ')}
      ${range(components(path.l2))
        .map((m2) => {
          const terms = entries.flatMap(({ m1, m3, terms }) =>
            terms
              .filter((term) => term.m2 === m2)
              .map(({ factor }) => `${literal(factor)} * f${m1} * d${m3}`),
          );
          return `let q${m2} = ${sumOf(terms)};`;
        })
        .join('\n      ')}
      let w = weight(e, ${path.weight}u + c);
      ${range(components(path.l2))
        .map((m) => `g${harmonicOffset(path.l2) + m} += w * q${m};`)
        .join('\n      ')}
      slope += weightSlope(e, ${path.weight}u + c) * (${sumOf(
        range(components(path.l2)).map((m) => `y${harmonicOffset(path.l2) + m} * q${m}`),
      )});
    }`;
  const byEdgeDegree = (channels: number, l: number): string => `
  for (var c = lane; c < ${channels}u; c += ${LANES}u) {
    ${range(components(l))
      .map((m) => `let f${m} = ${feature(at.h, l, 'j', m)};`)
      .join('\n    ')}
    ${ofDegree(l).map(byEdgePath).join('\n    ')}
  }`;

  /** Calls the function of the degree whose channels a workgroup has. */
  const chosen = (name: string): string => {
    let first = 0;
    return shape.input
      .map((channels, k) => {
        const [from, end] = [first, first + groupsOf(channels)];
        first = end;
        const call = `${name}${k}(group.y, c);`;
        return `if (group.x < ${end}u) {
    let c = (group.x - ${from}u) * ${LANES}u + lane;
    ${channels % LANES === 0 ? call : `if (c < ${channels}u) { ${call} }`}
    return;
  }`;
      })
      .join('\n  ');
  };
  const entry = (name: string, body: string): string => `
@compute @workgroup_size(${LANES})
fn ${name}(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  ${body}
}`;

  return `${head()}
fn edges() -> u32 { return ${parameter(1)}; }
fn firstOfReceiver(i: u32) -> u32 { return 4u * edges() + i; }
fn firstOfSender(j: u32) -> u32 { return 4u * edges() + ${parameter(0)} + 1u + j; }
fn harmonics(e: u32) -> u32 { return 6u * edges() + ${HARMONIC_COMPONENTS}u * e; }
fn knot(e: u32, k: u32) -> u32 {
  return ${parameter(at.table)} + ints[2u * edges() + e] * ${3 * weights}u + k;
}
fn weight(e: u32, k: u32) -> f32 {
  let row = knot(e, k);
  return weights[row] + floats[6u * e] * weights[row + ${weights}u]
    + floats[6u * e + 1u] * weights[row + ${2 * weights}u]
    + floats[6u * e + 2u] * weights[row + ${5 * weights}u];
}
fn weightSlope(e: u32, k: u32) -> f32 {
  let row = knot(e, k);
  return floats[6u * e + 3u] * weights[row + ${weights}u]
    + floats[6u * e + 4u] * weights[row + ${2 * weights}u]
    + floats[6u * e + 5u] * weights[row + ${5 * weights}u];
}
${shape.input.map(forwardDegree).join('')}
${shape.input.map(backDegree).join('')}
${entry('forward', chosen('forward'))}
${entry('byFeatures', chosen('back'))}
var<workgroup> parts: array<f32, ${BACK * LANES}>;
${entry(
  'byEdge',
  `let e = group.x + ${ROW}u * group.y;
  if (e >= edges()) { return; }
  let i = ints[e];
  let j = ints[edges() + e];
  let y = harmonics(e);
  var slope = 0.0;
  ${range(HARMONIC_COMPONENTS)
    .map((m) => `let y${m} = floats[y + ${m}u]; var g${m} = 0.0;`)
    .join('\n  ')}
  ${shape.input.map(byEdgeDegree).join('')}
  ${range(HARMONIC_COMPONENTS)
    .map((m) => `parts[${m * LANES}u + lane] = g${m};`)
    .join('\n  ')}
  parts[${HARMONIC_COMPONENTS * LANES}u + lane] = slope;
  workgroupBarrier();
  if (lane < ${BACK}u) {
    var total = 0.0;
    for (var k = 0u; k < ${LANES}u; k++) { total += parts[lane * ${LANES}u + k]; }
    let place = ${BACK}u * e + lane;
    if (${parameter(2)} != 0u) { total += back[place]; }
    back[place] = total;
  }`,
)}
`;
}
