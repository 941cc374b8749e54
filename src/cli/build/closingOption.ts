import { type Arguments, numberOption, optional, UsageError } from '#cli/args.ts';
import { build } from '#core/recipe/build.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import type { Change } from '#core/recipe/edits/change.ts';
import { changeClosing, changeVacuum } from '#core/recipe/edits/vacuum.ts';
import { closingSeparation } from '#core/registry/followSeparation.ts';

/** What lies above the top slab: vacuum, or the next period of a superlattice. */
export const closingOptions = { vacuum: 'string', superlattice: 'string' } as const;

/** No two faces touch from farther apart, Å. */
const FAR_ANG = 10;
/** The most that a recipe takes, Å. */
const MAX_CLOSING_ANG = 100;

/** @throws {UsageError} for both at once; the change does for a vacuum in which the periodic images touch */
export function closingOption(args: Arguments, library: Library): Change | null {
  const vacuumAng = numberOption(args, 'vacuum', false);
  const isRule = optional(args, 'superlattice') === 'auto';
  const closingAng = isRule ? null : numberOption(args, 'superlattice', false);
  const isSuperlattice = isRule || closingAng !== null;
  if (vacuumAng !== null && isSuperlattice)
    throw new UsageError('give --vacuum or --superlattice, not both');
  if (closingAng !== null && !(closingAng >= 0 && closingAng <= MAX_CLOSING_ANG))
    throw new UsageError(
      `--superlattice: expected auto or a distance from 0 to ${MAX_CLOSING_ANG} Å, not ${closingAng}`,
    );
  if (isSuperlattice)
    return (recipe) =>
      changeClosing(closingAng ?? closingSeparation(build(recipe, library), library))(recipe);
  if (vacuumAng === null) return null;
  return (recipe) => {
    const isNear = vacuumAng >= 0 && vacuumAng < FAR_ANG;
    const touchAng = isNear ? closingSeparation(build(recipe, library), library) : 0;
    if (isNear && vacuumAng < touchAng)
      throw new UsageError(
        `--vacuum ${vacuumAng} leaves no gap: the stack and its next copy along c touch at ${touchAng} Å. Give more vacuum (15 Å or more is usual), or --superlattice auto for a stack that repeats along c`,
      );
    return changeVacuum(vacuumAng)(recipe);
  };
}
