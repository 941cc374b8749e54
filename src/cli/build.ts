import { writeAtoms } from '#core/io/formats.ts';
import { build } from '#core/recipe/build.ts';
import { exportTitle } from '#core/recipe/provenance.ts';
import { reportOf } from '#core/recipe/report.ts';
import { reportText } from '#core/recipe/reportText.ts';
import { type Arguments, optional, single } from './args.ts';
import { checkOut, library, outputFormat, readRecipe, writeText } from './files.ts';
import type { Answer } from './text.ts';

export const options = { out: 'string', format: 'string', json: 'boolean' } as const;
export const help = `build RECIPE [--out FILE] [--format poscar|cif|extxyz|xdatcar] [--json]
  Builds an interface and reports it: atoms, cell, mismatch, strain, contacts, warnings.
  RECIPE: a recipe file (JSON), - for standard input, preset:ID, or a link copied from the page.
  --out - writes the file instead of the report to standard output.`;

export function run(args: Arguments): Answer {
  const out = optional(args, 'out');
  checkOut(out, args);
  const built = build(readRecipe(single(args, 'RECIPE')), library());
  if (out !== null) {
    const format = outputFormat(out, optional(args, 'format'));
    writeText(out, writeAtoms(built.structure, format, { title: exportTitle(built) }));
  }
  const report = reportOf(built);
  if (out === '-') return { value: report, text: '' };
  return { value: report, text: reportText(report) + (out === null ? '' : `\nwritten: ${out}\n`) };
}
