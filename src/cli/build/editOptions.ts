import {
  type Arguments,
  hklOption,
  numberOption,
  optional,
  required,
  UsageError,
} from '#cli/args.ts';
import { namingOptions } from '#cli/optionNames.ts';
import type { IntMat2 } from '#core/math/plane2.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import type { Change } from '#core/recipe/edits/change.ts';
import { chooseMatch, FILM_STEP } from '#core/recipe/edits/match.ts';
import { edited } from '#core/recipe/edits/outdated.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { shareStrain } from '#core/recipe/edits/strain.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { separateByRule } from '#core/registry/followSeparation.ts';
import { closingOption, closingOptions } from './closingOption.ts';
import { FREEZE_FIELDS, FREEZE_HELP, freezeOption, freezeOptions } from './freezeOption.ts';
import { HAND_EDIT_HELP, handEditOption, handEditOptions } from './handEditOptions.ts';

/** Options that change the document before it is built. */
export const editOptions = {
  'film-matrix': 'string',
  'substrate-matrix': 'string',
  'film-hkl': 'string',
  'substrate-hkl': 'string',
  'strain-share': 'string',
  shift: 'string',
  d0: 'string',
  ...closingOptions,
  ...freezeOptions,
  ...handEditOptions,
} as const;

export const editHelp = `  The recipe can be changed before it is built, in this order: --film-matrix 2,0,0,2 --substrate-matrix 1,1,-1,1
  build a match as "match --json" gives it (rows, in primitive in-plane cells), on other planes with
  --film-hkl and --substrate-hkl; --strain-share F gives the film this share of the strain (1: film only,
  0: substrate only); --shift A,B moves the first film against the substrate, in fractions of the interface
  cell, --d0 Å sets their distance, --d0 auto by the rule that suits the two faces; films above move along; --vacuum Å
  in all along c, or --superlattice auto|Å, the distance of the next period from the top slab;
  ${FREEZE_HELP};
  ${HAND_EDIT_HELP}. Positions taken over from a relaxation are
  dropped where the stack changes.`;

/**
 * The document changed by the options, checked against the limits of every document.
 * @throws {UsageError} for options that cannot be read, miss their partner, or have a value out of range
 * @throws `recipe`, `no-step`, `bad-plane`
 */
export function editedRecipe(recipe: Recipe, args: Arguments, library: Library): Recipe {
  const changes = [
    matchOption(args, library),
    strainOption(args),
    poseOption(args),
    isRuleAsked(args) ? separateByRule(FILM_STEP, library) : null,
    closingOption(args, library),
    freezeOption(args),
    handEditOption(args, library),
  ];
  const asked = changes.filter((c) => c !== null);
  if (asked.length === 0) return recipe;
  return namingOptions(args, OPTIONS_BY_FIELD, () =>
    parseRecipe(edited((r) => asked.reduce((now, change) => change(now), r))(recipe)),
  );
}

/** The options that write these fields of a recipe. */
const OPTIONS_BY_FIELD = {
  'steps[0].slab.matrix': 'substrate-matrix',
  'steps[1].slab.matrix': 'film-matrix',
  'steps[0].slab.hkl': 'substrate-hkl',
  'steps[1].slab.hkl': 'film-hkl',
  filmShare: 'strain-share',
  registryShift: 'shift',
  separationAng: 'd0',
  vacuumAng: 'vacuum',
  ...FREEZE_FIELDS,
} as const;

function matchOption(args: Arguments, library: Library): Change | null {
  const names = ['film-matrix', 'substrate-matrix', 'film-hkl', 'substrate-hkl'];
  if (names.every((name) => optional(args, name) === null)) return null;
  const cells = {
    filmMatrix: matrixOption(args, 'film-matrix'),
    substrateMatrix: matrixOption(args, 'substrate-matrix'),
  };
  const planes = {
    ...(optional(args, 'film-hkl') === null ? {} : { film: hklOption(args, 'film-hkl') }),
    ...(optional(args, 'substrate-hkl') === null
      ? {}
      : { substrate: hklOption(args, 'substrate-hkl') }),
  };
  return chooseMatch(cells, planes, library);
}

/** "2,0,0,2" row by row. */
function matrixOption(args: Arguments, name: string): IntMat2 {
  const text = required(args, name);
  const parts = text.split(',').map((x) => (/^\s*[-+]?\d+\s*$/.test(x) ? Number(x) : Number.NaN));
  if (parts.length !== 4 || parts.some(Number.isNaN))
    throw new UsageError(`--${name} takes four integers row by row such as 2,0,0,2, not "${text}"`);
  const [a, b, c, d] = parts as [number, number, number, number];
  return [
    [a, b],
    [c, d],
  ];
}

function strainOption(args: Arguments): Change | null {
  const share = numberOption(args, 'strain-share', false);
  return share === null ? null : shareStrain(share);
}

/** `--d0 auto`. */
export const isRuleAsked = (args: Arguments): boolean => optional(args, 'd0') === 'auto';

function poseOption(args: Arguments): Change | null {
  const text = optional(args, 'shift');
  const separationAng = isRuleAsked(args) ? null : numberOption(args, 'd0', false);
  if (text === null && separationAng === null) return null;
  const [a, b, ...rest] = (text ?? '0,0')
    .split(',')
    .map((x) => (x.trim() === '' ? Number.NaN : Number(x)));
  if (a === undefined || b === undefined || rest.length > 0 || !Number.isFinite(a + b))
    throw new UsageError(`--shift takes two fractions such as 0.25,0.5, not "${text}"`);
  return poseFilm(
    FILM_STEP,
    {
      ...(text === null ? {} : { shift: [a, b] as const }),
      ...(separationAng === null ? {} : { separationAng }),
    },
    true,
  );
}
