import { writeAtoms } from '#core/io/formats.ts';
import { writeXdatcar } from '#core/io/xdatcarWrite.ts';
import { type Arguments, numberOption, optional, UsageError } from './args.ts';
import { type Atoms, outputFormat, readStructure, writeText } from './files.ts';
import type { Answer } from './text.ts';

export const options = { frame: 'string', format: 'string', json: 'boolean' } as const;
export const help = `convert IN OUT [--frame N] [--format poscar|cif|extxyz|xdatcar] [--json]
  Between POSCAR, XDATCAR, CIF and extended XYZ; the format of OUT follows from its name or --format.
  A trajectory keeps all its frames in XDATCAR and extended XYZ; elsewhere, and with --frame, one frame is
  written. Frames count from 0; -1 is the last. Default: the first.`;

export function run(args: Arguments): Answer {
  const [input, out] = args.positionals;
  if (input === undefined || out === undefined || args.positionals.length > 2)
    throw new UsageError('give IN and OUT');
  const format = outputFormat(out, optional(args, 'format'));
  const asked = numberOption(args, 'frame', true);
  const { frames } = readStructure(input);
  const all = asked === null && frames > 1 && (format === 'xdatcar' || format === 'extxyz');
  const one = asked !== null && asked < 0 ? frames + asked : (asked ?? 0);
  const chosen: readonly Atoms[] = all
    ? Array.from({ length: frames }, (_, f) => readStructure(input, f))
    : [readStructure(input, one)];
  const text =
    format === 'xdatcar'
      ? [
          ...writeXdatcar({
            title: chosen[0]!.title,
            numbers: chosen[0]!.structure.numbers,
            frames: chosen.map((c) => c.structure),
          }),
        ].join('')
      : chosen
          .map((c) => writeAtoms(c.structure, format, { title: c.title, frozen: c.frozen }))
          .join('');
  writeText(out, text);
  const value = {
    input,
    out,
    format,
    frames: chosen.length,
    atoms: chosen[0]!.structure.numbers.length,
  };
  return {
    value,
    text:
      out === '-'
        ? ''
        : `${out}: ${format}, ${value.frames} frame${value.frames === 1 ? '' : 's'}, ${value.atoms} atoms\n`,
  };
}
