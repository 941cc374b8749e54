import { expect, test } from 'vitest';
import { sourceOf } from '#core/io/text/reading.ts';
import { encodeUtf8 } from '#core/io/text/utf8.ts';
import { indexTrajectory } from '#core/io/trajectory/trajectory.ts';
import { writeExtXyz } from '#core/io/xyz/xyz.ts';

const frame = (keys: string) => `1\nLattice="4 0 0 0 4 0 0 0 4"${keys}\nH 0 0 0\n`;
const index = (...keys: string[]) =>
  indexTrajectory(sourceOf(encodeUtf8(keys.map(frame).join(''))), 'extxyz');

test('a key that names its unit gives the times', () => {
  const { timesFs, notes } = index(' time_fs=0', ' time_fs=20', ' Time=7 time_fs="40.5"');
  expect([...timesFs!]).toEqual([0, 20, 40.5]);
  expect(notes).toEqual([]);
});

test('a key without a unit is read as fs, and that is said', () => {
  const { timesFs, notes } = index(' Time=1.5', ' Time=3');
  expect([...timesFs!]).toEqual([1.5, 3]);
  expect(notes.join()).toMatch(/unit of its time; it is read as fs/);
});

test('a step is no time, and times of some frames are none', () => {
  expect(index(' comment="step 20"', ' comment="step 40"').timesFs).toBeNull();
  expect(index(' time_fs=0', '').timesFs).toBeNull();
  expect(index(' time_fs=now', ' time_fs=then').timesFs).toBeNull();
});

test('what is written is read', () => {
  const structure = {
    lattice: Float64Array.of(4, 0, 0, 0, 4, 0, 0, 0, 4),
    numbers: Uint8Array.of(1),
    xyz: new Float64Array(3),
    layer: new Uint16Array(1),
  };
  const text = [0, 0.5, 1e-7].map((timeFs) => writeExtXyz(structure, { timeFs })).join('');
  expect([...indexTrajectory(sourceOf(encodeUtf8(text)), 'extxyz').timesFs!]).toEqual([
    0, 0.5, 1e-7,
  ]);
  expect(writeExtXyz(structure)).not.toContain('time');
});
