/** One axis of a plot: value → pixel, with the values to mark. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** From 0 to the largest value, a little room beyond it. */
export function linearScale(values: readonly number[], from: number, to: number): Scale {
  const high = Math.max(1e-12, ...extent(values)) * 1.04;
  const step = niceStep(high / 5);
  const ticks: number[] = [];
  for (let k = 0; k * step <= high; k++) ticks.push(k * step);
  return { at: (v) => from + (v / high) * (to - from), ticks };
}

/**
 * Decades with 1, 2 and 5 marked. What is smaller than `floor`, zero above all, stands on the axis' end.
 */
export function logScale(
  values: readonly number[],
  floor: number,
  from: number,
  to: number,
): Scale {
  const [least, most] = extent(values.filter((v) => v >= floor));
  const low = Math.log10(Math.max(floor, Number.isFinite(least) ? least : floor) * 0.9);
  const high = Math.max(low + 0.3, Math.log10(Math.max(most, floor) * 1.08));
  const decades = high - low;
  const marks = decades > 3 ? [1] : decades > 1.6 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 7];
  const ticks: number[] = [];
  for (let n = Math.floor(low); n <= Math.ceil(high); n++)
    for (const m of marks) {
      const v = Number(`${m}e${n}`);
      if (Math.log10(v) >= low && Math.log10(v) <= high) ticks.push(v);
    }
  return {
    at: (v) => from + ((Math.log10(Math.max(v, 10 ** low)) - low) / (high - low)) * (to - from),
    ticks,
  };
}

/** The smallest of 1, 2, 5 · 10ⁿ that is at least x. */
function niceStep(x: number): number {
  const unit = 10 ** Math.floor(Math.log10(x));
  return unit * ([1, 2, 5].find((m) => m * unit >= x * (1 - 1e-9)) ?? 10);
}

/** A loop, because a spread of very many arguments overflows the stack. */
export function extent(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return [low, high];
}
