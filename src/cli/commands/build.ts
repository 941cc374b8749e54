import { type Arguments, single } from '#cli/args.ts';
import { builtAnswer, builtOptions, checkBuiltOut } from '#cli/build/builtAnswer.ts';
import { editedRecipe, editHelp, editOptions, isRuleAsked } from '#cli/build/editOptions.ts';
import type { Command } from '#cli/command.ts';
import { readRecipe } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { OUTPUT_WORDS } from '#core/io/formats.ts';
import { build } from '#core/recipe/build.ts';
import { FILM_STEP } from '#core/recipe/edits/match.ts';
import { RULE_TEXTS } from '#core/registry/automaticSeparation.ts';
import { separationBelow } from '#core/registry/followSeparation.ts';

const options = {
  ...editOptions,
  ...builtOptions,
} as const;
const help = `build RECIPE [--out FILE] [--format ${OUTPUT_WORDS.join('|')}] [--recipe FILE] [--json]
        [--strain-share F] [--shift A,B] [--d0 Å|auto] [--vacuum Å | --superlattice auto|Å]
        [--edits FILE] [--delete N,…] [--move N,…:x,y,z] [--replace N,…:El] [--add El:x,y,z]
        [--passivate top|bottom|N,…[:pseudo-H]]
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
  checkBuiltOut(args);
  const recipe = editedRecipe(readRecipe(single(args, 'RECIPE')), args, packagedLibrary());
  const { value, text } = builtAnswer(recipe, args);
  if (!isRuleAsked(args)) return { value, text };
  const { rule } = separationBelow(build(recipe, packagedLibrary()), FILM_STEP, packagedLibrary());
  return {
    value: { ...value, separationRule: rule },
    text: text === '' ? '' : `d0 by rule: ${RULE_TEXTS[rule]}\n\n${text}`,
  };
}
