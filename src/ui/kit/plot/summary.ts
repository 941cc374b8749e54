/** Over the values that are numbers; NaN when there are none. */
export function summaryOf(values: ArrayLike<number>): {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
} {
  let [sum, count, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let k = 0; k < values.length; k++) {
    const v = values[k]!;
    if (!Number.isFinite(v)) continue;
    sum += v;
    count++;
    if (v < least) least = v;
    if (v > most) most = v;
  }
  return count === 0
    ? { mean: Number.NaN, least: Number.NaN, most: Number.NaN }
    : { mean: sum / count, least, most };
}

/** Mean and standard deviation of the values that are numbers. */
export function spreadOf(values: ArrayLike<number>): {
  readonly mean: number;
  readonly std: number;
} {
  const { mean } = summaryOf(values);
  let [sum, count] = [0, 0];
  for (let k = 0; k < values.length; k++) {
    if (!Number.isFinite(values[k]!)) continue;
    sum += (values[k]! - mean) ** 2;
    count++;
  }
  return { mean, std: Math.sqrt(sum / Math.max(1, count)) };
}
