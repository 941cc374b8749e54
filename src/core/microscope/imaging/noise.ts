import { normalNumbers, uniformNumbers } from '#core/math/random.ts';

/** Electrons that reach the detector. */
export interface Dose {
  /** Where the image has the value 1, electrons per Å². */
  readonly perAng2: number;
  /** The same seed gives the same noise. */
  readonly seed: number;
}

/** Above this mean a normal distribution is used in place of Poisson's. */
const NORMAL_FROM = 60;

/** Replaces means by Poisson numbers, over the mean of 1: `counts/scale` where `scale` is the count of the value 1. */
export function addNoise(values: Float32Array, scale: number, seed: number): void {
  const uniform = uniformNumbers(seed);
  const normal = normalNumbers(seed + 1);
  for (let i = 0; i < values.length; i++) {
    const mean = Math.max(0, values[i]! * scale);
    values[i] = poisson(mean, uniform, normal) / scale;
  }
}

function poisson(mean: number, uniform: () => number, normal: () => number): number {
  if (mean > NORMAL_FROM) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
  // Knuth: how many uniform numbers until their product falls below e^−mean.
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count++;
  return count;
}
