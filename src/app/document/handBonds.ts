import { type HandBond, isSameBond, NO_HAND_BONDS } from '#core/crystal/coordination/handBonds.ts';
import { changeMarks, type KeptBond, marksNow } from './marks.ts';

/** Whether the atoms of a bond are those that it was made on. */
export const isBondOf = ({ a, b, elements, of }: KeptBond, numbers: ArrayLike<number>): boolean =>
  of === numbers.length && numbers[a] === elements[0] && numbers[b] === elements[1];

/** Those that were made on these atoms. */
export function bondsOn(
  bonds: readonly KeptBond[],
  numbers: ArrayLike<number>,
): readonly HandBond[] {
  const found = bonds.filter((bond) => isBondOf(bond, numbers));
  return found.length === 0 ? NO_HAND_BONDS : found;
}

/** Draws a stick or leaves it out, as one step that Undo takes back; nothing where that is so already. */
export function keepBond(bond: HandBond, numbers: ArrayLike<number>): void {
  const kept: KeptBond = {
    ...bond,
    elements: [numbers[bond.a]!, numbers[bond.b]!],
    of: numbers.length,
  };
  const isSame = (other: KeptBond) => isBondOf(other, numbers) && isSameBond(other, kept);
  if (marksNow().bonds.some((other) => isSame(other) && other.isDrawn === kept.isDrawn)) return;
  changeMarks((marks) => ({
    ...marks,
    bonds: [...marks.bonds.filter((other) => !isSame(other)), kept],
  }));
}

/** Leaves these to the rules by pair of elements again, as one step. */
export const forgetBonds = (isGone: (bond: KeptBond) => boolean): void =>
  changeMarks((marks) => ({ ...marks, bonds: marks.bonds.filter((bond) => !isGone(bond)) }));
