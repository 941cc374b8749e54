import { type BondList, type BondRules, bondsOf, pairName } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import { add, mapTuple, norm, sub } from '#core/math/vec3.ts';

/**
 * A bond at rest holds in a frame until it is longer than this multiple of its length there: half-way to where the next
 * neighbours stand in dense crystals, √2 to 1.63 times as far, and beyond all but the rarest swings of a hot solid.
 */
export const HOLDS_TO = 1.25;

/** The last ones found: all frames of a run ask for the same. */
let last: readonly [...Parameters<typeof bondsOf>, BondList] | null = null;

/**
 * Sticks of a frame: those at rest that hold, in the order of rest, then those that the rule gives anew. A length that
 * somebody has typed is exact.
 * @param rest the same atoms at rest
 */
export function bondsOfFrame(
  frame: Structure,
  rest: Structure,
  charges: ArrayLike<number>,
  rules: BondRules,
): BondList {
  const asked = [rest, charges, rules] as const;
  if (!last || asked.some((x, k) => x !== last![k])) last = [...asked, bondsOf(...asked)];
  const { numbers, lattice } = frame;
  const toCells = inverse(lattice);
  const [a, b, image]: [number[], number[], number[]] = [[], [], []];
  const held = new Set<number>();
  for (const [isRest, bonds] of [
    [true, last[3] as BondList],
    [false, bondsOf(frame, charges, rules)],
  ] as const)
    for (let k = 0; k < bonds.a.length; k++) {
      const [i, j] = [bonds.a[k]!, bonds.b[k]!];
      let cells = row(bonds.image, k);
      if (isRest) {
        if (rules[pairName(numbers[i]!, numbers[j]!)] !== undefined) continue;
        const [was, is] = [rest, frame].map((s) =>
          add(sub(row(s.xyz, j), row(s.xyz, i)), mulRow(cells, s.lattice)),
        ) as [typeof cells, typeof cells];
        // An atom that a frame lists on the other side of the cell keeps its bonds.
        const off = mapTuple(mulRow(sub(is, was), toCells), Math.round);
        if (norm(sub(is, mulRow(off, lattice))) > HOLDS_TO * norm(was)) continue;
        cells = sub(cells, off);
      }
      const code = cells.reduce((sum, n) => sum * 256 + n, i * numbers.length + j);
      if (held.has(code)) continue;
      if (isRest) held.add(code);
      a.push(i);
      b.push(j);
      image.push(...cells);
    }
  return { a: Uint32Array.from(a), b: Uint32Array.from(b), image: Int16Array.from(image) };
}
