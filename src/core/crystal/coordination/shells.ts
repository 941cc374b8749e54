import { ELECTRONEGATIVITY } from '#core/crystal/elements.ts';
import type { BondList } from '#core/crystal/neighbors.ts';

/** Which atom of a bond is the centre that the other one surrounds. */
export type BondCentre = 'a' | 'b' | 'either';

/**
 * The cation of a bond: the atom of the greater formal charge where the two are opposite, else the less
 * electronegative element; either one where both elements are equally electronegative, as in a bond between two Si.
 * @param charges N formal charges, e; may be empty
 */
export function centreOf(
  a: number,
  b: number,
  numbers: ArrayLike<number>,
  charges: ArrayLike<number>,
): BondCentre {
  const [p, q] = [charges[a]!, charges[b]!];
  if (p * q < 0) return p > q ? 'a' : 'b';
  const [e, f] = [ELECTRONEGATIVITY[numbers[a]!]!, ELECTRONEGATIVITY[numbers[b]!]!];
  return e === f ? 'either' : e < f ? 'a' : 'b';
}

/** The atoms bonded to each centre, with the cell that each of them stands in. */
export interface Shells {
  /** N + 1: the ligands of atom i are those from `start[i]` to `start[i + 1]`. */
  readonly start: Uint32Array;
  readonly ligand: Uint32Array;
  /** 3 per ligand: cells from the centre's own. */
  readonly cells: Int16Array;
}

/**
 * The ligand shell of every atom that is the centre of a bond; empty for ligands.
 * @param elements `unlike`: bonds between equally electronegative atoms have no centre; `all`: they have two
 */
export function ligandShells(
  bonds: BondList,
  numbers: ArrayLike<number>,
  charges: ArrayLike<number>,
  elements: 'unlike' | 'all',
): Shells {
  const links: number[] = [];
  const start = new Uint32Array(numbers.length + 1);
  const link = (from: number, to: number, at: number, sign: 1 | -1) => {
    links.push(from, to, at, sign);
    start[from + 1]!++;
  };
  for (let k = 0; k < bonds.a.length; k++) {
    const [a, b] = [bonds.a[k]!, bonds.b[k]!];
    const centre = centreOf(a, b, numbers, charges);
    if (centre === 'either' && elements === 'unlike') continue;
    if (centre !== 'b') link(a, b, k, 1);
    if (centre !== 'a') link(b, a, k, -1);
  }
  for (let i = 0; i < numbers.length; i++) start[i + 1]! += start[i]!;
  const next = start.slice();
  const ligand = new Uint32Array(links.length / 4);
  const cells = new Int16Array(3 * ligand.length);
  for (let l = 0; l < links.length; l += 4) {
    const at = next[links[l]!]!++;
    ligand[at] = links[l + 1]!;
    for (let x = 0; x < 3; x++)
      cells[3 * at + x] = links[l + 3]! * bonds.image[3 * links[l + 2]! + x]!;
  }
  return { start, ligand, cells };
}
