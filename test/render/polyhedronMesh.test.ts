import { expect, test } from 'vitest';
import { cross, dot, norm, sub, type Vec3 } from '#core/math/vec3.ts';
import { atomOnRay, type DrawnBodies } from '#render/camera/picking.ts';
import { project, rayAt, viewFrom } from '#render/camera/view.ts';
import { layOutAtoms, writePositions, writeRadii } from '#render/gpu/buffers.ts';
import { bodyOnRay, polyhedronMesh, writePolyhedra } from '#render/stage/polyhedronMesh.ts';

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

test.each([false, true])(
  'a click on a face picks the centre in a triclinic cell, a ball before it wins (perspective %s)',
  (perspective) => {
    const lattice = Float64Array.of(10, 0, 0, 2, 9, 0, 1, -2, 11);
    const xyz = XYZ.map((v, k) => (k === 6 ? v - 10 : v));
    const list = { ...POLYHEDRA, cornerCells: new Int16Array(18) };
    const structure = {
      lattice,
      numbers: Uint8Array.of(22, 8, 8, 8, 8, 8, 8),
      xyz,
      layer: new Uint16Array(7),
    };
    const images = { atom: new Uint32Array(), cells: new Int16Array() };
    const block = { from: [0, 0, 0], to: [0, 1, 0] } as const;
    const drawn = { ...layOutAtoms(structure, images), block };
    writePositions(drawn, xyz);
    writeRadii(
      drawn,
      Float32Array.from(structure.numbers, () => 1),
    );
    const mesh = polyhedronMesh(list);
    writePolyhedra(mesh, list, drawn, xyz, () => [1, 1, 1]);
    const bodies = (glassy: boolean): DrawnBodies => ({
      glassy,
      onRay: (ray) => bodyOnRay(mesh, list, drawn, ray),
    });
    const pose = { azimuthRad: -0.25, elevationRad: 0.2, halfHeightAng: 9, shift: [0, 0] } as const;
    const view = viewFrom({ ...pose, target: [0, 0, 0] }, drawn.origin, {
      widthPx: 800,
      heightPx: 600,
      perspective,
    });
    const seenAt = (x: number, y: number, z: number, drawnBodies: DrawnBodies | null) => {
      const [o, p, q] = drawn.origin;
      const [sx, sy] = project(view, x - o, y - p, z - q, [0, 0, 0, 0]);
      return atomOnRay(drawn, 0.2, rayAt(view, sx!, sy!), drawnBodies);
    };
    // The middle of a face, in the cell and in its copy along b.
    expect(seenAt(0.7, 5.7, 5.6, null)).toBeNull();
    expect(seenAt(0.7, 5.7, 5.6, bodies(false))).toEqual({ atom: 0, cells: [0, 0, 0] });
    expect(seenAt(2.7, 14.7, 5.6, bodies(false))).toEqual({ atom: 0, cells: [0, 1, 0] });
    // A ball at a corner stands before the body; one behind it is seen through glass only.
    expect(seenAt(2, 5, 5, bodies(false))?.atom).toBe(1);
    expect(seenAt(-2, 5, 5, bodies(false))?.atom).toBe(0);
    expect(seenAt(-2, 5, 5, bodies(true))?.atom).toBe(2);
    expect(seenAt(0, 5, 25, bodies(false))).toBeNull();
  },
);
