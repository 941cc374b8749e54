import { composition, formula } from '#core/crystal/structure.ts';
import { isIsotope } from '#core/io/isotopes.ts';
import { oneLine } from '#core/io/text/text.ts';
import { type CifBlock, item } from './cifText.ts';

/** Relative misfit of formulas; printed ones are rounded. */
const FORMULA_TOLERANCE = 0.02;

const FORMULA = '_chemical_formula_sum';

/** Atoms of each element in the formula that is printed; null when there is none, or none we can read. */
export function printedFormula(block: CifBlock): ReadonlyMap<string, number> | null {
  const printed = item(block, FORMULA)?.text.trim();
  if (printed === undefined || printed.length > 200) return null;
  const expected = new Map<string, number>();
  for (const term of printed.split(/\s+/)) {
    const [, symbol, count] = /^([A-Z][a-z]?)(\d*\.?\d*)$/.exec(term) ?? [];
    if (symbol === undefined) return null;
    const element = isIsotope(symbol) ? 'H' : symbol;
    expected.set(element, (expected.get(element) ?? 0) + (count ? Number(count) : 1));
  }
  return expected;
}

/** Compares proportions only: files disagree on whether the sum is of a formula unit or the cell. */
export function formulaWarning(block: CifBlock, numbers: Uint8Array): string[] {
  const expected = printedFormula(block);
  if (expected === null) return [];
  const found = new Map(Object.entries(composition(numbers)));
  const units = numbers.length / [...expected.values()].reduce((sum, n) => sum + n, 0);
  const agree = [...new Set([...expected.keys(), ...found.keys()])].every((symbol) => {
    const [n, m] = [found.get(symbol) ?? 0, (expected.get(symbol) ?? 0) * units];
    return Math.abs(n - m) <= FORMULA_TOLERANCE * Math.max(n, m);
  });
  return agree
    ? []
    : [
        `the sites give ${formula(composition(numbers))}, not in the proportions of the file's formula ${oneLine(item(block, FORMULA)!.text)}`,
      ];
}
