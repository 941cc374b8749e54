import type { BondList } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import { mapTuple, sub } from '#core/math/vec3.ts';
import { type ImageList, withImages } from './completion.ts';

/** A stick between two atoms that is drawn, or left out, whatever the rules by pair of elements say. For the eye only. */
export interface HandBond {
  readonly a: number;
  readonly b: number;
  /** Cells by which `b` is translated from where the structure lists it. */
  readonly image: IntVec3;
  readonly isDrawn: boolean;
}

export const NO_HAND_BONDS: readonly HandBond[] = [];

type Ends = Pick<HandBond, 'a' | 'b' | 'image'>;

/** The same bond from its other end. */
const turned = ({ a, b, image }: Ends): Ends => ({
  a: b,
  b: a,
  image: mapTuple(image, (n) => 0 - n),
});

const codeOf = ({ a, b, image }: Ends): string => `${a} ${b} ${image.join(' ')}`;

/** One name for both ways to say a bond. */
const bondKey = (bond: Ends): string => [codeOf(bond), codeOf(turned(bond))].sort()[0]!;

export const isSameBond = (p: Ends, q: Ends): boolean => bondKey(p) === bondKey(q);

/** Sticks by rule with those that were drawn by hand, and without those that were hidden; each once. */
export function withHandBonds(bonds: BondList, byHand: readonly HandBond[]): BondList {
  if (byHand.length === 0) return bonds;
  // The last word on a bond counts.
  const said = new Map(byHand.map((bond) => [bondKey(bond), bond]));
  const [a, b, image]: [number[], number[], number[]] = [[], [], []];
  const put = (bond: Ends) => {
    a.push(bond.a);
    b.push(bond.b);
    image.push(...bond.image);
  };
  const touched = new Set(byHand.flatMap((bond) => [bond.a, bond.b]));
  for (let k = 0; k < bonds.a.length; k++) {
    const bond = { a: bonds.a[k]!, b: bonds.b[k]!, image: cellsAt(bonds.image, k) };
    if (!(touched.has(bond.a) && touched.has(bond.b) && said.has(bondKey(bond)))) put(bond);
  }
  for (const bond of said.values()) if (bond.isDrawn) put(bond);
  return { a: Uint32Array.from(a), b: Uint32Array.from(b), image: Int16Array.from(image) };
}

const cellsAt = (of: ArrayLike<number>, k: number): IntVec3 => [
  of[3 * k]!,
  of[3 * k + 1]!,
  of[3 * k + 2]!,
];

/** The atoms in other cells at which sticks end that were drawn from an atom of the cell. */
export const withHandBondEnds = (images: ImageList, byHand: readonly HandBond[]): ImageList =>
  withImages(
    images,
    byHand.flatMap((bond) =>
      bond.isDrawn ? [bond, turned(bond)].map((end) => ({ atom: end.b, cells: end.image })) : [],
    ),
  );

/**
 * The same bonds in a frame: each to the image of its second atom that is nearest to where it was at rest, seen from the
 * first. An atom that a frame lists on the other side of the cell keeps its bond.
 */
export function movedHandBonds(
  byHand: readonly HandBond[],
  rest: Pick<Structure, 'lattice' | 'xyz'>,
  now: Pick<Structure, 'lattice' | 'xyz'>,
): readonly HandBond[] {
  if (byHand.length === 0) return byHand;
  const [before, after] = [inverse(rest.lattice), inverse(now.lattice)];
  return byHand.map((bond) => {
    const between = (xyz: ArrayLike<number>, inv: ArrayLike<number>) =>
      mulRow(sub(row(xyz, bond.b), row(xyz, bond.a)), inv);
    const [was, is] = [between(rest.xyz, before), between(now.xyz, after)];
    return { ...bond, image: mapTuple(bond.image, (n, k) => n - Math.round(is[k]! - was[k]!)) };
  });
}
