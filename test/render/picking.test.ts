import { expect, test } from 'vitest';
import { mulRow } from '#core/math/mat3.ts';
import { dot, type Vec3 } from '#core/math/vec3.ts';
import { atomOnRay, sphereOnRay } from '#render/camera/picking.ts';
import { anglesOf, basisOf, between, fitPose, orbit, pan, zoom } from '#render/camera/pose.ts';
import { project, rayAt, type ScreenPoint, viewFrom } from '#render/camera/view.ts';
import { layOutAtoms, writePositions, writeRadii } from '#render/gpu/buffers.ts';
import type { Pose } from '#render/types.ts';
import { fc } from '../helpers/property.ts';

const SCREEN = { widthPx: 800, heightPx: 600 };
const pose: Pose = {
  target: [3, -2, 5],
  azimuthRad: 0.7,
  elevationRad: 0.4,
  halfHeightAng: 12,
  shift: [0.1, -0.05],
};
const out = (): ScreenPoint => [0, 0, 0, 0];
const spheres = (...list: [number, number, number, number][]) => ({
  count: list.length,
  spheres: Float32Array.from(list.flat()),
  source: Uint32Array.from(list, (_, i) => i),
});
const anyPose = fc.record({
  target: fc.constant([0, 0, 0] as const),
  azimuthRad: fc.double({ min: -7, max: 7, noNaN: true }),
  elevationRad: fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true }),
  halfHeightAng: fc.double({ min: 5, max: 200, noNaN: true }),
  shift: fc.constant([0, 0] as const),
});
const near = fc.double({ min: -4, max: 4, noNaN: true });

test.each([false, true])(
  'the ray at a projected point meets it (perspective %s)',
  (perspective) => {
    fc.assert(
      fc.property(anyPose, near, near, near, (p, x, y, z) => {
        const view = viewFrom(p, [0, 0, 0], { ...SCREEN, perspective });
        const [sx, sy] = project(view, x, y, z, out());
        expect(sphereOnRay(spheres([x, y, z, 0.01]), 1, rayAt(view, sx, sy))?.sphere).toBe(0);
      }),
    );
  },
);

test.each([false, true])(
  'the nearer of two atoms in line is picked (perspective %s)',
  (perspective) => {
    const view = viewFrom(pose, pose.target, { ...SCREEN, perspective });
    const [bx, by, bz] = view.back;
    const two = spheres([0, 0, 0, 1], [3 * bx, 3 * by, 3 * bz, 1]);
    const [sx, sy] = project(view, 0, 0, 0, out());
    const hit = sphereOnRay(two, 1, rayAt(view, sx, sy))?.sphere;
    // Through a lens the two are not quite in line, but well within a radius.
    expect(hit).toBe(1);
  },
);

test('radii scale, misses are null', () => {
  const view = viewFrom(pose, pose.target, { ...SCREEN, perspective: false });
  const [sx, sy, px] = project(view, 0, 0, 0, out());
  const one = spheres([0, 0, 0, 1]);
  expect(sphereOnRay(one, 1, rayAt(view, sx + 0.9 * px, sy))?.sphere).toBe(0);
  expect(sphereOnRay(one, 0.5, rayAt(view, sx + 0.9 * px, sy))).toBeNull();
  expect(
    sphereOnRay({ ...one, spheres: new Float32Array(4).fill(Number.NaN) }, 1, rayAt(view, sx, sy)),
  ).toBeNull();
});

test.each([false, true])(
  'in a triclinic cell each atom, completing image and repeated atom is picked where it is drawn (perspective %s)',
  (perspective) => {
    const lattice = Float64Array.of(7, 0, 0, 2.4, 6, 0, -1.8, 1.1, 8);
    const xyz = Float64Array.of(0, 0, 0, 3.5, 3, 4);
    const images = { atom: Uint32Array.of(0, 1), cells: Int16Array.of(1, 0, 1, 0, -1, 0) };
    const structure = {
      lattice,
      numbers: Uint8Array.of(22, 8),
      xyz,
      layer: new Uint16Array(2),
    };
    const drawn = layOutAtoms(structure, images, { from: [-1, 0, 0], to: [1, 1, 0] });
    writePositions(drawn, xyz);
    writeRadii(drawn, Float32Array.of(0.01, 0.01));
    const view = viewFrom(pose, drawn.origin, { ...SCREEN, perspective });
    const pick = (atom: number, cells: readonly [number, number, number]) => {
      const shift = mulRow(cells, lattice);
      const [x, y, z] = [0, 1, 2].map((k) => xyz[3 * atom + k]! + shift[k]! - drawn.origin[k]!);
      const [sx, sy] = project(view, x!, y!, z!, out());
      return atomOnRay(drawn, 1, rayAt(view, sx, sy));
    };
    for (const [atom, ...cells] of [
      [0, 0, 0, 0],
      [1, 0, 0, 0],
      [0, 1, 0, 1],
      [1, 0, -1, 0],
      [0, -1, 0, 0],
      [1, 1, 0, 0],
      [0, -1, 1, 0],
      [1, -1, -1, 0],
      [0, 2, 0, 1],
    ] as const)
      expect(pick(atom, cells)).toEqual({ atom, cells });
    expect(pick(0, [0, 3, 0])).toBeNull();
    expect(pick(1, [2, 0, 0])).toBeNull();
  },
);

test('sheets are seen from higher up than thick slabs, in the oblique view alone', () => {
  const heights = (d: 'a' | 'oblique', ang: number) => anglesOf(d, LATTICE, [0, 0, 0, 1, 1, ang]);
  expect(heights('oblique', 3.4).elevationRad).toBeGreaterThan(
    heights('oblique', 30).elevationRad + 0.3,
  );
  expect(heights('a', 3.4)).toEqual(heights('a', 30));
});

test.each([false, true])(
  'the fitted picture holds repeated cells and the box (perspective %s)',
  (perspective) => {
    const content = {
      ...spheres([0, 0, 0, 1]),
      origin: [0, 0, 0] as const,
      scale: 1,
      shifts: [[-20, 3, 0] as Vec3, [0, 0, 0] as Vec3],
      points: [[2, 5, 18] as Vec3],
    };
    const paddingPx = { top: 50, right: 80, bottom: 40, left: 30 };
    const angles = anglesOf('oblique', [20, 0, 0, 0, 5, 0, 0, 0, 30]);
    const fitted = fitPose(angles, content, { ...SCREEN, paddingPx, perspective });
    const view = viewFrom(fitted, content.origin, { ...SCREEN, perspective });
    for (const [x, y, z] of [
      [0, 0, 0],
      [-20, 3, 0],
      [2, 5, 18],
    ] as const) {
      const [sx, sy] = project(view, x, y, z, out());
      expect(sx).toBeGreaterThan(30 - 1);
      expect(sx).toBeLessThan(800 - 80 + 1);
      expect(sy).toBeGreaterThan(50 - 1);
      expect(sy).toBeLessThan(600 - 40 + 1);
    }
  },
);

test('three rows of a legend over a low picture keep their room; below a small one words take no more than a part', () => {
  const content = {
    ...spheres([0, 0, 0, 1], [4, 0, 9, 1]),
    lattice: LATTICE,
    origin: [0, 0, 0] as const,
  };
  const frame = { widthPx: 706, heightPx: 442, perspective: false };
  const paddingPx = { top: 112, right: 20, bottom: 200, left: 36 };
  const fitted = fitPose(
    { azimuthRad: 0.3, elevationRad: 0 },
    { ...content, scale: 1, shifts: [[0, 0, 0]], points: [] },
    { ...frame, paddingPx },
  );
  const view = viewFrom(fitted, content.origin, frame);
  const [, top, px] = project(view, 4, 0, 9, out());
  expect(top - px).toBeGreaterThan(112 - 1);
  const [, low] = project(view, 0, 0, 0, out());
  expect(low + px).toBeGreaterThan(442 * 0.75);
});

test('both projections give the plane of the target the same size', () => {
  for (const perspective of [false, true]) {
    const view = viewFrom({ ...pose, shift: [0, 0] }, pose.target, { ...SCREEN, perspective });
    const [x, y, px] = project(view, 0, 0, 0, out());
    expect([x, y]).toEqual([expect.closeTo(400, 6), expect.closeTo(300, 6)]);
    expect(px).toBeCloseTo(600 / 24, 6);
  }
});

const LATTICE = Float64Array.of(10, 0, 0, 0, 8, 0, 0, 0, 40);

test('named views: what points right and what points up', () => {
  const axes = (d: 'a' | 'b' | 'c' | 'oblique') => basisOf(anglesOf(d, LATTICE));
  const close = (v: Vec3, w: Vec3) => expect(dot(v, w)).toBeCloseTo(1, 9);
  close(axes('a').right, [0, 1, 0]);
  close(axes('a').up, [0, 0, 1]);
  close(axes('b').right, [1, 0, 0]);
  close(axes('b').up, [0, 0, 1]);
  close(axes('c').right, [1, 0, 0]);
  close(axes('c').up, [0, 1, 0]);
  close(axes('c').back, [0, 0, 1]);
  // Oblique: a to the right and towards the eye, seen a little from above.
  const { right, up, back } = axes('oblique');
  expect(right[0]).toBeGreaterThan(0.9);
  expect(back[0]).toBeGreaterThan(0.3);
  expect(up[2]).toBeGreaterThan(0.98);
  expect(back[2]).toBeGreaterThan(0.1);
});

test.each([false, true])(
  'a fit holds every sphere inside the padding (perspective %s)',
  (perspective) => {
    const list: [number, number, number, number][] = [
      [-8, -6, -20, 1],
      [8, 6, 20, 0.5],
      [8, -6, 0, 2],
      [-8, 6, 3, 1],
    ];
    const content = {
      ...spheres(...list),
      origin: [1, 2, 3] as const,
      scale: 1,
      shifts: [],
      points: [],
    };
    const paddingPx = { top: 50, right: 80, bottom: 40, left: 30 };
    for (const d of ['a', 'b', 'c', 'oblique'] as const) {
      const fitted = fitPose(anglesOf(d, LATTICE), content, { ...SCREEN, paddingPx, perspective });
      const view = viewFrom(fitted, content.origin, { ...SCREEN, perspective });
      for (const [x, y, z, r] of list) {
        const [sx, sy, px] = project(view, x, y, z, out());
        expect(sx - r * px).toBeGreaterThan(30 - 1);
        expect(sx + r * px).toBeLessThan(800 - 80 + 1);
        expect(sy - r * px).toBeGreaterThan(50 - 1);
        expect(sy + r * px).toBeLessThan(600 - 40 + 1);
      }
    }
  },
);

test('zooming leaves the point under the cursor where it is', () => {
  const before = viewFrom(pose, [0, 0, 0], { ...SCREEN, perspective: false });
  const at: [number, number] = [0.5, -0.3];
  const ray = rayAt(before, 400 + 150, 300 + 90);
  const after = viewFrom(zoom(pose, 0.5, at), [0, 0, 0], { ...SCREEN, perspective: false });
  const [x, y] = project(after, ...ray.origin, out());
  expect([x, y]).toEqual([expect.closeTo(550, 6), expect.closeTo(390, 6)]);
});

test('panning moves the picture with the hand', () => {
  const screen = { ...SCREEN, perspective: false };
  const before = project(viewFrom(pose, [0, 0, 0], screen), 1, 2, 3, out());
  const after = project(viewFrom(pan(pose, 0.5, 0.2), [0, 0, 0], screen), 1, 2, 3, out());
  expect(after[0] - before[0]).toBeCloseTo(150, 6);
  expect(after[1] - before[1]).toBeCloseTo(-60, 6);
});

test('the camera stops at the poles and glides the short way round', () => {
  expect(orbit(pose, 0, 9).elevationRad).toBe(Math.PI / 2);
  const to = { ...pose, azimuthRad: pose.azimuthRad + 2 * Math.PI - 0.2 };
  expect(between(pose, to, 0.5).azimuthRad).toBeCloseTo(pose.azimuthRad - 0.1, 9);
});
