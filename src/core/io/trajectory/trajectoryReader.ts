import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { AtomsFile } from '#core/io/atomsFile.ts';
import { checkFrame } from '#core/io/text/limits.ts';
import { type Reading, readSync, type SyncSource } from '#core/io/text/reading.ts';
import {
  checkUndamaged,
  damageNotes,
  type FrameCell,
  type FrameTarget,
  type TrajectoryIndex,
} from './trajectoryIndex.ts';

/** What a file may leave open, and a person or a caller decides. */
export interface ScanOptions {
  /** Symbol of each LAMMPS type, type 1 first, for a file that has no column of elements (or a wrong one). */
  readonly typeElements?: readonly string[];
  /** Frames may hold other atoms than the first: only `atoms` of a reader can read those. */
  readonly mayDiffer?: boolean;
}

/** Reads the frames of a file of any length. */
export interface TrajectoryReader {
  /**
   * Finds the frames; run it with `readSync` or `readAsync`.
   * @throws `parse` with the line, and others, while there is no whole frame
   */
  readonly scan: (size: number, options?: ScanOptions) => Reading<TrajectoryIndex>;
  /**
   * Fills a frame from its own bytes.
   * @throws `parse` with the line of the file
   */
  readonly decode: (
    bytes: Uint8Array,
    index: TrajectoryIndex,
    frame: number,
    target: FrameTarget,
  ) => FrameCell;
  /** A frame with all that the file says of it; absent: positions are all there is. */
  readonly atoms?: (bytes: Uint8Array, index: TrajectoryIndex, frame: number) => AtomsFile;
  /**
   * Whether a file with this head holds one structure and no trajectory; absent: it is always one.
   * @param size of the file in bytes
   */
  readonly isSingle?: (head: string, size: number) => boolean;
  /** What `inspect` calls the format, where not by its id. */
  readonly inspectedAs?: string;
}

/** Rows of a reader whose index has a layout of its own. */
interface TypedReader<L> extends Omit<TrajectoryReader, 'scan' | 'decode' | 'atoms'> {
  readonly scan: (size: number, options?: ScanOptions) => Reading<TrajectoryIndex<L>>;
  readonly decode: (
    bytes: Uint8Array,
    index: TrajectoryIndex<L>,
    frame: number,
    target: FrameTarget,
  ) => FrameCell;
  readonly atoms?: (bytes: Uint8Array, index: TrajectoryIndex<L>, frame: number) => AtomsFile;
}

/** An index comes back to the reader that made it, by its `format`: so its layout is the one it knows. */
export const trajectoryReader = <L>(reader: TypedReader<L>): TrajectoryReader =>
  reader as TrajectoryReader;

/**
 * One frame in float64, as in the file: the origin of its box is not moved.
 * @throws `too-large` for a frame that is not there, and what the reader throws
 */
export function frameStructure(
  reader: TrajectoryReader,
  source: SyncSource,
  index: TrajectoryIndex,
  frame: number,
): Structure {
  checkFrame(frame, index.starts.length);
  checkUndamaged(index, frame);
  const n = index.numbers.length;
  const xyz = new Float64Array(3 * n);
  const bytes = source.read(index.starts[frame]!, index.ends[frame]!);
  const { lattice } = reader.decode(bytes, index, frame, { xyz });
  return { lattice, numbers: index.numbers.slice(), xyz, layer: new Uint16Array(n) };
}

/**
 * One frame of a file in memory, for callers that want a single structure.
 * @throws also what the index would keep as its `problem`
 */
export function wholeFileFrame(
  reader: TrajectoryReader,
  source: SyncSource,
  frame: number,
  options: ScanOptions = {},
): { readonly file: AtomsFile; readonly frames: number } {
  const mayDiffer = reader.atoms !== undefined;
  const index = readSync(reader.scan(source.size, { ...options, mayDiffer }), source);
  if (index.problem !== null) throw new EpistackError(index.problem);
  const frames = index.starts.length;
  const notes = [...index.notes, ...damageNotes(index)];
  if (reader.atoms !== undefined) {
    checkFrame(frame, frames);
    checkUndamaged(index, frame);
    const bytes = source.read(index.starts[frame]!, index.ends[frame]!);
    const own = reader.atoms(bytes, index, frame);
    return { file: { ...own, warnings: [...notes, ...own.warnings] }, frames };
  }
  const file: AtomsFile = {
    format: index.format,
    title: index.title,
    structure: frameStructure(reader, source, index, frame),
    frozen: null,
    spaceGroup: null,
    warnings: notes,
  };
  return { file, frames };
}
