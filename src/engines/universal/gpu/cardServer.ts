import { type CardJob, type CardReady, type CardSetup, settle } from './card.ts';
import { type CardEvaluator, cardEvaluator } from './evaluator.ts';

/** The part of a worker's global scope that is used. */
export interface CardScope {
  onmessage: ((event: { readonly data: CardSetup | CardJob }) => void) | null;
  postMessage(ready: CardReady): void;
}

/** Serves evaluations in a worker of their own: the first message is the setup, each later one a job. */
export function serveCard(scope: CardScope, gpu: GPU | undefined): void {
  let evaluator: CardEvaluator | null = null;
  scope.onmessage = async ({ data }) => {
    if ('network' in data) {
      const ready = await start(gpu, data).catch((error: unknown) => ({ refused: textOf(error) }));
      if (ready !== null && 'evaluator' in ready) {
        ({ evaluator } = ready);
        scope.postMessage({ name: ready.name });
      } else scope.postMessage(ready);
      return;
    }
    await evaluator!
      .evaluate(data.request, new Float32Array(data.out))
      .then(() => settle(data, null))
      .catch((error: unknown) => settle(data, textOf(error)));
  };
}

async function start(
  gpu: GPU | undefined,
  { network, software }: CardSetup,
): Promise<{ readonly name: string; readonly evaluator: CardEvaluator } | null> {
  const adapter = await findAdapter(gpu);
  if (adapter === null || (adapter.software && !software)) return null;
  const { limits } = adapter.adapter;
  const device = await adapter.adapter.requestDevice({
    requiredLimits: {
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
    },
  });
  return { name: adapter.name, evaluator: await cardEvaluator(device, network) };
}

/** A graphics adapter of this computer. */
export interface FoundAdapter {
  readonly adapter: GPUAdapter;
  /** For people, as far as the browser tells. */
  readonly name: string;
  /** Whether it is the processor that does its work: slower than WebAssembly. */
  readonly software: boolean;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|warp/i;

/** @returns null where the browser has no WebGPU, or no adapter for it */
export async function findAdapter(gpu: GPU | undefined): Promise<FoundAdapter | null> {
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null || adapter === undefined) return null;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const words = [vendor, architecture, device].filter((word) => word !== '');
  const name = description || words.join(' ') || 'a card that the browser does not name';
  return {
    adapter,
    name,
    software: isFallbackAdapter || SOFTWARE.test([...words, description].join(' ')),
  };
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
