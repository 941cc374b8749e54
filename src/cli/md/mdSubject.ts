import { type Arguments, optional, UsageError } from '#cli/args.ts';
import { withFreeze } from '#cli/build/freezeOption.ts';
import { readRecipe } from '#cli/input.ts';
import { packagedLibrary, presetId } from '#cli/library.ts';
import { isNanocrystal, readNanocrystal } from '#cli/nanocrystal/nanocrystalFile.ts';
import { namingOptions } from '#cli/optionNames.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { buildNanocrystal, type Nanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { NANOCRYSTAL_PRESETS } from '#core/nanocrystal/nanocrystalPresets.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { build } from '#core/recipe/build.ts';
import { frozenForRun } from '#core/recipe/freeze.ts';
import { DEFAULT_PRESET, PRESETS } from '#core/recipe/presets/presets.ts';
import { type Freeze, freezeOf, type Recipe } from '#core/recipe/recipe.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { describeWarning } from '#core/recipe/report/warnings.ts';
import { aloneInBox } from '#engines/dynamics/alone.ts';
import { type Coulomb, type Ewald, ewaldFor } from '#engines/lammps/coulomb/ewald.ts';
import { polarFieldWarnings } from '#engines/lammps/coulomb/polarField.ts';

/** What a run is made of: a stack that repeats, or a particle alone in an empty box. */
export interface MdSubject {
  /** The cell of a run, with the atoms where they start. */
  readonly structure: Structure;
  /** N, 1 = stays where it is; null when none does. */
  readonly frozen: Uint8Array | null;
  readonly freeze: Freeze;
  readonly alone: boolean;
  /** Sum of the formal charges, e; null where they are unknown. */
  readonly chargeE: number | null;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; null where there is none. */
  readonly valencesE: Float64Array | null;
  /** What is doubtful before anything is run. */
  readonly warnings: readonly string[];
  /** What a Coulomb sum of the classical preview makes of the field of polar slabs. */
  readonly polar: (coulomb: Coulomb) => readonly string[];
  /** What a Coulomb sum is of. @throws {UsageError} for the whole sum of a particle */
  readonly ewaldFor: (coulomb: Coulomb) => Ewald | null;
}

/** The options of frozen planes, by what core calls them. */
const OPTIONS_BY_SETTING = {
  'frozen planes, bottom': 'freeze',
  'frozen planes, top': 'freeze',
} as const;

/** A stack or a particle by its recipe, a link or a preset. @throws {UsageError} for a library crystal */
export function mdSubject(path: string, args: Arguments): MdSubject {
  if (isNanocrystal(path)) return particleSubject(readParticle(path, args).built);
  const built = build(withFreeze(recipeOf(path), args), packagedLibrary());
  const report = reportOf(built);
  return {
    structure: built.structure,
    frozen: namingOptions(args, OPTIONS_BY_SETTING, () => frozenForRun(built)),
    freeze: freezeOf(built.recipe),
    alone: false,
    chargeE: report.charge,
    valencesE: built.byHand?.valencesE ?? null,
    warnings: closeAtoms(report),
    polar: (coulomb) => polarFieldWarnings(report, coulomb),
    ewaldFor: (coulomb) => ewaldFor(coulomb, built.recipe),
  };
}

/** @throws {UsageError} for planes that are to be frozen */
export function readParticle(
  path: string,
  args: Arguments,
): { readonly recipe: NanocrystalRecipe; readonly built: Nanocrystal } {
  for (const name of ['freeze', 'freeze-beyond'])
    if (optional(args, name) !== null)
      throw new UsageError(`--${name} is for a stack: a nanocrystal has no planes that end it`);
  const recipe = readNanocrystal(path);
  return { recipe, built: buildNanocrystal(recipe, packagedLibrary()) };
}

export const particleSubject = ({ structure, chargeE }: Nanocrystal): MdSubject => ({
  structure: aloneInBox(structure),
  frozen: null,
  freeze: { kind: 'none' },
  alone: true,
  chargeE,
  valencesE: null,
  warnings: [],
  polar: () => [],
  ewaldFor: (coulomb) => {
    if (coulomb === 'dsf') return null;
    throw new UsageError('--kspace pppm is for a stack: a nanocrystal is alone in an empty box');
  },
});

/** Refuses a library crystal, which is named like a preset but is not a stack. */
function recipeOf(path: string): Recipe {
  const id = presetId(path);
  if (id !== null && packagedLibrary().has(id) && PRESETS.every((p) => p.id !== id))
    throw new UsageError(
      `${id} is a crystal: md runs an interface or a nanocrystal, a recipe or a preset such as preset:${DEFAULT_PRESET.id} or preset:${NANOCRYSTAL_PRESETS[0]!.id}`,
    );
  return readRecipe(path);
}

/** Energies of atoms on top of each other are absurd: the report says where. */
const closeAtoms = (report: Report): readonly string[] =>
  report.warnings
    .filter(({ code }) => code === 'overlap' || code === 'crushed')
    .map(describeWarning);
