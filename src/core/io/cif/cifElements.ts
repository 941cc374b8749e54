import { EpistackError } from '#core/errors.ts';
import { elementInFile, isIsotope } from '#core/io/isotopes.ts';
import { oneLine, refuse } from '#core/io/text/text.ts';
import { CIF, type CifValue } from './cifText.ts';

// Which element a site is: by its type symbol, else by its label and the formula.

/** No oxidation state is larger: such a number is a typing error. */
export const MAX_STATE_E = 9;

/** "Pb2+" is 2, "Br1-" and "Br-" are −1, "Fe+3" is 3; undefined without a sign. */
export function chargeOfType(text: string): number | undefined {
  const [, before, sign, after] = /^[A-Za-z]{1,2}(\d*)([+-])(\d*)$/.exec(text.trim()) ?? [];
  if (sign === undefined || (before !== '' && after !== '')) return undefined;
  const size = Number(before || after || '1');
  return size > MAX_STATE_E ? undefined : sign === '-' ? -size : size;
}

const titleCase = (letters: string): string =>
  letters[0]!.toUpperCase() + letters.slice(1).toLowerCase();
const isElement = (symbol: string): boolean => elementInFile(symbol) !== undefined;

/** The oxygen of a water molecule whose hydrogens are not listed, as diffraction people label it. */
const WATER = /^(?:wat|water|hoh|h2o|oh2|ow)(?![a-z])/i;

/** What a label or type symbol was read as. */
export interface ReadElement {
  readonly symbol: string;
  /** The oxygen of a water molecule; its hydrogens have no sites here. */
  readonly water: boolean;
  /** The formula decided, or would have decided otherwise; null when the label alone is clear. */
  readonly guess: 'by-formula' | 'against-formula' | null;
}

const plain = (symbol: string): ReadElement => ({ symbol, water: false, guess: null });

/**
 * "Cs1+", "O2-", "Fe+3", "CS", "Wat": a type symbol is an element and a charge, or water.
 * @returns null for a mixture of elements, which is disorder: "0.8Nb + 0.2Zr", "Nb/Zr"
 * @throws `unknown-element`
 */
export function elementOfType({ text, line }: CifValue): ReadElement | null {
  const name = text.trim();
  const letters = /^([A-Za-z]{1,2})\d*[+-]?\d*$/.exec(name)?.[1];
  const symbol = letters === undefined ? '' : titleCase(letters);
  if (isElement(symbol)) return plain(symbol);
  if (WATER.test(name)) return { symbol: 'O', water: true, guess: null };
  if (isMixture(name)) return null;
  throw unknownElement(oneLine(text).slice(0, 40), line);
}

/** Part of a place that an element has. */
export interface MixturePart {
  readonly z: number;
  readonly amount: number;
}

/** "0.8Nb + 0.2Zr", "Fe0.5Co0.5", "Fe50Co50": the amounts, if each element has one; they sum to 1 at most. */
export function mixtureParts(text: string): readonly MixturePart[] | null {
  const before = [...text.matchAll(/(\d*\.?\d+)\s*([A-Z][a-z]?)/g)].map(
    (m) => [m[2]!, m[1]!] as const,
  );
  const after = [...text.matchAll(/([A-Z][a-z]?)\s*(\d*\.?\d+)/g)].map(
    (m) => [m[1]!, m[2]!] as const,
  );
  const count = (text.match(/[A-Z][a-z]?/g) ?? []).length;
  const chosen = /^[\d.]/.test(text.trim()) ? before : after;
  if (chosen.length !== count || /[+-]\d|\d[+-](?!\s)/.test(text)) return null;
  const sum = chosen.reduce((total, [, amount]) => total + Number(amount), 0);
  const whole = Math.abs(sum - 100) < 1 ? 100 : 1;
  if (!(sum > 0 && sum <= whole * 1.01)) return null;
  const parts = chosen.map(([symbol, amount]) => ({
    z: elementInFile(symbol) ?? 0,
    amount: Number(amount) / whole,
  }));
  return parts.some((part) => part.z === 0) ? null : parts;
}

/** Two elements or more, with amounts or something between them or neither; or one with a part of 1. */
function isMixture(text: string): boolean {
  const symbols = text.match(/[A-Z][a-z]?/g) ?? [];
  const rest = text.replaceAll(/[A-Z][a-z]?/g, '').trim();
  if (symbols.length === 0 || !symbols.every(isElement) || !/^[\d.+\-/,\s()]*$/.test(rest))
    return false;
  if (new Set(symbols).size === 1) return symbols.length === 1 && /^0?\.\d+$/.test(rest);
  // "OH" and "NH4" are groups of atoms, not atoms that share a place.
  return rest === '' || /^\d+$/.test(rest) ? !symbols.some((s) => s === 'H' || isIsotope(s)) : true;
}

/**
 * "Cd0", "O1A", "H12", "CL1": a label begins with the element. Where one letter and two are elements, title case
 * means two; in capitals, and where what it means is not in the formula, the formula decides.
 * @param formula elements of the printed formula; null when there is none
 * @throws `parse` when the label may mean two elements and the formula does not decide, `unknown-element`
 */
export function elementOfLabel(
  label: string,
  line: number,
  formula: ReadonlySet<string> | null,
): ReadElement {
  if (WATER.test(label)) return { symbol: 'O', water: true, guess: null };
  const two = /^[A-Za-z]{2}/.exec(label) && titleCase(label.slice(0, 2));
  const one = /^[A-Za-z]/.exec(label) && label[0]!.toUpperCase();
  // "T1" labels a tetrahedral place of a framework: only a type symbol is tritium.
  const candidates = [two, one].filter((s): s is string => s !== null && s !== 'T' && isElement(s));
  if (candidates.length === 0) throw unknownElement(label, line);
  const inFormula = candidates.filter((s) => formula?.has(isIsotope(s) ? 'H' : s));
  // "W1", "Wa" and "WA2" beside a formula without tungsten: many label the oxygen of water so.
  if (candidates[0] === 'W' && formula !== null && !formula.has('W') && formula.has('O'))
    return { symbol: 'O', water: true, guess: null };
  const clear = candidates.length === 1 || /^[A-Z][a-z]/.test(label);
  if (clear && (formula === null || inFormula.includes(candidates[0]!)))
    return plain(candidates[0]!);
  if (inFormula.length === 1) return { symbol: inFormula[0]!, water: false, guess: 'by-formula' };
  if (!clear)
    refuse(
      CIF,
      line,
      `the element of ${label} in _atom_site_type_symbol, or a _chemical_formula_sum that decides: the label may mean ${candidates[1]} or ${candidates[0]}`,
    );
  return { symbol: candidates[0]!, water: false, guess: 'against-formula' };
}

const unknownElement = (symbol: string, line: number) =>
  new EpistackError({ code: 'unknown-element', symbol, at: { format: CIF, line } });
