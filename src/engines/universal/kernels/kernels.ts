import type { LayerShape } from '#engines/universal/model/architecture.ts';

/** Numbers of 32 or 64 bits: the first for speed, the second as the reference. */
export type Floats = Float32Array | Float64Array;

/** Memory for all numbers of an evaluation, addressed by the place in one array that may move as it grows. */
export interface Heap {
  readonly floats: Floats;
  /** Takes memory for so many numbers more at once, or says before anything is computed that there is not so much. */
  readonly reserve: (count: number) => void;
  /** Place of `count` zeros, a multiple of four. */
  readonly allocate: (count: number) => number;
  /** What was allocated after the mark is free again. */
  readonly mark: () => number;
  readonly release: (mark: number) => void;
}

/**
 * What one edge of a layer needs; all but the weights of cubic interpolation are places in the heap.
 * `row`: the knot below, three numbers for each radial weight as `radialTable` lays them out, followed by the knot above;
 * `rise`, `low`, `high` weigh the change to the next knot and the slopes at both; `dRise` … are their derivatives per Å;
 * `y`: the harmonics; `h0` … `h3`: the sender's features by degree, channels innermost; `a0` … `a3`: by degree, the
 * receiver's sum over edges.
 */
export interface EdgeKernels {
  readonly forward: (
    row: number,
    rise: number,
    low: number,
    high: number,
    y: number,
    h0: number,
    h1: number,
    h2: number,
    h3: number,
    a0: number,
    a1: number,
    a2: number,
    a3: number,
  ) => void;
  /**
   * Adds to the sender's derivatives `g0` … `g3` (not in the first layer) and to those by the harmonics, `gy`.
   * `a0` … `a3` hold the derivatives by the receiver's sum.
   * @returns the derivative by the distance that comes from the radial weights
   */
  readonly backward: (
    row: number,
    rise: number,
    low: number,
    high: number,
    dRise: number,
    dLow: number,
    dHigh: number,
    y: number,
    gy: number,
    h0: number,
    h1: number,
    h2: number,
    h3: number,
    g0: number,
    g1: number,
    g2: number,
    g3: number,
    a0: number,
    a1: number,
    a2: number,
    a3: number,
  ) => number;
}

/** The arithmetic that takes the time: made twice, in plain TypeScript and for WebAssembly. */
export interface Kernels {
  /** Said with every result. */
  readonly name: string;
  readonly heap: Heap;
  /** out = a · b, or out + a · b, for row-major matrices of rows × inner and inner × columns. */
  readonly multiply: (
    a: number,
    b: number,
    out: number,
    rows: number,
    inner: number,
    columns: number,
    add: boolean,
  ) => void;
  /** Of layers of equal shape the same. */
  readonly edge: (shape: LayerShape) => EdgeKernels;
}
