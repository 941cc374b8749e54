import { expect, test } from 'vitest';
import { layOutAtoms, writePositions, writeRadii } from '#render/gpu/buffers.ts';
import {
  castingRadii,
  FLOOR_CELLS,
  floorDepths,
  floorOf,
  writeFloor,
} from '#render/gpu/floorShadow.ts';

const PALE = { completing: 0.25, repeated: 0.5 };
const NO_IMAGES = { atom: new Uint32Array(0), cells: new Int16Array(0) };
const NO_BONDS = { a: new Uint32Array(0), b: new Uint32Array(0), image: new Int16Array(0) };
const BARE = { bonds: NO_BONDS, polyhedra: null };

function ballsAt(xyz: readonly number[], radiusAng: number, to: readonly [number, number, number]) {
  const structure = {
    lattice: Float64Array.of(12, 0, 0, 3, 11, 0, 0, 0, 30),
    numbers: new Uint8Array(xyz.length / 3).fill(6),
    xyz: Float64Array.from(xyz),
    layer: new Uint16Array(xyz.length / 3),
  };
  const drawn = layOutAtoms(structure, NO_IMAGES, { from: [0, 0, 0], to });
  writePositions(drawn, structure.xyz);
  writeRadii(drawn, new Float32Array(xyz.length / 3).fill(radiusAng));
  return { drawn, xyz };
}

/** Integral of the depths over the floor, Å². */
function taken({ drawn, xyz }: ReturnType<typeof ballsAt>, boxFloorAng: number | null) {
  const radii = castingRadii(drawn, xyz, BARE, { atomScale: 1, bondRadiusAng: 0 });
  const floor = floorOf(drawn, radii, boxFloorAng);
  const cell = ((floor.high[0] - floor.low[0]) * (floor.high[1] - floor.low[1])) / FLOOR_CELLS ** 2;
  const depths = floorDepths(drawn, radii, floor, PALE);
  return { area: depths.reduce((sum, x) => sum + x * cell, 0), most: Math.max(...depths), floor };
}

test('a ball takes its section from the light, low or high, and a high one more softly', () => {
  const [low, high] = [
    taken(ballsAt([5, 5, 1], 1, [0, 0, 0]), null),
    taken(ballsAt([5, 5, 1], 1, [0, 0, 0]), -12),
  ];
  for (const { area } of [low, high]) expect(area / Math.PI).toBeCloseTo(1, 1);
  expect(high.most).toBeLessThan(low.most / 3);
  expect(high.floor.zAng).toBe(-12);
  // The floor lies below the lowest ball, whatever the box.
  expect(low.floor.zAng).toBeLessThan(-1);
  expect(taken(ballsAt([5, 5, 1], 1, [0, 0, 0]), 5).floor.zAng).toBe(low.floor.zAng);
});

test('repeated cells have their shadows, hidden atoms none', () => {
  expect(taken(ballsAt([5, 5, 1], 1, [1, 1, 0]), null).area / Math.PI).toBeCloseTo(
    1 + 3 * (1 - PALE.repeated),
    1,
  );
  expect(taken(ballsAt([5, 5, 1], 0, [1, 1, 0]), null).area).toBe(0);
});

test('a floor is seen in the dark only, shadows on both, and nothing at its edges', () => {
  const depths = new Float32Array(FLOOR_CELLS ** 2);
  const middle = (FLOOR_CELLS / 2) * (FLOOR_CELLS + 1);
  const pixel = (dark: boolean, depth: number, at = middle) => {
    const bytes = new Uint8Array(4 * FLOOR_CELLS ** 2);
    writeFloor(
      depths.map((_, k) => (k === at ? depth : 0)),
      dark,
      bytes,
    );
    return [...bytes.subarray(4 * at, 4 * at + 4)];
  };
  expect(pixel(false, 0)).toEqual([0, 0, 0, 0]);
  const [, , , shade] = pixel(false, 3);
  expect(shade).toBeGreaterThan(100);
  const [lit, shaded] = [pixel(true, 0), pixel(true, 3)];
  expect(lit[0]).toBeGreaterThan(2 * shaded[0]!);
  expect(shaded[3]).toBeGreaterThan(lit[3]!);
  for (const dark of [false, true]) expect(pixel(dark, 3, 0)[3]).toBe(0);
});

test('sticks and polyhedra cast shadows as large as theirs are on average over all directions', () => {
  // An octahedron about the first atom, with corners 2 Å from it.
  const arms = [0, 1, 2].flatMap((x) =>
    [2, -2].map((d) => [0, 1, 2].map((y) => (x === y ? d : 0))),
  );
  const xyz = [0, 0, 0, ...arms.flat()];
  const { drawn } = ballsAt(xyz, 0.2, [0, 0, 0]);
  const polyhedra = {
    centre: Uint32Array.of(0),
    centreCells: new Int16Array(3),
    start: Uint32Array.of(0, 6),
    corner: Uint32Array.of(1, 2, 3, 4, 5, 6),
    cornerCells: new Int16Array(18),
  };
  const body = castingRadii(drawn, xyz, { ...BARE, polyhedra }, { atomScale: 1, bondRadiusAng: 0 });
  // The surface of an octahedron with edges of √8 Å is 2√3 · 8 Å², its mean shadow a fourth.
  const part = (Math.PI * body[0]! ** 2) / (4 * Math.sqrt(3));
  expect(part).toBeGreaterThan(0.85);
  expect(part).toBeLessThan(1.15);
  expect(body[1]).toBeCloseTo(0.2);

  const bonds = { a: Uint32Array.of(0), b: Uint32Array.of(1), image: Int16Array.of(0, 0, 1) };
  const stick = castingRadii(drawn, xyz, { ...BARE, bonds }, { atomScale: 1, bondRadiusAng: 0.3 });
  // A stick to the next cell along c, 30 Å up: half of a fourth of its mantle at each end.
  const mantle = 2 * Math.PI * 0.3 * Math.hypot(2, 30);
  for (const end of [0, 1])
    expect(Math.PI * (stick[end]! ** 2 - 0.2 ** 2)).toBeCloseTo(mantle / 8, 3);
});
