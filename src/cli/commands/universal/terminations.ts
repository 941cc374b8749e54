import {
  type Arguments,
  hklOption,
  none,
  numberOption,
  optional,
  single,
  UsageError,
} from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { materialOptions, readMaterialOf } from '#cli/crystalFile.ts';
import { readRecipe } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import { eachStep } from '#cli/md/eachStep.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { orderedHelp } from '#cli/trajectoryFile.ts';
import { modelHelp, modelOf, modelOptions } from '#cli/universal/universalModel.ts';
import type { FreeCell } from '#core/crystal/crystal.ts';
import { fixed, signed } from '#core/math/decimals.ts';
import { type Material, materialOf, withOwn } from '#core/recipe/crystals/library.ts';
import { filmsOf } from '#core/recipe/recipe.ts';
import { notesByName } from '#core/recipe/report/notesByName.ts';
import { terminationPairs } from '#core/registry/terminationPairs.ts';
import { J_M2_PER_EV_ANG2 } from '#engines/dynamics/joules.ts';
import { fieldOf } from '#engines/properties/bulkCrystal.ts';
import { bulkReferences } from '#engines/properties/bulkReferences.ts';
import type { Bound } from '#engines/properties/chemicalPotentials.ts';
import { pairAdhesion } from '#engines/properties/pairAdhesion.ts';
import { rankedSurfaces, SURFACE_DEFAULTS } from '#engines/properties/rankedSurfaces.ts';
import { otherCrystals } from '#engines/properties/surfaceEnergies.ts';
import { reachOf } from '#engines/universal/network.ts';
import { builtNotes } from '#engines/universal/trust.ts';

const {
  thicknessAng: THICKNESS_ANG,
  forceEvAng: FORCE_EV_ANG,
  maxSteps: MAX_STEPS,
} = SURFACE_DEFAULTS;
/** Tighter than for positions: what 0.01 eV/Å leaves is a tenth of a weak work of adhesion. */
const PAIR_FORCE_EV_ANG = 0.003;

const options = {
  ...modelOptions,
  slab: 'string',
  pairs: 'boolean',
  crystal: 'string',
  hkl: 'string',
  phases: 'string',
  thickness: 'string',
  force: 'string',
  steps: 'string',
  ...materialOptions,
  json: 'boolean',
} as const;
const help = `terminations RECIPE [--slab N] [--pairs] | --crystal FILE --hkl H [--model FILE] [--d3 bj|zero|none] [--phases A,B] [--thickness ${THICKNESS_ANG}] [--force ${FORCE_EV_ANG}] [--steps ${MAX_STEPS}] [--json]
  Ranks the terminations of a plane by their surface energy in a universal machine-learned potential (Nequix: PBE
  without dispersion), in J/m² and eV/Å²: of the plane of a slab of a document (--slab counts from 1, the substrate), or
  of a crystal. Each is computed as a slab over --thickness Å at the lattice constants of the potential that ends so on
  both sides, atoms relaxed to --force eV/Å (the potential feels a face 24 Å away: over 25 Å the number stays,
  at 12 Å it can be some per cent off); where no such slab can be cut, the mean of both faces of a stoichiometric
  one is told. A termination that is not stoichiometric has a line over a chemical potential instead of a number: energy
  = value at zero + slope × (potential − zero). Its bounds are where a crystal of the document, or one of --phases
  (files or preset:ID), would form of it; without any, zero is where the lowest lines cross.
  --pairs compares the pairs of terminations of the document's first interface instead: the work of adhesion, rigid and
  relaxed (--force, if not given, ${PAIR_FORCE_EV_ANG} eV/Å), of every pair of complete planes in its cell and shift, at the best d0 of each,
  and the interface energy (see "adhesion") where both slabs of a pair are of whole formulas.
  --block, --setting, --symbols, --types and --frame are those of "slab".
${orderedHelp}
${modelHelp}`;

/** `epistack terminations`: surface energies of the terminations of a plane. */
export const command = {
  name: 'terminations',
  summary: 'surface energies of terminations by a universal potential',
  options,
  help,
  run,
} satisfies Command;

/** What is cut, and the other crystals that may form. */
interface Asked {
  readonly material: Material;
  readonly cell: FreeCell;
  readonly hkl: readonly number[];
  readonly others: readonly { readonly material: Material; readonly cell: FreeCell }[];
}

async function run(args: Arguments): Promise<CommandAnswer> {
  if (args.values['pairs']) return pairs(args);
  const [thicknessAng, forceEvAng] = [
    above(args, 'thickness', THICKNESS_ANG),
    above(args, 'force', FORCE_EV_ANG),
  ];
  const maxSteps = numberOption(args, 'steps', true) ?? MAX_STEPS;
  if (maxSteps < 1) throw new UsageError(`--steps is a count, not ${maxSteps}`);
  const { material, cell, hkl, others } = await askedOf(args);
  const { network, engine, engineText } = await modelOf(args);
  const ranked = await eachStep(
    rankedSurfaces(
      {
        material,
        cell,
        hkl,
        others,
        thicknessAng,
        forceEvAng,
        maxSteps,
        reachAng: reachOf(network),
      },
      fieldOf(network),
    ),
    'no surface energies',
  );
  const { unit, low, high } = ranked;
  const jM2 = (evAng2: number | null) => evAng2 && evAng2 * J_M2_PER_EV_ANG2;
  const value = {
    formula: material.formula,
    hkl,
    area: ranked.areaAng2,
    bulk: { cell: ranked.bulk.cell, energyPerFormula: ranked.bulk.energyEv },
    chemicalPotential:
      unit === null ? null : { of: unit, zero: ranked.zero, zeroEv: ranked.zeroEv, low, high },
    terminations: ranked.lines.map(
      ({ energyEvAng2, rigidEvAng2, relaxedEvAng2, slopePerAng2, ...rest }) => ({
        ...rest,
        energyEvAng2,
        energyJm2: jM2(energyEvAng2),
        slopeJm2PerEv: jM2(slopePerAng2),
        relaxationJm2: jM2(relaxedEvAng2 - rigidEvAng2),
      }),
    ),
    engine,
    ...(ranked.notes.length > 0 ? { notes: ranked.notes } : {}),
  };
  const text = [
    `${material.formula} (${hkl.join(' ')}), ${fixed(ranked.areaAng2, 3)} Å² a cell`,
    `engine   ${engineText}`,
    ...(unit === null
      ? []
      : [
          `chemical potential of ${unit}: zero ${ZERO[ranked.zero]} (${fixed(ranked.zeroEv, 3)} eV); ${boundText('from', low)}, ${boundText('to', high)}`,
        ]),
    ...ranked.lines.map((line) => {
      const excess = Object.entries(line.excess)
        .map(([s, n]) => `${signed(n, 2)} ${s}`)
        .join(' ');
      const at =
        line.energyEvAng2 === null
          ? 'more than one chemical potential decides'
          : `${fixed(line.energyEvAng2 * J_M2_PER_EV_ANG2, 3)} J/m², ${fixed(line.energyEvAng2, 4)} eV/Å²`;
      const slope =
        line.slopePerAng2 === 0
          ? ''
          : `, ${signed(line.slopePerAng2 * J_M2_PER_EV_ANG2, 3)} J/m² each eV`;
      return `${String(line.index).padStart(3)}  ${line.label.padEnd(12)} ${at}${slope}   ${excess === '' ? 'stoichiometric' : `excess ${excess} a cell`}${line.faces === 'mean' ? ', mean of its two faces' : ''}${line.equivalentTo === null ? '' : `, as ${line.equivalentTo}`}${line.converged ? '' : ', not converged'}`;
    }),
    ...ranked.notes.map((note) => `note: ${note}`),
  ];
  return { value, text: `${text.join('\n')}\n` };
}

/** Works of adhesion of the pairs of terminations of a document's first interface, strongest first. */
async function pairs(args: Arguments): Promise<CommandAnswer> {
  for (const other of ['slab', 'crystal', 'hkl', 'phases', 'thickness'])
    if (optional(args, other) !== null) throw new UsageError(`--${other} does not go with --pairs`);
  const forceEvAng = above(args, 'force', PAIR_FORCE_EV_ANG);
  const maxSteps = above(args, 'steps', MAX_STEPS);
  const recipe = readRecipe(single(args, 'RECIPE'));
  if (filmsOf(recipe).length === 0) throw new UsageError('this stack has no interface');
  const { network, engine, engineText } = await modelOf(args);
  const compared = terminationPairs(recipe, packagedLibrary());
  const found = await eachStep(
    pairAdhesion(
      network,
      compared.map(({ built }) => ({
        structure: built.structure,
        separationAng: built.slabs[1]!.separationAng!,
        bulks: bulkReferences(built),
      })),
      { forceEvAng, maxSteps },
    ),
    'no works of adhesion',
  );
  const notes = notesByName(
    compared.map(({ substrate, film, built }, k) => ({
      name: `${film} on ${substrate}`,
      notes: [...builtNotes(built), ...found[k]!.notes],
    })),
  );
  const rows = compared
    .map(({ substrate, film, isComplete }, k) => {
      const { rigidEvAng2, relaxedEvAng2, best, converged, interface: energy } = found[k]!;
      return {
        substrate,
        film,
        isComplete,
        d0: best.separationAng,
        inside: best.isInside,
        rigidEvAng2,
        rigidJm2: rigidEvAng2 * J_M2_PER_EV_ANG2,
        relaxedEvAng2: relaxedEvAng2!,
        relaxedJm2: relaxedEvAng2! * J_M2_PER_EV_ANG2,
        interfaceEvAng2: energy?.evAng2 ?? null,
        interfaceJm2: energy && energy.evAng2 * J_M2_PER_EV_ANG2,
        converged: energy?.converged ?? converged,
      };
    })
    .sort((p, q) => q.relaxedEvAng2 - p.relaxedEvAng2);
  const text = [
    `engine   ${engineText}`,
    'work of adhesion of the pairs, strongest first: relaxed, rigid; interface energy where both slabs are of whole formulas',
    ...rows.map(
      (r) =>
        `${r.film} on ${r.substrate}   ${fixed(r.relaxedJm2, 3)} J/m², ${fixed(r.rigidJm2, 3)} J/m²${r.interfaceJm2 === null ? '' : `; ${fixed(r.interfaceJm2, 3)} J/m²`}   best d0 ${fixed(r.d0, 2)} Å${r.inside ? '' : ' (at the end of the range)'}${r.converged ? '' : ', not converged'}`,
    ),
    ...notes.map((note) => `note: ${note}`),
  ];
  const value = { pairs: rows, engine, ...(notes.length > 0 ? { notes } : {}) };
  return { value, text: `${text.join('\n')}\n` };
}

const ZERO = {
  high: 'at its upper bound',
  low: 'at its lower bound',
  crossing: 'where the lowest lines cross, as no crystal at hand bounds it',
  none: '',
} as const;

const boundText = (what: string, bound: Bound | null): string =>
  bound === null
    ? `${what} nowhere known`
    : `${what} ${signed(bound.energyEv, 3)} eV (${bound.by.join(', ')})`;

async function askedOf(args: Arguments): Promise<Asked> {
  const path = optional(args, 'crystal');
  const named = await Promise.all(
    (optional(args, 'phases') ?? '')
      .split(',')
      .filter((name) => name !== '')
      .map((name) => readMaterialOf(name, { positionals: [], values: {} })),
  );
  const phases = named.map(({ material }) => ({ material, cell: material.constants[0]!.cell }));
  if (path !== null) {
    none(args);
    const { material } = await readMaterialOf(path, args);
    const hkl = hklOption(args, 'hkl');
    return { material, cell: material.constants[0]!.cell, hkl, others: phases };
  }
  if (optional(args, 'hkl') !== null) throw new UsageError('--hkl goes with --crystal');
  const recipe = readRecipe(single(args, 'RECIPE'));
  const slabs = recipe.steps.flatMap((step) => ('slab' in step ? [step.slab] : []));
  const number = numberOption(args, 'slab', true) ?? 1;
  const slab = slabs[number - 1];
  if (slab === undefined)
    throw new UsageError(`--slab is a number from 1 to ${slabs.length}, not ${number}`);
  const materials = withOwn(packagedLibrary(), recipe.crystals);
  return {
    material: materialOf(materials, slab.material),
    cell: slab.cell,
    hkl: slab.hkl,
    others: [...otherCrystals(recipe, materials, slab.material), ...phases],
  };
}

function above(args: Arguments, name: string, usual: number): number {
  const value = numberOption(args, name, false) ?? usual;
  if (!(value > 0)) throw new UsageError(`--${name} is over 0, not ${value}`);
  return value;
}
