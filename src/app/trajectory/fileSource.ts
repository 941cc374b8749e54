import { problemOf } from '#app/jobs/problems.ts';
import type { FramePreparation } from '#core/analysis/motion/preparedFrame.ts';
import { type FrameCache, frameCache } from '#core/io/trajectory/frameCache.ts';
import type { SessionClient } from './sessionClient.ts';
import type { OpenedFile } from './sessionTasks.ts';
import type { ShownFrame, TrajectorySource } from './trajectorySource.ts';

/** Decoded frames that the page keeps. */
const CACHE_BYTES = 256 * 1024 * 1024;
/** Frames requested ahead of the shown one, in the direction of play. */
const AHEAD = 6;
/** Largest number of open requests for frames. */
const MAX_WAITING = 12;

/** No times are assumed: plots run over frames, and analyses that need a time step ask for it. */
export const NO_TIMES_NOTE =
  'the time between frames is not in the file: plots count frames, and a spectrum asks for the time';

/**
 * A trajectory file held by a worker. Frames are fetched on demand and the last ones are cached.
 * @param file where the frames come from
 * @param onFrame called when a requested frame has arrived or failed
 */
export function fileSource(
  file: File,
  opened: OpenedFile,
  client: SessionClient,
  onFrame: () => void,
): TrajectorySource {
  const { numbers, count, lattice, xyz } = opened;
  const cache: FrameCache<ShownFrame> = frameCache(CACHE_BYTES);
  const waiting = new Set<number>();
  const broken = new Map<number, string>();
  let preparation: FramePreparation | null = null;
  let shown: readonly string[] = [];
  let before = 0;
  const want = (frame: number): void => {
    if (frame < 0 || frame >= count || waiting.size >= MAX_WAITING) return;
    if (waiting.has(frame) || broken.has(frame) || cache.get(frame) !== undefined) return;
    waiting.add(frame);
    void fetchFrame(frame, preparation!, shown);
  };
  const fetchFrame = async (
    frame: number,
    asked: FramePreparation,
    names: readonly string[],
  ): Promise<void> => {
    // It was requested before the preparation or the columns changed and is not needed any more.
    const isOld = () =>
      preparation === null || !samePreparation(preparation, asked) || shown !== names;
    try {
      const found = await client.frame(frame, asked, names);
      if (isOld()) return;
      const { xyz: positions, lattice: cell, columns } = found;
      const bytes = Object.values(columns).reduce(
        (sum, { byteLength }) => sum + byteLength,
        positions.byteLength,
      );
      cache.set(frame, { frame, positions, lattice: cell, columns }, bytes);
    } catch (error) {
      const problem = problemOf(error);
      // Closed or lost with the whole session; whoever opened it is notified.
      if (problem === null || problem.isLost) return;
      broken.set(frame, problem.reason);
    }
    waiting.delete(frame);
    onFrame();
  };
  const notes = [
    ...opened.notes,
    ...(opened.problem !== null
      ? [
          opened.hasOtherAtoms
            ? opened.problem
            : `${opened.problem}; the frames before it are whole`,
        ]
      : []),
    ...(opened.timesFs === null && count > 1 ? [NO_TIMES_NOTE] : []),
  ];
  return {
    kind: 'file',
    label: file.name,
    about: [opened.format, opened.title].filter((s) => s !== '').join(', '),
    notes,
    ofOtherAtoms: opened.hasOtherAtoms ? file : null,
    structure: { lattice, numbers, xyz, layer: new Uint16Array(numbers.length) },
    count,
    timesFs: opened.timesFs,
    scalars: opened.scalars,
    columns: opened.columns,
    emptyColumns: opened.emptyColumns,
    showColumns(names) {
      if (names.length === shown.length && names.every((name, k) => name === shown[k])) return;
      shown = names;
      cache.clear();
      waiting.clear();
      onFrame();
    },
    frameAt(frame, wanted) {
      if (preparation === null || !samePreparation(preparation, wanted)) {
        preparation = wanted;
        cache.clear();
        waiting.clear();
      }
      want(frame);
      const direction = frame < before ? -1 : 1;
      before = frame;
      for (let k = 1; k <= AHEAD; k++) want((frame + direction * k + count) % count);
      return cache.get(frame) ?? null;
    },
    problemAt: (frame) => broken.get(frame) ?? null,
    ask: client.ask,
    close: client.close,
  };
}

const samePreparation = (a: FramePreparation, b: FramePreparation): boolean =>
  a.smoothOver === b.smoothOver && a.keepNear === b.keepNear && a.centred === b.centred;
