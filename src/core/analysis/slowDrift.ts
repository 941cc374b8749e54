/** What is taken from a series before it is correlated: its mean, its straight line, or all that is slower than a period, fs. */
export type SlowDrift = 'mean' | 'line' | number;

/**
 * A series without its slow part. A straight line is fitted by least squares; with a period, what is left of it is
 * projected on the half-waves cos(πk(i + ½)/N), k = 1, 2 …, that are slower, and these are taken away, too: the cosines
 * of the discrete cosine transform of type II.
 * @param series N values, evenly spaced
 * @param stepFs between two values
 * @returns N values, of mean 0 but for 'mean', which leaves them as they are, and what was done, in words
 */
export function withoutSlowDrift(
  series: ArrayLike<number>,
  stepFs: number,
  drift: SlowDrift,
): { readonly values: Float64Array; readonly about: string } {
  const values = Float64Array.from(series);
  const n = values.length;
  if (drift === 'mean' || n < 3) return { values, about: 'slow drift kept' };
  const middle = (n - 1) / 2;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const square = (n * (n * n - 1)) / 12;
  const slope = values.reduce((sum, v, i) => sum + (i - middle) * v, 0) / square;
  for (let i = 0; i < n; i++) values[i]! -= mean + slope * (i - middle);
  const perPs = `${Number(((1000 * slope) / stepFs).toPrecision(3))} a ps`;
  if (drift === 'line') return { values, about: `straight line of ${perPs} subtracted` };
  // The k-th half-wave has a period of 2N/k steps.
  const most = Math.min(n - 1, Math.ceil((2 * n * stepFs) / drift) - 1);
  for (let k = 1; k <= most; k++) {
    let part = 0;
    for (let i = 0; i < n; i++) part += values[i]! * Math.cos((Math.PI * k * (i + 0.5)) / n);
    for (let i = 0; i < n; i++)
      values[i]! -= ((2 * part) / n) * Math.cos((Math.PI * k * (i + 0.5)) / n);
  }
  return {
    values,
    about: `straight line of ${perPs} and ${most} half-waves slower than ${drift / 1000} ps subtracted`,
  };
}
