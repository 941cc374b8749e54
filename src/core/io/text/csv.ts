import { parseNumber, words } from './text.ts';

/** A value in a table of comma-separated values. Null, NaN and infinities are empty cells. */
export type CsvCell = string | number | null;

/** What a spreadsheet takes for the start of a formula, after blanks and in the wide signs of East Asian text too. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^\t/u;

/**
 * One row of a table, with its line end. Every CSV file that the page and the terminal write is made of these, as
 * names of crystals and titles come from files and links of others.
 * @see RFC 4180 for the quotes; OWASP, "CSV Injection", for the apostrophe before a text that would be computed
 */
export const csvRow = (cells: readonly CsvCell[]): string => `${cells.map(cellText).join(',')}\n`;

/**
 * A remark above the table: one line that begins with #. What follows a separator in it is made harmless too, as
 * a spreadsheet takes it for a cell of its own.
 */
export const csvRemark = (text: string): string =>
  `# ${text
    .replace(/\s+/g, ' ')
    .replace(
      /([,;]\s*"?)([^,;"]*)/g,
      (_, separator: string, cell: string) => separator + harmless(cell),
    )}\n`;

function cellText(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  // One line each: a reader that goes line by line would take the rest of a name for another row.
  const text = harmless(value.replace(/[\r\n]+/g, ' '));
  return /[",;\t']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An apostrophe in front marks text; numbers, and rows of numbers such as the indices −1 1 0, are no formulas. */
const harmless = (text: string): string => {
  const isFormula =
    FORMULA.test(text) &&
    (text.startsWith('\t') || !words(text).every((word) => parseNumber(word) !== undefined));
  return isFormula ? `'${text}` : text;
};
