import { expect, test } from 'vitest';
import { layOutAtoms, writePositions, writeRadii } from '#render/gpu/buffers.ts';
import { FLOOR_CELLS, floorDepths, floorOf, writeFloor } from '#render/gpu/floorShadow.ts';

const NO_IMAGES = { atom: new Uint32Array(0), cells: new Int16Array(0) };

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
  return drawn;
}

/** Integral of the depths over the floor, Å². */
function taken(drawn: ReturnType<typeof ballsAt>, boxFloorAng: number | null) {
  const floor = floorOf(drawn, 1, boxFloorAng);
  const cell = ((floor.high[0] - floor.low[0]) * (floor.high[1] - floor.low[1])) / FLOOR_CELLS ** 2;
  const depths = floorDepths(drawn, 1, floor);
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
  expect(taken(ballsAt([5, 5, 1], 1, [1, 1, 0]), null).area / Math.PI).toBeCloseTo(4, 1);
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
