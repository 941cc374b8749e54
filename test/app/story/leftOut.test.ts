import { expect, test } from 'vitest';
import { NO_SHEET } from '#app/look/viewOnly.ts';
import { leftOut } from '#app/story/leftOut.ts';

test('what a step cannot hold of the picture is said, and nothing where it holds all', () => {
  const plain = { liftAng: 0, drawn: [], sheet: NO_SHEET };
  const none = { elements: [], slabs: [] };
  expect(leftOut(none, plain)).toBeNull();
  expect(leftOut(none, { ...plain, sheet: { ...NO_SHEET, points: 'moire' } })).toBeNull();
  const across = { slab: null, kind: 'hkl', indices: [0, 0, 1] } as const;
  const clip = { across, from: 0, to: 0.5, isInverse: false };
  expect(leftOut({ ...none, atoms: [3], clip }, { ...plain, liftAng: 4, drawn: [across] })).toBe(
    'Not in the step, which shows all atoms where they are: what is hidden, clip planes, the lift of the film, lattice planes and directions.',
  );
});
