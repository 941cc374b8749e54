import { EpistackError } from '#core/errors.ts';
import type { Kernels } from '#engines/universal/kernels/kernels.ts';
import type { LayerShape } from '#engines/universal/model/architecture.ts';
import { type Hands, type HandsSetup, handsOf } from './hands.ts';

/** A thread that helps. It has been sent the setup, and serves when `ready` settles. */
export interface Helper {
  readonly ready: Promise<void>;
  readonly end: () => void;
}

/** Starts a thread: in a browser and in Node in different ways. */
export type StartHelper = (setup: HandsSetup) => Helper;

/** Kernels in memory that threads share. */
export interface SharedKernels {
  readonly memory: WebAssembly.Memory;
  readonly multiply: Kernels['multiply'];
  readonly multiplyModule: WebAssembly.Module;
  /** Modules of one more thread, for each layer, with a scratch of its own. */
  readonly layerModules: (shapes: readonly LayerShape[]) => readonly WebAssembly.Module[];
}

/** Places in the heap of what the edges of an evaluation are. */
export interface SharedEdges {
  readonly receiver: number;
  readonly sender: number;
  /** Edges by sender, those of one sender in their own order. */
  readonly bySender: number;
  /** Where pieces begin and end: at a receiver's first edge, and in `bySender` at a sender's. */
  readonly receiverBounds: number;
  readonly senderBounds: number;
  /** 6 for each edge. */
  readonly interpolation: number;
  /** For each layer. */
  readonly rows: readonly number[];
  /** What the way back gives for each edge of one layer. */
  readonly slopes: number;
  /** Of a job over edges. */
  readonly pieces: number;
}

/** Threads that share the work of an evaluation. */
export interface Crew {
  /** With the one that asks. */
  readonly threads: number;
  readonly multiply: Kernels['multiply'];
  /** @param numbers what `handsOf` reads, but for the last */
  readonly overEdges: (back: boolean, numbers: readonly number[], shared: SharedEdges) => void;
  readonly end: () => void;
}

/** Fewer edges are done sooner by one thread. */
export const LEAST_EDGES = 600;
/** Fewer multiplications are done sooner by one thread. */
const LEAST_PRODUCTS = 200_000;
/** Pieces of a job for each thread: one that is held up by other work then holds up little. */
const PIECES_EACH = 4;

const [JOB, NEXT, DONE, PIECES, KIND, PAGES, NUMBERS] = [0, 1, 2, 3, 4, 5, 8] as const;
const [MULTIPLY, FORWARD, BACKWARD] = [0, 1, 2] as const;
const WORDS = 64;
const CLAIMS = 0x1000;
/** A thread that does not answer for so long has died, ms. */
const PATIENCE_MS = 120_000;

/** Pieces of a job over edges by so many threads. */
export const piecesFor = (threads: number): number => PIECES_EACH * threads;

/**
 * Starts threads beside this one. Sums come out the same, bit for bit, whatever their number.
 * @param threads in all, with this one
 * @throws what starting a thread throws
 */
export async function startCrew(
  kernels: SharedKernels,
  shapes: readonly LayerShape[],
  threads: number,
  start: StartHelper,
): Promise<Crew> {
  const { memory, multiplyModule: multiply } = kernels;
  const control = new SharedArrayBuffer(4 * WORDS);
  const words = new Int32Array(control);
  const setup = (): HandsSetup => ({
    memory,
    control,
    multiply,
    layers: kernels.layerModules(shapes),
  });
  const own: Hands = handsOf(setup());
  const helpers = Array.from({ length: threads - 1 }, () => start(setup()));
  const end = (): void => {
    for (const helper of helpers) helper.end();
  };
  try {
    await Promise.all(helpers.map(({ ready }) => ready));
  } catch (error) {
    end();
    throw error;
  }
  let job = 0;
  const run = (kind: number, pieces: number, numbers: readonly number[]): void => {
    // Every piece of the last job is claimed, so that nobody takes one while the words change.
    words.set(numbers, NUMBERS);
    words[KIND] = kind;
    words[PIECES] = pieces;
    words[PAGES] = memory.buffer.byteLength / 65536;
    Atomics.store(words, DONE, 0);
    job = (job + 1) % (1 << 19);
    Atomics.store(words, NEXT, (job * CLAIMS) | 0);
    Atomics.store(words, JOB, job);
    Atomics.notify(words, JOB);
    own.help();
    for (;;) {
      const done = Atomics.load(words, DONE);
      if (done === pieces) return;
      if (Atomics.wait(words, DONE, done, PATIENCE_MS) !== 'timed-out') continue;
      end();
      throw new EpistackError({
        code: 'engine',
        engine: 'universal potential',
        reason: 'one of its threads does not answer any more: run it again, with one thread',
      });
    }
  };
  return {
    threads,
    multiply: (a, b, out, rows, inner, columns, add) => {
      if (rows * inner * columns < LEAST_PRODUCTS)
        kernels.multiply(a, b, out, rows, inner, columns, add);
      else
        run(MULTIPLY, Math.min(rows, piecesFor(threads)), [
          ...[a, b, out, rows, inner, columns],
          add ? 1 : 0,
        ]);
    },
    overEdges: (back, numbers, shared) =>
      run(back ? BACKWARD : FORWARD, shared.pieces, [
        ...numbers,
        back ? shared.senderBounds : shared.receiverBounds,
      ]),
    end,
  };
}
