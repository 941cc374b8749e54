import { expect, test } from 'vitest';
import { convexHull } from '#core/math/convexHull.ts';
import { cross, dot, norm, sub, type Vec3 } from '#core/math/vec3.ts';
import { fc } from '../../helpers/property.ts';

const octahedron: Vec3[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
];
const cube: Vec3[] = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => [k & 1, (k >> 1) & 1, k >> 2]);

/** Signed volume by tetrahedra to the origin: positive where all faces look outwards. */
const volume = (points: readonly Vec3[]) =>
  convexHull(points).faces.reduce((sum, face) => {
    for (let t = 1; t + 1 < face.length; t++)
      sum += dot(points[face[0]!]!, cross(points[face[t]!]!, points[face[t + 1]!]!)) / 6;
    return sum;
  }, 0);

test('an octahedron has eight triangles, a cube six squares, a tetrahedron four faces', () => {
  expect(convexHull(octahedron).faces.map((f) => f.length)).toEqual(new Array(8).fill(3));
  expect(volume(octahedron)).toBeCloseTo(4 / 3, 12);
  expect(convexHull(cube).faces.map((f) => f.length)).toEqual(new Array(6).fill(4));
  expect(volume(cube)).toBeCloseTo(1, 12);
  expect(
    convexHull([octahedron[0]!, octahedron[2]!, octahedron[4]!, [0, 0, 0]]).faces,
  ).toHaveLength(4);
});

test('points in a plane, fewer than four, or one within the others make no faces of their own', () => {
  expect(convexHull(cube.slice(0, 4)).faces).toEqual([]);
  expect(convexHull(octahedron.slice(0, 3)).faces).toEqual([]);
  expect(convexHull([...octahedron, [0.1, 0.1, 0.1]]).faces.flat()).not.toContain(6);
  // In the middle of a face of the cube.
  expect(convexHull([...cube, [0.5, 0.5, 0]]).faces.flat()).not.toContain(8);
});

test('around a centre, wherever ligands lie: all are on the hull or within, faces look outwards, and corners − edges + faces = 2', () => {
  const height = fc.double({ min: -1, max: 1, noNaN: true });
  const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
  const far = fc.double({ min: 2, max: 2.4, noNaN: true });
  const ligand = fc.tuple(height, angle, far).map(([z, phi, r]): Vec3 => {
    const across = Math.sqrt(1 - z * z);
    return [r * across * Math.cos(phi), r * across * Math.sin(phi), r * z];
  });
  fc.assert(
    fc.property(fc.array(ligand, { minLength: 4, maxLength: 40 }), (crowd) => {
      // No two ligands are as near as this.
      const points: Vec3[] = [];
      for (const p of crowd) if (points.every((q) => norm(sub(p, q)) > 1.3)) points.push(p);
      const { faces } = convexHull(points);
      if (faces.length === 0) return;
      const edges = new Map<string, number>();
      for (const face of faces) {
        const [p, q, r] = [points[face[0]!]!, points[face[1]!]!, points[face[2]!]!];
        const n = cross(sub(q, p), sub(r, p));
        for (const other of points) expect(dot(sub(other, p), n) / norm(n)).toBeLessThan(0.02);
        for (const [k, from] of face.entries()) {
          const name = [from, face[(k + 1) % face.length]!].sort((x, y) => x - y).join();
          edges.set(name, (edges.get(name) ?? 0) + 1);
        }
      }
      expect([...edges.values()].every((n) => n === 2)).toBe(true);
      expect(new Set(faces.flat()).size - edges.size + faces.length).toBe(2);
    }),
    { numRuns: 300 },
  );
});

test('however little its points are off their planes, faces neither overlap nor take more than 2n − 4 triangles', () => {
  const off = fc.noBias(fc.integer({ min: -1000, max: 1000 }).map((k) => k / 1000));
  const ends = [-1, 1];
  const cuboctahedron = ends.flatMap((x) =>
    ends.flatMap((y): Vec3[] => [
      [x, y, 0],
      [x, 0, y],
      [0, x, y],
    ]),
  );
  for (const body of [cube, cuboctahedron])
    for (const size of [1e-9, 0.005])
      fc.assert(
        fc.property(fc.array(off, { minLength: 36, maxLength: 36 }), (by) => {
          const points = body.map(([x, y, z], k): Vec3 => {
            const [u, v, w] = by.slice(3 * k, 3 * k + 3) as [number, number, number];
            return [x + size * u, y + size * v, z + size * w];
          });
          const { faces } = convexHull(points);
          const triangles = faces.reduce((sum, face) => sum + face.length - 2, 0);
          expect(triangles).toBeLessThanOrEqual(2 * points.length - 4);
          expect(Math.abs(volume(points) / volume(body) - 1)).toBeLessThan(0.05);
        }),
        { numRuns: 400, seed: 1, endOnFailure: true },
      );
});
