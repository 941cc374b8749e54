import { SYMBOLS } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';

/** Directed pairs of atoms within a cutoff, those with one receiver next to one another. */
export interface Edges {
  readonly count: number;
  readonly receiver: Int32Array;
  readonly sender: Int32Array;
  /** 3 for each edge, Å: sender's image − receiver. */
  readonly vector: Float64Array;
  readonly ang: Float64Array;
}

/** Closer atoms are one atom twice: no direction can be given to their edge. */
const SAME_PLACE_ANG = 1e-6;
/** Over this the memory of a page ends before the sum does. */
const MAX_EDGES = 20_000_000;

/**
 * Every pair of an atom and a periodic image within the cutoff, in both directions; images of the atom itself count.
 * @throws EpistackError atoms-overlap for two atoms in one place; too-large
 */
export function directedEdges(structure: Structure, cutoffAng: number): Edges {
  const { lattice, xyz, numbers } = structure;
  const n = numbers.length;
  const pairs: number[] = [];
  const vectors: number[] = [];
  const degree = new Int32Array(n + 1);
  forEachPair(lattice, xyz, cutoffAng, (i, j, [a, b, c], ang) => {
    if (!(ang > SAME_PLACE_ANG)) throw overlap(numbers, i, j, ang);
    if (ang >= cutoffAng) return;
    if (pairs.length > MAX_EDGES)
      throw new EpistackError({
        code: 'too-large',
        what: 'pairs of neighbours',
        count: pairs.length,
        limit: MAX_EDGES,
      });
    pairs.push(i, j);
    for (let k = 0; k < 3; k++)
      vectors.push(
        xyz[3 * j + k]! -
          xyz[3 * i + k]! +
          a * lattice[k]! +
          b * lattice[3 + k]! +
          c * lattice[6 + k]!,
      );
    degree[i + 1]!++;
    degree[j + 1]!++;
  });
  for (let i = 0; i < n; i++) degree[i + 1]! += degree[i]!;
  const count = degree[n]!;
  const edges = {
    count,
    receiver: new Int32Array(count),
    sender: new Int32Array(count),
    vector: new Float64Array(3 * count),
    ang: new Float64Array(count),
  };
  const put = (receiver: number, sender: number, pair: number, sign: number): void => {
    const e = degree[receiver]!++;
    const [x, y, z] = [vectors[3 * pair]!, vectors[3 * pair + 1]!, vectors[3 * pair + 2]!];
    edges.receiver[e] = receiver;
    edges.sender[e] = sender;
    edges.vector[3 * e] = sign * x;
    edges.vector[3 * e + 1] = sign * y;
    edges.vector[3 * e + 2] = sign * z;
    edges.ang[e] = Math.sqrt(x * x + y * y + z * z);
  };
  for (let pair = 0; 2 * pair < pairs.length; pair++) {
    put(pairs[2 * pair]!, pairs[2 * pair + 1]!, pair, 1);
    put(pairs[2 * pair + 1]!, pairs[2 * pair]!, pair, -1);
  }
  return edges;
}

const overlap = (numbers: ArrayLike<number>, i: number, j: number, distanceAng: number) =>
  new EpistackError({
    code: 'atoms-overlap',
    pair: [`${SYMBOLS[numbers[i]!]} ${i + 1}`, `${SYMBOLS[numbers[j]!]} ${j + 1}`],
    distanceAng,
  });
