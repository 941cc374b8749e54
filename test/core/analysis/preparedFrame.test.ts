import { expect, test } from 'vitest';
import { preparedFrame, UNPREPARED } from '#core/analysis/motion/preparedFrame.ts';

const lattice = [4, 0, 0, 0, 5, 0, 0, 0, 6];
const numbers = [1, 8];
const first = [0.1, 1, 2, 3, 4.9, 0.2];
/** Both atoms have gone by so much, and were then wrapped into the cell. */
const gone = [-0.3, 0.4, -0.5];
const wrapped = first.map((x, k) => {
  const length = lattice[4 * (k % 3)]!;
  return (x + gone[k % 3]! + length) % length;
});
const frame = { lattice, xyz: Float32Array.from(wrapped) };
const prepared = (change: object, others: readonly number[][] = []) =>
  Array.from(preparedFrame(frame, others, first, numbers, { ...UNPREPARED, ...change }));
const near = (found: readonly number[], expected: readonly number[]) => {
  expect(found).toHaveLength(expected.length);
  for (const [k, x] of found.entries()) expect(x).toBeCloseTo(expected[k]!, 5);
};

test('near where they began, atoms stand at the image that they have gone to', () => {
  near(
    prepared({ keepNear: true }),
    first.map((x, k) => x + gone[k % 3]!),
  );
});

test('centred, the centre of mass has not moved', () => {
  near(prepared({ keepNear: true, centred: true }), first);
  // Where the file wrapped an atom it stays there, less the drift.
  near(
    prepared({ centred: true }),
    wrapped.map((x, k) => x - gone[k % 3]!),
  );
});

test('smoothed, a frame is the mean of itself and those around it', () => {
  const later = wrapped.map((x, k) => x + (k === 3 ? 0.2 : 0));
  near(
    prepared({ smoothOver: 1 }, [later]),
    wrapped.map((x, k) => x + (k === 3 ? 0.1 : 0)),
  );
});
