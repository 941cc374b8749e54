import { type Arguments, numberOption, single, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { materialOptions, readMaterialOf } from '#cli/crystalFile.ts';
import { eachStep } from '#cli/md/eachStep.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { orderedHelp } from '#cli/trajectoryFile.ts';
import { modelHelp, modelOf, modelOptions } from '#cli/universal/universalModel.ts';
import type { FreeCell } from '#core/crystal/crystal.ts';
import { bulkModulusGPa, constantsOf, isPositive } from '#core/match/stiffness.ts';
import { fixed } from '#core/math/decimals.ts';
import {
  BULK_FORCE_EV_ANG,
  bulkCrystal,
  fieldOf,
  relaxedConstants,
} from '#engines/properties/bulkCrystal.ts';
import { elasticConstants } from '#engines/properties/elasticConstants.ts';
import { trustNotes } from '#engines/universal/trust.ts';

const MAX_STEPS = 1000;

const options = {
  ...modelOptions,
  force: 'string',
  steps: 'string',
  ...materialOptions,
  json: 'boolean',
} as const;
const help = `elastic FILE [--model FILE] [--d3 bj|zero|none] [--force ${BULK_FORCE_EV_ANG}] [--steps ${MAX_STEPS}] [--json]
  Elastic constants of a crystal by a universal machine-learned potential (Nequix: PBE without dispersion), at the
  lattice constants that it has there: cell and atoms are relaxed, then strained by ±0.005 along each of six strains,
  atoms relaxed to --force eV/Å each time, and the constants are what the stress does (GPa). FILE: a crystal file or
  preset:ID of the library; its conventional cell is computed, x along a, z along a × b. "stiffness" is the full matrix in Voigt
  order xx yy zz yz xz xy, "constants" are those that the symmetry leaves, "residual" is how far the matrix is from
  what they make of it; "check" is one strain of all six components, by the matrix and by energies alone, meV/Å³.
  --block NAME, --setting SYMBOL, --symbols Cd,S, --types Cd,S and --frame N are those of "slab".
${orderedHelp}
${modelHelp}`;

/** `epistack elastic`: lattice and elastic constants of a crystal in the universal potential. */
export const command = {
  name: 'elastic',
  summary: 'lattice and elastic constants by a universal potential',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  const forceEvAng = numberOption(args, 'force', false) ?? BULK_FORCE_EV_ANG;
  if (!(forceEvAng > 0)) throw new UsageError(`--force is over 0 eV/Å, not ${forceEvAng}`);
  const maxSteps = numberOption(args, 'steps', true) ?? MAX_STEPS;
  if (maxSteps < 1) throw new UsageError(`--steps is a count, not ${maxSteps}`);
  const { material, notes: reading } = await readMaterialOf(single(args, 'FILE'), args);
  const { network, engine, engineText } = await modelOf(args);
  const { cell } = material.constants[0]!;
  const bulk = bulkCrystal(material, cell);
  const found = await eachStep(
    elasticConstants(bulk.structure, fieldOf(network), { forceEvAng, maxSteps }),
    'no elastic constants',
  );
  const { stiffness, check } = found;
  const notes = [...reading, ...trustNotes(found.structure)];
  const relaxed = relaxedConstants(bulk, found.structure);
  const known = constantsOf(stiffness, bulk.spaceGroup);
  const { number, symbol } = material.spaceGroup;
  const stable = isPositive(stiffness);
  const rows = Array.from({ length: 6 }, (_, i) => [...stiffness.subarray(6 * i, 6 * i + 6)]);
  const value = {
    formula: material.formula,
    spaceGroup: { number, symbol },
    cell,
    relaxedCell: relaxed,
    atoms: bulk.structure.numbers.length,
    energy: found.energyEv,
    constants: known?.cGPa ?? null,
    residual: known?.largestResidualGPa ?? null,
    stiffness: rows,
    asymmetry: found.asymmetryGPa,
    bulkModulus: bulkModulusGPa(stiffness),
    stable,
    check,
    converged: found.converged,
    engine,
    ...(notes.length > 0 ? { notes } : {}),
  };
  const bulkGPa = value.bulkModulus;
  const text = [
    `${material.formula}, ${symbol} (${number})`,
    `engine   ${engineText}`,
    `cell     ${cellText(relaxed)}; given ${cellText(cell)}`,
    known === null
      ? 'more constants than are named here: see the matrix'
      : Object.entries(known.cGPa)
          .map(([name, gpa]) => `${name} ${fixed(gpa, 2)}`)
          .join('   ')
          .concat(' GPa'),
    ...rows.map((row) => row.map((x) => fixed(x, 2).padStart(10)).join('')),
    `bulk modulus   ${bulkGPa === null ? '–' : `${fixed(bulkGPa, 2)} GPa`}`,
    `one strain of all components: ${fixed(check.byStiffness, 4)} meV/Å³ by these, ${fixed(check.byEnergy, 4)} by energies`,
    ...(stable ? [] : ['not stable: some strain costs no energy']),
    ...(found.converged ? [] : [`not converged: not all forces came below ${forceEvAng} eV/Å`]),
    ...notes.map((note) => `note: ${note}`),
  ];
  return { value, text: `${text.join('\n')}\n` };
}

const cellText = (cell: FreeCell): string =>
  Object.entries(cell)
    .map(([name, x]) =>
      name.length === 1 ? `${name} ${fixed(x, 4)} Å` : `${name} ${fixed(x, 3)}°`,
    )
    .join(', ');
