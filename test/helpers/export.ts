import type { Source } from '#core/export/exportSource.ts';
import type { SetId } from '#core/export/inputSets.ts';
import { DEFAULT_EXPORT, type ExportOptions } from '#core/export/options.ts';
import { setFiles } from '#core/export/setFiles.ts';
import { build } from '#core/recipe/build.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Freeze, Recipe } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { ewaldFor } from '#engines/lammps/coulomb/ewald.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { POINT_PROTOCOL, type Protocol } from '#engines/lammps/protocols.ts';
import { library } from './library.ts';

export const recipeA: Recipe = presetOf('cspbbr3-cds').recipe;

/** The pairs of the paper: presets whose bytes and sets are followed here. */
export const PAIRS = [
  'cspbbr3-cds',
  'cspbbr3-cds-b',
  'cspbbr3-cds-c',
  'cspbcl3-cds',
  'cspbi3-cds',
  'cspbbr3-zns',
] as const;

/** A built recipe, as an export takes it. */
export function sourceOf(recipe: Recipe = recipeA, freeze: Freeze = { kind: 'none' }): Source {
  const built = build(setFreeze(freeze)(recipe), library);
  return { built, report: reportOf(built), xyz: null, note: '' };
}

/** Every file of a set by its path. */
export function filesOf(
  source: Source,
  set: SetId,
  options: ExportOptions = DEFAULT_EXPORT,
  protocol: Protocol = POINT_PROTOCOL,
): ReadonlyMap<string, string> {
  const files = setFiles(source, set, options, {
    seed: 1,
    write: ({ built }, kspace) =>
      lammpsInput(built.structure, protocol, { seed: 1, ewald: ewaldFor(kspace, built.recipe) }),
  });
  return new Map(files.map((f) => [f.path, f.text]));
}

/** Tags of an INCAR, comments left out. */
export const incarOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.replace(/#.*/, '').split('='))
      .filter((parts) => parts.length === 2)
      .map(([name, value]) => [name!.trim(), value!.trim()]),
  );
