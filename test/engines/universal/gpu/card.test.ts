import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CardJob, type CardReady, settle, waitedCard } from '#engines/universal/gpu/card.ts';
import { cardNetwork } from '#engines/universal/gpu/cardNetwork.ts';
import { type CardScope, findAdapter, serveCard } from '#engines/universal/gpu/cardServer.ts';
import { answerCount } from '#engines/universal/gpu/evaluator.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { randomModel } from '../../../helpers/randomModel.ts';

// The worker that has the card, and the thread that waits for it, with devices that are none. The shaders run in
// test/browser/graphicsCard.test.ts.

beforeEach(() => {
  vi.stubGlobal('GPUShaderStage', { COMPUTE: 4 });
  vi.stubGlobal('GPUBufferUsage', {
    STORAGE: 1,
    COPY_DST: 2,
    COPY_SRC: 4,
    MAP_READ: 8,
    UNIFORM: 16,
  });
  vi.stubGlobal('GPUMapMode', { READ: 1 });
});
afterEach(() => vi.unstubAllGlobals());

const INFO = { vendor: 'maker', architecture: 'kind', device: '', description: '' };
const REQUEST = {
  atoms: 2,
  edges: 3,
  ints: new Uint32Array(20),
  floats: new Float32Array(66),
};

/** A device that does nothing, and whose answers are ones. */
function device(limitBytes: number) {
  let lose = (_: { message: string }): void => undefined;
  const nothing = new Proxy({}, { get: () => () => undefined });
  const fake = {
    lost: new Promise<{ message: string }>((done) => {
      lose = done;
    }),
    limits: { maxStorageBufferBindingSize: limitBytes, maxBufferSize: limitBytes },
    queue: nothing,
    createBindGroupLayout: () => ({}),
    createPipelineLayout: () => ({}),
    createShaderModule: () => ({}),
    createBindGroup: () => ({}),
    createComputePipelineAsync: async () => ({}),
    pushErrorScope: () => undefined,
    popErrorScope: async (): Promise<unknown> => null,
    createBuffer: ({ size }: { size: number }) => ({
      size,
      destroy: () => undefined,
      mapAsync: async () => undefined,
      getMappedRange: (_: number, bytes: number) => new Float32Array(bytes / 4).fill(1).buffer,
      unmap: () => undefined,
    }),
    createCommandEncoder: () => ({
      beginComputePass: () => nothing,
      copyBufferToBuffer: () => undefined,
      finish: () => ({}),
    }),
  };
  return { fake, lose: (message: string) => lose({ message }) };
}
const gpuOf = (adapter: object | null) =>
  ({ requestAdapter: async () => adapter }) as unknown as GPU;

const network = cardNetwork(readyNetwork(new Uint8Array(randomModel(5))));
const LIMIT = 2 ** 28;

/** A served card, as the thread that asks sees it: what it is told, and jobs one by one. */
async function served(made = device(LIMIT), info: object = INFO, software = false) {
  const limits = made.fake.limits;
  const gpu = gpuOf({ info, limits, requestDevice: async () => made.fake });
  const scope: CardScope = { onmessage: null, postMessage: () => undefined };
  const ready = new Promise<CardReady>((done) => {
    scope.postMessage = done;
  });
  serveCard(scope, gpu);
  scope.onmessage!({ data: { network, software } });
  const evaluate = async (request = REQUEST) => {
    const job: CardJob = {
      request,
      control: new SharedArrayBuffer(1000),
      out: new SharedArrayBuffer(4 * answerCount(request)),
    };
    await scope.onmessage!({ data: job });
    // What has come already is found without waiting.
    const card = waitedCard('', {
      postMessage: (own) => copied(job, own),
      terminate: () => undefined,
    });
    return card.evaluate(request);
  };
  return { ready: await ready, evaluate };
}
function copied(from: CardJob, to: CardJob): void {
  new Float32Array(to.out).set(new Float32Array(from.out));
  const words = new Int32Array(from.control, 0, 2);
  const text = new Uint8Array(from.control, 8, words[1]!).slice();
  settle(to, words[0] === 1 ? null : new TextDecoder().decode(text));
}

test('a card is named, and its answer comes through', async () => {
  const { ready, evaluate } = await served();
  expect(ready).toEqual({ name: 'maker kind' });
  expect(await evaluate()).toEqual(new Float32Array(2 * 128 + 3 * 17).fill(1));
});

test('a card that is lost says so, then and ever after', async () => {
  const made = device(LIMIT);
  const { evaluate } = await served(made);
  await evaluate();
  made.lose('unplugged');
  for (let k = 0; k < 2; k++)
    await expect(evaluate()).rejects.toThrow('the graphics card was lost (unplugged)');
});

test('what a card has no room for is refused in numbers', async () => {
  const { evaluate } = await served();
  await expect(evaluate({ ...REQUEST, atoms: 100_000 })).rejects.toThrow(
    /takes \d{4} MiB at once, and the graphics card allows 256/,
  );
  const made = device(LIMIT);
  made.fake.popErrorScope = async () => ({});
  const full = await served(made);
  await expect(full.evaluate()).rejects.toThrow('not enough memory');
});

test('a device that cannot be had is a reason, no adapter is none', async () => {
  const made = device(LIMIT);
  made.fake.createComputePipelineAsync = () => Promise.reject(new Error('no such shader'));
  expect((await served(made)).ready).toEqual({ refused: 'no such shader' });
  expect(await findAdapter(undefined)).toBe(null);
  expect(await findAdapter(gpuOf(null))).toBe(null);
});

test.each([
  { ...INFO, architecture: 'swiftshader' },
  { ...INFO, description: 'llvmpipe (LLVM 19, 256 bits)' },
  { ...INFO, isFallbackAdapter: true },
])('an adapter that is the processor (%o) is taken only where it is asked for', async (info) => {
  expect((await served(device(LIMIT), info)).ready).toBe(null);
  expect((await served(device(LIMIT), info, true)).ready).toHaveProperty('name');
});

test('a card that does not answer is given up', () => {
  let ended = false;
  const silent = waitedCard(
    'silent',
    {
      postMessage: () => undefined,
      terminate: () => {
        ended = true;
      },
    },
    5,
  );
  expect(() => silent.evaluate(REQUEST)).toThrow('the graphics card does not answer any more');
  silent.end();
  expect(ended).toBe(true);
});
