import { CHANNELS, type LayerShape } from '#engines/universal/model/architecture.ts';
import { embedShader, gateShader, MULTIPLY_SHADER } from './atomShaders.ts';
import { edgeShader } from './edgeShaders.ts';
import { type CardLayer, type KernelName, type Plan, planOf, shapeKey } from './plan.ts';
import { BACK, PARAMETERS } from './shaderParts.ts';

/** A network as plain data for the worker that has the card. */
export interface CardNetwork {
  readonly layers: readonly CardLayer[];
  readonly weights: Float32Array<ArrayBuffer>;
  /** Place of the derivative of an atom's energy by its last features. */
  readonly readout: number;
}

/** What an evaluation on the card takes, laid out as its shaders read it. */
export interface CardRequest {
  readonly atoms: number;
  readonly edges: number;
  readonly ints: Uint32Array<ArrayBuffer>;
  readonly floats: Float32Array<ArrayBuffer>;
}

/** How many numbers an evaluation gives: the last features of all atoms, then `BACK` of each edge. */
export const answerCount = ({ atoms, edges }: Pick<CardRequest, 'atoms' | 'edges'>): number =>
  CHANNELS[0] * atoms + BACK * edges;

/** A network on a card. */
export interface CardEvaluator {
  /**
   * @param out receives `answerCount` numbers
   * @throws Error with the reason in words, for people
   */
  readonly evaluate: (request: CardRequest, out: Float32Array) => Promise<void>;
}

const BYTES = 4;
/** Parameters of a dispatch begin at a multiple of this, as every card allows. */
const STRIDE = 256;
/** Bindings of one group: parameters, then five of storage. */
const [UNIFORM, READ, WRITE] = ['uniform', 'read-only-storage', 'storage'] as const;
const BINDINGS = [UNIFORM, READ, READ, READ, WRITE, WRITE] as const;

/**
 * Puts a network on a card: weights are sent and kernels compiled once.
 * @throws Error where the card refuses
 */
export async function cardEvaluator(
  device: GPUDevice,
  { layers, weights, readout }: CardNetwork,
): Promise<CardEvaluator> {
  let trouble: string | null = null;
  void device.lost.then(({ message }) => {
    trouble = `the graphics card was lost (${message || 'no reason given'})`;
  });
  device.onuncapturederror = ({ error }) => {
    trouble ??= `the graphics card refused: ${error.message}`;
  };
  const layout = device.createBindGroupLayout({
    entries: BINDINGS.map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type, hasDynamicOffset: type === 'uniform' },
    })),
  });
  const pipelines = await compiled(device, layers, layout);
  const limit = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  const buffer = (count: number, usage: number): GPUBuffer => {
    const size = BYTES * Math.max(4, count);
    if (size > limit)
      throw new Error(
        `the structure takes ${Math.ceil(size / 2 ** 20)} MiB at once, and the graphics card allows ${Math.floor(limit / 2 ** 20)}`,
      );
    return device.createBuffer({ size, usage });
  };
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ, UNIFORM: PARAMETER } = GPUBufferUsage;
  const constant = buffer(weights.length, STORAGE | COPY_DST);
  device.queue.writeBuffer(constant, 0, weights);

  /** A buffer that is made anew, half as large again as asked, when more is asked of it. */
  const growing = (usage: number) => {
    let now: GPUBuffer | null = null;
    return (count: number): GPUBuffer => {
      if (now !== null && now.size >= BYTES * count) return now;
      const larger = Math.min(1.5 * count, Math.max(count, Math.floor(limit / BYTES)));
      now?.destroy();
      now = null;
      now = buffer(4 * Math.ceil(larger / 4), usage);
      return now;
    };
  };
  const rooms = {
    parameters: growing(PARAMETER | COPY_DST),
    ints: growing(STORAGE | COPY_DST),
    floats: growing(STORAGE | COPY_DST),
    work: growing(STORAGE | COPY_SRC),
    back: growing(STORAGE | COPY_SRC),
    answer: growing(COPY_DST | MAP_READ),
  };

  return {
    evaluate: async (request, out) => {
      if (trouble !== null) throw new Error(trouble);
      const { atoms, edges, ints, floats } = request;
      const plan = planOf(layers, readout, atoms, edges);
      const count = answerCount(request);
      device.pushErrorScope('out-of-memory');
      const parameters = rooms.parameters((plan.dispatches.length * STRIDE) / BYTES);
      const [intsRoom, floatsRoom] = [rooms.ints(ints.length), rooms.floats(floats.length)];
      const work = rooms.work(plan.workCount);
      const back = rooms.back(BACK * edges);
      const answer = rooms.answer(count);
      device.queue.writeBuffer(parameters, 0, parametersOf(plan));
      device.queue.writeBuffer(intsRoom, 0, ints);
      device.queue.writeBuffer(floatsRoom, 0, floats);
      const resources = [constant, intsRoom, floatsRoom, work, back];
      const group = device.createBindGroup({
        layout,
        entries: [
          { binding: 0, resource: { buffer: parameters, size: 4 * BYTES * PARAMETERS } },
          ...resources.map((room, k) => ({ binding: k + 1, resource: { buffer: room } })),
        ],
      });
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (const [k, { kernel, layer, groups }] of plan.dispatches.entries()) {
        pass.setPipeline(pipelines(kernel, layers[layer]!.shape));
        pass.setBindGroup(0, group, [k * STRIDE]);
        pass.dispatchWorkgroups(...groups);
      }
      pass.end();
      const features = BYTES * CHANNELS[0] * atoms;
      encoder.copyBufferToBuffer(work, BYTES * plan.features, answer, 0, features);
      if (edges > 0) encoder.copyBufferToBuffer(back, 0, answer, features, BYTES * BACK * edges);
      device.queue.submit([encoder.finish()]);
      const memory = device.popErrorScope();
      await answer.mapAsync(GPUMapMode.READ, 0, BYTES * count);
      out.set(new Float32Array(answer.getMappedRange(0, BYTES * count)));
      answer.unmap();
      if ((await memory) !== null) throw new Error('the graphics card has not enough memory');
      // A refusal is told after a while, of numbers that are none.
      if (trouble !== null) throw new Error(trouble);
    },
  };
}

function parametersOf({ dispatches }: Plan): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array((dispatches.length * STRIDE) / BYTES);
  for (const [k, { parameters }] of dispatches.entries()) all.set(parameters, (k * STRIDE) / BYTES);
  return all;
}

/** The kernels of all layers; layers of one shape share theirs. */
async function compiled(
  device: GPUDevice,
  layers: readonly CardLayer[],
  group: GPUBindGroupLayout,
): Promise<(kernel: KernelName, shape: LayerShape) => GPUComputePipeline> {
  const layout = device.createPipelineLayout({ bindGroupLayouts: [group] });
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  const make = (code: string, key: string, kernels: readonly KernelName[]): void => {
    const module = device.createShaderModule({ code });
    for (const entryPoint of kernels)
      pipelines.set(
        entryPoint + key,
        device.createComputePipelineAsync({ layout, compute: { module, entryPoint } }),
      );
  };
  const common = '';
  make(MULTIPLY_SHADER, common, ['multiply']);
  make(embedShader(layers[0]!.shape), common, ['embed']);
  for (const [index, { shape }] of layers.entries()) {
    const key = shapeKey(shape);
    if (pipelines.has(`gate${key}`)) continue;
    make(gateShader(shape), key, ['gate', 'gateBack']);
    // Of the first layer's features, which are one-hot, no derivative is asked.
    make(edgeShader(shape), key, [
      'forward',
      ...(index > 0 ? (['byFeatures'] as const) : []),
      'byEdge',
    ]);
  }
  const made = new Map(
    await Promise.all(
      [...pipelines].map(async ([key, pipeline]) => [key, await pipeline] as const),
    ),
  );
  return (kernel, shape) => made.get(kernel + common) ?? made.get(kernel + shapeKey(shape))!;
}
