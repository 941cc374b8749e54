import { expect, test } from 'vitest';
import { Refusal } from '#app/jobs/problems.ts';
import { fileSource, NO_TIMES_NOTE } from '#app/trajectory/fileSource.ts';
import type { SessionClient } from '#app/trajectory/sessionClient.ts';
import type { DecodedFrame, OpenedFile } from '#app/trajectory/sessionTasks.ts';
import { type FramePreparation, UNPREPARED } from '#core/analysis/motion/preparedFrame.ts';

const CELL = Float64Array.of(10, 0, 0, 0, 10, 0, 0, 0, 10);
const SMOOTH: FramePreparation = { ...UNPREPARED, smoothOver: 3 };

function opened(count: number): OpenedFile {
  return {
    format: 'xdatcar',
    title: '',
    notes: [],
    problem: null,
    hasOtherAtoms: false,
    numbers: Uint8Array.of(14),
    xyz: Float64Array.of(0, 0, 0),
    lattice: CELL,
    count,
    timesFs: Float64Array.from({ length: count }, (_, k) => k),
    scalars: [],
    columns: [],
    emptyColumns: [],
  } as OpenedFile;
}

interface Asked {
  readonly frame: number;
  readonly preparation: FramePreparation;
  readonly resolve: (found: DecodedFrame) => void;
  readonly reject: (error: Error) => void;
}

/** A file whose worker answers when the test says so. */
function file(count = 100, of: Partial<OpenedFile> = {}) {
  const open: Asked[] = [];
  const asked: number[] = [];
  let told = 0;
  const client = {
    frame: (frame: number, preparation: FramePreparation) => {
      asked.push(frame);
      return new Promise((resolve, reject) => open.push({ frame, preparation, resolve, reject }));
    },
    ask: () => {
      throw new Error('nothing is asked here');
    },
    close: () => {},
  } as unknown as SessionClient;
  const source = fileSource(
    new File([], 'file'),
    { ...opened(count), ...of },
    client,
    () => told++,
  );
  const find = (frame: number, preparation: FramePreparation) =>
    open.splice(
      open.findIndex((a) => a.frame === frame && a.preparation === preparation),
      1,
    )[0]!;
  const turn = () => new Promise((resume) => setTimeout(resume));
  const answer = (frame: number, preparation: FramePreparation = UNPREPARED) => {
    find(frame, preparation).resolve({
      xyz: Float32Array.of(frame, preparation.smoothOver, 0),
      lattice: CELL,
      columns: {},
    });
    return turn();
  };
  const refuse = (frame: number, error: Error) => {
    find(frame, UNPREPARED).reject(error);
    return turn();
  };
  const shown = (frame: number, preparation: FramePreparation = UNPREPARED) => {
    const found = source.frameAt(frame, preparation);
    return found === null ? null : [...found.positions];
  };
  /** What was asked since the last time. */
  const news = () => asked.splice(0);
  return { source, answer, refuse, shown, news, told: () => told };
}

test('a frame is there once its worker has answered, and is asked for once', async () => {
  const { shown, answer, news, told } = file();
  expect(shown(0)).toBeNull();
  expect(news()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(shown(0)).toBeNull();
  expect(news()).toEqual([]);
  expect(told()).toBe(0);
  await answer(0);
  expect(told()).toBe(1);
  expect(shown(0)).toEqual([0, 0, 0]);
  expect(news()).toEqual([]);
});

test('frames ahead are asked for in the direction of play, round the ends', async () => {
  const { shown, news, answer } = file(10);
  shown(8);
  expect(news()).toEqual([8, 9, 0, 1, 2, 3, 4]);
  for (const frame of [8, 9, 0, 1, 2, 3, 4]) await answer(frame);
  shown(7);
  expect(news()).toEqual([7, 6, 5]);
});

test('another way of showing frames begins anew: none of the old ones is shown', async () => {
  const { shown, answer, news } = file();
  shown(0);
  for (let k = 0; k <= 5; k++) await answer(k);
  expect(shown(3)).toEqual([3, 0, 0]);
  news();
  expect(shown(3, SMOOTH)).toBeNull();
  expect(news()).toEqual([3, 4, 5, 6, 7, 8, 9]);
  // An answer to the old question comes late.
  await answer(6, UNPREPARED);
  expect(shown(6, SMOOTH)).toBeNull();
  await answer(3, SMOOTH);
  expect(shown(3, SMOOTH)).toEqual([3, 3, 0]);
});

test('other columns begin anew as well, and the same ones do not', async () => {
  const { shown, answer, news, source, told } = file();
  shown(0);
  for (let k = 0; k <= 5; k++) await answer(k);
  const before = told();
  source.showColumns!(['forces']);
  expect(told()).toBe(before + 1);
  news();
  expect(shown(3)).toBeNull();
  expect(news()).toContain(3);
  source.showColumns!(['forces']);
  expect(told()).toBe(before + 1);
});

test('at most twelve questions wait, and a frame that cannot be read is asked for once', async () => {
  const { shown, news, refuse, source } = file();
  shown(0);
  shown(20);
  expect(news()).toHaveLength(12);
  await refuse(0, new Refusal('line 7'));
  expect(source.problemAt(0)).toBe('line 7');
  expect(source.problemAt(1)).toBeNull();
  expect(shown(0)).toBeNull();
  expect(news()).not.toContain(0);
});

test('a file without times says so, one that ends in a broken frame, too', () => {
  expect(file(3, { timesFs: null }).source.notes).toEqual([NO_TIMES_NOTE]);
  expect(file(1, { timesFs: null }).source.notes).toEqual([]);
  expect(file(3, { problem: 'line 9' }).source.notes).toEqual([
    'line 9; the frames before it are whole',
  ]);
  // Frames of other atoms can be opened on their own, and are nothing broken.
  const other = file(3, { problem: 'line 9: 5 atoms', hasOtherAtoms: true }).source;
  expect(other.notes).toEqual(['line 9: 5 atoms']);
  expect(other.ofOtherAtoms).toBeInstanceOf(File);
  expect(file(3).source.ofOtherAtoms).toBeNull();
});
