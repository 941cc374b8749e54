import { expect, test } from 'vitest';
import { anglesOf } from '#render/camera/pose.ts';
import { createStage, isAtNamedView } from '#render/stage/stage.ts';

const LATTICE = [5, 0, 0, 0, 5, 0, 0, 0, 30];

test('a camera that nobody has turned, zoomed or put by angles stands at its named view, another one does not', () => {
  const named = anglesOf('oblique', LATTICE);
  const pose = { ...named, target: [0, 0, 0], halfHeightAng: 9, shift: [0, 0] } as const;
  const at = (change: object) => isAtNamedView({ ...createStage(), isFitted: true, ...change });
  expect(at({ named, pose })).toBe(true);
  expect(at({ named, pose: { ...pose, azimuthRad: pose.azimuthRad + 2 * Math.PI } })).toBe(true);
  // Still on its way there.
  const turned = { ...pose, elevationRad: 0.4 };
  expect(at({ named, pose: turned, glide: { from: turned, to: pose, startMs: 0 } })).toBe(true);
  expect(at({ named, pose: turned })).toBe(false);
  expect(at({ named, pose, isFitted: false })).toBe(false);
  expect(at({ named: null, pose })).toBe(false);
  expect(at({ named, pose: null })).toBe(false);
});
