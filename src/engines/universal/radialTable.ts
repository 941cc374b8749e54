import type { Kernels } from '#engines/universal/kernels/kernels.ts';
import { RADIAL_BASIS, RADIAL_WIDTH } from '#engines/universal/model/architecture.ts';
import { silu, siluSlope } from './silu.ts';

/** The radial basis of the model at one distance, and its derivative by the distance. */
export interface RadialBasis {
  readonly cutoffAng: number;
  readonly power: number;
}

/**
 * b_n(r) = (2/c) sin(nπr/c)/r · u(r/c), with the polynomial u that takes value and two derivatives to zero at the
 * cutoff c.
 * @param values, slopes receive 8 numbers each, from `at`
 */
export function radialBasis(
  { cutoffAng: c, power: p }: RadialBasis,
  ang: number,
  values: { [k: number]: number },
  slopes: { [k: number]: number },
  at: number,
): void {
  const x = ang / c;
  const [a, b, d] = [((p + 1) * (p + 2)) / 2, p * (p + 2), (p * (p + 1)) / 2];
  const u = 1 - a * x ** p + b * x ** (p + 1) - d * x ** (p + 2);
  const du = (-a * p * x ** (p - 1) + b * (p + 1) * x ** p - d * (p + 2) * x ** (p + 1)) / c;
  for (let k = 0; k < RADIAL_BASIS; k++) {
    const wave = ((k + 1) * Math.PI) / c;
    const sine = (2 / c) * (Math.sin(wave * ang) / ang);
    const slope = (2 / c) * ((wave * Math.cos(wave * ang)) / ang) - sine / ang;
    values[at + k] = sine * u;
    slopes[at + k] = slope * u + sine * du;
  }
}

/** Matrices of a radial network, in the heap. */
export interface RadialNetwork {
  readonly first: number;
  readonly second: number;
  readonly third: number;
  /** How many weights it gives. */
  readonly weights: number;
}

/** Numbers of a knot for each radial weight: all values, all changes to the next knot, all slopes times the step. */
export const TABLE_PARTS = 3;

/**
 * Radial weights at evenly spaced knots, for cubic Hermite interpolation.
 * The change to the next knot is integrated from slopes (Simpson): as the difference of two rounded values it would
 * spoil the derivative in 32 bits.
 * @returns the place in the heap
 */
export function radialTable(
  kernels: Kernels,
  basis: RadialBasis,
  network: RadialNetwork,
  firstAng: number,
  stepAng: number,
  knots: number,
): number {
  const { heap } = kernels;
  const width = TABLE_PARTS * network.weights;
  const table = heap.allocate(knots * width);
  const mark = heap.mark();
  const between = heap.allocate((knots - 1) * width);
  const from = (start: number) => (_: unknown, k: number) => start + k * stepAng;
  radialRows(
    kernels,
    basis,
    network,
    Array.from({ length: knots }, from(firstAng)),
    stepAng,
    table,
  );
  radialRows(
    kernels,
    basis,
    network,
    Array.from({ length: knots - 1 }, from(firstAng + stepAng / 2)),
    stepAng,
    between,
  );
  const { floats } = heap;
  const slopes = 2 * network.weights;
  for (let k = 0; k + 1 < knots; k++)
    for (let m = 0; m < network.weights; m++) {
      const here = table + k * width + m;
      floats[here + network.weights] =
        (floats[here + slopes]! +
          4 * floats[between + k * width + slopes + m]! +
          floats[here + width + slopes]!) /
        6;
    }
  heap.release(mark);
  return table;
}

/**
 * Radial weights at a list of distances, one knot each, without the change to the next.
 * @param out place in the heap for TABLE_PARTS · weights numbers for each distance
 */
export function radialRows(
  kernels: Kernels,
  basis: RadialBasis,
  network: RadialNetwork,
  distances: readonly number[],
  stepAng: number,
  out: number,
): void {
  const { heap } = kernels;
  const n = distances.length;
  const mark = heap.mark();
  // Values of all distances, then slopes of all: one matrix of 2n rows for each step.
  const input = heap.allocate(2 * n * RADIAL_BASIS);
  const inner = heap.allocate(2 * n * RADIAL_WIDTH);
  const next = heap.allocate(2 * n * RADIAL_WIDTH);
  const last = heap.allocate(2 * n * network.weights);
  const values = new Float64Array(RADIAL_BASIS);
  const slopes = new Float64Array(RADIAL_BASIS);
  for (const [k, ang] of distances.entries()) {
    radialBasis(basis, ang, values, slopes, 0);
    heap.floats.set(values, input + k * RADIAL_BASIS);
    heap.floats.set(slopes, input + (n + k) * RADIAL_BASIS);
  }
  const activate = (at: number): void => {
    const { floats } = heap;
    for (let k = 0; k < n * RADIAL_WIDTH; k++) {
      const x = floats[at + k]!;
      floats[at + k] = silu(x);
      floats[at + n * RADIAL_WIDTH + k]! *= siluSlope(x);
    }
  };
  kernels.multiply(input, network.first, inner, 2 * n, RADIAL_BASIS, RADIAL_WIDTH, false);
  activate(inner);
  kernels.multiply(inner, network.second, next, 2 * n, RADIAL_WIDTH, RADIAL_WIDTH, false);
  activate(next);
  kernels.multiply(next, network.third, last, 2 * n, RADIAL_WIDTH, network.weights, false);
  const { floats } = heap;
  const width = network.weights;
  for (let k = 0; k < n; k++) {
    const row = out + TABLE_PARTS * k * width;
    floats.copyWithin(row, last + k * width, last + (k + 1) * width);
    for (let m = 0; m < width; m++)
      floats[row + 2 * width + m] = stepAng * floats[last + (n + k) * width + m]!;
  }
  heap.release(mark);
}
