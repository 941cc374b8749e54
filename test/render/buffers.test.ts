import { expect, test } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import {
  encodeShift,
  layOutAtoms,
  layOutBonds,
  packColors,
  writePositions,
  writeRadii,
} from '#render/gpu/buffers.ts';

const CELL = Float64Array.of(4, 0, 0, 0, 5, 0, 0, 0, 20);
const structure = (xyz: number[]): Structure => ({
  lattice: CELL,
  numbers: new Uint8Array(xyz.length / 3).fill(14),
  xyz: Float64Array.from(xyz),
  layer: new Uint16Array(xyz.length / 3),
});
const shifts = (d: ReturnType<typeof layOutAtoms>) =>
  Array.from({ length: d.count }, (_, k) => [d.source[k], d.shift[3 * k], d.shift[3 * k + 1]]);

test('every atom is one sphere at its own index without boundary images', () => {
  const d = layOutAtoms(structure([0, 0, 0, 2, 2.5, 3]), false);
  expect(Array.from(d.source)).toEqual([0, 1]);
  expect(d.origin).toEqual([1, 1.25, 1.5]);
});

test('an atom on an edge of the cell shows four times, on a face twice, inside once', () => {
  const d = layOutAtoms(structure([0, 0, 1, 2, 0.01, 1, 2, 2, 1]), true);
  expect(shifts(d).slice(3)).toEqual([
    [0, 1, 0],
    [0, 0, 1],
    [0, 1, 1],
    [1, 0, 1],
  ]);
});

test('an atom that rounding put just below 1 shows at 0 as well', () => {
  const d = layOutAtoms(structure([3.999, 2, 1]), true);
  expect(shifts(d)[1]).toEqual([0, -1, 0]);
});

test('an atom is on a face within 2 % of the edge, and no farther', () => {
  const images = (x: number) => layOutAtoms(structure([x, 2.5, 1]), true).count - 1;
  // The edge is 4 Å long.
  expect([-0.07, 0.07, 3.93, 0.09, 0.2, 3.91, 3.8].map(images)).toEqual([1, 1, 1, 0, 0, 0, 0]);
});

test('a frame moves atoms and their images together, relative to the origin', () => {
  const s = structure([0, 2, 1, 2, 3, 7]);
  const d = layOutAtoms(s, true);
  writePositions(d, Float32Array.of(0.5, 2, 1, 2, 3, 8));
  writeRadii(d, Float32Array.of(0.7, 0.9));
  const at = (k: number) => Array.from(d.spheres.slice(4 * k, 4 * k + 4), (v) => +v.toFixed(4));
  expect(at(0)).toEqual([0.5 - 1, 2 - 2.5, 1 - 4, 0.7]);
  expect(at(1)).toEqual([1, 0.5, 4, 0.9]);
  expect(at(2)).toEqual([0.5 - 1 + 4, -0.5, -3, 0.7]);
});

test('positions far from the origin keep their digits in float32', () => {
  const far = structure([1e5, 0, 0, 1e5 + 0.001, 0, 0]);
  const d = layOutAtoms(far, false);
  writePositions(d, far.xyz);
  expect(d.spheres[4]! - d.spheres[0]!).toBeCloseTo(0.001, 7);
});

test('colours are bytes of display values and follow images', () => {
  const d = layOutAtoms(structure([0, 2, 1]), true);
  const c = packColors(d, Float32Array.of(1, 0.5, 0));
  expect(Array.from(c.slice(0, 8))).toEqual([255, 128, 0, 255, 255, 128, 0, 255]);
});

const bond = (a: number, b: number, image: number[]) => ({
  a: Uint32Array.of(a),
  b: Uint32Array.of(b),
  image: Int16Array.from(image),
});
const sticks = (d: ReturnType<typeof layOutBonds>) =>
  Array.from({ length: d.count }, (_, k) =>
    Array.from(d.sticks.slice(4 * k, 4 * k + 4), (v) => +v.toFixed(4)),
  );

test('a bond within the cell is one stick', () => {
  const s = structure([1, 1, 1, 3, 1, 1]);
  expect(sticks(layOutBonds(bond(0, 1, [0, 0, 0]), layOutAtoms(s, false), s.xyz))).toEqual([
    [0, 1, encodeShift(0, 0, 0), 2],
  ]);
});

test('a bond out of the cell is a stub at each of its atoms', () => {
  const s = structure([0, 1, 1, 3, 1, 1]);
  expect(sticks(layOutBonds(bond(0, 1, [-1, 0, 0]), layOutAtoms(s, false), s.xyz))).toEqual([
    [0, 1, encodeShift(-1, 0, 0), -1],
    [1, 0, encodeShift(1, 0, 0), -1],
  ]);
});

test('the stub becomes a stick where the image is drawn', () => {
  const s = structure([0, 1, 1, 3, 1, 1]);
  const d = layOutAtoms(s, true);
  // Sphere 2 is atom 0 at +a, 1 Å from atom 1; on the other side its partner is not drawn.
  expect(sticks(layOutBonds(bond(0, 1, [-1, 0, 0]), d, s.xyz))).toEqual([
    [0, 1, encodeShift(-1, 0, 0), -1],
    [2, 1, encodeShift(0, 0, 0), 1],
  ]);
});
