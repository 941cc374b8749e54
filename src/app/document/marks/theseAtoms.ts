import type { MadeOn, MarkedAtoms } from './onAtoms.ts';

/** On which atoms a list of numbers is made. */
export const theseAtoms = ({ numbers, cut }: MarkedAtoms): MadeOn => ({
  of: numbers.length,
  ...(cut !== null && { cut }),
});

/** Whether a list of numbers was made on these atoms, and on no file of as many. */
export const areThese = ({ of, cut }: MadeOn, atoms: MarkedAtoms): boolean =>
  of === atoms.numbers.length && (cut ?? null) === atoms.cut;

/** Why a note is not drawn on the atoms that are shown. */
export const elsewhereText = ({ of }: MadeOn, { numbers }: MarkedAtoms): string =>
  of === numbers.length
    ? 'made on another cut of the slabs, not on these atoms'
    : `made on ${of} atoms, not on these ${numbers.length}`;

/** Whether the numbers of both mean the same atoms. */
export function areSameAtoms(p: MarkedAtoms, q: MarkedAtoms): boolean {
  if (p.numbers.length !== q.numbers.length || p.cut !== q.cut) return false;
  for (let i = 0; i < p.numbers.length; i++) if (p.numbers[i] !== q.numbers[i]) return false;
  return true;
}
