import { wasmModule } from './assembler.ts';
import type { EdgeKernels, Heap, Kernels } from './kernels.ts';
import { fusedMultiplyAdd, multiplyThenAdd } from './multiplyAdd.ts';
import { edgeFunctions, scratchBytes } from './wasmEdge.ts';
import { multiplyFunction } from './wasmMultiply.ts';

const PAGE = 65536;
const BYTES = 4;

/** Numbers of 32 bits in a memory of WebAssembly. It begins with a page that stays empty: no place is 0. */
function wasmHeap(): Heap & { memory: WebAssembly.Memory } {
  const memory = new WebAssembly.Memory({ initial: 64 });
  let floats = new Float32Array(memory.buffer);
  let used = PAGE / BYTES;
  return {
    memory,
    get floats() {
      return floats;
    },
    allocate: (count) => {
      const at = used;
      used += 4 * Math.ceil(count / 4);
      if (used > floats.length) {
        const wanted = Math.max(used - floats.length, floats.length / 2);
        memory.grow(Math.ceil((wanted * BYTES) / PAGE));
        floats = new Float32Array(memory.buffer);
      }
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
export function wasmKernels(): Kernels {
  const heap = wasmHeap();
  const fused = hasFused();
  const multiplyAdd = fused ? fusedMultiplyAdd : multiplyThenAdd;
  const instantiate = (functions: Parameters<typeof wasmModule>[0]) =>
    new WebAssembly.Instance(new WebAssembly.Module(wasmModule(functions)), {
      env: { memory: heap.memory },
    }).exports;
  // Exports have no types: their functions take and give the numbers that the assembler was told.
  const { multiply } = instantiate([multiplyFunction(multiplyAdd)]) as unknown as {
    multiply: (...args: number[]) => void;
  };
  const made = new Map<string, EdgeKernels>();
  return {
    name: `WebAssembly, 32 bit${fused ? ', fused' : ''}`,
    heap,
    multiply: (a, b, out, rows, inner, columns, add) =>
      multiply(a, b, out, rows, inner, columns, add ? 1 : 0),
    edge: (shape) => {
      const key = JSON.stringify([shape.input, shape.output]);
      const known = made.get(key);
      if (known !== undefined) return known;
      const scratch = BYTES * heap.allocate(scratchBytes(shape) / BYTES);
      const kernels = instantiate(
        edgeFunctions(shape, { forward: 'forward', backward: 'backward' }, scratch, multiplyAdd),
        // As for `multiply`: no types.
      ) as unknown as EdgeKernels;
      made.set(key, kernels);
      return kernels;
    },
  };
}
