/** What a thread of a crew needs: memory that all share, and the kernels compiled with a scratch of its own. */
export interface HandsSetup {
  readonly memory: WebAssembly.Memory;
  /** Words of a job. */
  readonly control: SharedArrayBuffer;
  readonly multiply: WebAssembly.Module;
  /** For each layer. Layers of one shape share one. */
  readonly layers: readonly WebAssembly.Module[];
}

/** Pieces of a job, done by whoever is free. */
export interface Hands {
  /** Takes pieces of the present job until none is left. */
  readonly help: () => void;
  /** Waits for jobs and helps with each, for ever. */
  readonly serve: () => never;
}

/**
 * The hands of one thread: the same for the thread that asks and for those that help.
 *
 * A job is its generation, its number of pieces, its kind and its numbers; all stand in `control`. A piece is claimed by
 * raising `NEXT` from the generation's count so far, so that a thread that comes late, or was asleep, gets nothing of a
 * later job by mistake. Who does a piece changes no number: its sums run in one order.
 *
 * This function names nothing outside of itself: Node's threads are started from its text.
 */
export function handsOf(setup: HandsSetup): Hands {
  const { memory, control } = setup;
  const words = new Int32Array(control);
  // As in crew.ts, which this cannot name.
  const [JOB, NEXT, DONE, PIECES, KIND, PAGES, NUMBERS] = [0, 1, 2, 3, 4, 5, 8];
  const [MULTIPLY, BACKWARD] = [0, 2];
  // The count of claimed pieces takes the lower bits of NEXT.
  const CLAIMED = 0xfff;
  type Kernel = (...numbers: number[]) => number;
  const made = new Map<WebAssembly.Module, WebAssembly.Exports>();
  const exportsOf = (module: WebAssembly.Module): WebAssembly.Exports => {
    const known = made.get(module) ?? new WebAssembly.Instance(module, { env: { memory } }).exports;
    made.set(module, known);
    return known;
  };
  // Exports have no types: their functions take and give the numbers that the assembler was told.
  const multiply = exportsOf(setup.multiply)['multiply'] as Kernel;
  const layers = setup.layers.map(exportsOf) as unknown as readonly {
    readonly forward: Kernel;
    readonly backward: Kernel;
  }[];

  const product = (n: Int32Array, from: number, to: number): void => {
    const [a, b, out, inner, columns, add] = [n[0]!, n[1]!, n[2]!, n[4]!, n[5]!, n[6]!];
    multiply(a + from * inner, b, out + from * columns, to - from, inner, columns, add);
  };
  const edges = (back: boolean, n: Int32Array, from: number, to: number): void => {
    const ints = new Int32Array(memory.buffer);
    const floats = new Float32Array(memory.buffer);
    const [layer, receiver, sender, order, rows, weights, y, gy, slopes] = n;
    const { forward, backward } = layers[layer!]!;
    // Numbers of one atom by degree, then places by degree: senders, receivers; features, their derivatives, sums.
    const s = n.subarray(9, 13);
    const r = n.subarray(13, 17);
    const h = n.subarray(17, 21);
    const g = n.subarray(21, 25);
    const a = n.subarray(25, 29);
    for (let k = from; k < to; k++) {
      const e = back ? ints[order! + k]! : k;
      const [i, j, w] = [ints[receiver! + e]!, ints[sender! + e]!, weights! + 6 * e];
      const [row, at] = [ints[rows! + e]!, y! + 16 * e];
      const [h0, h1, h2, h3] = [
        h[0]! + j * s[0]!,
        h[1]! + j * s[1]!,
        h[2]! + j * s[2]!,
        h[3]! + j * s[3]!,
      ];
      const [a0, a1, a2, a3] = [
        a[0]! + i * r[0]!,
        a[1]! + i * r[1]!,
        a[2]! + i * r[2]!,
        a[3]! + i * r[3]!,
      ];
      if (!back)
        forward(
          row,
          floats[w]!,
          floats[w + 1]!,
          floats[w + 2]!,
          at,
          h0,
          h1,
          h2,
          h3,
          a0,
          a1,
          a2,
          a3,
        );
      else
        floats[slopes! + e] = backward(
          row,
          floats[w]!,
          floats[w + 1]!,
          floats[w + 2]!,
          floats[w + 3]!,
          floats[w + 4]!,
          floats[w + 5]!,
          at,
          gy! + 16 * e,
          h0,
          h1,
          h2,
          h3,
          g[0]! + j * s[0]!,
          g[1]! + j * s[1]!,
          g[2]! + j * s[2]!,
          g[3]! + j * s[3]!,
          a0,
          a1,
          a2,
          a3,
        );
    }
  };

  const help = (): void => {
    const job = Atomics.load(words, JOB);
    const pieces = words[PIECES]!;
    const kind = words[KIND]!;
    const numbers = words.slice(NUMBERS, NUMBERS + 48);
    const pages = words[PAGES]!;
    const first = (job * (CLAIMED + 1)) | 0;
    for (;;) {
      const next = Atomics.load(words, NEXT);
      const piece = next & CLAIMED;
      if ((next & ~CLAIMED) !== first || piece >= pieces) return;
      if (Atomics.compareExchange(words, NEXT, next, next + 1) !== next) continue;
      // A memory that another thread has made larger is seen after a moment.
      while (memory.buffer.byteLength < 65536 * pages);
      if (kind === MULTIPLY) {
        const rows = numbers[3]!;
        product(
          numbers,
          Math.floor((rows * piece) / pieces),
          Math.floor((rows * (piece + 1)) / pieces),
        );
      } else {
        const bounds = new Int32Array(memory.buffer, 4 * numbers[29]!, pieces + 1);
        edges(kind === BACKWARD, numbers, bounds[piece]!, bounds[piece + 1]!);
      }
      if (Atomics.add(words, DONE, 1) + 1 === pieces) Atomics.notify(words, DONE);
    }
  };
  const serve = (): never => {
    let last = 0;
    for (;;) {
      Atomics.wait(words, JOB, last);
      last = Atomics.load(words, JOB);
      help();
    }
  };
  return { help, serve };
}
