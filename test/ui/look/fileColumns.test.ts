import { beforeEach, expect, test } from 'vitest';
import { DEFAULTS, sessionStore } from '#app/look/session.ts';
import { arrowsStore, fileNumbers } from '#app/player/fileColumns.ts';
import { playerStore } from '#app/player/player.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { singleColor } from '#render/gpu/buffers.ts';
import { rgb } from '#ui/kit/palette.ts';
import { arrowMark, arrowVectors } from '#ui/look/arrows.ts';
import { frameLegend, listedLabel } from '#ui/look/colouring.ts';
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

test('colours follow the scale of the file, or typed ends; what is not known has no colour and is striped, what is not there yet is uncoloured', () => {
  const byCharge = frameColouring('file:q')!;
  expect(frameColouring('file:q')).toBe(byCharge);
  expect(byCharge.legend().scale).toMatchObject({ unit: 'e', low: -1, high: 1, isAutomatic: true });
  const colours = byCharge.colors(frame, undefined)!;
  const [blue, pale] = [rgb(STOPS.diverging[0]), rgb(STOPS.diverging[1])];
  expect(colours[0]).toBeCloseTo((blue[0] + pale[0]) / 2, 1);
  expect([...colours.subarray(3)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(singleColor(colours, 1).map((x) => Math.round(255 * x))).toEqual([0x8c, 0x91, 0x96]);
  sessionStore.setState({ colourRanges: { 'file:q': [-0.5, 2] } });
  expect(byCharge.legend().scale).toMatchObject({ low: -0.5, high: 2, isAutomatic: false });
  expect(byCharge.colors(frame, undefined)![0]).toBeCloseTo(blue[0], 5);
  const byLength = frameColouring('file:forces')!;
  expect(byLength.legend().scale).toMatchObject({ unit: 'eV/Å', low: 0, high: 5 });
  expect(byLength.colors(frame, undefined)![0]).toBeCloseTo(rgb(STOPS.rising[1])[0], 5);
  expect(byLength.colors({ ...frame, columns: {} }, undefined)).toBeNull();
});

test('the legend of a frame says nothing of atoms without a number where each has one', () => {
  const byCharge = frameColouring('file:q')!;
  const keys = (q: Float32Array) =>
    frameLegend(
      byCharge.legend(),
      byCharge.colors({ ...frame, columns: { q } }, undefined)!,
    ).keys.map(({ isStriped }) => isStriped);
  expect(keys(frame.columns.q)).toEqual([true]);
  expect(keys(Float32Array.of(-0.5, 0))).toEqual([]);
});

test('arrows are as long as their scale says; none for nothing', () => {
  expect(arrowVectors(2, frame.columns)).toBeNull();
  arrowsStore.setState({ of: 'forces' });
  // At most 5 Å for the longest, in a scale that can be said: out of the balls, not into each other.
  expect(arrowMark('#000')!.name).toBe('forces: 1 Å for 1 eV/Å');
  expect([...arrowVectors(2, frame.columns)!]).toEqual([3, 4, 0, 0, 0, 0]);
  arrowsStore.setState({ angPerUnit: 2 });
  expect([...arrowVectors(2, frame.columns)!]).toEqual([6, 8, 0, 0, 0, 0]);
  expect(arrowVectors(2, {})).toBeNull();
  expect(arrowVectors(2, { forces: new Float32Array(6) })).toBeNull();
});
