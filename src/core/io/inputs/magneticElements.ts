import { SYMBOLS } from '#core/crystal/elements.ts';

/** Elements whose own crystal has ordered moments in its ground state; most of their compounds have moments too. */
const MAGNETIC: readonly string[] = [
  'Cr',
  'Mn',
  'Fe',
  'Co',
  'Ni',
  'Gd',
  'Tb',
  'Dy',
  'Ho',
  'Er',
  'Tm',
];

/** Those of {@link MAGNETIC} among these atoms, in the order of the atoms. */
export const magneticElements = (numbers: ArrayLike<number>): readonly string[] =>
  [...new Set(Array.from(numbers, (z) => SYMBOLS[z]!))].filter((s) => MAGNETIC.includes(s));

/** Names the elements that a calculation without moments is wrong for, to stand behind a remark; "" for none. */
export function magneticHint(numbers: ArrayLike<number>): string {
  const magnetic = magneticElements(numbers);
  if (magnetic.length === 0) return '';
  const are = magnetic.length === 1 ? 'is magnetic in its bulk' : 'are magnetic in their bulk';
  return `. ${magnetic.join(', ')} ${are}: give --magmom`;
}

/** What the input of a calculation without moments says of its spin, in ASCII. */
export const noSpinText = (numbers: ArrayLike<number>): string =>
  `no spin polarisation: the electrons are paired${magneticHint(numbers)}`;
