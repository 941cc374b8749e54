import { expect, test } from 'vitest';
import {
  ALL_FRAMES,
  beforeStop,
  chosenRange,
  frameAxis,
  framesIn,
  lagAxis,
  notesOf,
  stepFsOf,
} from '#ui/analysis/analysisFrames.ts';
import { shownUnit, shownValues } from '#ui/analysis/trackUnits.ts';

const times = (...timesFs: number[]) => ({ timesFs: Float64Array.from(timesFs) });

test('a range holds its last frame, and ends with the trajectory', () => {
  expect(chosenRange(ALL_FRAMES, 5)).toEqual({ first: 0, end: 5, stride: 1 });
  expect(chosenRange({ first: 1, last: 3, stride: 2 }, 5)).toEqual({ first: 1, end: 4, stride: 2 });
  expect(chosenRange({ first: 9, last: 12, stride: 1 }, 5)).toEqual({
    first: 4,
    end: 5,
    stride: 1,
  });
  expect([...framesIn({ first: 1, end: 6, stride: 2 })]).toEqual([1, 3, 5]);
  expect([...framesIn({ first: 1, end: 5, stride: 2 })]).toEqual([1, 3]);
  expect([...framesIn({ first: 4, end: 2, stride: 1 })]).toEqual([]);
});

test('times are shown in ps, frames without times by their number', () => {
  const axis = frameAxis(times(0, 20, 40), [0, 2]);
  expect([axis.title, axis.unit, ...Array.from(axis.values)]).toEqual(['time', 'ps', 0, 0.04]);
  const plain = frameAxis({ timesFs: null }, [0, 2]);
  expect([plain.title, plain.unit, ...Array.from(plain.values)]).toEqual(['frame', '', 1, 3]);
});

test('lags are in ps, or in frames of the trajectory', () => {
  expect(lagAxis(20, 5, 3)).toMatchObject({ unit: 'ps', values: Float64Array.of(0, 0.02, 0.04) });
  expect(lagAxis(null, 5, 3)).toMatchObject({ unit: 'frames', values: Float64Array.of(0, 5, 10) });
});

test('the time between frames is known where times are even, to the digits of a file', () => {
  const all = { first: 0, end: 4, stride: 1 };
  expect(stepFsOf(times(5, 10, 15, 20), all)).toBe(5);
  expect(stepFsOf(times(0, 5, 10, 15), { ...all, stride: 2 })).toBe(10);
  expect(stepFsOf(times(0, 1.001, 1.999, 3), all)).toBeCloseTo(1, 12);
  expect(stepFsOf(times(0, 1.1, 2, 3), all)).toBeNull();
  expect(stepFsOf(times(0, 0, 0, 0), all)).toBeNull();
  expect(stepFsOf(times(3, 2, 1, 0), all)).toBeNull();
  expect(stepFsOf({ timesFs: null }, all)).toBeNull();
  expect(stepFsOf(times(0, 1, 2, 3), { first: 2, end: 3, stride: 1 })).toBeNull();
});

test('what follows a broken frame is left out, and said', () => {
  const range = { first: 0, end: 9, stride: 1 };
  expect(beforeStop(range, null)).toEqual({ range, stopped: null });
  const { range: left, stopped } = beforeStop(range, { frame: 4, reason: 'line 7' });
  expect(left).toEqual({ first: 0, end: 4, stride: 1 });
  expect(stopped).toMatch(/^frame 5 cannot be read \(line 7\)/);
});

test('an export says which frames it is of, counted from 1', () => {
  const source = { label: 'run', about: 'XDATCAR', count: 9 } as Parameters<typeof notesOf>[0];
  expect(notesOf(source, { first: 2, end: 8, stride: 3 })[1]).toBe('frames 3 to 8 of 9, every 3th');
});

test('angles are shown in degrees, distances in Å', () => {
  const track = { label: '', values: Float64Array.of(Math.PI, -Math.PI / 2) };
  expect([...shownValues({ ...track, unit: 'rad' })]).toEqual([180, -90]);
  expect(shownUnit({ ...track, unit: 'rad' })).toBe('°');
  expect([...shownValues({ ...track, unit: 'Å' })]).toEqual([Math.PI, -Math.PI / 2]);
});
