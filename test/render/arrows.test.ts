import { expect, test } from 'vitest';
import { norm, sub } from '#core/math/vec3.ts';
import { layOutAtoms, writePositions, writeRadii } from '#render/gpu/buffers.ts';
import { arrowLines, paleOf } from '#render/stage/arrows.ts';

const structure = {
  lattice: Float64Array.of(10, 0, 0, 0, 10, 0, 2, 0, 30),
  numbers: Uint8Array.of(1, 1, 1),
  xyz: Float64Array.of(0, 1, 1, 5, 1, 1, 5, 5, 1),
  layer: new Uint16Array(3),
};
const images = { atom: Uint32Array.of(0), cells: Int16Array.of(1, 0, 0) };

function linesIn(to: readonly [number, number, number], vectors: readonly number[]) {
  const drawn = layOutAtoms(structure, images, { from: [0, 0, 0], to });
  writePositions(drawn, structure.xyz);
  // The last atom is hidden.
  writeRadii(drawn, Float32Array.of(0.5, 0.8, 0));
  return { drawn, lines: arrowLines(drawn, vectors, 2) };
}
const FORCES = [0, 3, 0, Number.NaN, Number.NaN, Number.NaN, 1, 0, 0];

test('an arrow begins at the surface of its ball and keeps its length; none of hidden atoms or of what is not known', () => {
  const { drawn, lines } = linesIn([0, 0, 0], FORCES);
  // That of the first atom and of its image.
  expect(lines).toHaveLength(2 * 5);
  const [shaft, ...head] = lines.slice(0, 5);
  expect(sub(shaft!.from, sub([0, 1, 1], drawn.origin))).toEqual([0, 1, 0]);
  expect(sub(shaft!.to, shaft!.from)).toEqual([0, 3, 0]);
  for (const { from, to } of head) {
    expect(from).toEqual(shaft!.to);
    expect(to[1]).toBeLessThan(from[1]);
    expect(norm(sub(to, from))).toBeLessThan(1);
  }
  expect(sub(lines[5]!.from, shaft!.from)[0]).toBeCloseTo(10, 9);
});

test('images have arrows as pale as they are, once each', () => {
  const of = (to: readonly [number, number, number]) =>
    linesIn(to, FORCES).lines.filter((_, k) => k % 5 === 0);
  expect(of([0, 0, 0]).map((line) => line.of)).toEqual(['own', 'completing']);
  // The image of the first cell is an atom of the second, which has an image of its own.
  const two = of([1, 0, 1]);
  expect(two.map((line) => line.of).toSorted()).toEqual(['own', ...Array(5).fill('repeated')]);
  expect(new Set(two.map(({ from }) => from.map((x) => x.toFixed(3)).join())).size).toBe(6);
  const pale = { completing: 0.2, repeated: 0.5 };
  expect(two.map((line) => paleOf(line, pale)).toSorted()).toEqual([0, ...Array(5).fill(0.5)]);
});
