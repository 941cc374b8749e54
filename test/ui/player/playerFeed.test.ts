import { afterEach, beforeEach, expect, test } from 'vitest';
import { setPicked } from '#app/look/pickedAtoms.ts';
import { sessionStore } from '#app/look/session.ts';
import { setDisplacementView } from '#app/player/displacements.ts';
import { closeSource, fitTo, setSource, show } from '#app/player/player.ts';
import { analyst, memorySource } from '#app/trajectory/memorySource.ts';
import { builtFeed, foreignFeed, TRAIL_FRAMES } from '#ui/player/playerFeed.ts';

/** Two atoms; the first goes 0.1 Å along x from frame to frame, the second goes through a face once. */
const structure = {
  lattice: Float64Array.of(10, 0, 0, 0, 10, 0, 0, 0, 10),
  numbers: Uint8Array.of(14, 14),
  xyz: Float64Array.of(1, 1, 1, 5, 5, 9.9),
  layer: new Uint16Array(2),
};
const COUNT = 100;
const frames = Float32Array.from(
  Array.from({ length: COUNT }, (_, t) => [1 + 0.1 * t, 1, 1, 5, 5, t < 2 ? 9.9 : 0.1]).flat(),
);

beforeEach(() => {
  fitTo(structure, true);
  setSource(
    memorySource(
      {
        kind: 'md',
        label: '',
        about: '',
        notes: [],
        structure,
        frames,
        timesFs: null,
        scalars: [],
      },
      analyst(),
    ),
  );
  setPicked([]);
});
afterEach(() => {
  closeSource();
  // The feed forgets its trail when nothing is shown.
  builtFeed.now();
});

const segments = () => builtFeed.now()!.trails!.length / 6;

test('frames go to the feed of the atoms that they are of', () => {
  expect(builtFeed.now()).toBeNull();
  show(3);
  expect(builtFeed.now()!.positions[0]).toBeCloseTo(1.3, 5);
  expect(builtFeed.now()).toBe(builtFeed.now());
  expect(foreignFeed.now()).toBeNull();
});

test('a trail follows each atom over the frames shown, and none goes through a face', () => {
  setDisplacementView({ lines: 'path' });
  for (const frame of [0, 1, 2, 3]) {
    show(frame);
    builtFeed.now();
  }
  // Three steps of two atoms, but for the one through the face.
  expect(segments()).toBe(5);
  const { trails } = builtFeed.now()!;
  for (let k = 0; k < trails!.length; k += 6) {
    const step = [0, 1, 2].map((x) => trails![k + 3 + x]! - trails![k + x]!);
    expect(Math.hypot(...step)).toBeLessThan(0.3);
  }
  setPicked([1]);
  show(4);
  expect(segments()).toBe(3);
});

test('a trail reaches back forty frames, and a jump begins a new one', () => {
  setDisplacementView({ lines: 'path' });
  setPicked([0]);
  for (let frame = 0; frame < 60; frame++) {
    show(frame);
    builtFeed.now();
  }
  expect(TRAIL_FRAMES).toBe(40);
  expect(segments()).toBe(40);
  show(71);
  builtFeed.now();
  expect(segments()).toBe(40);
  show(90);
  expect(segments()).toBe(0);
});

test('displacements are coloured from grey to the full hue, from the first structure', () => {
  sessionStore.setState({ framesBy: 'displacement' });
  setDisplacementView({ from: 'start', fullAng: 0.5 });
  const hue = (frame: number) => {
    show(frame);
    return Array.from(builtFeed.now()!.colors!.subarray(0, 3), (c) => Math.round(255 * c));
  };
  expect(hue(0)).toEqual([0xb6, 0xbb, 0xbf]);
  expect(hue(5)).toEqual([0xb0, 0x3a, 0x12]);
  expect(hue(9)).toEqual([0xb0, 0x3a, 0x12]);
  const half = hue(2);
  expect(half[1]!).toBeGreaterThan(0x3a);
  expect(half[1]!).toBeLessThan(0xbb);
});
