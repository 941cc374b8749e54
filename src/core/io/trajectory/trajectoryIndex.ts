import { describe, EpistackError, type Failure, otherAtomsText } from '#core/errors.ts';
import type { AtomColumn, ColumnTarget } from './atomColumns.ts';

/** Where the frames of a file are. Plain data; the bytes stay where they are. */
export interface TrajectoryIndex<Layout = unknown> {
  /** Id of the format whose reader made it. */
  readonly format: string;
  /** What that reader needs besides to decode a frame. */
  readonly layout: Layout;
  /** One line of text from the file: never HTML. */
  readonly title: string;
  /** N atomic numbers, the same in all frames. */
  readonly numbers: Uint8Array;
  /** Bytes of each frame, from `starts` up to `ends`; float64 reaches beyond 4 GB. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Line at which each frame's bytes begin, 1 for the first of the file. */
  readonly lines: Float64Array;
  /** Numbers that stand beside the frames. */
  readonly scalars: readonly FrameScalar[];
  /** What stands of each atom beside its position in any frame; absent for nothing. */
  readonly columns?: readonly AtomColumn[];
  /** Time of each frame from the file's own origin, when it says, fs. */
  readonly timesFs: Float64Array | null;
  /** Legal but doubtful, in words for a person; a torn last frame that was left out, for one. */
  readonly notes: readonly string[];
  /**
   * Frames whose bytes are damaged, in order. They keep their numbers, and the frames after them are read: what is known
   * when the file is indexed stands here, a coordinate that is no number comes out when its frame is decoded.
   */
  readonly damage: readonly DamagedFrame[];
  /** What ended the reading early: frames of other atoms, where these may not differ, or what hides where frames begin. */
  readonly problem: Failure | null;
}

export interface DamagedFrame {
  readonly frame: number;
  readonly failure: Failure;
}

/** @throws what is wrong with a damaged frame */
export function checkUndamaged({ damage }: Pick<TrajectoryIndex, 'damage'>, frame: number): void {
  const found = damage.find((d) => d.frame === frame);
  if (found !== undefined) throw new EpistackError(found.failure);
}

/** In words, each by its number and line. */
export const damageNotes = ({ damage }: Pick<TrajectoryIndex, 'damage'>): readonly string[] => {
  const named = damage
    .slice(0, MOST_NAMED)
    .map(({ frame, failure }) => `frame ${frame} cannot be read: ${describe(failure)}`);
  const more = damage.length - named.length;
  return more > 0 ? [...named, `${more} more frames cannot be read`] : named;
};

/** Damaged frames that are named one by one. */
const MOST_NAMED = 5;

/** One number a frame, NaN where the file has none. */
export interface FrameScalar {
  /** As the file calls it. */
  readonly name: string;
  /** "eV", or "" for a pure number or one whose unit the file does not tell. */
  readonly unit: string;
  readonly values: Float64Array;
}

/** What goes with the positions of a frame. */
export interface FrameCell {
  /** 3×3 rows, Å. */
  readonly lattice: Float64Array;
  /** Corner of the cell, Å: zero but for LAMMPS boxes that begin elsewhere. */
  readonly originAng: readonly [number, number, number];
}

/** What a decoder fills: positions, and columns that are asked for. */
export interface FrameTarget {
  /** 3N, Cartesian Å, not wrapped. */
  readonly xyz: Float32Array | Float64Array;
  /** NaN where the frame has none of this name. */
  readonly columns?: readonly ColumnTarget[];
}

/** Collects frames while a file is scanned. */
export function frameList() {
  const [starts, ends, lines]: [number[], number[], number[]] = [[], [], []];
  const damage: DamagedFrame[] = [];
  return {
    get count() {
      return starts.length;
    },
    push(start: number, end: number, line: number): void {
      starts.push(start);
      ends.push(end);
      lines.push(line);
    },
    /** A frame that cannot be read. @throws its failure where it is the first: no frame says what the atoms are */
    pushDamaged(start: number, end: number, line: number, failure: Failure): void {
      if (starts.length === 0) throw new EpistackError(failure);
      damage.push({ frame: starts.length, failure });
      this.push(start, end, line);
    },
    /** The last frame turns out to be damaged. @throws its failure where it is the first */
    spoilLast(failure: Failure): void {
      if (starts.length < 2) throw new EpistackError(failure);
      damage.push({ frame: starts.length - 1, failure });
    },
    arrays: () => ({
      damage,
      starts: Float64Array.from(starts),
      ends: Float64Array.from(ends),
      lines: Float64Array.from(lines),
    }),
  };
}

/** Numbers by name, gathered frame by frame: one that appears late or is missing leaves NaN. */
export function scalarList() {
  const found = new Map<string, { unit: string; values: number[] }>();
  return {
    add(frame: number, name: string, unit: string, value: number): void {
      let entry = found.get(name);
      if (entry === undefined) {
        if (found.size >= MAX_SCALARS) return;
        entry = { unit, values: [] };
        found.set(name, entry);
      }
      while (entry.values.length < frame) entry.values.push(Number.NaN);
      entry.values[frame] = value;
    },
    arrays: (frames: number): FrameScalar[] =>
      [...found].map(([name, { unit, values }]) => ({
        name,
        unit,
        values: Float64Array.from({ length: frames }, (_, i) => values[i] ?? Number.NaN),
      })),
  };
}

/** How a later frame differs from the first in its atoms. */
export interface OtherAtoms {
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

export const otherCount = (line: number, expected: number, found: number): OtherAtoms => ({
  line,
  expected: expected === 1 ? '1 atom' : `${expected} atoms`,
  found: `${found}`,
});

/** The refusal of a frame whose atoms are not those of the first, so that the frames cannot be played. */
export const otherAtoms = (
  format: string,
  other: OtherAtoms,
  frames: number,
): OtherAtomsFailure => ({
  code: 'other-atoms',
  format,
  ...other,
  frames,
});

type OtherAtomsFailure = Extract<Failure, { readonly code: 'other-atoms' }>;

/** The note on such a frame where each is read by itself, whatever is made of the frames then. */
export const otherAtomsNote = (failure: OtherAtomsFailure): string =>
  `${otherAtomsText(failure)}; each frame keeps its own atoms and elements`;

/** Longer names are not those of quantities to plot. */
const MAX_SCALARS = 32;

export const TORN_NOTE = (line: number): string =>
  `the last frame (line ${line}) is torn and left out`;

export const CUT_ARCHIVE_NOTE =
  'the archive is cut off or broken; what unpacks before that is read';

export const OPEN_NOTE = 'the last line has no line end: its last number may have lost digits';
