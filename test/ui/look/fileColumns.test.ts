import { beforeEach, expect, test } from 'vitest';
import { DEFAULTS, sessionStore } from '#app/look/session.ts';
import { arrowsStore, fileNumbers } from '#app/player/fileColumns.ts';
import { playerStore } from '#app/player/player.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { rgb } from '#ui/kit/palette.ts';
import { arrowLines, arrowMark } from '#ui/look/arrows.ts';
import { listedLabel } from '#ui/look/colouring.ts';
import { STOPS } from '#ui/look/colourings/scale.ts';
import { frameColouring, frameColourings } from '#ui/look/frameColourings.ts';

const asked: (readonly string[])[] = [];
const source = {
  columns: [
    {
      name: 'q',
      unit: 'e',
      width: 1,
      ends: [[-0.5, 1]],
      inFrames: 2,
      lookedFrames: 5,
      isWhole: false,
    },
    {
      name: 'forces',
      unit: 'eV/Å',
      width: 3,
      ends: [
        [-1, 3],
        [-1, 4],
        [0, 0],
        [0, 5],
      ],
      inFrames: 5,
      lookedFrames: 5,
      isWhole: true,
    },
  ],
  showColumns: (names: readonly string[]) => asked.push(names),
} as unknown as TrajectorySource;

const frame = {
  lattice: [9, 0, 0, 0, 9, 0, 0, 0, 9],
  xyz: Float32Array.of(0, 0, 0, 1, 2, 3),
  columns: {
    q: Float32Array.of(-0.5, Number.NaN),
    forces: Float32Array.of(3, 4, 0, 0, 0, 0),
  },
};

beforeEach(() => {
  sessionStore.setState(DEFAULTS);
  arrowsStore.setState({ of: null, angPerUnit: null });
  playerStore.setState({ source });
  asked.length = 0;
});

test('a file offers each number, and of a vector its length and components; only what is shown is asked for', () => {
  expect(fileNumbers(source).map(({ label }) => label)).toEqual([
    'q',
    'forces, length',
    'forces, along x',
    'forces, along y',
    'forces, along z',
  ]);
  expect(frameColourings().map(({ id }) => id)).toContain('file:forces:z');
  sessionStore.setState({ framesBy: 'file:q' });
  arrowsStore.setState({ of: 'forces' });
  expect(asked).toEqual([['q'], ['q', 'forces']]);
  expect(frameColouring('file:gone')).toBeNull();
});

test('what some frames lack is said in lists and in the legend', () => {
  const [byCharge, byForce] = ['file:q', 'file:forces'].map((id) => frameColouring(id)!);
  expect([byCharge!, byForce!].map(listedLabel)).toEqual([
    'q (in 2 of 5 frames)',
    'forces, length',
  ]);
  expect(byCharge!.legend().keys.map(({ name }) => name)).toEqual([
    'no number: q is in 2 of 5 frames',
  ]);
  expect(byForce!.legend().keys).toEqual([]);
});

test('colours follow the scale of the file, or typed ends; what is not known is grey, what is not there yet uncoloured', () => {
  const byCharge = frameColouring('file:q')!;
  expect(frameColouring('file:q')).toBe(byCharge);
  expect(byCharge.legend().scale).toMatchObject({ unit: 'e', low: -1, high: 1, isAutomatic: true });
  const colours = byCharge.colors(frame, undefined)!;
  const [blue, pale] = [rgb(STOPS.diverging[0]), rgb(STOPS.diverging[1])];
  expect(colours[0]).toBeCloseTo((blue[0] + pale[0]) / 2, 1);
  expect([...colours.subarray(3)].map((x) => Math.round(255 * x))).toEqual([0x8c, 0x91, 0x96]);
  sessionStore.setState({ colourRanges: { 'file:q': [-0.5, 2] } });
  expect(byCharge.legend().scale).toMatchObject({ low: -0.5, high: 2, isAutomatic: false });
  expect(byCharge.colors(frame, undefined)![0]).toBeCloseTo(blue[0], 5);
  const byLength = frameColouring('file:forces')!;
  expect(byLength.legend().scale).toMatchObject({ unit: 'eV/Å', low: 0, high: 5 });
  expect(byLength.colors(frame, undefined)![0]).toBeCloseTo(rgb(STOPS.rising[1])[0], 5);
  expect(byLength.colors({ ...frame, columns: {} }, undefined)).toBeNull();
});

test('arrows begin at their atoms and are as long as their scale says; none for nothing', () => {
  expect(arrowLines(frame.xyz, frame.columns)).toBeNull();
  arrowsStore.setState({ of: 'forces' });
  // At most 5 Å for the longest, in a scale that can be said: out of the balls, not into each other.
  expect(arrowMark('#000')!.name).toBe('forces: 1 Å for 1 eV/Å');
  const lines = arrowLines(frame.xyz, frame.columns)!;
  expect(lines).toHaveLength(6 * 5);
  expect([...lines.subarray(0, 6)]).toEqual([0, 0, 0, 3, 4, 0]);
  // Every line of the head ends behind the tip, on the way back to the atom.
  for (let k = 1; k < 5; k++) {
    const [x, y, z, u, v, w] = lines.subarray(6 * k, 6 * k + 6) as unknown as number[];
    expect([x, y, z]).toEqual([3, 4, 0]);
    expect(Math.hypot(u!, v!, w!)).toBeLessThan(5);
  }
  arrowsStore.setState({ angPerUnit: 2 });
  expect([...arrowLines(frame.xyz, frame.columns)!.subarray(3, 6)]).toEqual([6, 8, 0]);
  expect(arrowLines(frame.xyz, {})).toBeNull();
});
