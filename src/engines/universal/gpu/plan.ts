import { CHANNELS, components, type LayerShape } from '#engines/universal/model/architecture.ts';
import { ATOM_PARAMETERS, EMBED_PARAMETERS, JOB_NUMBERS, JOBS, TILE } from './atomShaders.ts';
import { channelGroups, EDGE_PARAMETERS } from './edgeShaders.ts';
import { PARAMETERS, ROW } from './shaderParts.ts';

/** A matrix and its transpose, for the way back. */
interface Matrix {
  readonly forward: number;
  readonly back: number;
}

/** A layer as the card needs it: places are those of the uploaded weights. */
export interface CardLayer {
  readonly shape: LayerShape;
  /** Of the radial weights at the knots. */
  readonly table: number;
  readonly up: readonly Matrix[];
  readonly down: readonly Matrix[];
  readonly skip: readonly Matrix[];
  /** Places by degree. */
  readonly gains: readonly number[];
}

export type KernelName =
  | 'embed'
  | 'multiply'
  | 'forward'
  | 'byFeatures'
  | 'byEdge'
  | 'gate'
  | 'gateBack';

/** One dispatch: the kernel of a layer, its parameters and its workgroups. */
export interface Dispatch {
  readonly kernel: KernelName;
  readonly layer: number;
  readonly parameters: Uint32Array;
  readonly groups: readonly [number, number, number];
}

export interface Plan {
  /** Numbers of 32 bits that the features, their derivatives and all between take. */
  readonly workCount: number;
  /** Place of the last layer's features among them: 128 for each atom. */
  readonly features: number;
  readonly dispatches: readonly Dispatch[];
}

/** Numbers of an atom by degree, one place for each. */
type Room = (counts: readonly number[]) => number[];

/**
 * Everything that one evaluation does on the card, in its order: forward through the layers, then back.
 * @param readout place of the derivative of an atom's energy by its last features
 */
export function planOf(
  layers: readonly CardLayer[],
  readout: number,
  n: number,
  edges: number,
): Plan {
  let workCount = 0;
  const numbers = (count: number): number => {
    const at = workCount;
    // Products of matrices read them in fours.
    workCount += 4 * Math.ceil(count / 4);
    return at;
  };
  const room: Room = (counts) => counts.map((channels, l) => numbers(n * components(l) * channels));
  const most = CHANNELS.map((_, l) => Math.max(...layers.map(({ shape }) => shape.rows[l] ?? 0)));
  const sums = room(most);
  const states = layers.map(({ shape }) => ({
    h: room(shape.input),
    raw: room(shape.output),
    norms: numbers(n),
  }));
  // Two by turns: a layer's skip still reads those below it.
  const features = [room(CHANNELS), room(CHANNELS)];
  const byFeatures = room(CHANNELS);
  const byRaw = room(layers[0]!.shape.output);
  const byH = room(CHANNELS);

  const dispatches: Dispatch[] = [];
  const add = (
    kernel: KernelName,
    layer: number,
    groups: Dispatch['groups'],
    adds: boolean,
    values: readonly (readonly [at: number, values: readonly number[]])[],
  ): void => {
    const parameters = new Uint32Array(4 * PARAMETERS);
    parameters.set([n, edges, adds ? 1 : 0]);
    for (const [at, list] of values) parameters.set(list, at);
    if (groups.every((count) => count > 0)) dispatches.push({ kernel, layer, parameters, groups });
  };
  const each = (count: number): Dispatch['groups'] => [
    Math.min(count, ROW),
    Math.ceil(count / ROW),
    1,
  ];
  const multiply = (layer: number, jobs: readonly Job[]): void => {
    const tiles = (of: (job: Job) => number): number => Math.ceil(Math.max(...jobs.map(of)) / TILE);
    if (jobs.length > JOBS) throw new RangeError(`${jobs.length} products in one dispatch`);
    add(
      'multiply',
      layer,
      [tiles(({ columns }) => columns), tiles(({ rows }) => rows), jobs.length],
      false,
      jobs.map(({ a, b, out, rows, inner, columns, adds, second }, k) => [
        4 + k * JOB_NUMBERS,
        [
          ...[a, b, out, rows, inner, columns, adds ? 1 : 0],
          ...(second === null ? [0, 0, 0] : [second.inner, second.a, second.b]),
        ],
      ]),
    );
  };
  const overEdges = (
    kernel: KernelName,
    index: number,
    groups: Dispatch['groups'],
    adds: boolean,
  ): void =>
    add(kernel, index, groups, adds, [
      [EDGE_PARAMETERS.table, [layers[index]!.table]],
      [EDGE_PARAMETERS.h, states[index]!.h],
      [EDGE_PARAMETERS.byH, byH],
      [EDGE_PARAMETERS.sums, sums],
    ]);
  const onAtoms = (kernel: KernelName, index: number): void => {
    const { raw, norms } = states[index]!;
    add(kernel, index, each(n), false, [
      [ATOM_PARAMETERS.norms, [norms]],
      [ATOM_PARAMETERS.raw, raw],
      [ATOM_PARAMETERS.features, features[index % 2]!],
      [ATOM_PARAMETERS.gains, layers[index]!.gains],
      [ATOM_PARAMETERS.byFeatures, byFeatures],
      [ATOM_PARAMETERS.byRaw, byRaw],
    ]);
  };
  const rowsOf = (l: number): number => n * components(l);

  for (const [index, { shape, up, down, skip }] of layers.entries()) {
    const { h, raw } = states[index]!;
    const below = features[(index + 1) % 2]!;
    const first = index === 0;
    if (first)
      add('embed', 0, each(n), false, [
        [EMBED_PARAMETERS.up, [up[0]!.forward]],
        [EMBED_PARAMETERS.skip, [skip[0]!.forward]],
        [EMBED_PARAMETERS.readout, [readout]],
        [EMBED_PARAMETERS.h, [h[0]!]],
        [EMBED_PARAMETERS.raw, [raw[0]!]],
        [EMBED_PARAMETERS.byFeatures, [byFeatures[0]!]],
      ]);
    else
      multiply(
        index,
        shape.input.map((channels, l) => ({
          ...{ a: below[l]!, b: up[l]!.forward, out: h[l]!, rows: rowsOf(l) },
          ...{ inner: channels, columns: channels, adds: false, second: null },
        })),
      );
    overEdges('forward', index, [channelGroups(shape), n, 1], false);
    multiply(
      index,
      shape.output.map((columns, l) => ({
        ...{ a: sums[l]!, b: down[l]!.forward, out: raw[l]!, rows: rowsOf(l) },
        ...{ inner: shape.rows[l]!, columns },
        // The first layer's skip is there already.
        adds: first && l === 0,
        second:
          first || skip[l] === undefined
            ? null
            : { a: below[l]!, b: skip[l].forward, inner: shape.input[l]! },
      })),
    );
    onAtoms('gate', index);
  }
  for (let index = layers.length - 1; index >= 0; index--) {
    const { shape, up, down, skip } = layers[index]!;
    onAtoms('gateBack', index);
    multiply(
      index,
      shape.output.map((channels, l) => ({
        ...{ a: byRaw[l]!, b: down[l]!.back, out: sums[l]!, rows: rowsOf(l) },
        ...{ inner: channels, columns: shape.rows[l]!, adds: false, second: null },
      })),
    );
    // Of the layers, the last is the first to give its part.
    overEdges('byEdge', index, each(edges), index < layers.length - 1);
    if (index === 0) break;
    overEdges('byFeatures', index, [channelGroups(shape), n, 1], false);
    multiply(
      index,
      shape.input.map((channels, l) => ({
        ...{ a: byH[l]!, b: up[l]!.back, out: byFeatures[l]!, rows: rowsOf(l) },
        ...{ inner: channels, columns: channels, adds: false },
        second:
          skip[l] === undefined ? null : { a: byRaw[l]!, b: skip[l].back, inner: shape.output[l]! },
      })),
    );
  }
  return { workCount, features: features[(layers.length - 1) % 2]![0]!, dispatches };
}

/** out = a · b + second.a · second.b, or what stood there with both added. */
interface Job {
  readonly a: number;
  readonly b: number;
  readonly out: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly adds: boolean;
  readonly second: { readonly a: number; readonly b: number; readonly inner: number } | null;
}

/** The shape of a layer, as a name under which its kernels are kept. */
export const shapeKey = ({ input, output }: LayerShape): string => JSON.stringify([input, output]);
