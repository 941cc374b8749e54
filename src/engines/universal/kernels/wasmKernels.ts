import { EpistackError } from '#core/errors.ts';
import type { SharedKernels } from '#engines/universal/crew/crew.ts';
import type { LayerShape } from '#engines/universal/model/architecture.ts';
import { type WasmFunction, wasmModule } from './assembler.ts';
import type { EdgeKernels, Heap, Kernels } from './kernels.ts';
import { fusedMultiplyAdd, multiplyThenAdd } from './multiplyAdd.ts';
import { edgeFunctions, scratchBytes } from './wasmEdge.ts';
import { multiplyFunction } from './wasmMultiply.ts';

const PAGE = 65536;
const BYTES = 4;
/** 2 GiB: a memory that threads share says beforehand how large it may become, and the other becomes no larger. */
const MOST_PAGES = 32768;
const MIB = 2 ** 20;

/** Numbers of 32 bits in a memory of WebAssembly. It begins with a page that stays empty: no place is 0. */
function wasmHeap(shared: boolean): Heap & { memory: WebAssembly.Memory } {
  const memory = new WebAssembly.Memory(
    shared ? { initial: 64, maximum: MOST_PAGES, shared } : { initial: 64 },
  );
  let floats = new Float32Array(memory.buffer);
  let used = PAGE / BYTES;
  /** Makes room for so many numbers in all. */
  const grow = (numbers: number): void => {
    const now = memory.buffer.byteLength / PAGE;
    const least = Math.ceil((numbers * BYTES) / PAGE);
    try {
      if (least > MOST_PAGES) throw new RangeError();
      memory.grow(least - now);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new EpistackError({
        code: 'too-large',
        what: 'MB of memory for the universal potential, which go with the atoms',
        count: Math.ceil((least * PAGE) / MIB),
        limit: (MOST_PAGES * PAGE) / MIB,
      });
    }
    floats = new Float32Array(memory.buffer);
  };
  return {
    memory,
    get floats() {
      return floats;
    },
    reserve: (count) => {
      if (used + count > floats.length) grow(used + count);
    },
    allocate: (count) => {
      const [at, end] = [used, used + 4 * Math.ceil(count / 4)];
      // Half as much again, but no more than there is.
      const roomy = Math.min(1.5 * floats.length, (MOST_PAGES * PAGE) / BYTES);
      if (end > floats.length) grow(Math.max(end, roomy));
      used = end;
      floats.fill(0, at, used);
      return at;
    },
    mark: () => used,
    release: (mark) => {
      used = mark;
    },
  };
}

/** Whether this engine has the relaxed vector instructions. */
const hasFused = (): boolean =>
  WebAssembly.validate(wasmModule([multiplyFunction(fusedMultiplyAdd)]));

/** Whether this engine has vector instructions at all. */
export const hasVectors = (): boolean =>
  typeof WebAssembly === 'object' &&
  WebAssembly.validate(wasmModule([multiplyFunction(multiplyThenAdd)]));

/** Kernels of 32-bit numbers in WebAssembly with vector instructions, made as they are needed. */
export const wasmKernels = (): Kernels => madeKernels(false);

/** The same in memory that threads share. @throws RangeError, TypeError where there is no such memory */
export function sharedKernels(): Kernels & SharedKernels {
  return madeKernels(true);
}

function madeKernels(shared: boolean): Kernels & SharedKernels {
  const heap = wasmHeap(shared);
  const { memory } = heap;
  const fused = hasFused();
  const multiplyAdd = fused ? fusedMultiplyAdd : multiplyThenAdd;
  const compile = (functions: readonly WasmFunction[]) =>
    new WebAssembly.Module(wasmModule(functions, shared ? MOST_PAGES : undefined));
  const multiplyModule = compile([multiplyFunction(multiplyAdd)]);
  // Exports have no types: their functions take and give the numbers that the assembler was told.
  const { multiply } = new WebAssembly.Instance(multiplyModule, { env: { memory } })
    .exports as unknown as { multiply: (...args: number[]) => void };
  const edgeModule = (shape: LayerShape): WebAssembly.Module => {
    const scratch = BYTES * heap.allocate(scratchBytes(shape) / BYTES);
    return compile(
      edgeFunctions(shape, { forward: 'forward', backward: 'backward' }, scratch, multiplyAdd),
    );
  };
  const made = new Map<string, EdgeKernels>();
  const kernels: Kernels = {
    name: `WebAssembly, 32 bit${fused ? ', fused' : ''}`,
    heap,
    multiply: (a, b, out, rows, inner, columns, add) =>
      multiply(a, b, out, rows, inner, columns, add ? 1 : 0),
    edge: (shape) => {
      const key = keyOf(shape);
      const known = made.get(key);
      if (known !== undefined) return known;
      const edge = // As for `multiply`: no types.
        new WebAssembly.Instance(edgeModule(shape), { env: { memory } })
          .exports as unknown as EdgeKernels;
      made.set(key, edge);
      return edge;
    },
  };
  return {
    ...kernels,
    memory,
    multiplyModule,
    layerModules: (shapes) => {
      const modules = new Map<string, WebAssembly.Module>();
      return shapes.map((shape) => {
        const module = modules.get(keyOf(shape)) ?? edgeModule(shape);
        modules.set(keyOf(shape), module);
        return module;
      });
    },
  };
}

const keyOf = ({ input, output }: LayerShape): string => JSON.stringify([input, output]);
