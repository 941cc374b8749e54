/** Strains and sizes closer than this, relatively, are equal. */
const TIE = 1e-9;

/**
 * The points that no other beats in both numbers: for their size there is none with less strain.
 * @param points [size, strain] of each, smaller is better
 * @returns indices by rising size; of equal points the first
 */
export function paretoFront(points: readonly (readonly [number, number])[]): readonly number[] {
  // Equal points stay in their order: the sort is stable.
  const order = points
    .map((_, i) => i)
    .sort((i, j) => points[i]![0] - points[j]![0] || points[i]![1] - points[j]![1]);
  const front: number[] = [];
  let least = Infinity;
  for (const i of order) {
    const [, strain] = points[i]!;
    // A perfect fit (0 within rounding) ends the front.
    if (strain < least * (1 - TIE) - Number.MIN_VALUE) {
      front.push(i);
      least = strain;
    }
  }
  return front;
}
