import { type Arguments, numberOption, optional, UsageError } from '#cli/args.ts';
import { namingOptions } from '#cli/optionNames.ts';
import type { Change } from '#core/recipe/edits/change.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import type { Freeze, Recipe } from '#core/recipe/recipe.ts';

/** Which atoms of the document stay where they are. */
export const freezeOptions = { freeze: 'string', 'freeze-beyond': 'string' } as const;

export const FREEZE_HELP = `--freeze B,T holds the B lowest and T highest atomic planes, --freeze-beyond Å the atoms
  farther than that from every interface, --freeze none nothing; else what the recipe says`;

/** The options that write these fields of a recipe. */
export const FREEZE_FIELDS = {
  'freeze.bottom': 'freeze',
  'freeze.top': 'freeze',
  'freeze.distanceAng': 'freeze-beyond',
} as const;

/**
 * The change that the options ask for; null for what the recipe says.
 * @throws {UsageError} when both kinds are asked for
 */
export function freezeOption(args: Arguments): Change | null {
  const freeze = askedFreeze(args);
  return freeze === null ? null : setFreeze(freeze);
}

function askedFreeze(args: Arguments): Freeze | null {
  const planes = optional(args, 'freeze');
  const distanceAng = numberOption(args, 'freeze-beyond', false);
  if (planes !== null && distanceAng !== null)
    throw new UsageError('give --freeze or --freeze-beyond, not both');
  if (distanceAng !== null) return { kind: 'beyond', distanceAng };
  if (planes === null) return null;
  if (planes === 'none') return { kind: 'none' };
  const [bottom, top = 0, ...rest] = planes.split(',').map(Number);
  if (bottom === undefined || rest.length > 0 || ![bottom, top].every((n) => n >= 0 && n % 1 === 0))
    throw new UsageError(
      `--freeze takes two counts of planes such as 2,0, or none, not "${planes}"`,
    );
  return bottom + top === 0 ? { kind: 'none' } : { kind: 'planes', bottom, top };
}

/** The document with what the options freeze, within the limits of every document. */
export const withFreeze = (recipe: Recipe, args: Arguments): Recipe => {
  const change = freezeOption(args);
  if (change === null) return recipe;
  return namingOptions(args, FREEZE_FIELDS, () => parseRecipe(change(recipe)));
};
