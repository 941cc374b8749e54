import { expect, test } from 'vitest';
import { cross, dot, norm, sub, type Vec3 } from '#core/math/vec3.ts';
import { polyhedronMesh, writePolyhedra } from '#render/stage/polyhedronMesh.ts';

/** An octahedron about atom 0; its corner at −a stands in the cell before. */
const XYZ = Float64Array.of(0, 5, 5, 2, 5, 5, 8, 5, 5, 0, 7, 5, 0, 3, 5, 0, 5, 7, 0, 5, 3);
const POLYHEDRA = {
  centre: Uint32Array.of(0),
  centreCells: new Int16Array(3),
  start: Uint32Array.of(0, 6),
  corner: Uint32Array.of(1, 2, 3, 4, 5, 6),
  cornerCells: Int16Array.from([0, -1, 0, 0, 0, 0].flatMap((u) => [u, 0, 0])),
};
const DRAWN = {
  origin: [0, 5, 5] as const,
  lattice: Float64Array.of(10, 0, 0, 0, 10, 0, 0, 0, 10),
};

test('an octahedron across a face is eight triangles about its centre, lit from outside, edges all around', () => {
  const mesh = polyhedronMesh(POLYHEDRA);
  writePolyhedra(mesh, POLYHEDRA, DRAWN, XYZ, () => [1, 0.5, 0.25]);
  expect(mesh.count).toBe(24);
  expect(mesh.bodies).toBe(1);
  expect(mesh.position).toHaveLength(72);
  const at = (array: Float32Array, k: number) =>
    [...array.slice(3 * k, 3 * k + 3)] as unknown as Vec3;
  for (let k = 0; k < mesh.count; k++) {
    expect(norm(at(mesh.position, k))).toBeCloseTo(2, 6);
    expect(dot(at(mesh.position, k), at(mesh.normal, k))).toBeCloseTo(2 / Math.sqrt(3), 5);
    expect(at(mesh.color, k)).toEqual([1, 0.5, 0.25]);
    // Its own height over the side opposite to it, none over the two sides that it lies on.
    const heights = at(mesh.edges, k);
    expect(heights.filter((h) => h === 0)).toHaveLength(2);
    expect(Math.max(...heights)).toBeCloseTo(Math.sqrt(6), 5);
  }
  const [p, q, r] = [0, 1, 2].map((k) => at(mesh.position, k)) as [Vec3, Vec3, Vec3];
  expect(dot(cross(sub(q, p), sub(r, p)), at(mesh.normal, 0))).toBeGreaterThan(0);
});

test('it follows a frame, and one that has become flat is not drawn', () => {
  const mesh = polyhedronMesh(POLYHEDRA);
  writePolyhedra(
    mesh,
    POLYHEDRA,
    DRAWN,
    XYZ.map((v, k) => (k % 3 === 0 ? v : v + 1)),
    () => [1, 1, 1],
  );
  expect(mesh.position[1]! + mesh.position[4]! + mesh.position[7]!).toBeGreaterThan(2);
  writePolyhedra(
    mesh,
    POLYHEDRA,
    DRAWN,
    XYZ.map((v, k) => (k % 3 === 2 ? 5 : v)),
    () => [1, 1, 1],
  );
  expect([mesh.count, mesh.bodies]).toEqual([0, 0]);
});

test('the diagonals of a square face are no edges', () => {
  const cube = Array.from({ length: 8 }, (_, k) => [k & 1, (k >> 1) & 1, k >> 2]).flat();
  const list = {
    ...POLYHEDRA,
    start: Uint32Array.of(0, 8),
    corner: Uint32Array.from({ length: 8 }, (_, k) => k),
    cornerCells: new Int16Array(24),
  };
  const mesh = polyhedronMesh(list);
  writePolyhedra(mesh, list, DRAWN, cube, () => [1, 1, 1]);
  expect(mesh.count).toBe(36);
  // One side of each of the twelve triangles is a diagonal, and counts as far from all three corners.
  expect(mesh.edges.filter((h) => h > 100)).toHaveLength(36);
});

test('a mesh made for less than it is given is filled and no further', () => {
  const mesh = polyhedronMesh({ ...POLYHEDRA, start: Uint32Array.of(0, 4) });
  writePolyhedra(mesh, POLYHEDRA, DRAWN, XYZ, () => [1, 1, 1]);
  expect(mesh.count).toBe(12);
});
