/** x · σ(x). */
export const silu = (x: number): number => x / (1 + Math.exp(-x));

/** Derivative of `silu`. */
export function siluSlope(x: number): number {
  const sigma = 1 / (1 + Math.exp(-x));
  return sigma * (1 + x * (1 - sigma));
}

/**
 * Root mean square of silu over the 1,000,001 quantiles i/1,000,002 of a normal variable, by which the gates are
 * divided. Not the exact integral, 0.5964692: the published weights were trained with this number.
 */
export const GATE_SCALE = 0.5964586854233;
