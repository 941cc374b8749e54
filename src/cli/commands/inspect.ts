import { type Arguments, single } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { frameOption, openAtoms } from '#cli/input.ts';
import { readySymmetry } from '#cli/symmetryModule.ts';
import { type CommandAnswer, cellText } from '#cli/text.ts';
import {
  type Opened,
  orderedHelp,
  quantityRange,
  quantityText,
  readOptions,
  type UnreadableFrame,
  unreadableText,
} from '#cli/trajectoryFile.ts';
import { vacuumText } from '#core/crystal/contactCheck.ts';
import { cellParameters } from '#core/crystal/lattice.ts';
import { composition, formula, type Structure } from '#core/crystal/structure.ts';
import { describe, EpistackError } from '#core/errors.ts';
import { READ_NAMES } from '#core/io/formats.ts';
import { det } from '#core/math/mat3.ts';
import { counted } from '#core/surface/layers.ts';
import { findSpaceGroup } from '#engines/symmetry/symmetry.ts';

const options = { frame: 'string', types: 'string', ordered: 'string', json: 'boolean' } as const;
const help = `inspect FILE [--frame N] [--types Cs,Pb,Br] [--ordered majority|N] [--json]
  What a structure file or trajectory holds: format, frames, atoms, cell, space group; of one frame, the first
  without --frame (from 0; -1 is the last). All frames are read, and those that cannot be are named with their line.
  FILE: ${READ_NAMES.join(', ')} (.gz too), - for standard
  input, or preset:ID. --types: the element of each LAMMPS type, for a dump without elements.
${orderedHelp}`;

/** `epistack inspect`: what a structure file or trajectory contains. */
export const command = {
  name: 'inspect',
  summary: 'what a structure file or trajectory holds',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  const file = single(args, 'FILE');
  const opened = openAtoms(file, readOptions(args));
  const { frames, at, quantities } = opened;
  const frame = frameOption(args, file, frames);
  const { format, structure, warnings, periodic = [true, true, true] } = at(frame);
  const { group, reason } = await spaceGroup(structure);
  const { formulas, unreadable } = lookAtAll(opened);
  // Empty layers around what does not repeat are no gaps of a crystal.
  const vacuum = periodic.includes(true) ? vacuumText(structure) : null;
  const notes = [...warnings, ...(vacuum === null ? [] : [vacuum]), ...unreadableText(unreadable)];
  const value = {
    format,
    frames,
    ...(frame === 0 ? {} : { frame }),
    atoms: structure.numbers.length,
    formula: formula(composition(structure.numbers)),
    ...(formulas.length > 1 ? { formulas } : {}),
    ...(unreadable.length > 0 ? { unreadableFrames: unreadable.map((d) => d.frame) } : {}),
    cell: cellParameters(structure.lattice),
    volume: Math.abs(det(structure.lattice)),
    spaceGroup: group,
    ...(quantities.length > 0 ? { quantities: quantities.map(quantityRange) } : {}),
    ...(notes.length > 0 ? { warnings: notes } : {}),
  };
  const broken = unreadable.length > 0 ? `, ${unreadable.length} of them unreadable` : '';
  const text = [
    `${value.formula}   ${counted(value.atoms, 'atom')}   ${format}, ${frames === 1 ? '1 frame' : `${frames} frames`}${broken}`,
    ...(formulas.length > 1 ? [`frames of different atoms: ${clipped(formulas)}`] : []),
    cellText(value.cell),
    `volume ${value.volume.toFixed(3)} Å³`,
    group
      ? `space group ${group.symbol} (${group.number})`
      : `space group not determined: ${reason}`,
    ...quantities.map(quantityText),
    ...notes.map((w) => `note: ${w}`),
  ];
  return { value, text: `${text.join('\n')}\n` };
}

/**
 * Reads every frame, one in memory at a time: what is called readable here is what `convert` reads.
 * @returns the different formulas in the order of the frames, and the frames that cannot be read
 */
function lookAtAll({ frames, at }: Opened): {
  readonly formulas: readonly string[];
  readonly unreadable: readonly UnreadableFrame[];
} {
  const unreadable: UnreadableFrame[] = [];
  const formulas = new Set<string>();
  let before: Uint8Array | null = null;
  for (let frame = 0; frame < frames; frame++) {
    try {
      const { numbers } = at(frame).structure;
      const isSame = before?.length === numbers.length && before.every((z, i) => z === numbers[i]);
      if (!isSame) formulas.add(formula(composition(numbers)));
      before = numbers;
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      unreadable.push({ frame, reason: describe(error.failure) });
    }
  }
  return { formulas: [...formulas], unreadable };
}

const clipped = (all: readonly string[]): string =>
  `${all.slice(0, 8).join(', ')}${all.length > 8 ? ` and ${all.length - 8} more` : ''}`;

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
