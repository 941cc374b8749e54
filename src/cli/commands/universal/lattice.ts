import { type Arguments, single } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { readRecipe } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import { eachStep } from '#cli/md/eachStep.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { modelHelp, modelOf, modelOptions } from '#cli/universal/universalModel.ts';
import { fixed, signedPercent } from '#core/math/decimals.ts';
import { mismatchesInCells } from '#core/recipe/crystals/mismatchInCells.ts';
import { notesByName } from '#core/recipe/report/notesByName.ts';
import { fieldOf } from '#engines/properties/bulkCrystal.ts';
import { crystalsInPotential } from '#engines/properties/crystalsInPotential.ts';

const options = { ...modelOptions, json: 'boolean' } as const;
const help = `lattice RECIPE [--model FILE] [--d3 bj|zero|none] [--json]
  Lattice constants of the crystals of a stack in a universal machine-learned potential (Nequix: PBE without
  dispersion), cell and atoms relaxed, beside those of the document, and the mismatch in it: (film − substrate) /
  substrate along a and b, for each film. Computed at other lattice constants than its own, a stack holds strain that
  the potential does not know as zero.
${modelHelp}`;

/** `epistack lattice`: the mismatch in the universal potential. */
export const command = {
  name: 'lattice',
  summary: 'lattice constants and mismatch in a universal potential',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  const recipe = readRecipe(single(args, 'RECIPE'));
  const library = packagedLibrary();
  const { network, engine, engineText } = await modelOf(args);
  const found = await eachStep(
    crystalsInPotential(recipe, library, fieldOf(network)),
    'no lattice constants',
  );
  const mismatch = {
    document: mismatchesInCells(
      recipe,
      library,
      found.crystals.map(({ cell }) => cell),
    ),
    inPotential: mismatchesInCells(
      recipe,
      library,
      found.crystals.map(({ relaxed }) => relaxed),
    ),
  };
  const notes = notesByName(found.crystals);
  const value = {
    crystals: found.crystals.map(({ notes: _, ...crystal }) => crystal),
    mismatch,
    converged: found.converged,
    engine,
    ...(notes.length > 0 ? { notes } : {}),
  };
  const text = [
    `engine   ${engineText}`,
    ...found.crystals.flatMap(({ name, cell, relaxed }) =>
      Object.entries(cell).map(([key, x]) => {
        const y = relaxed[key as keyof typeof relaxed]!;
        const unit = key.length === 1 ? 'Å' : '°';
        return `${name}   ${key} ${fixed(y, 4)} ${unit} in the potential, ${fixed(x, 4)} ${unit} in the document (${signedPercent((y - x) / x)} %)`;
      }),
    ),
    ...mismatch.inPotential.map((inPotential, k) => {
      const document = mismatch.document[k]!;
      return `mismatch of film ${k + 1}   a ${signedPercent(inPotential.a)} %, b ${signedPercent(inPotential.b)} % in the potential; a ${signedPercent(document.a)} %, b ${signedPercent(document.b)} % in the document`;
    }),
    ...(found.converged ? [] : ['not converged']),
    ...notes.map((note) => `note: ${note}`),
  ];
  return { value, text: `${text.join('\n')}\n` };
}
