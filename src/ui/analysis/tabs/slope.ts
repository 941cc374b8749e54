/** Slope of the least-squares line through the points with from ≤ x ≤ to; NaN for fewer than two. */
export function slopeOf(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  from: number,
  to: number,
): number {
  let [n, sx, sy] = [0, 0, 0];
  const isIn = (k: number): boolean => x[k]! >= from && x[k]! <= to && Number.isFinite(y[k]);
  for (let k = 0; k < x.length; k++) {
    if (!isIn(k)) continue;
    n++;
    sx += x[k]!;
    sy += y[k]!;
  }
  let [sxx, sxy] = [0, 0];
  for (let k = 0; k < x.length; k++) {
    if (!isIn(k)) continue;
    sxx += (x[k]! - sx / n) ** 2;
    sxy += (x[k]! - sx / n) * (y[k]! - sy / n);
  }
  return sxx > 0 ? sxy / sxx : Number.NaN;
}
