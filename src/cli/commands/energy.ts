import { type Arguments, numberOption, RequestError, single } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { openAtoms } from '#cli/input.ts';
import { type CommandAnswer, withTrueMinus } from '#cli/text.ts';
import { readOptions } from '#cli/trajectoryFile.ts';
import { modelHelp, networkOf } from '#cli/universalModel.ts';
import { composition, formula } from '#core/crystal/structure.ts';
import { hypot } from '#core/math/hypot.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { POTENTIAL_NOTE } from '#engines/universal/potential.ts';

const options = { model: 'string', frame: 'string', types: 'string', json: 'boolean' } as const;
const help = `energy FILE [--model FILE] [--frame N] [--types Cs,Pb,Br] [--json]
  Energy, forces and stress of a structure by a universal machine-learned potential (Nequix: PBE without
  dispersion, 89 elements). FILE: any structure file or trajectory that Epistack reads, - or preset:ID.
  Energies in eV, forces in eV/Å in the order of the file, stress (1/V) ∂E/∂ε in eV/Å³: positive where the
  cell wants to shrink. A cell is periodic in all three directions.
${modelHelp}`;

/** `epistack energy`: a single point by the universal potential. */
export const command = {
  name: 'energy',
  summary: 'energy, forces and stress by a universal potential',
  options,
  help,
  run,
} satisfies Command;

function run(args: Arguments): CommandAnswer {
  const path = single(args, 'FILE');
  const asked = numberOption(args, 'frame', true) ?? 0;
  const { frames, at } = openAtoms(path, readOptions(args));
  const frame = asked < 0 ? frames + asked : asked;
  if (!(frame >= 0 && frame < frames))
    throw new RequestError(`no frame ${asked}: ${path} has ${frames}, counted from 0`);
  const { structure, warnings } = at(frame);
  const network = networkOf(args);
  const { energyEv, forces, stress, edges } = evaluate(network, structure);
  const atoms = structure.numbers.length;
  const rows = (values: Float64Array) =>
    Array.from({ length: values.length / 3 }, (_, i) => [...values.subarray(3 * i, 3 * i + 3)]);
  const engine = `${POTENTIAL_NOTE}; ${network.kernels.name}`;
  const value = {
    energy: energyEv,
    forces: rows(forces),
    stress: rows(stress),
    engine,
    atoms,
    ...(warnings.length > 0 ? { warnings } : {}),
  };
  const largest = Math.max(...rows(forces).map((force) => hypot(...force)));
  const component = (name: string, k: number) => `${name} ${withTrueMinus(stress[k]!, 6)}`;
  const text = [
    `${formula(composition(structure.numbers))}   ${atoms} atoms   ${edges} directed pairs within ${network.model.cutoffAng} Å`,
    `energy   ${withTrueMinus(energyEv, 6)} eV, ${withTrueMinus(energyEv / atoms, 6)} eV an atom`,
    `forces   largest ${largest.toFixed(6)} eV/Å`,
    `stress   ${component('xx', 0)}  ${component('yy', 4)}  ${component('zz', 8)}  ${component('yz', 5)}  ${component('xz', 2)}  ${component('xy', 1)} eV/Å³`,
    `engine   ${engine}`,
    ...warnings.map((w) => `note: ${w}`),
  ];
  return { value, text: `${text.join('\n')}\n` };
}
