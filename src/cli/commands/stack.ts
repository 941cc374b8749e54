import {
  type Arguments,
  hklOption,
  none,
  numberOption,
  optional,
  required,
  UsageError,
} from '#cli/args.ts';
import { builtAnswer, builtOptions, checkBuiltOut } from '#cli/build/builtAnswer.ts';
import { closingOption, closingOptions } from '#cli/build/closingOption.ts';
import type { Command } from '#cli/command.ts';
import { fileMaterial } from '#cli/fileMaterial.ts';
import { libraryMaterial, packagedLibrary, presetId } from '#cli/library.ts';
import { matchTable, matchValue } from '#cli/match/matchTable.ts';
import { searchLimits, searchOptions } from '#cli/match/searchOptions.ts';
import { namingOptions } from '#cli/optionNames.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { orderedHelp, readOptions, TYPES_HELP } from '#cli/trajectoryFile.ts';
import { EXCHANGED_NOTE } from '#core/io/atomsFile.ts';
import type { Match } from '#core/match/match.ts';
import { build } from '#core/recipe/build.ts';
import { withOwn } from '#core/recipe/crystals/library.ts';
import { FILM_STEP } from '#core/recipe/edits/match.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import {
  automaticSeparation,
  RULE_TEXTS,
  type SeparationRule,
} from '#core/registry/automaticSeparation.ts';
import { type PairSide, pairRecipe } from '#core/screen/pair.ts';
import { SCREEN_DEFAULTS } from '#core/screen/settings.ts';
import { hklText } from '#core/surface/miller.ts';

const options = {
  film: 'string',
  'film-hkl': 'string',
  substrate: 'string',
  'substrate-hkl': 'string',
  match: 'string',
  ...searchOptions,
  thickness: 'string',
  ordered: 'string',
  types: 'string',
  d0: 'string',
  ...closingOptions,
  ...builtOptions,
} as const;
const help = `stack --film FILE --film-hkl H --substrate FILE --substrate-hkl H [--match N] [--max-area 400] [--max-strain 0.05]
        [--d0 Å|auto] [--vacuum 20 | --superlattice auto|Å] [--thickness 10] [--ordered majority|N] [--types Cd,S]
        [--out FILE] [--format F] [--recipe FILE] [--json]
  Builds the interface of two crystals in one go, and reports it as "build" does. FILE is a structure file,
  - for standard input, or preset:ID; (hkl) is read as by "slab" and "match". Without --match it takes the
  smallest common cell up to --max-area Å² in which the film is strained by at most --max-strain. --match N takes
  number N of the list that "match" prints with the same options (--mode, --length-tol, --angle-tol,
  --area-ratio-tol, --max-strain, --max-atoms, --mirrors, --twist, --twist-tol).
  The film is strained and unshifted. Slabs are about --thickness Å thick and cut where nobody chose: between layers
  and around molecules, else where the repeat unit has no dipole, else at the widest gap; a sheet is taken whole,
  without the vacuum of its file. --d0 auto (default): the gaps that layered crystals keep, else where covalent
  spheres first touch. --vacuum is the total empty length along c; with --superlattice the
  stack repeats along c without vacuum, at this distance from the top slab. --out writes the structure (format by its name or
  --format), --recipe the recipe, which "build", "export" and "md" take and "build" changes further.
${orderedHelp}
${TYPES_HELP}`;

export const command = {
  name: 'stack',
  summary: 'build the interface of two crystals in one go',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  none(args);
  checkBuiltOut(args);
  if (optional(args, 'film') === '-' && optional(args, 'substrate') === '-')
    throw new UsageError('--film and --substrate cannot both be standard input');
  const asked = numberOption(args, 'match', true);
  if (asked !== null && asked < 1) throw new UsageError(`--match counts from 1, not ${asked}`);
  const thicknessAng = numberOption(args, 'thickness', false) ?? SCREEN_DEFAULTS.thicknessAng;
  if (!(thicknessAng > 0 && thicknessAng <= MAX_THICKNESS_ANG))
    throw new UsageError(`--thickness is over 0 and up to ${MAX_THICKNESS_ANG} Å`);
  const separationAng = separationOption(args);
  const closed = closingOption(args, packagedLibrary());
  // With a number the list is that of "match", whose tolerances are others unless a strain is given.
  const limits = searchLimits(args, asked === null ? 'strain' : 'zur');
  const film = await sideOption(args, 'film');
  const substrate = await sideOption(args, 'substrate');
  const number = asked ?? 1;
  const pair = pairRecipe(
    film.side,
    substrate.side,
    { limits, number, thicknessAng },
    packagedLibrary(),
  );
  const posed = poseFilm(FILM_STEP, separationAng === null ? {} : { separationAng }, true);
  const planes = [film.plane, substrate.plane].filter((plane) => plane !== null);
  const stacked = {
    ...posed(pair.recipe),
    title: [pair.recipe.title, ...planes].join(', '),
  };
  const recipe = namingOptions(args, { separationAng: 'd0', vacuumAng: 'vacuum' }, () =>
    parseRecipe(closed === null ? stacked : closed(stacked)),
  );
  const { value, text } = builtAnswer(recipe, args);
  const rule = separationAng === null ? ruleOf(recipe) : null;
  const reading = [...film.notes, ...substrate.notes];
  const match = matchValue(pair.match, number);
  return {
    value: {
      ...value,
      match,
      ...(rule === null ? {} : { separationRule: rule }),
      ...(reading.length > 0 ? { reading } : {}),
    },
    text: text === '' ? '' : `${head(pair.match, number, rule, reading).join('\n')}\n\n${text}`,
  };
}

const head = (
  match: Match,
  number: number,
  rule: SeparationRule | null,
  reading: readonly string[],
): readonly string[] => [
  ...matchTable([match], number),
  ...(rule === null ? [] : [`d0 by rule: ${RULE_TEXTS[rule]}`]),
  ...reading.map((note) => `note: ${note}`),
];

/** The rule that gave d₀ of a document. */
const ruleOf = (recipe: Recipe): SeparationRule =>
  automaticSeparation(
    build(recipe, packagedLibrary()),
    { lower: 0, upper: 1, cellsUp: 0 },
    withOwn(packagedLibrary(), recipe.crystals),
  ).rule;

const MAX_THICKNESS_ANG = 500;

/** Å, or null for the rule that suits the two faces. @throws {UsageError} */
function separationOption(args: Arguments): number | null {
  return optional(args, 'd0') === 'auto' ? null : numberOption(args, 'd0', false);
}

/** A crystal as a document carries it, and a plane in the axes of its file. */
async function sideOption(
  args: Arguments,
  name: 'film' | 'substrate',
): Promise<{
  readonly side: PairSide;
  readonly notes: readonly string[];
  /** The plane as it was asked for, where the document names it otherwise. */
  readonly plane: string | null;
}> {
  const hkl = hklOption(args, `${name}-hkl`);
  const path = required(args, name);
  const id = presetId(path);
  if (id !== null) return { side: { material: libraryMaterial(id), hkl }, notes: [], plane: null };
  const { material, exchanged, notes } = await fileMaterial(path, 'given', readOptions(args));
  const [h, k, ...rest] = hkl as [number, number, ...number[]];
  return {
    side: { material, hkl: exchanged ? [k, h, ...rest] : hkl },
    notes: [...(exchanged ? [EXCHANGED_NOTE] : []), ...notes].map((note) => `${path}: ${note}`),
    plane: exchanged && h !== k ? `${name} ${hklText(hkl)} in the axes of its file` : null,
  };
}
