import type { Dispersion } from '#engines/dispersion/dispersion.ts';
import type { Crew } from '#engines/universal/crew/crew.ts';
import type { TrustedCard } from '#engines/universal/gpu/trustedCard.ts';
import type { EdgeKernels, Kernels } from '#engines/universal/kernels/kernels.ts';
import { type LayerShape, layerShape } from '#engines/universal/model/architecture.ts';
import type { ModelLayer, UniversalModel } from '#engines/universal/model/modelFile.ts';
import { type RadialNetwork, radialTable } from './radialTable.ts';

/** A matrix in the heap and its transpose, for the way back. */
interface Linear {
  readonly forward: number;
  readonly back: number;
}

/** One layer in the heap, with all constant factors folded into its matrices. Lists go by degree. */
export interface NetworkLayer {
  readonly shape: LayerShape;
  readonly edge: EdgeKernels;
  readonly radial: RadialNetwork;
  /** Radial weights at the knots, evenly from FIRST_KNOT_ANG to the cutoff. */
  readonly table: number;
  readonly up: readonly Linear[];
  readonly down: readonly Linear[];
  readonly skip: readonly Linear[];
  readonly gains: readonly Float32Array[];
}

/** A model made ready for evaluation. */
export interface Network {
  readonly model: UniversalModel;
  readonly kernels: Kernels;
  readonly layers: readonly NetworkLayer[];
  /** Place of each atomic number among the model's elements; −1 for none. */
  readonly place: Int16Array;
  /** Added to what the model says; null for the model alone. */
  readonly dispersion: Dispersion | null;
  /** Threads that share the work; null where one does it all. */
  readonly crew: Crew | null;
  /** A graphics card that computes instead where it can; null where there is none. */
  readonly card: TrustedCard | null;
}

/** Said with every result: what has computed so far. */
export const computedBy = ({ kernels, card }: Network): string =>
  card?.said(kernels.name) ?? kernels.name;

/** Products of matrices, by all threads that there are. */
export const multiplyOf = ({ kernels, crew }: Network): Kernels['multiply'] =>
  crew?.multiply ?? kernels.multiply;

/** Atoms farther apart than this do not act on each other, Å. */
export const reachOf = ({ model, dispersion }: Network): number =>
  Math.max(model.cutoffAng, dispersion?.cutoffAng ?? 0);

/** For nearer atoms the radial network itself is evaluated. */
export const FIRST_KNOT_ANG = 0.5;
/** Errs by 3e-6 eV/Å at most against the network itself, on small cells. */
export const KNOTS = 512;

/** Distance between two knots, Å. */
export const knotStep = (model: UniversalModel): number =>
  (model.cutoffAng - FIRST_KNOT_ANG) / (KNOTS - 1);

/** Kernels take four channels at a time: the elements, which are the first layer's channels, are filled up with zeros. */
const padded = (count: number): number => 4 * Math.ceil(count / 4);

/** Puts a model's weights into the kernels' memory and tabulates its radial networks. */
export function buildNetwork(
  model: UniversalModel,
  kernels: Kernels,
  dispersion: Dispersion | null = null,
): Network {
  const place = new Int16Array(256).fill(-1);
  for (const [k, z] of model.elements.entries()) place[z] = k;
  const layers = model.layers.map((layer, k) => buildLayer(model, kernels, layer, k));
  return { model, kernels, layers, place, dispersion, crew: null, card: null };
}

function buildLayer(
  model: UniversalModel,
  kernels: Kernels,
  weights: ModelLayer,
  index: number,
): NetworkLayer {
  const elements = model.elements.length;
  const file = layerShape(index, elements);
  const shape = layerShape(index, padded(elements));
  // Only the first layer's channels are filled up: all of its paths have one run of them.
  const run = index === 0 ? elements : 4;
  const put = (values: Float32Array, factor = 1): number => {
    const runs = values.length / run;
    const at = kernels.heap.allocate(runs * padded(run));
    const { floats } = kernels.heap;
    for (let k = 0; k < runs; k++)
      for (let c = 0; c < run; c++)
        floats[at + k * padded(run) + c] = factor * values[k * run + c]!;
    return at;
  };
  const plain = (values: Float32Array): number => {
    const at = kernels.heap.allocate(values.length);
    kernels.heap.floats.set(values, at);
    return at;
  };
  const linear = (values: Float32Array, rows: number, columns: number, factor: number): Linear => {
    const full = padded(rows);
    const scaled = new Float32Array(full * columns);
    for (const [k, value] of values.entries()) scaled[k] = factor * value;
    const turned = scaled.map((_, k) => scaled[(k % full) * columns + Math.floor(k / full)]!);
    return { forward: plain(scaled), back: plain(turned) };
  };

  const radial: RadialNetwork = {
    first: plain(weights.radial[0]),
    second: plain(weights.radial[1]),
    third: put(weights.radial[2]),
    weights: shape.weights,
  };
  const rootIn = file.input.map((channels) => 1 / Math.sqrt(channels));
  const layer = {
    shape,
    edge: kernels.edge(shape),
    radial,
    up:
      index === 0
        ? [{ forward: put(weights.up[0]!, rootIn[0]), back: -1 }]
        : weights.up.map((values, l) => linear(values, file.input[l]!, file.input[l]!, rootIn[l]!)),
    down: weights.down.map((values, l) =>
      linear(
        values,
        file.rows[l]!,
        file.output[l]!,
        1 / Math.sqrt(file.rows[l]! * model.neighbours),
      ),
    ),
    skip: weights.skip.map((values, l) =>
      linear(values, file.input[l]!, file.output[l]!, rootIn[l]!),
    ),
    gains: weights.gains,
  };
  const table = radialTable(
    kernels,
    radialBasisOf(model),
    radial,
    FIRST_KNOT_ANG,
    knotStep(model),
    KNOTS,
  );
  return { ...layer, table };
}

export const radialBasisOf = (model: UniversalModel) => ({
  cutoffAng: model.cutoffAng,
  power: model.cutoffPower,
});
