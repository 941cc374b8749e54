import { EpistackError } from '#core/errors.ts';
import { oneLine, parseNumber, refuse, splitLines } from '#core/io/text/text.ts';

const FORMAT = 'CSV';

/** A quantity sampled at even steps. */
export interface SampledSeries {
  readonly stepFs: number;
  readonly values: Float64Array;
  /** The head of the column of values, or "". Text from a file: never HTML. */
  readonly name: string;
}

/** Largest deviation of a time from an even grid, in steps: printed digits, not gaps. */
const UNEVEN = 0.01;
/** A correlation needs at least so many values. */
const MIN_VALUES = 4;
const MAX_VALUES = 10_000_000;

/**
 * Reads energies (eV) in one column, or times (fs) and energies in two, with or without a head; commas,
 * semicolons, tabs or blanks between; lines that begin with # are remarks.
 * @param stepFs between two values of a file with one column
 * @throws `parse` with the line: text, other units in the head, uneven times, missing values
 */
export function readSeriesCsv(text: string, stepFs?: number): SampledSeries {
  const times: number[] = [];
  const values: number[] = [];
  let width = 0;
  let name = '';
  for (const [k, raw] of splitLines(text.replace(/^\ufeff/, '')).entries()) {
    const line = k + 1;
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    const cells = cellsOf(content, line);
    const numbers = cells.map(parseNumber);
    if (width === 0 && numbers.every((x) => x === undefined)) {
      if (name !== '') refuse(FORMAT, line, 'numbers: only one line may name the columns');
      name = readHead(cells, line);
      continue;
    }
    width ||= cells.length;
    if (width > 2) refuse(FORMAT, line, 'one column (eV), or two (fs and eV)');
    const value = numbers[width - 1];
    if (cells.length !== width || value === undefined || numbers[0] === undefined)
      refuse(FORMAT, line, width === 1 ? 'one number, in eV' : 'two numbers, in fs and eV');
    if (width === 2) {
      times.push(numbers[0]);
      checkTime(times, line);
    }
    values.push(value);
    if (values.length > MAX_VALUES)
      throw new EpistackError({
        code: 'too-large',
        what: 'values',
        count: values.length,
        limit: MAX_VALUES,
      });
  }
  const lines = splitLines(text).length;
  if (values.length < MIN_VALUES) refuse(FORMAT, lines, `${MIN_VALUES} values or more`);
  if (width === 1 && !((stepFs ?? 0) > 0))
    refuse(
      FORMAT,
      1,
      'a column of times, or the step between two values in fs given beside the file',
    );
  return {
    stepFs: width === 1 ? stepFs! : (times.at(-1)! - times[0]!) / (times.length - 1),
    values: Float64Array.from(values),
    name,
  };
}

function cellsOf(content: string, line: number): string[] {
  if (content.includes(';') && /\d,\d/.test(content))
    refuse(FORMAT, line, 'a point before the decimals, not a comma');
  const separator = content.includes(';') ? ';' : content.includes(',') ? ',' : /\s+/;
  return content.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

/** The last head; a unit in it has to be the one that is read. */
function readHead(cells: readonly string[], line: number): string {
  const other =
    /(?<![A-Za-z])(ps|ns|µs|as|s|meV|keV|Ha|hartree|Ry|cm-1|K|kcal\/mol|kJ\/mol)(?![A-Za-z])/;
  for (const cell of cells) {
    const unit = /[([]\s*([^)\]]+?)\s*[)\]]/.exec(cell)?.[1] ?? cell.split(/[\s_/]/).at(-1)!;
    if (other.test(unit) && !/^(fs|eV)$/.test(unit))
      refuse(FORMAT, line, `fs and eV, not ${oneLine(unit).slice(0, 20)}`);
  }
  return oneLine(cells.at(-1)!).slice(0, 80);
}

/** @throws `parse` when the last time is not one even step after the one before */
function checkTime(times: readonly number[], line: number): void {
  const n = times.length;
  if (n < 2) return;
  const step = times[1]! - times[0]!;
  if (!(step > 0)) refuse(FORMAT, line, 'times that grow');
  const off = Math.abs(times[n - 1]! - times[n - 2]! - step);
  if (!(off <= UNEVEN * step))
    refuse(
      FORMAT,
      line,
      `a time ${Number(step.toPrecision(6))} fs after the one before, as at first`,
    );
}
