import { expect, test } from 'vitest';
import { NO_IMAGES } from '#core/crystal/coordination/completion.ts';
import type { Structure } from '#core/crystal/structure.ts';
import {
  encodeShift,
  layOutAtoms,
  layOutBonds,
  packColors,
  packShifts,
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
/** Each as atom, then cells along a, b and c. */
const images = (...list: [number, number, number, number][]) => ({
  atom: Uint32Array.from(list, ([atom]) => atom),
  cells: Int16Array.from(list.flatMap(([, ...cells]) => cells)),
});
const shifts = (d: ReturnType<typeof layOutAtoms>) =>
  Array.from({ length: d.count }, (_, k) => [d.source[k], d.shift[3 * k], d.shift[3 * k + 1]]);

test('every atom is one sphere at its own index', () => {
  const d = layOutAtoms(structure([0, 0, 0, 2, 2.5, 3]), NO_IMAGES);
  expect(Array.from(d.source)).toEqual([0, 1]);
  expect(d.origin).toEqual([1, 1.25, 1.5]);
});

test('images follow the atoms, in the order given', () => {
  const d = layOutAtoms(structure([0, 0, 1, 2, 0.01, 1]), images([0, 1, 0, 0], [1, 0, 1, 0]));
  expect(shifts(d).slice(2)).toEqual([
    [0, 1, 0],
    [1, 0, 1],
  ]);
});

test('the shader reads shifts as bytes about 128', () => {
  const d = layOutAtoms(structure([0, 0, 1]), images([0, 1, -2, 0], [0, -300, 300, 0]));
  // The mark of the atom stands behind them.
  const bytes = packShifts(d, [5]);
  expect(Array.from(bytes.slice(0, 12))).toEqual([
    128, 128, 128, 5, 129, 126, 128, 5, 0, 255, 128, 5,
  ]);
});

test('a frame moves atoms and their images together, relative to the origin', () => {
  const s = structure([0, 2, 1, 2, 3, 7]);
  const d = layOutAtoms(s, images([0, 1, 0, 0]));
  writePositions(d, Float32Array.of(0.5, 2, 1, 2, 3, 8));
  writeRadii(d, Float32Array.of(0.7, 0.9));
  const at = (k: number) => Array.from(d.spheres.slice(4 * k, 4 * k + 4), (v) => +v.toFixed(4));
  expect(at(0)).toEqual([0.5 - 1, 2 - 2.5, 1 - 4, 0.7]);
  expect(at(1)).toEqual([1, 0.5, 4, 0.9]);
  expect(at(2)).toEqual([0.5 - 1 + 4, -0.5, -3, 0.7]);
});

test('positions far from the origin keep their digits in float32', () => {
  const far = structure([1e5, 0, 0, 1e5 + 0.001, 0, 0]);
  const d = layOutAtoms(far, NO_IMAGES);
  writePositions(d, far.xyz);
  expect(d.spheres[4]! - d.spheres[0]!).toBeCloseTo(0.001, 7);
});

test('colours are bytes of display values and follow images', () => {
  const d = layOutAtoms(structure([0, 2, 1]), images([0, 1, 0, 0]));
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
  expect(
    sticks(layOutBonds(bond(0, 1, [0, 0, 0]), layOutAtoms(s, NO_IMAGES), s.xyz, true)),
  ).toEqual([[0, 1, encodeShift(0, 0, 0), 2]]);
});

test('a bond out of the cell is a stub at each of its atoms', () => {
  const s = structure([0, 1, 1, 3, 1, 1]);
  expect(
    sticks(layOutBonds(bond(0, 1, [-1, 0, 0]), layOutAtoms(s, NO_IMAGES), s.xyz, true)),
  ).toEqual([
    [0, 1, encodeShift(-1, 0, 0), -1],
    [1, 0, encodeShift(1, 0, 0), -1],
  ]);
});

test('the stub becomes a stick where the image is drawn, and without stubs there is nothing else', () => {
  const s = structure([0, 1, 1, 3, 1, 1]);
  const d = layOutAtoms(s, images([0, 1, 0, 0]));
  // Sphere 2 is atom 0 at +a, 1 Å from atom 1; on the other side its partner is not drawn.
  expect(sticks(layOutBonds(bond(0, 1, [1, 0, 0]), d, s.xyz, false))).toEqual([]);
  expect(sticks(layOutBonds(bond(0, 1, [-1, 0, 0]), d, s.xyz, false))).toEqual([
    [2, 1, encodeShift(0, 0, 0), 1],
  ]);
  expect(sticks(layOutBonds(bond(0, 1, [-1, 0, 0]), d, s.xyz, true))).toEqual([
    [0, 1, encodeShift(-1, 0, 0), -1],
    [2, 1, encodeShift(0, 0, 0), 1],
  ]);
});
