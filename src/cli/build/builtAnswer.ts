import { type Arguments, optional, UsageError } from '#cli/args.ts';
import { packagedLibrary } from '#cli/library.ts';
import { anyOutput, checkOut, writeText } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { writeSource } from '#core/export/writeFile.ts';
import { build } from '#core/recipe/build.ts';
import { elasticLines, elasticReport } from '#core/recipe/elastic.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { paperCheck } from '#core/recipe/presets/paperCheck.ts';
import { paperText } from '#core/recipe/presets/paperText.ts';
import { unchangedPreset } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { reportText } from '#core/recipe/report/reportText.ts';
import { warningJson } from '#core/recipe/report/warnings.ts';

/** Where commands that build a recipe write it. */
export const builtOptions = {
  out: 'string',
  format: 'string',
  recipe: 'string',
  json: 'boolean',
} as const;

/** Refuses outputs that cannot be, before anything is computed. @throws {UsageError} */
export function checkBuiltOut(args: Arguments): void {
  const [out, recipe] = [optional(args, 'out'), optional(args, 'recipe')];
  for (const path of [out, recipe]) checkOut(path, args);
  if (out === '-' && recipe === '-')
    throw new UsageError('--out and --recipe cannot both be standard output');
  if (out !== null) anyOutput(out, optional(args, 'format'));
}

/** The report of a recipe as JSON and as text, and the files that were asked for. */
export function builtAnswer(
  recipe: Recipe,
  args: Arguments,
): CommandAnswer & { readonly value: Omit<Report, 'warnings'> } {
  const [out, recipeOut] = [optional(args, 'out'), optional(args, 'recipe')];
  const built = build(recipe, packagedLibrary());
  const report = reportOf(built, unchangedPreset(recipe)?.about);
  if (out !== null) {
    const source = { built, report, xyz: null, note: '' } as const;
    const settings = { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT };
    writeText(out, writeSource(source, anyOutput(out, optional(args, 'format')), settings));
  }
  if (recipeOut !== null) writeText(recipeOut, `${canonicalJson(recipe)}\n`);
  const elastic = elasticReport(built, packagedLibrary());
  const paper = paperCheck(built, report);
  const value = {
    ...report,
    warnings: report.warnings.map(warningJson),
    elastic,
    ...(paper.length === 0 ? {} : { paper }),
  };
  if (out === '-' || recipeOut === '-') return { value, text: '' };
  const names = report.layers.map((l) => l.label);
  const energies = elasticLines(elastic, names).map((line) => `${line}\n`);
  const files = [out, recipeOut].filter((path) => path !== null);
  const written = files.length === 0 ? '' : `\nwritten: ${files.join(', ')}\n`;
  return { value, text: reportText(report) + energies.join('') + paperText(paper) + written };
}
