import { atomsKey } from '#core/recipe/hash.ts';
import type { Recipe } from '#core/recipe/recipe.ts';

/** Which atoms are in the picture, as far as notes on single ones need it. */
export interface MarkedAtoms {
  /** Atomic numbers. */
  readonly numbers: ArrayLike<number>;
  /** How the slabs were cut, see `atomsKey`; null for atoms of a file. */
  readonly cut: string | null;
}

/** On which atoms a note was made: on others their numbers mean others. */
export interface MadeOn {
  /** How many atoms there were. */
  readonly of: number;
  /** Atomic numbers of those that are named; absent in notes of earlier versions. */
  readonly elements?: readonly number[];
  /** How the slabs were cut; absent for atoms of a file, and in notes of earlier versions. */
  readonly cut?: string;
}

const cuts = new WeakMap<Recipe, string>();

/** The atoms of a structure. @param recipe null for atoms of a file */
export function markedAtoms(numbers: ArrayLike<number>, recipe: Recipe | null): MarkedAtoms {
  if (recipe === null) return { numbers, cut: null };
  const cut = cuts.get(recipe) ?? atomsKey(recipe);
  cuts.set(recipe, cut);
  return { numbers, cut };
}

/** What a note on some of these atoms keeps of them. */
export const madeOn = (
  { numbers, cut }: MarkedAtoms,
  atoms: readonly number[],
): { readonly of: number; readonly elements: readonly number[]; readonly cut?: string } => ({
  of: numbers.length,
  elements: atoms.map((i) => numbers[i]!),
  ...(cut !== null && { cut }),
});

/** Whether a note on atoms was made on these. */
export const isMadeOn = (
  note: MadeOn,
  atoms: readonly number[],
  { numbers, cut }: MarkedAtoms,
): boolean =>
  note.of === numbers.length &&
  (note.elements === undefined || atoms.every((i, k) => numbers[i] === note.elements![k])) &&
  (note.cut === undefined || cut === null || note.cut === cut);
