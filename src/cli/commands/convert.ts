import { type Arguments, numberOption, optional, RequestError, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { frameOption, openAtoms } from '#cli/input.ts';
import { anyOutput, checkOut, writeParts } from '#cli/output.ts';
import { readySymmetry } from '#cli/symmetryModule.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { type FileAtoms, orderedHelp, readOptions, unreadableText } from '#cli/trajectoryFile.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { type PlainFrame, writePlainRun } from '#core/export/writeStructure.ts';
import { LEFT_HANDED_NOTE, periodicNotes } from '#core/io/atomsFile.ts';
import { type CifSymmetry, writableSymmetry } from '#core/io/cif/cifWrite.ts';
import {
  listed,
  OUTPUT_WORDS,
  OUTPUTS,
  type OutputId,
  outputOf,
  READ_NAMES,
  RUN_OUTPUTS,
  takes,
} from '#core/io/formats.ts';
import { cellLossesOf } from '#core/io/losses.ts';
import { counted } from '#core/surface/layers.ts';
import { findOperations } from '#engines/symmetry/symmetry.ts';

const options = {
  frame: 'string',
  format: 'string',
  symmetry: 'boolean',
  types: 'string',
  ordered: 'string',
  json: 'boolean',
} as const;
const help = `convert IN OUT [--frame N] [--symmetry] [--ordered majority|N] [--format ${OUTPUT_WORDS.join('|')}] [--json]
  IN is a ${listed(READ_NAMES, 'or')} file. OUT is one of
  ${OUTPUTS.map((f) => f.short).join(', ')};
  its format follows from its name or --format. A trajectory keeps all its frames in
  ${listed(
    RUN_OUTPUTS.map((f) => f.short),
    'and',
  )}; elsewhere, and with --frame, one frame is written.
  A frame that cannot be read is named with its line and left out; the others are written, and the exit code is 1.
  OUT may be - with --format. --symmetry lists one atom of each orbit in a CIF.
  Frames count from 0; -1 is the last. Default: the first. --types Cs,Pb,Br: the element
  of each LAMMPS type, for a dump without elements.
${orderedHelp}`;

export const command = {
  name: 'convert',
  summary: 'structures and trajectories from one format to another',
  options,
  help,
  run,
} satisfies Command;

function run(args: Arguments): CommandAnswer | Promise<CommandAnswer> {
  const [input, out] = args.positionals;
  if (input === undefined || out === undefined || args.positionals.length > 2)
    throw new UsageError('give IN and OUT');
  const format = anyOutput(out, optional(args, 'format'));
  const asked = numberOption(args, 'frame', true);
  checkOut(out, args);
  if (args.values['symmetry'] && !takes(format, 'symmetry'))
    throw new UsageError('--symmetry is for CIF: other formats list all atoms');
  const { frames, at } = openAtoms(input, readOptions(args));
  const all = asked === null && frames > 1 && outputOf(format).write.run !== undefined;
  const one = frameOption(args, input, frames);
  const first = at(all ? 0 : one);
  const chosen: Chosen = { first, count: all ? frames : 1, at: all ? at : () => first };
  if (outputOf(format).write.run?.sameAtoms === true) checkSameAtoms(chosen);
  const finish = (symmetry: CifSymmetry | null): CommandAnswer => {
    const written: Written = { frames: 0, unreadable: [] };
    writeParts(out, partsOf(chosen, format, symmetry, written));
    return answer(input, out, format, chosen, symmetry, written);
  };
  return args.values['symmetry'] ? symmetryOf(first.structure).then(finish) : finish(null);
}

/** The frames that are written, one in memory at a time. */
interface Chosen {
  readonly first: FileAtoms;
  readonly count: number;
  readonly at: (frame: number) => FileAtoms;
}

/** The outcome of writing frames. */
interface Written {
  frames: number;
  /** Frames that could not be read, each with its reason and line. */
  unreadable: { readonly frame: number; readonly reason: string }[];
}

/** The frames that can be read. @throws when the first cannot */
function* framesOf({ count, at }: Chosen, written: Written): Generator<FileAtoms> {
  for (let f = 0; f < count; f++) {
    let atoms: FileAtoms;
    try {
      atoms = at(f);
    } catch (error) {
      if (f === 0 || !(error instanceof EpistackError)) throw error;
      written.unreadable.push({ frame: f, reason: error.message });
      continue;
    }
    written.frames++;
    yield atoms;
  }
}

/** Tolerance of the symmetry search: how far atoms may be from their symmetric places, Å. */
const SYMPREC_ANG = 1e-3;

/** @throws {RequestError} for a group that CIF cannot list in this cell */
async function symmetryOf(structure: Structure): Promise<CifSymmetry> {
  await readySymmetry();
  const found = await findOperations(structure, { symprecAng: SYMPREC_ANG });
  const writable = writableSymmetry(found);
  if (writable === null)
    throw new RequestError(
      `${found.symbol} (${found.number}) was found, but CIF cannot list its operations in the axes of this supercell: leave --symmetry out`,
    );
  return writable;
}

function partsOf(
  chosen: Chosen,
  format: OutputId,
  symmetry: CifSymmetry | null,
  written: Written,
): Iterable<string> {
  const { title, structure } = chosen.first;
  const frames = describedFrames(framesOf(chosen, written), symmetry);
  return writePlainRun({ title, atoms: structure, frames }, format);
}

function* describedFrames(
  frames: Iterable<FileAtoms>,
  symmetry: CifSymmetry | null,
): Generator<PlainFrame> {
  for (const { structure, title, frozen, timeFs = null, periodic } of frames)
    yield {
      structure,
      options: { title, frozen, symmetry, timeFs, ...(periodic === undefined ? {} : { periodic }) },
    };
}

function answer(
  input: string,
  out: string,
  format: OutputId,
  chosen: Chosen,
  symmetry: CifSymmetry | null,
  { frames, unreadable }: Written,
): CommandAnswer {
  const { structure, periodic } = chosen.first;
  const { lattice } = structure;
  // How the file was read is told by what became of it.
  const told = [LEFT_HANDED_NOTE, ...(periodic === undefined ? [] : periodicNotes(periodic))];
  const warnings = [
    ...chosen.first.warnings.filter((w) => !told.includes(w)),
    ...cellLossesOf(format, { lattice, ...(periodic === undefined ? {} : { periodic }) }),
    ...unreadableText(unreadable),
    ...(unreadable.length === 0
      ? []
      : [`${frames} of ${chosen.count} frames are written, without those that cannot be read`]),
  ];
  const value = {
    input,
    out,
    format,
    frames,
    atoms: structure.numbers.length,
    ...(unreadable.length === 0 ? {} : { unreadableFrames: unreadable.map((d) => d.frame) }),
    ...(symmetry === null
      ? {}
      : { spaceGroup: { number: symmetry.number, symbol: symmetry.symbol } }),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
  const group = symmetry === null ? '' : `, ${symmetry.symbol} (${symmetry.number})`;
  const text = `${out}: ${format}, ${value.frames} frame${value.frames === 1 ? '' : 's'}, ${counted(value.atoms, 'atom')}${group}\n${warnings.map((w) => `note: ${w}\n`).join('')}`;
  const exit = unreadable.length === 0 ? {} : { exitCode: 1 };
  return { value, text: out === '-' ? '' : text, ...exit };
}

const SAME_ATOMS = RUN_OUTPUTS.filter((f) => f.write.run.sameAtoms)
  .map((f) => f.short)
  .join(' and ');

/** Refuses frames of other elements in formats that name the elements only once. */
function checkSameAtoms(chosen: Chosen): void {
  const { numbers } = chosen.first.structure;
  const read: Written = { frames: 0, unreadable: [] };
  for (const { structure } of framesOf(chosen, read)) {
    const other = structure.numbers;
    if (other.length !== numbers.length || other.some((z, i) => z !== numbers[i]))
      throw new RequestError(
        `frame ${read.frames + read.unreadable.length - 1} holds other atoms, or the same in another order: ${SAME_ATOMS} need them alike`,
      );
  }
}
