import type { Coefficients } from './coefficients.ts';
import { REFERENCES } from './elementTable.ts';

/** How sharply a reference is chosen by its coordination number (Grimme et al. 2010). */
const SHARPNESS = 4;

/** C6 of each pair of atoms, N×N, Eh a0⁶, and its derivative by the coordination number of the first. */
export interface PairCoefficients {
  readonly c6: Float64Array;
  readonly slope: Float64Array;
}

/** C6 between atoms of given coordination numbers: references weighed by how near theirs are. */
export function pairCoefficients(
  numbers: ArrayLike<number>,
  coordination: Float64Array,
  { c6: between }: Coefficients,
): PairCoefficients {
  const n = numbers.length;
  const all = Array.from(coordination, (value, i) => weights(REFERENCES[numbers[i]! - 1]!, value));
  const tables = new Map<number, Float64Array>();
  const tableOf = (a: number, b: number): Float64Array => {
    const known = tables.get(256 * a + b);
    if (known !== undefined) return known;
    const [p, q] = [REFERENCES[a - 1]!.length, REFERENCES[b - 1]!.length];
    const table = Float64Array.from({ length: p * q }, (_, k) =>
      between(a, Math.floor(k / q), b, k % q),
    );
    tables.set(256 * a + b, table);
    return table;
  };
  const [c6, slope] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let i = 0; i < n; i++) {
    const mine = all[i]!;
    for (let j = 0; j < n; j++) {
      const table = tableOf(numbers[i]!, numbers[j]!);
      const { part } = all[j]!;
      let [value, by] = [0, 0];
      for (let p = 0, k = 0; p < mine.part.length; p++)
        for (let q = 0; q < part.length; q++, k++) {
          value += mine.part[p]! * part[q]! * table[k]!;
          by += mine.slope[p]! * part[q]! * table[k]!;
        }
      c6[n * i + j] = value;
      slope[n * i + j] = by;
    }
  }
  return { c6, slope };
}

/**
 * Part of each reference in an atom, and its derivative by the coordination number. Exponents are taken from the largest:
 * far from all references, where the others vanish, the nearest remains.
 */
function weights(
  references: readonly number[],
  coordination: number,
): { readonly part: number[]; readonly slope: number[] } {
  const exponents = references.map((of) => -SHARPNESS * (coordination - of) ** 2);
  const largest = Math.max(...exponents);
  const raw = exponents.map((x) => Math.exp(x - largest));
  const sum = raw.reduce((a, b) => a + b, 0);
  const part = raw.map((x) => x / sum);
  const byCoordination = references.map((of) => -2 * SHARPNESS * (coordination - of));
  const mean = part.reduce((total, w, k) => total + w * byCoordination[k]!, 0);
  return { part, slope: part.map((w, k) => w * (byCoordination[k]! - mean)) };
}
