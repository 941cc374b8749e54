import { type Arguments, optional, RequestError, UsageError } from '#cli/args.ts';
import { frameOption, nameOf, openAtoms } from '#cli/input.ts';
import { type Opened, readOptions } from '#cli/trajectoryFile.ts';
import { EpistackError } from '#core/errors.ts';
import { type AtomColumn, columnEnds } from '#core/io/trajectory/atomColumns.ts';
import type { RequestedFile } from '#ui/figure/requestedFile.ts';

/** How a file of frames is drawn. */
export const fileOptions = {
  trajectory: 'string',
  types: 'string',
  arrows: 'string',
  range: 'string',
} as const;

export const fileHelp = `  --trajectory FILE: the atoms as this file has them, a structure or any frame; of the atoms of RECIPE in its order, or without
  RECIPE by themselves. --types Cs,Pb,Br as for inspect. --colour NAME then takes what the file holds of each atom too: a number,
  or of a vector its length, and forces:x, forces:y, forces:z; file:NAME where other colours have that name. --arrows forces,
  or forces=2 for 2 Å a unit. --range -1,1: the ends of the scale, which by itself holds all frames. Atoms without a number are grey.`;

/**
 * What `--trajectory` names, for the page that draws; null without it.
 * @param numbers atoms that it must have, in this order; null for any
 * @param isStill one frame, by `--frame`; else all
 * @throws {RequestError} for other atoms
 */
export function drawnFile(
  args: Arguments,
  numbers: ArrayLike<number> | null,
  isStill: boolean,
): RequestedFile | null {
  const path = optional(args, 'trajectory');
  if (path === null) {
    checkAlone(args);
    return null;
  }
  const opened = openAtoms(path, readOptions(args));
  const first = isStill ? frameOption(args, path, opened.frames) : 0;
  const frames = isStill ? [first] : Array.from({ length: opened.frames }, (_, k) => k);
  const of = numbers ?? opened.at(first).structure.numbers;
  const corner = opened.perAtom?.at(first).originAng ?? [0, 0, 0];
  const xyz = new Float32Array(frames.length * 3 * of.length);
  const lattices = new Float32Array(9 * frames.length);
  for (const [at, frame] of frames.entries()) {
    const { structure } = opened.at(frame);
    const isSame =
      structure.numbers.length === of.length && structure.numbers.every((z, i) => z === of[i]);
    if (!isSame)
      throw new RequestError(
        `frame ${frame} of ${path} has other atoms, or another order, than ${numbers === null ? `frame ${first}` : 'the recipe builds'}`,
      );
    xyz.set(
      structure.xyz.map((x, k) => x - corner[k % 3]!),
      at * 3 * of.length,
    );
    lattices.set(structure.lattice, 9 * at);
  }
  return {
    label: nameOf(path),
    numbers: Array.from(of),
    frames: base64(xyz),
    lattices: base64(lattices),
    ...columnsOf(opened, frames, wantedOf(args)),
  };
}

/** Refuses what says something of a file, where there is none. @throws {UsageError} */
export function checkAlone(args: Arguments): void {
  // The scale of the colours of a stack has ends, too: --range stays.
  const alone = ['arrows', 'types', 'frame'].find((name) => args.values[name] !== undefined);
  if (alone !== undefined) throw new UsageError(`--${alone} is for --trajectory FILE`);
}

const base64 = ({ buffer }: Float32Array): string => Buffer.from(buffer).toString('base64');

/** Names of columns that the options may mean. */
function wantedOf(args: Arguments): (column: AtomColumn) => boolean {
  const colour = (optional(args, 'colour') ?? '').replace(/^file:/, '');
  const arrows = optional(args, 'arrows') ?? '';
  return ({ name }) =>
    [colour, colour.replace(/:[xyz]$/, ''), arrows, arrows.replace(/=[^=]*$/, '')].includes(name);
}

/** Their ends are those over the whole file, as on the page. */
function columnsOf(
  { frames: count, perAtom }: Opened,
  frames: readonly number[],
  isWanted: (column: AtomColumn) => boolean,
): Pick<RequestedFile, 'columns' | 'values' | 'emptyColumns'> {
  if (perAtom === undefined || perAtom.columns.length === 0)
    return { columns: [], values: {}, emptyColumns: [] };
  const { columns } = perAtom;
  const found = columnEnds(columns);
  const parts = columns.map((): Float32Array[] => []);
  const drawn = new Set(frames);
  let lookedFrames = 0;
  for (let frame = 0; frame < count; frame++) {
    let values: readonly Float32Array[];
    try {
      ({ values } = perAtom.at(frame));
    } catch (error) {
      // A damaged frame that is not drawn is no reason to draw none.
      if (!(error instanceof EpistackError)) throw error;
      continue;
    }
    lookedFrames++;
    found.add(values);
    if (drawn.has(frame))
      for (const [c, column] of columns.entries()) if (isWanted(column)) parts[c]!.push(values[c]!);
  }
  const [ends, inFrames, isWhole] = [found.ends(), found.inFrames(), found.isWhole()];
  return {
    columns: columns.flatMap((column, c) =>
      ends[c] == null
        ? []
        : [
            {
              ...column,
              ends: ends[c],
              inFrames: inFrames[c]!,
              lookedFrames,
              isWhole: isWhole[c]!,
            },
          ],
    ),
    values: Object.fromEntries(
      columns.flatMap(({ name }, c) =>
        parts[c]!.length === 0 ? [] : [[name, base64(joined(parts[c]!))]],
      ),
    ),
    emptyColumns: columns.flatMap(({ name }, c) => (ends[c] === null ? [name] : [])),
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
