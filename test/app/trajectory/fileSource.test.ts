import { expect, test } from 'vitest';
import { fileFrames, NO_TIMES_NOTE } from '#app/trajectory/fileSource.ts';
import type { SessionClient } from '#app/trajectory/trajectoryClient.ts';
import type { OpenedFile } from '#app/trajectory/trajectoryMessages.ts';
import { type FrameLook, PLAIN_LOOK } from '#core/analysis/motion/preparedFrame.ts';

const CELL = Float64Array.of(10, 0, 0, 0, 10, 0, 0, 0, 10);
const SMOOTH: FrameLook = { ...PLAIN_LOOK, smoothOver: 3 };

function opened(count: number): OpenedFile {
  return {
    format: 'xdatcar',
    title: '',
    notes: [],
    problem: null,
    numbers: Uint8Array.of(14),
    xyz: Float64Array.of(0, 0, 0),
    lattice: CELL,
    count,
    timesFs: Float64Array.from({ length: count }, (_, k) => k),
    scalars: [],
  } as OpenedFile;
}

/** Frames of a file whose worker answers when the test says so. */
function file(count = 100, of: Partial<OpenedFile> = {}) {
  const asked: number[] = [];
  const client = {
    wantFrame: (frame: number) => asked.push(frame),
    ask: () => {
      throw new Error('nothing is asked here');
    },
    close: () => {},
  } as unknown as SessionClient;
  const frames = fileFrames('file', { ...opened(count), ...of }, client);
  const answer = (frame: number, look: FrameLook = PLAIN_LOOK) =>
    frames.arrived(frame, look, Float32Array.of(frame, look.smoothOver, 0), CELL);
  const shown = (frame: number, look: FrameLook = PLAIN_LOOK) => {
    const found = frames.source.frameAt(frame, look);
    return found === null ? null : [...found.positions];
  };
  /** What was asked since the last time. */
  const news = () => asked.splice(0);
  return { ...frames, answer, shown, news };
}

test('a frame is there once its worker has answered, and is asked for once', () => {
  const { shown, answer, news } = file();
  expect(shown(0)).toBeNull();
  expect(news()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(shown(0)).toBeNull();
  expect(news()).toEqual([]);
  answer(0);
  expect(shown(0)).toEqual([0, 0, 0]);
  expect(news()).toEqual([]);
});

test('frames ahead are asked for in the direction of play, round the ends', () => {
  const { shown, news, answer } = file(10);
  shown(8);
  expect(news()).toEqual([8, 9, 0, 1, 2, 3, 4]);
  for (const frame of [8, 9, 0, 1, 2, 3, 4]) answer(frame);
  shown(7);
  expect(news()).toEqual([7, 6, 5]);
});

test('another way of showing frames begins anew: none of the old ones is shown', () => {
  const { shown, answer, news } = file();
  shown(0);
  for (let k = 0; k <= 6; k++) answer(k);
  expect(shown(3)).toEqual([3, 0, 0]);
  news();
  expect(shown(3, SMOOTH)).toBeNull();
  expect(news()).toEqual([3, 4, 5, 6, 7, 8, 9]);
  // An answer to the old question comes late.
  answer(3, PLAIN_LOOK);
  expect(shown(3, SMOOTH)).toBeNull();
  answer(3, SMOOTH);
  expect(shown(3, SMOOTH)).toEqual([3, 3, 0]);
});

test('at most twelve questions wait, and a frame that cannot be read is asked for once', () => {
  const { shown, news, refused, source } = file();
  shown(0);
  shown(20);
  expect(news()).toHaveLength(12);
  refused(0, 'line 7');
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
});
