import { type Arguments, single } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { openAtoms } from '#cli/input.ts';
import { readySymmetry } from '#cli/symmetryModule.ts';
import { type CommandAnswer, cellText } from '#cli/text.ts';
import { quantityRange, quantityText, readOptions } from '#cli/trajectoryFile.ts';
import { cellParameters } from '#core/crystal/lattice.ts';
import { composition, formula, type Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { READ_NAMES } from '#core/io/formats.ts';
import { det } from '#core/math/mat3.ts';
import { findSpaceGroup } from '#engines/symmetry/symmetry.ts';

const options = { types: 'string', json: 'boolean' } as const;
const help = `inspect FILE [--types Cs,Pb,Br] [--json]
  What a structure file or trajectory holds: format, frames, atoms, cell, space group.
  FILE: ${READ_NAMES.join(', ')} (.gz too), - for standard
  input, or preset:ID. --types: the element of each LAMMPS type, for a dump without elements.`;

/** `epistack inspect`: what a structure file or trajectory contains. */
export const command = {
  name: 'inspect',
  summary: 'what a structure file or trajectory holds',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  const { frames, at, quantities } = openAtoms(single(args, 'FILE'), readOptions(args));
  const { format, structure, warnings } = at(0);
  const { group, reason } = await spaceGroup(structure);
  const value = {
    format,
    frames,
    atoms: structure.numbers.length,
    formula: formula(composition(structure.numbers)),
    cell: cellParameters(structure.lattice),
    volume: Math.abs(det(structure.lattice)),
    spaceGroup: group,
    ...(quantities.length > 0 ? { quantities: quantities.map(quantityRange) } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
  const text = [
    `${value.formula}   ${value.atoms} atoms   ${format}, ${frames === 1 ? '1 frame' : `${frames} frames`}`,
    cellText(value.cell),
    `volume ${value.volume.toFixed(3)} Å³`,
    group
      ? `space group ${group.symbol} (${group.number})`
      : `space group not determined: ${reason}`,
    ...quantities.map(quantityText),
    ...warnings.map((w) => `note: ${w}`),
  ];
  return { value, text: `${text.join('\n')}\n` };
}

async function spaceGroup(
  structure: Structure,
): Promise<{ group: { number: number; symbol: string } | null; reason: string }> {
  try {
    await readySymmetry();
    const { number, symbol } = await findSpaceGroup(structure);
    return { group: { number, symbol }, reason: '' };
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return { group: null, reason: error.message };
  }
}
