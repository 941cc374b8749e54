import { type Handlers, handingOver } from '#app/jobs/workerDoor.ts';
import { accumulatorOf } from '#core/analysis/analyses.ts';
import type { FrameView } from '#core/analysis/frames.ts';
import {
  type FramePreparation,
  isUnprepared,
  preparedFrame,
} from '#core/analysis/motion/preparedFrame.ts';
import { describeOnPage, EpistackError } from '#core/errors.ts';
import { FORMATS } from '#core/io/formats.ts';
import { readAtoms, unknownFormat } from '#core/io/readAtoms.ts';
import { SNIFF_BYTES, trajectoryFormatOf } from '#core/io/recognise.ts';
import { type ByteSource, readAsync } from '#core/io/text/reading.ts';
import { type AtomColumn, columnEnds } from '#core/io/trajectory/atomColumns.ts';
import { decodeTrajectoryFrame, frameCount } from '#core/io/trajectory/trajectory.ts';
import {
  CUT_ARCHIVE_NOTE,
  type DamagedFrame,
  damageNotes,
  type FrameCell,
  type TrajectoryIndex,
} from '#core/io/trajectory/trajectoryIndex.ts';
import { type CorrelationRequest, correlate } from './correlate.ts';
import { appended, filledPart, type GrowingArray } from './growingArray.ts';
import { bytesOf, inflated, isGzip, readable } from './inflate.ts';
import type {
  DecodedFrame,
  FileColumn,
  FrameRange,
  OpenedFile,
  OpeningProgress,
  OpenOptions,
  Question,
  SessionTasks,
  Stopped,
} from './sessionTasks.ts';

/** Access to frames by number, in a file or in memory. */
interface Frames {
  readonly numbers: Uint8Array;
  readonly count: () => number;
  /** The corner of the first frame's cell at 0; the array is the caller's. */
  readonly read: (frame: number, columns?: readonly AtomColumn[]) => Promise<FrameView & ReadFrame>;
}

interface ReadFrame {
  readonly xyz: Float32Array<ArrayBuffer>;
  /** Those that were asked for, one after the other. */
  readonly values: readonly Float32Array<ArrayBuffer>[];
}

/** The event loop gets a turn at least this often, so that a cancel message can arrive. */
const TURN_MS = 40;
const turn = (): Promise<void> => new Promise((resume) => setTimeout(resume));

/**
 * The tasks of the trajectory worker: it opens a file, returns frames and answers questions. One trajectory per
 * session.
 */
export function sessionHandlers(): Handlers<SessionTasks> {
  let frames: Frames | null = null;
  let append: ((more: Float32Array) => void) | null = null;
  let known: readonly AtomColumn[] = [];
  return {
    async open({ file, name, options }, { tell }) {
      const [opened, found] = await openFile(file, name, options, tell);
      frames = found;
      known = opened.columns;
      return opened;
    },
    append(request) {
      if (append === null) [frames, append] = inMemory(request.numbers, request.lattice);
      append(request.frames);
      return null;
    },
    frame: ({ frame, preparation, columns }) =>
      decoded(
        frames!,
        frame,
        preparation,
        known.filter(({ name }) => columns.includes(name)),
      ),
    ask: async ({ question, range, mayStop }, { tell, signal }) =>
      question.kind === 'correlation'
        ? { result: correlate(question), stopped: null }
        : overFrames(frames!, question, { range, mayStop }, tell, signal),
  };
}

const sourceOf = (blob: Blob): ByteSource => ({
  size: blob.size,
  read: async (start, end) => new Uint8Array(await bytesOf(blob.slice(start, end))),
});

async function openFile(
  file: Blob,
  name: string,
  options: OpenOptions,
  tell: (progress: OpeningProgress) => void,
): Promise<[OpenedFile, Frames]> {
  const progress = (stage: 'inflating' | 'indexing', totalBytes: number) => {
    let told = Number.NEGATIVE_INFINITY;
    return (doneBytes: number): boolean => {
      if (performance.now() - told > TURN_MS || doneBytes === totalBytes) {
        told = performance.now();
        tell({ stage, doneBytes, totalBytes });
      }
      return true;
    };
  };
  const { file: blob, isCut } = (await isGzip(file))
    ? await inflated(file, progress('inflating', file.size))
    : { file, isCut: false };
  const source = sourceOf(await readable(blob));
  const format = trajectoryFormatOf(await source.read(0, Math.min(source.size, SNIFF_BYTES)));
  if (format === null) return refuseAtoms(source, name);
  const scan = format.trajectory.scan(source.size, options);
  const index = (await readAsync(scan, source, progress('indexing', source.size)))!;
  const frames = inFile(source, index);
  const first = await frames.read(0);
  const { damage, looked, columns, emptyColumns } = await lookAtAll(frames, index);
  const opened = {
    format: format.label,
    title: index.title,
    numbers: index.numbers,
    count: frameCount(index),
    timesFs: index.timesFs,
    scalars: index.scalars,
    columns,
    emptyColumns,
    notes: [
      ...(isCut ? [`${name}: ${CUT_ARCHIVE_NOTE}`] : []),
      ...index.notes,
      ...damageNotes({ damage }),
      ...columnNotes(columns, emptyColumns),
      ...(looked < index.starts.length
        ? [
            `damaged frames are told up to frame ${looked - 1}; one further on is named when it is shown`,
            ...(columns.length > 0
              ? [`scales of ${columns.map(({ name }) => name).join(', ')} are of these frames`]
              : []),
          ]
        : []),
    ],
    problem: index.problem === null ? null : describeOnPage(index.problem),
    hasOtherAtoms: index.problem?.code === 'other-atoms',
    lattice: Float64Array.from(first.lattice),
    xyz: Float64Array.from(first.xyz),
  };
  return [opened, frames];
}

/** Bytes of frames that are decoded when a file is opened, to tell which are damaged. */
const MAX_LOOKED_BYTES = 64 * 1024 * 1024;

/** Decodes the frames once: a coordinate that is no number is not seen by the index. @returns how many were looked at */
async function lookAtAll(
  frames: Frames,
  index: TrajectoryIndex,
): Promise<{
  readonly damage: readonly DamagedFrame[];
  readonly looked: number;
  readonly columns: readonly FileColumn[];
  readonly emptyColumns: readonly string[];
}> {
  const { columns = [] } = index;
  const found = columnEnds(columns);
  const damage: DamagedFrame[] = [];
  let turned = performance.now();
  let bytes = 0;
  let looked = 0;
  for (; looked < index.starts.length && bytes <= MAX_LOOKED_BYTES; looked++) {
    bytes += index.ends[looked]! - index.starts[looked]!;
    try {
      found.add((await frames.read(looked, columns)).values);
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      damage.push({ frame: looked, failure: error.failure });
    }
    if (performance.now() - turned > TURN_MS) {
      await turn();
      turned = performance.now();
    }
  }
  const [ends, inFrames, isWhole] = [found.ends(), found.inFrames(), found.isWhole()];
  const lookedFrames = looked - damage.length;
  return {
    damage: [...damage, ...index.damage.filter((d) => d.frame >= looked)],
    looked,
    columns: columns.flatMap((column, c) => {
      const own = ends[c]!;
      return own === null
        ? []
        : [
            {
              ...column,
              ends: own,
              inFrames: inFrames[c]!,
              lookedFrames,
              isWhole: isWhole[c]!,
            },
          ];
    }),
    emptyColumns: columns.flatMap(({ name }, c) => (ends[c] === null ? [name] : [])),
  };
}

/** What of each atom is left out, or is there in some frames only. */
function columnNotes(
  columns: readonly FileColumn[],
  emptyColumns: readonly string[],
): readonly string[] {
  return [
    ...(emptyColumns.length > 0
      ? [`no number in ${emptyColumns.join(', ')}: neither colours nor arrows`]
      : []),
    // Those of as many frames in one line.
    ...[...new Set(columns.map((column) => column.inFrames))].flatMap((inFrames) => {
      const alike = columns.filter((column) => column.inFrames === inFrames);
      const { lookedFrames } = alike[0]!;
      const names = alike.map(({ name }) => name).join(', ');
      const verb = alike.length === 1 ? 'stands' : 'stand';
      return inFrames < lookedFrames
        ? [`${names} ${verb} in ${inFrames} of ${lookedFrames} frames`]
        : [];
    }),
  ];
}

/** Larger files that do not begin like a trajectory are not read to explain why. */
const MAX_LOOK_BYTES = 64 * 1024 * 1024;

/** The reason why a file is not a trajectory, in the same words as in the terminal. */
async function refuseAtoms(source: ByteSource, name: string): Promise<never> {
  if (source.size > MAX_LOOK_BYTES) throw unknownFormat(name);
  const { file } = readAtoms(await source.read(0, source.size), name.replace(/\.gz$/i, ''));
  throw new EpistackError({
    code: 'parse',
    format: FORMATS.find((f) => f.id === file.format)?.label ?? file.format,
    line: 1,
    expected: 'a trajectory; this is one structure: drop it on the page to take it as a crystal',
  });
}

function inFile(source: ByteSource, index: TrajectoryIndex): Frames {
  const { numbers, starts, ends } = index;
  let corner: FrameCell['originAng'] | null = null;
  return {
    numbers,
    count: () => frameCount(index),
    read: async (frame, columns = []) => {
      const xyz = new Float32Array(3 * numbers.length);
      const values = columns.map(({ width }) => new Float32Array(width * numbers.length));
      const asked = columns.map(({ name }, c) => ({ name, values: values[c]! }));
      const bytes = await source.read(starts[frame] ?? 0, ends[frame] ?? 0);
      const { lattice, originAng } = decodeTrajectoryFrame(bytes, index, frame, {
        xyz,
        columns: asked,
      });
      // A box whose corner is not at 0 is shifted there together with its atoms. The corner of the first frame is
      // used for all frames: under a barostat the corner moves while atoms at rest do not.
      corner ??= originAng;
      if (corner.some((x) => x !== 0))
        for (let k = 0; k < xyz.length; k++) xyz[k] = xyz[k]! - corner[k % 3]!;
      return { lattice, xyz, values };
    },
  };
}

function inMemory(
  numbers: Uint8Array,
  lattice: Float64Array,
): [Frames, (more: Float32Array) => void] {
  const width = 3 * numbers.length;
  let all: GrowingArray<Float32Array> = { data: new Float32Array(0), length: 0 };
  const frames: Frames = {
    numbers,
    count: () => all.length / width,
    read: async (frame) => ({
      lattice,
      xyz: filledPart(all).slice(frame * width, (frame + 1) * width) as Float32Array<ArrayBuffer>,
      values: [],
    }),
  };
  return [
    frames,
    (more) => {
      all = appended(all, more);
    },
  ];
}

async function decoded(
  frames: Frames,
  frame: number,
  preparation: FramePreparation,
  columns: readonly AtomColumn[],
): Promise<DecodedFrame> {
  const middle = await frames.read(frame, columns);
  let { xyz } = middle;
  if (!isUnprepared(preparation)) {
    const others: Float32Array[] = [];
    for (let k = 1; k <= preparation.smoothOver; k++)
      // Frames are taken from both sides or not at all, so that an average at an end is not shifted in time.
      if (frame - k >= 0 && frame + k < frames.count())
        others.push((await frames.read(frame - k)).xyz, (await frames.read(frame + k)).xyz);
    const first = (await frames.read(0)).xyz;
    xyz = preparedFrame(middle, others, first, frames.numbers, preparation);
  }
  const lattice = Float64Array.from(middle.lattice);
  const { values } = middle;
  return handingOver(
    {
      xyz,
      lattice,
      // Of the frame itself, also where its positions are averages.
      columns: Object.fromEntries(columns.map(({ name }, c) => [name, values[c]!])),
    },
    [xyz.buffer, lattice.buffer, ...values.map(({ buffer }) => buffer)],
  );
}

async function overFrames(
  frames: Frames,
  question: Exclude<Question, CorrelationRequest>,
  { range, mayStop }: { readonly range: FrameRange; readonly mayStop: boolean },
  tell: (done: number) => void,
  signal: AbortSignal,
) {
  const { first, end, stride } = range;
  let stopped: Stopped | null = null;
  const accumulator = accumulatorOf(question, frames.numbers);
  const last = Math.min(end, frames.count());
  let turned = performance.now();
  for (let k = first; k < last; k += stride) {
    let view: FrameView;
    try {
      view = await frames.read(k);
    } catch (error) {
      if (!mayStop || k === first || !(error instanceof EpistackError)) throw error;
      stopped = { frame: k, reason: error.message };
      break;
    }
    accumulator.add(view);
    if (performance.now() - turned < TURN_MS) continue;
    tell((k + 1 - first) / (last - first));
    await turn();
    turned = performance.now();
    signal.throwIfAborted();
  }
  return { result: accumulator.result(), stopped };
}
