import { describe, expect, it } from 'vitest';
import { emptyGrid, fft2, frequency, inverseFft2 } from '#core/math/fft2.ts';
import { uniformNumbers } from '#core/math/random.ts';
import { fringesAt } from '#core/microscope/spectrum/fringes.ts';
import { type GreyImage, spectrumOf } from '#core/microscope/spectrum/spectrum.ts';
import {
  afterChoice,
  findSpots,
  nearestSpot,
  spotAt,
  spotPair,
} from '#core/microscope/spectrum/spots.ts';

/** Waves of so many cycles per Å to the right and up. */
function waves(
  width: number,
  height: number,
  pixelAng: number,
  list: readonly (readonly [gx: number, gy: number, height: number])[],
): GreyImage {
  const values = new Float32Array(width * height);
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++)
      for (const [gx, gy, size] of list)
        values[j * width + i]! += size * Math.cos(2 * Math.PI * (gx * i - gy * j) * pixelAng + 0.3);
  return { width, height, pixelAng, values };
}

describe('fft2', () => {
  it('keeps the sum of squares (Parseval), and its inverse gives back what went in', () => {
    const uniform = uniformNumbers(5);
    const grid = emptyGrid(32, 8);
    for (let i = 0; i < grid.re.length; i++) {
      grid.re[i] = uniform() - 0.5;
      grid.im[i] = uniform() - 0.5;
    }
    const before = { re: grid.re.slice(), im: grid.im.slice() };
    const squares = ({ re, im }: { re: Float64Array; im: Float64Array }) =>
      re.reduce((sum, x, i) => sum + x * x + im[i]! ** 2, 0);
    fft2(grid);
    expect(squares(grid) / 256).toBeCloseTo(squares(before), 10);
    inverseFft2(grid);
    for (let i = 0; i < 256; i++) {
      expect(grid.re[i]).toBeCloseTo(before.re[i]!, 12);
      expect(grid.im[i]).toBeCloseTo(before.im[i]!, 12);
    }
  });

  it('has the frequency of a wave at its column and row, on grids that are no squares', () => {
    const grid = emptyGrid(16, 64);
    for (let y = 0; y < 64; y++)
      for (let x = 0; x < 16; x++) {
        grid.re[y * 16 + x] = Math.cos(2 * Math.PI * ((3 * x) / 16 - (5 * y) / 64));
        grid.im[y * 16 + x] = Math.sin(2 * Math.PI * ((3 * x) / 16 - (5 * y) / 64));
      }
    fft2(grid);
    const at = grid.re.findIndex((x) => Math.abs(x - 1024) < 1e-6);
    expect([frequency(at % 16, 16), frequency(Math.floor(at / 16), 64)]).toEqual([3, -5]);
  });
});

describe('spectrumOf', () => {
  it('obeys Parseval: its power sums to that of the windowed image', () => {
    const image = waves(48, 40, 0.3, [[0.4, 0.1, 1]]);
    const { power, size } = spectrumOf(image, undefined, 'none');
    const sum = power.reduce((all, p) => all + p, 0) / (size * size);
    const mean = image.values.reduce((all, v) => all + v, 0) / 1920;
    const squares = image.values.reduce((all, v) => all + (v - mean) ** 2, 0);
    expect(sum * 1920 ** 2).toBeCloseTo(squares, 1);
  });

  it('refuses a region that holds next to nothing, and cuts one at the edges of the image', () => {
    const image = waves(64, 64, 0.2, [[1, 0, 1]]);
    expect(() => spectrumOf(image, { x: 60, y: 0, width: 40, height: 40 })).toThrow(
      /16 × 16 pixels/,
    );
    expect(
      spectrumOf(image, { x: 40, y: 40, width: 999, height: 24 }).resolutionPerAng[0],
    ).toBeCloseTo(1 / (24 * 0.2), 10);
  });
});

describe('findSpots', () => {
  it('reads waves of any direction between the pixels of the transform, both of each pair, by strength', () => {
    const image = waves(200, 150, 0.25, [
      [0.3123, 0.1717, 1],
      [-0.1271, 0.4049, 0.5],
      [0.05, -0.6, 0.2],
    ]);
    const spots = findSpots(spectrumOf(image));
    expect(spots).toHaveLength(6);
    const found = spots.filter((_, k) => k % 2 === 0);
    for (const [k, [x, y]] of [
      [0.3123, 0.1717],
      [-0.1271, 0.4049],
      [-0.05, 0.6],
    ].entries()) {
      expect(Math.abs(found[k]!.x - x!)).toBeLessThan(4e-4);
      expect(Math.abs(found[k]!.y - y!)).toBeLessThan(4e-4);
      expect(spots[2 * k + 1]!.x).toBe(-found[k]!.x);
    }
    expect(found.map((s) => s.strength)[1]).toBeCloseTo(0.25, 1);
    expect(found[0]!.dAng).toBeCloseTo(1 / Math.hypot(0.3123, 0.1717), 2);
    expect(found[0]!.angleDeg).toBeCloseTo((Math.atan2(0.1717, 0.3123) * 180) / Math.PI, 1);
  });

  it('finds a weak wave under noise, and none in noise alone', () => {
    const uniform = uniformNumbers(11);
    const image = waves(256, 256, 0.2, [[0.5, 0.2, 0.3]]);
    for (let i = 0; i < image.values.length; i++) image.values[i]! += uniform() - 0.5;
    const spots = findSpots(spectrumOf(image));
    expect(spots).toHaveLength(2);
    expect(Math.hypot(spots[0]!.x - 0.5, spots[0]!.y - 0.2)).toBeLessThan(2e-3);
    const noise = { ...image, values: image.values.map(() => uniform() - 0.5) };
    expect(findSpots(spectrumOf(noise)).length).toBeLessThan(6);
  });
});

describe('spots', () => {
  it('tell their angle by the shorter way round, their distance and their ratio', () => {
    const pair = spotPair(spotAt(-1, 0.1, 1), spotAt(-1, -0.1, 1));
    expect(pair.angleDeg).toBeCloseTo(2 * 5.7106, 3);
    expect(pair.distancePerAng).toBeCloseTo(0.2, 12);
    expect(spotPair(spotAt(0.2, 0, 1), spotAt(0, 0.4, 1))).toMatchObject({
      angleDeg: 90,
      ratio: 2,
    });
  });

  it('are picked by what is nearest within reach', () => {
    const spots = [spotAt(0.1, 0, 1), spotAt(0.2, 0, 1)];
    expect(nearestSpot(spots, 0.16, 0.01, 0.1)).toBe(spots[1]);
    expect(nearestSpot(spots, 0.5, 0, 0.1)).toBeNull();
  });
});

describe('fringesAt', () => {
  it('tells the spacing of the fringes at a place, not elsewhere in the image', () => {
    const left = waves(256, 200, 0.2, [[0.48, 0, 1]]);
    const right = waves(256, 200, 0.2, [[0, 0.3, 1]]);
    const values = left.values.map((v, i) => (i % 256 < 128 ? v : right.values[i]!));
    const image = { ...left, values };
    const [a] = fringesAt(image, 50, 100).spots;
    expect(a!.dAng).toBeCloseTo(1 / 0.48, 2);
    const { spots, region } = fringesAt(image, 215, 20);
    expect(spots[0]!.dAng).toBeCloseTo(1 / 0.3, 1);
    expect(spots[0]!.angleDeg).toBeCloseTo(90, 0);
    expect(region.y).toBe(0);
  });
});

it('two spots are chosen at most, the latest; a chosen one is let go', () => {
  expect(afterChoice([], 3)).toEqual([3]);
  expect(afterChoice([3, 5], 7)).toEqual([5, 7]);
  expect(afterChoice([5, 7], 5)).toEqual([7]);
});
