import { writeAtoms } from '#core/io/formats.ts';
import { writeXdatcar } from '#core/io/xdatcarWrite.ts';
import { type Arguments, numberOption, optional, RequestError, UsageError } from './args.ts';
import { type Atoms, checkOut, openAtoms, outputFormat, writeText } from './files.ts';
import type { Answer } from './text.ts';

export const options = { frame: 'string', format: 'string', json: 'boolean' } as const;
export const help = `convert IN OUT [--frame N] [--format poscar|cif|extxyz|xdatcar] [--json]
  Between POSCAR, XDATCAR, CIF and extended XYZ; the format of OUT follows from its name or --format.
  A trajectory keeps all its frames in XDATCAR and extended XYZ; elsewhere, and with --frame, one frame is
  written; OUT may be - with --format. Frames count from 0; -1 is the last. Default: the first.`;

export function run(args: Arguments): Answer {
  const [input, out] = args.positionals;
  if (input === undefined || out === undefined || args.positionals.length > 2)
    throw new UsageError('give IN and OUT');
  const format = outputFormat(out, optional(args, 'format'));
  const asked = numberOption(args, 'frame', true);
  checkOut(out, args);
  const { frames, at } = openAtoms(input);
  const all = asked === null && frames > 1 && (format === 'xdatcar' || format === 'extxyz');
  const one = asked !== null && asked < 0 ? frames + asked : (asked ?? 0);
  if (!(one >= 0 && one < frames))
    throw new RequestError(`no frame ${asked}: ${input} has ${frames}, counted from 0`);
  const chosen: readonly Atoms[] = all
    ? Array.from({ length: frames }, (_, f) => at(f))
    : [at(one)];
  if (format === 'xdatcar') checkSameAtoms(chosen);
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
    ...(chosen[0]!.warnings.length > 0 ? { warnings: chosen[0]!.warnings } : {}),
  };
  return {
    value,
    text:
      out === '-'
        ? ''
        : `${out}: ${format}, ${value.frames} frame${value.frames === 1 ? '' : 's'}, ${value.atoms} atoms\n${chosen[0]!.warnings.map((w) => `note: ${w}\n`).join('')}`,
  };
}

/** An XDATCAR names its elements once: other frames would be read as what they are not. */
function checkSameAtoms(chosen: readonly Atoms[]): void {
  const first = chosen[0]!.structure.numbers;
  const other = chosen.findIndex(
    ({ structure: { numbers } }) =>
      numbers.length !== first.length || numbers.some((z, i) => z !== first[i]),
  );
  if (other >= 0)
    throw new RequestError(
      `frame ${other} holds other atoms, or the same in another order: XDATCAR needs them alike`,
    );
}
