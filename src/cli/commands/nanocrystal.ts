import { type Arguments, none, optional, single } from '#cli/args.ts';
import { builtOptions, checkBuiltOut } from '#cli/build/builtAnswer.ts';
import type { Command } from '#cli/command.ts';
import { readRecipe } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import { readNanocrystal } from '#cli/nanocrystal/nanocrystalFile.ts';
import { particleAnswer } from '#cli/nanocrystal/particleAnswer.ts';
import { writeText } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { EpistackError } from '#core/errors.ts';
import { OUTPUT_WORDS } from '#core/io/formats.ts';
import { NANOCRYSTAL_PRESETS } from '#core/nanocrystal/nanocrystalPresets.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { nanocrystalOfInterface } from '#core/nanocrystal/ofInterface.ts';
import { orientationOf } from '#core/nanocrystal/orientation.ts';
import { type Carried, periodicModel } from '#core/nanocrystal/periodicModel.ts';

const options = {
  interface: 'string',
  'of-interface': 'string',
  periodic: 'string',
  ...builtOptions,
} as const;
const help = `nanocrystal RECIPE [--interface RECIPE] [--out FILE] [--format ${OUTPUT_WORDS.join('|')}]
        [--recipe FILE] [--periodic FILE] [--json]
nanocrystal --of-interface RECIPE [...]
  Builds a nanocrystal and reports it: atoms, faces with area, atoms and charge, size, what was left out or taken away.
  RECIPE: a nanocrystal as JSON (docs/nanocrystals.md says what it holds), - for standard input, a link (#n=…), or
  preset:ID, one of ${NANOCRYSTAL_PRESETS.map(({ id }) => id).join(', ')}.
  --interface: the orientation of the second crystal, and its gap, are those of the lowest interface of a document, as
  build takes one: the film's plane on the face that the substrate's plane names.
  --of-interface: in place of RECIPE, a nanocrystal with the lowest interface of a document: a core of its substrate, 6 nm
  across {100}, with the face that the interface names, and half a ball of its film on it.
  --periodic FILE writes the interface as a periodic document, which build takes: the face's plane with the second
  crystal's plane on it, in the common cell (up to 500 Å²) that comes nearest to their orientation.
  --out: the atoms in a box with a margin, periodic for the codes that need it: extended XYZ, LAMMPS data, CIF (P 1)
  and the others; --out - writes to standard output. --recipe FILE writes the recipe that was built.
  A library crystal without a "cell" takes its first lattice constants. LAMMPS data files carry formal charges (style charge)
  where all are known.
  Sizes in nm, areas in nm², formal charges in e.`;

/** `epistack nanocrystal`: builds a nanocrystal and reports on it. */
export const command = {
  name: 'nanocrystal',
  summary: 'build a nanocrystal of one or two crystals from a recipe',
  options,
  help,
  run,
} satisfies Command;

function run(args: Arguments): CommandAnswer {
  checkBuiltOut(args);
  const source = sourceOf(args);
  const recipe = oriented(source.recipe, optional(args, 'interface'));
  const periodicPath = optional(args, 'periodic');
  const periodic = periodicPath === null ? null : periodicModel(recipe, packagedLibrary());
  const answer = particleAnswer(recipe, args, [
    ...source.notes,
    ...(periodic?.notes.map((n) => `periodic model: ${n}`) ?? []),
  ]);
  if (periodicPath !== null && periodic !== null)
    writeText(periodicPath, `${JSON.stringify(periodic.recipe, null, 2)}\n`);
  return answer;
}

function sourceOf(args: Arguments): Carried<NanocrystalRecipe> {
  const of = optional(args, 'of-interface');
  if (of === null) return { recipe: readNanocrystal(single(args, 'RECIPE')), notes: [] };
  none(args);
  return nanocrystalOfInterface(readRecipe(of), packagedLibrary());
}

function oriented(recipe: NanocrystalRecipe, path: string | null): NanocrystalRecipe {
  if (path === null) return recipe;
  if (recipe.cap === null)
    throw new EpistackError({
      code: 'recipe',
      field: 'cap',
      expected: 'a second crystal, which an interface turns',
    });
  return {
    ...recipe,
    cap: { ...recipe.cap, ...orientationOf(readRecipe(path), packagedLibrary()) },
  };
}
