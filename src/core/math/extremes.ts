// Math.min(...values) passes each value as an argument, and a stack of some hundred thousand atoms has too many.

/** The least of any number of values; +∞ of none. */
export function lowest(values: Iterable<number>): number {
  let low = Number.POSITIVE_INFINITY;
  for (const x of values) low = Math.min(low, x);
  return low;
}

/** The greatest of any number of values; −∞ of none. */
export function highest(values: Iterable<number>): number {
  let high = Number.NEGATIVE_INFINITY;
  for (const x of values) high = Math.max(high, x);
  return high;
}
