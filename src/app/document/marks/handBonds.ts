import { type HandBond, isSameBond, NO_HAND_BONDS } from '#core/crystal/coordination/handBonds.ts';
import { changeMarks, type KeptBond, marksNow } from './marks.ts';
import { isMadeOn, type MarkedAtoms, madeOn } from './onAtoms.ts';

/** Whether the atoms of a bond are those that it was made on. */
export const isBondOf = (bond: KeptBond, atoms: MarkedAtoms): boolean =>
  isMadeOn(bond, [bond.a, bond.b], atoms);

/** Those that were made on these atoms. */
export function bondsOn(bonds: readonly KeptBond[], atoms: MarkedAtoms): readonly KeptBond[] {
  const found = bonds.filter((bond) => isBondOf(bond, atoms));
  return found.length === 0 ? NONE : found;
}

const NONE = NO_HAND_BONDS as readonly KeptBond[];

/** Draws a stick or leaves it out, as one step that Undo takes back; nothing where that is so already. */
export function keepBond(bond: HandBond, atoms: MarkedAtoms): void {
  const kept: KeptBond = { ...bond, ...madeOn(atoms, [bond.a, bond.b]) };
  const isSame = (other: KeptBond) => isBondOf(other, atoms) && isSameBond(other, kept);
  if (marksNow().bonds.some((other) => isSame(other) && other.isDrawn === kept.isDrawn)) return;
  changeMarks((marks) => ({
    ...marks,
    bonds: [...marks.bonds.filter((other) => !isSame(other)), kept],
  }));
}

/** Leaves these to the rules by pair of elements again, as one step. */
export const forgetBonds = (isGone: (bond: KeptBond) => boolean): void =>
  changeMarks((marks) => ({ ...marks, bonds: marks.bonds.filter((bond) => !isGone(bond)) }));

/** Puts another bond into the place of one, as one step; two that become the same are one. */
export const changeBond = (from: KeptBond, to: KeptBond): void =>
  changeMarks((marks) => ({
    ...marks,
    bonds: marks.bonds.flatMap((bond) => {
      if (bond === from) return [to];
      return isSameBond(bond, to) && bond.of === to.of && bond.cut === to.cut ? [] : [bond];
    }),
  }));
