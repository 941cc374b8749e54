/** One coupling of a neighbour's features of degree l1 with harmonics of degree l2 to a message of degree l3. */
export interface Path {
  readonly l1: number;
  readonly l2: number;
  readonly l3: number;
  /** Channels of the features of degree l1: one radial weight each. */
  readonly channels: number;
  /** First of its radial weights among those of an edge. */
  readonly weight: number;
  /** First of its channels among those of all paths that end in degree l3. */
  readonly row: number;
}

/** Degrees of the spherical harmonics: 0 … 3. */
const HARMONICS = 4;

/**
 * The paths of a layer, in the order in which the model's radial weights and matrices follow one another: by l1,
 * l2, l3, then stably by l3. Parity is (−1)^l throughout, so l1 + l2 + l3 is even.
 * @param input channels of each incoming degree
 * @param outputDegrees degrees 0 … outputDegrees − 1 come out
 */
export function paths(input: readonly number[], outputDegrees: number): Path[] {
  const found: { l1: number; l2: number; l3: number; channels: number }[] = [];
  for (const [l1, channels] of input.entries())
    for (let l2 = 0; l2 < HARMONICS; l2++)
      for (let l3 = Math.abs(l1 - l2); l3 <= Math.min(l1 + l2, outputDegrees - 1); l3++)
        if ((l1 + l2 + l3) % 2 === 0) found.push({ l1, l2, l3, channels });
  let weight = 0;
  const rows = new Array<number>(outputDegrees).fill(0);
  return found
    .toSorted((p, q) => p.l3 - q.l3)
    .map((path) => {
      const placed = { ...path, weight, row: rows[path.l3]! };
      weight += path.channels;
      rows[path.l3]! += path.channels;
      return placed;
    });
}
