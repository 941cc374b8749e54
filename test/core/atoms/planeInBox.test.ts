import { expect, test } from 'vitest';
import { middleOf, planeInBox } from '#core/atoms/planeInBox.ts';
import { cross, dot, norm, sub, unit, type Vec3 } from '#core/math/vec3.ts';

const cube = {
  corner: [1, 2, 3] as Vec3,
  edges: [
    [4, 0, 0],
    [0, 4, 0],
    [0, 0, 4],
  ] as [Vec3, Vec3, Vec3],
};
const leaning = {
  corner: [0, 0, 0] as Vec3,
  edges: [
    [6, 0, 0],
    [-2, 5, 0],
    [1, 0.5, 9],
  ] as [Vec3, Vec3, Vec3],
};

/** Of a polygon, by triangles from its first corner. */
const areaOf = (corners: readonly Vec3[]): number =>
  corners
    .slice(1, -1)
    .reduce(
      (sum, p, k) => sum + norm(cross(sub(p, corners[0]!), sub(corners[k + 2]!, corners[0]!))) / 2,
      0,
    );

test('planes of a cube: a square, a diagonal rectangle, a hexagon, by their areas', () => {
  const face = (n: Vec3) => planeInBox(cube, unit(n), middleOf(cube));
  expect(face([0, 0, 1])).toHaveLength(4);
  expect(areaOf(face([0, 0, 1]))).toBeCloseTo(16, 9);
  expect(areaOf(face([1, 1, 0]))).toBeCloseTo(16 * Math.SQRT2, 9);
  // A regular hexagon of side a/√2.
  expect(face([1, 1, 1])).toHaveLength(6);
  expect(areaOf(face([1, 1, 1]))).toBeCloseTo(((3 * Math.sqrt(3)) / 2) * 8, 9);
  expect(planeInBox(cube, [0, 0, 1], [0, 0, 99])).toEqual([]);
});

test('in a leaning box corners lie in the plane and inside, and turn one way round', () => {
  for (const n of [
    [1, 2, -1],
    [0.3, -1, 2],
    [1, 0, 0],
  ] as Vec3[]) {
    const normal = unit(n);
    const middle = middleOf(leaning);
    const face = planeInBox(leaning, normal, middle);
    expect(face.length).toBeGreaterThanOrEqual(3);
    for (const [k, p] of face.entries()) {
      expect(dot(sub(p, middle), normal)).toBeCloseTo(0, 9);
      const [q, r] = [face[(k + 1) % face.length]!, face[(k + 2) % face.length]!];
      expect(dot(cross(sub(q, p), sub(r, q)), normal)).toBeGreaterThan(0);
    }
  }
});
