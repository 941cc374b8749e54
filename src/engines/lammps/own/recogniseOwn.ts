import { entriesOf, funcflElement, setflElements, setflNumbers } from './ownEntries.ts';
import { ENTRY_NUMBERS, OWN_STYLES, type OwnStyle } from './ownStyles.ts';

/**
 * Which styles a potential file may be of, by its content alone, the likeliest first.
 * @returns empty for a file of another kind
 */
export function stylesOf(text: string): readonly OwnStyle[] {
  if (/^\s*pair_style\s/m.test(text)) return ['commands'];
  if (setflElements(text) !== null) return embedded(text);
  if (funcflElement(text) !== null) return ['eam'];
  const entries = entriesOf(text);
  if (entries === null) return [];
  const fitting = OWN_STYLES.filter((style) =>
    entries.every(({ numbers }) => numbers.length === ENTRY_NUMBERS[style]),
  );
  // Tersoff and Vashishta both have 14; the first number of Tersoff is an exponent that is 1 or 3, which LAMMPS demands.
  const exponents = entries.every(({ numbers }) => numbers[0] === 1 || numbers[0] === 3);
  return fitting.filter((style) => !style.startsWith('tersoff') || exponents).sort(likely);
}

const likely = (p: OwnStyle, q: OwnStyle): number => OWN_STYLES.indexOf(p) - OWN_STYLES.indexOf(q);

/** Alloys have one density an element, Finnis–Sinclair one a pair: with one element they are the same. */
function embedded(text: string): readonly OwnStyle[] {
  const both = setflNumbers(text)!;
  const found = text.split(/\r?\n/).slice(5).join(' ').trim().split(/\s+/).length;
  if (both.alloy !== both.fs && found === both.alloy) return ['eam/alloy'];
  if (both.alloy !== both.fs && found === both.fs) return ['eam/fs'];
  return ['eam/alloy', 'eam/fs'];
}

/** Whether a file that begins so is a potential of LAMMPS; a large one may be cut off behind `head`. */
export const looksLikePotential = (head: string): boolean => stylesOf(head).length > 0;
