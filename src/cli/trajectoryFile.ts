import { closeSync, fstatSync, openSync, readSync as readFileSync } from 'node:fs';
import type { Structure } from '#core/crystal/structure.ts';
import { describe } from '#core/errors.ts';
import type { Periodic } from '#core/io/atomsFile.ts';
import type { ReadOptions } from '#core/io/readOptions.ts';
import { SNIFF_BYTES, trajectoryFormatOf } from '#core/io/recognise.ts';
import type { SyncSource } from '#core/io/text/reading.ts';
import { isForeignText } from '#core/io/text/utf8.ts';
import type { AtomColumn } from '#core/io/trajectory/atomColumns.ts';
import {
  decodeTrajectoryFrame,
  frameCount,
  indexTrajectory,
  trajectoryStructure,
} from '#core/io/trajectory/trajectory.ts';
import {
  checkUndamaged,
  type FrameCell,
  type FrameScalar,
  type TrajectoryIndex,
} from '#core/io/trajectory/trajectoryIndex.ts';
import { type Arguments, optional, UsageError } from './args.ts';

export interface FileAtoms {
  readonly format: string;
  readonly structure: Structure;
  readonly title: string;
  readonly frozen: Uint8Array | null;
  readonly warnings: readonly string[];
  /** Along a, b, c, where the format says it. */
  readonly periodic?: Periodic;
  /** Time of the frame, if the file gives it. */
  readonly timeFs?: number | null;
}

/** A file that has been opened; its frames are read on demand. */
export interface Opened {
  readonly frames: number;
  /** Frame from 0. @throws `too-large` for one that is not there */
  readonly at: (frame: number) => FileAtoms;
  /** Numbers that the file gives with each frame. */
  readonly quantities: readonly FrameScalar[];
  /** Of frames that all have the same atoms; absent of other files. */
  readonly perAtom?: PerAtom;
}

/** What a file holds of each atom beside its position. */
export interface PerAtom {
  readonly columns: readonly AtomColumn[];
  /** N · width of each column, NaN where the frame has none; and the corner of its box, Å. */
  readonly at: (frame: number) => {
    readonly values: readonly Float32Array[];
    readonly originAng: FrameCell['originAng'];
  };
}

export type FileOptions = Pick<ReadOptions, 'typeElements' | 'ordered'>;

/** `--types Cs,Pb,Br`: the element of each LAMMPS type; `--ordered`: how a disordered crystal is ordered. */
export function readOptions(args: Arguments): FileOptions {
  const text = optional(args, 'types');
  const typeElements = text?.split(',').map((s) => s.trim());
  if (typeElements?.includes(''))
    throw new UsageError(`--types takes symbols such as Cs,Pb,Br, not "${text}"`);
  return { ...orderedOption(args), ...(typeElements === undefined ? {} : { typeElements }) };
}

/** `--ordered majority` or `--ordered N`. @throws {UsageError} */
export function orderedOption(args: Arguments): Pick<ReadOptions, 'ordered'> {
  const text = optional(args, 'ordered');
  if (text === null) return {};
  if (text === 'majority') return { ordered: text };
  const number = Number(text);
  if (!(Number.isInteger(number) && number > 0))
    throw new UsageError(`--ordered takes majority or the number of an arrangement, not "${text}"`);
  return { ordered: number };
}

/** Of commands that read several files: one list of types, so dumps of the same types. */
export const TYPES_HELP =
  '  --types Cd,S: the element of each LAMMPS type, for dumps without elements.';

export const orderedHelp = `  --ordered majority|N: a disordered crystal is read as an ordered model, with the most frequent atom on each place or
  as the N-th arrangement of the exact composition; without it the refusal lists the models.`;

/** Random access to a regular, uncompressed file whose bytes readers take as they are; null for anything else. */
export function uncompressedSource(path: string): SyncSource | null {
  const fd = openSync(path, 'r');
  const status = fstatSync(fd);
  const source: SyncSource = {
    size: status.size,
    read(start, end) {
      const bytes = new Uint8Array(end - start);
      for (let done = 0; done < bytes.length; ) {
        const count = readFileSync(fd, bytes, done, bytes.length - done, start + done);
        if (count === 0) return bytes.subarray(0, done);
        done += count;
      }
      return bytes;
    },
  };
  const head = status.isFile() ? source.read(0, Math.min(SNIFF_BYTES, source.size)) : null;
  const isPacked = head?.[0] === 0x1f && head[1] === 0x8b;
  if (head !== null && !isPacked && !isForeignText(head)) return source;
  closeSync(fd);
  return null;
}

/** Opens a trajectory by its index, with one frame in memory at a time; null when the file is not a trajectory. */
export function openTrajectoryFile(source: SyncSource, options: FileOptions): Opened | null {
  const format = trajectoryFormatOf(source.read(0, Math.min(source.size, SNIFF_BYTES)));
  if (format === null) return null;
  const { atoms, inspectedAs = format.id } = format.trajectory;
  const mayDiffer = atoms !== undefined;
  const index = indexTrajectory(source, format.id, { ...options, mayDiffer });
  const warnings = warningsOf(index);
  const rest = { format: inspectedAs, title: index.title, frozen: null, warnings };
  const all = (frame: number): FileAtoms | null => {
    const { starts, ends } = index;
    checkUndamaged(index, frame);
    const file = atoms?.(source.read(starts[frame]!, ends[frame]!), index, frame);
    return file === undefined
      ? null
      : { ...file, format: inspectedAs, warnings: [...new Set([...warnings, ...file.warnings])] };
  };
  const at = (frame: number): FileAtoms => ({
    ...(all(frame) ?? { ...rest, structure: trajectoryStructure(source, index, frame) }),
    timeFs: index.timesFs?.[frame] ?? null,
  });
  return {
    frames: frameCount(index),
    at,
    quantities: index.scalars,
    perAtom: perAtomOf(source, index),
  };
}

function perAtomOf(source: SyncSource, index: TrajectoryIndex): PerAtom {
  const { columns = [], numbers, starts, ends } = index;
  return {
    columns,
    at: (frame) => {
      const values = columns.map(({ width }) => new Float32Array(width * numbers.length));
      const { originAng } = decodeTrajectoryFrame(
        source.read(starts[frame]!, ends[frame]!),
        index,
        frame,
        {
          xyz: new Float64Array(3 * numbers.length),
          columns: columns.map(({ name }, c) => ({ name, values: values[c]! })),
        },
      );
      return { values, originAng };
    },
  };
}

function warningsOf(index: TrajectoryIndex): readonly string[] {
  if (index.problem === null) return index.notes;
  const kept = frameCount(index);
  return [
    ...index.notes,
    `${describe(index.problem)}; only the ${kept === 1 ? 'frame' : `${kept} frames`} before it can be read`,
  ];
}

/** Least and greatest value of a number that the file gives with each frame. */
export function quantityRange({ name, unit, values }: FrameScalar) {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of values) {
    if (x < min) min = x;
    if (x > max) max = x;
  }
  return { name, unit, min, max };
}

export function quantityText(quantity: FrameScalar): string {
  const { name, unit, min, max } = quantityRange(quantity);
  const range = min === max ? `${min}` : `${min} … ${max}`;
  return `${name}: ${range}${unit === '' ? '' : ` ${unit}`}`;
}

export interface UnreadableFrame {
  readonly frame: number;
  readonly reason: string;
}

/** Unreadable frames that are named one by one. */
const MOST_NAMED = 5;

/** In words, each by its number and line. */
export function unreadableText(unreadable: readonly UnreadableFrame[]): string[] {
  const named = unreadable
    .slice(0, MOST_NAMED)
    .map((d) => `frame ${d.frame} cannot be read: ${d.reason}`);
  const more = unreadable.length - named.length;
  return more > 0 ? [...named, `${more} more frames cannot be read`] : named;
}
