import { type Arguments, optional, single, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { editedRecipe, editHelp, editOptions } from '#cli/editOptions.ts';
import { readRecipe } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import { anyOutput, checkOut, writeText } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { writeSource } from '#core/export/writeFile.ts';
import { OUTPUT_WORDS } from '#core/io/formats.ts';
import { build } from '#core/recipe/build.ts';
import { elasticLines, elasticReport } from '#core/recipe/elastic.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { unchangedPreset } from '#core/recipe/presets/presets.ts';
import { reportOf } from '#core/recipe/report.ts';
import { reportText } from '#core/recipe/reportText.ts';
import { warningJson } from '#core/recipe/warnings.ts';

const options = {
  ...editOptions,
  out: 'string',
  format: 'string',
  recipe: 'string',
  json: 'boolean',
} as const;
const help = `build RECIPE [--out FILE] [--format ${OUTPUT_WORDS.join('|')}] [--recipe FILE] [--json]
        [--strain-share F] [--shift A,B] [--d0 Å] [--vacuum Å]
        [--film-matrix M --substrate-matrix M [--film-hkl H] [--substrate-hkl H]]
  Builds an interface and reports it: atoms, cell, mismatch, strain, contacts, warnings.
  RECIPE: a recipe file (JSON), - for standard input, preset:ID, or a link copied from the page.
  Inputs of qe and cp2k are relaxations with default settings, lammps is data without a potential: export
  writes sets that run. --out - writes the file instead of the report to standard output, --recipe - the recipe.
${editHelp}
  --recipe FILE writes the recipe that was built, for any command that takes one.`;

/** `epistack build`: builds a recipe and reports on it. */
export const command = {
  name: 'build',
  summary: 'build an interface from a recipe and report it',
  options,
  help,
  run,
} satisfies Command;

function run(args: Arguments): CommandAnswer {
  const out = optional(args, 'out');
  const recipeOut = optional(args, 'recipe');
  for (const path of [out, recipeOut]) checkOut(path, args);
  if (out === '-' && recipeOut === '-')
    throw new UsageError('--out and --recipe cannot both be standard output');
  const recipe = editedRecipe(readRecipe(single(args, 'RECIPE')), args, packagedLibrary());
  const built = build(recipe, packagedLibrary());
  const report = reportOf(built, unchangedPreset(recipe)?.about);
  if (out !== null) {
    const source = { built, report, xyz: null, note: '', freeze: { kind: 'none' } } as const;
    const settings = { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT };
    writeText(out, writeSource(source, anyOutput(out, optional(args, 'format')), settings));
  }
  if (recipeOut !== null) writeText(recipeOut, `${canonicalJson(recipe)}\n`);
  const elastic = elasticReport(built, packagedLibrary());
  const value = { ...report, warnings: report.warnings.map(warningJson), elastic };
  if (out === '-' || recipeOut === '-') return { value, text: '' };
  const names = report.layers.map((l) => l.label);
  const energies = elasticLines(elastic, names).map((line) => `${line}\n`);
  const files = [out, recipeOut].filter((path) => path !== null);
  const written = files.length === 0 ? '' : `\nwritten: ${files.join(', ')}\n`;
  return { value, text: reportText(report) + energies.join('') + written };
}
