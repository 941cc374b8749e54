import type { LayerShape } from '#engines/universal/model/architecture.ts';
import { couplingBlock } from '#engines/universal/model/couplingBlocks.ts';
import { harmonicOffset } from '#engines/universal/model/harmonics.ts';
import type { EdgeKernels, Heap, Kernels } from './kernels.ts';

const FIRST_HEAP = 1 << 20;

function plainHeap(): Heap {
  let floats = new Float64Array(FIRST_HEAP);
  let used = 0;
  return {
    get floats() {
      return floats;
    },
    reserve: () => undefined,
    allocate: (count) => {
      const at = used;
      used += 4 * Math.ceil(count / 4);
      if (used > floats.length) {
        const larger = new Float64Array(Math.max(used, 2 * floats.length));
        larger.set(floats);
        floats = larger;
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

/** Kernels of 64-bit numbers in plain TypeScript: the reference for the others, and what runs where nothing else can. */
export function plainKernels(): Kernels {
  const heap = plainHeap();
  return {
    name: 'JavaScript, 64 bit',
    heap,
    multiply: (a, b, out, rows, inner, columns, add) => {
      const { floats } = heap;
      if (!add) floats.fill(0, out, out + rows * columns);
      for (let i = 0; i < rows; i++)
        for (let k = 0; k < inner; k++) {
          const factor = floats[a + i * inner + k]!;
          if (factor === 0) continue;
          const [from, to] = [b + k * columns, out + i * columns];
          for (let j = 0; j < columns; j++) floats[to + j]! += factor * floats[from + j]!;
        }
    },
    edge: (shape) => edgeKernels(heap, shape),
  };
}

function edgeKernels(heap: Heap, shape: LayerShape): EdgeKernels {
  const { weights, rows, input } = shape;
  const blocks = shape.paths.map((path) => ({ path, entries: couplingBlock(path) }));
  const w = new Float64Array(weights);
  const dw = new Float64Array(weights);
  const interpolate = (
    row: number,
    base: 0 | 1,
    rise: number,
    low: number,
    high: number,
    out: Float64Array,
  ): void => {
    const { floats } = heap;
    for (let k = 0; k < weights; k++)
      out[k] =
        base * floats[row + k]! +
        rise * floats[row + weights + k]! +
        low * floats[row + 2 * weights + k]! +
        high * floats[row + 5 * weights + k]!;
  };
  return {
    forward: (row, rise, low, high, y, h0, h1, h2, h3, a0, a1, a2, a3) => {
      const { floats } = heap;
      const [h, a] = [
        [h0, h1, h2, h3],
        [a0, a1, a2, a3],
      ];
      interpolate(row, 1, rise, low, high, w);
      for (const { path, entries } of blocks)
        for (const { m1: in1, m3, terms } of entries) {
          const { l1, l2, l3, channels, weight } = path;
          let factor = 0;
          for (const term of terms)
            factor += term.factor * floats[y + harmonicOffset(l2) + term.m2]!;
          const from = h[l1]! + in1 * input[l1]!;
          const to = a[l3]! + m3 * rows[l3]! + path.row;
          for (let c = 0; c < channels; c++)
            floats[to + c]! += factor * w[weight + c]! * floats[from + c]!;
        }
    },
    backward: (
      row,
      rise,
      low,
      high,
      dRise,
      dLow,
      dHigh,
      y,
      gy,
      h0,
      h1,
      h2,
      h3,
      g0,
      g1,
      g2,
      g3,
      a0,
      a1,
      a2,
      a3,
    ) => {
      const { floats } = heap;
      const [h, g, a] = [
        [h0, h1, h2, h3],
        [g0, g1, g2, g3],
        [a0, a1, a2, a3],
      ];
      interpolate(row, 1, rise, low, high, w);
      interpolate(row, 0, dRise, dLow, dHigh, dw);
      let slope = 0;
      for (const { path, entries } of blocks)
        for (const { m1: in1, m3, terms } of entries) {
          const { l1, l2, l3, channels, weight } = path;
          const harmonic = y + harmonicOffset(l2);
          let factor = 0;
          for (const term of terms) factor += term.factor * floats[harmonic + term.m2]!;
          const from = h[l1]! + in1 * input[l1]!;
          const into = g[l1]! + in1 * input[l1]!;
          const to = a[l3]! + m3 * rows[l3]! + path.row;
          let [byFactor, bySlope] = [0, 0];
          for (let c = 0; c < channels; c++) {
            const [feature, derivative] = [floats[from + c]!, floats[to + c]!];
            byFactor += w[weight + c]! * feature * derivative;
            bySlope += dw[weight + c]! * feature * derivative;
            if (input.length > 1) floats[into + c]! += factor * w[weight + c]! * derivative;
          }
          slope += factor * bySlope;
          for (const term of terms)
            floats[gy + harmonicOffset(l2) + term.m2]! += term.factor * byFactor;
        }
      return slope;
    },
  };
}
