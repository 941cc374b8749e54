/**
 * The Euclidean norm, the same to the last bit in every browser and in Node. `Math.hypot` is not: engines
 * sum in ways of their own, and a POSCAR with sixteen digits shows it. This is the sum of V8: scaled by the
 * largest and compensated (Kahan), by operations that IEEE 754 fixes.
 */
export function hypot(...values: readonly number[]): number {
  let max = 0;
  for (const value of values) max = Math.max(max, Math.abs(value));
  if (max === 0 || !Number.isFinite(max)) return max;
  let [sum, compensation] = [0, 0];
  for (const value of values) {
    const scaled = Math.abs(value) / max;
    const term = scaled * scaled - compensation;
    const next = sum + term;
    compensation = next - sum - term;
    sum = next;
  }
  return Math.sqrt(sum) * max;
}
