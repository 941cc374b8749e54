import { DFT_NOTE, ENGINES_SAY, PAPER_ENGINES, type PaperRow } from './paperCheck.ts';
import { PAPER_CITATION } from './paperReading.ts';

/** Columns that stand below each other, of one width each. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  return rows.map((row) =>
    `  ${row.map((cell, k) => cell.padEnd(widths[k]!)).join('  ')}`.trimEnd(),
  );
}

/** The paper check for a terminal: printed beside computed, the engines in a table of their own. "" for no rows. */
export function paperText(rows: readonly PaperRow[]): string {
  if (rows.length === 0) return '';
  const built = rows.filter((r) => r.byEngine === undefined);
  const engines = rows.filter((r) => r.byEngine !== undefined);
  return [
    '',
    `paper check: ${PAPER_CITATION}; ≠ marks what does not agree, = what was put in`,
    ...aligned([
      ['', 'quantity', 'printed', 'computed'],
      ...built.map((r) => [
        r.chosen ? '=' : r.agrees === false ? '≠' : '',
        r.quantity,
        r.printed,
        r.computed,
      ]),
    ]),
    '',
    'by physics, means of the nearest contacts in Å',
    ...aligned([
      ['', 'printed', ...PAPER_ENGINES],
      ...engines.map((r) => [r.quantity, r.printed, ...r.byEngine!]),
    ]),
    `  ${ENGINES_SAY}`,
    `  ${DFT_NOTE}`,
    ...[...new Set(engines.map((r) => `  ${r.quantity}: ${r.why}`))],
    '',
  ].join('\n');
}
