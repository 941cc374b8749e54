import { trueMinus } from '#core/math/decimals.ts';
import { bondedNetwork } from './bondedUnits.ts';
import { COVALENT_RADIUS_ANG, SYMBOLS } from './elements.ts';
import { emptyLayers, sheetPlane } from './emptyLayers.ts';
import { forEachPair } from './neighbors.ts';
import type { Structure } from './structure.ts';

/** The nearest pair of two elements in a crystal. */
export interface ShortestPair {
  readonly a: string;
  readonly b: string;
  readonly ang: number;
  /** Distance over the sum of the covalent radii: 0.85–1.2 for a bond. */
  readonly ratio: number;
}

/** Pairs beyond this multiple of the covalent radii are no neighbours. */
const NEIGHBOUR_RATIO = 1.6;
/** N≡N (0.77) and C≡O (0.79) are the shortest bonds by this measure. */
const SHORT_RATIO = 0.7;

/**
 * The shortest distance of each pair of elements that have neighbours, by ratio.
 * @returns empty when every atom is far from every other
 */
export function shortestPairs({ lattice, xyz, numbers }: Structure): readonly ShortestPair[] {
  const longest = Math.max(...[...new Set(numbers)].map((z) => COVALENT_RADIUS_ANG[z]!));
  const found = new Map<number, ShortestPair>();
  forEachPair(lattice, xyz, 2 * longest * NEIGHBOUR_RATIO, (i, j, _, ang) => {
    const [p, q] = [Math.min(numbers[i]!, numbers[j]!), Math.max(numbers[i]!, numbers[j]!)];
    const ratio = ang / (COVALENT_RADIUS_ANG[p]! + COVALENT_RADIUS_ANG[q]!);
    const known = found.get(256 * p + q);
    if (ratio <= NEIGHBOUR_RATIO && (known === undefined || ang < known.ang))
      found.set(256 * p + q, { a: SYMBOLS[p]!, b: SYMBOLS[q]!, ang, ratio });
  });
  return [...found.values()].sort((p, q) => p.ratio - q.ratio);
}

/** What is odd about the distances of a would-be bulk crystal, in words; empty when nothing is. */
export function distanceWarnings(
  structure: Structure,
  pairs: readonly ShortestPair[],
): readonly string[] {
  const out: string[] = [];
  const short = pairs.filter((p) => p.ratio < SHORT_RATIO);
  for (const { a, b, ang, ratio } of short.slice(0, 3))
    out.push(
      `${a}–${b} ${ang.toFixed(2)} Å is ${ratio.toFixed(2)} of the sum of their covalent radii: atoms overlap, or the cell is too small`,
    );
  if (pairs.length === 0)
    out.push('no atom has a neighbour within 1.6 times the covalent radii: is the cell in Å?');
  const vacuum = vacuumText(structure);
  if (pairs.length > 0 && vacuum !== null) out.push(vacuum);
  return out;
}

/**
 * What a file is that keeps its atoms in vacuum, and what a slab of it will be, in words; null for a bulk crystal. Import
 * dialog and terminal say it alike.
 * @param indices converts Miller indices of the structure to those of the axes that the text names
 */
export function vacuumText(
  structure: Structure,
  indices: (hkl: readonly number[]) => readonly number[] = (hkl) => hkl,
): string | null {
  const empty = emptyLayers(structure);
  if (empty.length === 0) return null;
  const letter = (axis: number): string =>
    'abc'[indices([0, 1, 2].map((k) => Number(k === axis))).indexOf(1)]!;
  const where = empty.map(({ axis, ang }) => `${ang.toFixed(1)} Å along ${letter(axis)}`);
  if (empty.length > 1)
    return `empty layers of ${where.join(' and ')}: this looks like a ${empty.length === 2 ? 'wire' : 'molecule'} in vacuum, not a bulk crystal, and it has no plane to cut`;
  const layers = bondedNetwork(structure).units.filter((unit) => unit.dimensions === 2).length;
  const what = layers > 1 ? `a stack of ${layers} layers` : 'a sheet or slab in one piece';
  const plane = trueMinus(indices(sheetPlane(structure)!).join(' '));
  return `an empty layer of ${where[0]}: this looks like ${what}, not a bulk crystal. Its plane is (${plane}), and a slab of that plane leaves the empty layer out`;
}
