import { type Arguments, optional, single } from '#cli/args.ts';
import { anyOutput, checkOut, library, readRecipe, writeText } from '#cli/files.ts';
import type { Answer } from '#cli/text.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { writeSource } from '#core/export/writeFile.ts';
import { OUTPUT_WORDS } from '#core/io/formats.ts';
import { build } from '#core/recipe/build.ts';
import { elasticLines, elasticReport } from '#core/recipe/elastic.ts';
import { reportOf } from '#core/recipe/report.ts';
import { reportText } from '#core/recipe/reportText.ts';

export const options = { out: 'string', format: 'string', json: 'boolean' } as const;
export const help = `build RECIPE [--out FILE] [--format ${OUTPUT_WORDS.join('|')}] [--json]
  Builds an interface and reports it: atoms, cell, mismatch, strain, contacts, warnings.
  RECIPE: a recipe file (JSON), - for standard input, preset:ID, or a link copied from the page.
  Inputs of qe and cp2k are relaxations with default settings, lammps is data without a potential: export
  writes sets that run. --out - writes the file instead of the report to standard output.`;

export function run(args: Arguments): Answer {
  const out = optional(args, 'out');
  checkOut(out, args);
  const built = build(readRecipe(single(args, 'RECIPE')), library());
  const report = reportOf(built);
  if (out !== null) {
    const source = { built, report, xyz: null, note: '', freeze: { kind: 'none' } } as const;
    const settings = { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT };
    writeText(out, writeSource(source, anyOutput(out, optional(args, 'format')), settings));
  }
  const elastic = elasticReport(built, library());
  const value = { ...report, elastic };
  if (out === '-') return { value, text: '' };
  const names = report.layers.map((l) => l.label);
  const energies = elasticLines(elastic, names).map((line) => `${line}\n`);
  const written = out === null ? '' : `\nwritten: ${out}\n`;
  return { value, text: reportText(report) + energies.join('') + written };
}
