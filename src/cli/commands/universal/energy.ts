import { type Arguments, optional, RequestError, single, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { frameOption, openAtoms } from '#cli/input.ts';
import { shellOutputOnStderr } from '#cli/md/shellOutput.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { readOptions } from '#cli/trajectoryFile.ts';
import { hinted } from '#cli/universal/hinted.ts';
import { modelHelp, modelOf, modelOptions } from '#cli/universal/universalModel.ts';
import { composition, formula, type Structure } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import { hypot } from '#core/math/hypot.ts';
import { counted } from '#core/surface/layers.ts';
import { POTENTIAL_SETS } from '#engines/lammps/potentialSets.ts';
import { parametersFor } from '#engines/lammps/potentials.ts';
import { singlePoint } from '#engines/lammps/singlePoint.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { trustNotes } from '#engines/universal/trust.ts';

const options = {
  ...modelOptions,
  potential: 'string',
  frame: 'string',
  types: 'string',
  json: 'boolean',
} as const;
const help = `energy FILE [--model FILE | --potential ID] [--frame N] [--types Cs,Pb,Br] [--json]
  Energy, forces and stress of a structure by a universal machine-learned potential (Nequix: PBE without
  dispersion, 89 elements), or with --potential by the classical preview that "md" runs in LAMMPS: ID is
  one of ${POTENTIAL_SETS.map(({ id }) => id).join(', ')}. FILE: any structure file or
  trajectory that Epistack reads, - or preset:ID. Energies in eV, forces in eV/Å in the order of the file, stress
  (1/V) ∂E/∂ε in eV/Å³: positive where the cell wants to shrink. A cell is periodic in all three directions.
${modelHelp}`;

/** `epistack energy`: a single point by the universal or a classical potential. */
export const command = {
  name: 'energy',
  summary: 'energy, forces and stress by a potential',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  const path = single(args, 'FILE');
  const potential = potentialOption(args);
  const { frames, at } = openAtoms(path, readOptions(args));
  const { structure, warnings: reading } = at(frameOption(args, path, frames));
  const point =
    potential === null ? await universal(args, structure) : await classical(structure, potential);
  const { energyEv, forces, stress, dispersionEv, engine, engineText = engine } = point;
  const warnings = [...reading, ...point.warnings];
  const atoms = structure.numbers.length;
  const rows = (values: Float64Array) =>
    Array.from({ length: values.length / 3 }, (_, i) => [...values.subarray(3 * i, 3 * i + 3)]);
  const value = {
    energy: energyEv,
    forces: rows(forces),
    stress: rows(stress),
    engine,
    atoms,
    ...(dispersionEv === null ? {} : { dispersion: dispersionEv }),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
  const largest = Math.max(...rows(forces).map((force) => hypot(...force)));
  const component = (name: string, k: number) => `${name} ${fixed(stress[k]!, 6)}`;
  const text = [
    `${formula(composition(structure.numbers))}   ${counted(atoms, 'atom')}`,
    `energy   ${fixed(energyEv, 6)} eV, ${fixed(energyEv / atoms, 6)} eV an atom`,
    ...(dispersionEv === null ? [] : [`of which dispersion   ${fixed(dispersionEv, 6)} eV`]),
    `forces   largest ${largest.toFixed(6)} eV/Å`,
    `stress   ${component('xx', 0)}  ${component('yy', 4)}  ${component('zz', 8)}  ${component('yz', 5)}  ${component('xz', 2)}  ${component('xy', 1)} eV/Å³`,
    `engine   ${engineText}`,
    ...warnings.map((w) => `note: ${w}`),
  ];
  return { value, text: `${text.join('\n')}\n` };
}

interface Point {
  readonly energyEv: number;
  readonly forces: Float64Array;
  readonly stress: Float64Array;
  /** What of the energy is dispersion, eV; null without that term. */
  readonly dispersionEv: number | null;
  readonly engine: string;
  /** With how many threads shared the work, which changes no number. */
  readonly engineText?: string;
  readonly warnings: readonly string[];
}

async function universal(args: Arguments, structure: Structure): Promise<Point> {
  const { network, engine, engineText } = await modelOf(args);
  const { energyEv, forces, stress, dispersionEv } = evaluate(network, structure);
  const warnings = trustNotes(structure);
  return { energyEv, forces, stress, dispersionEv, engine, engineText, warnings };
}

/** @throws {RequestError} when another set covers these species */
async function classical(structure: Structure, id: string): Promise<Point> {
  const covering = hinted(
    () => parametersFor(structure.numbers),
    'the universal potential knows 89 elements: --model FILE in place of --potential',
  ).id;
  if (covering !== id)
    throw new RequestError(`the potential ${id} does not cover these species; ${covering} does`);
  const point = await shellOutputOnStderr(() => singlePoint(structure));
  return {
    ...point,
    dispersionEv: null,
    engine: `classical preview, LAMMPS ${point.version}, ${id}`,
  };
}

function potentialOption(args: Arguments): string | null {
  const id = optional(args, 'potential');
  if (id === null) return null;
  if (optional(args, 'model') !== null)
    throw new UsageError('give --model or --potential, not both');
  if (optional(args, 'd3') !== null)
    throw new UsageError('--d3 goes with the universal potential, not with --potential');
  const known = POTENTIAL_SETS.map((set) => set.id);
  if (!known.includes(id))
    throw new UsageError(`--potential is one of ${known.join(', ')}, not "${id}"`);
  return id;
}
