import { expect, test } from 'vitest';
import { coupling } from '#engines/universal/model/coupling.ts';
import { harmonics, harmonicsGradient } from '#engines/universal/model/harmonics.ts';
import { paths } from '#engines/universal/model/paths.ts';

test('harmonics along (1, 2, 3), and a sum of squares of 2l + 1', () => {
  const y = new Float64Array(16);
  const r = Math.sqrt(14);
  harmonics(1 / r, 2 / r, 3 / r, y);
  const published = [
    1, 0.46291, 0.92582, 1.38873, 0.829925, 0.553283, -0.159719, 1.65985, 1.106567, 1.038174,
    1.173691, 0.185577, -1.111168, 0.556731, 1.564922, 0.718736,
  ];
  for (const [k, value] of published.entries()) expect(y[k]).toBeCloseTo(value, 6);
  for (const l of [0, 1, 2, 3])
    expect(y.subarray(l * l, (l + 1) ** 2).reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(
      2 * l + 1,
      12,
    );
});

test('the gradient of each harmonic is that of its polynomial', () => {
  const at = [0.3, -0.5, 0.8] as const;
  const out = new Float64Array(3);
  for (let m = 0; m < 16; m++) {
    const unit = Float64Array.from({ length: 16 }, (_, k) => Number(k === m));
    harmonicsGradient(...at, unit, 0, out);
    for (let k = 0; k < 3; k++) {
      const value = (by: number) => {
        const y = new Float64Array(16);
        const p = at.map((x, n) => x + (n === k ? by : 0)) as [number, number, number];
        harmonics(...p, y);
        return y[m]!;
      };
      expect(out[k]).toBeCloseTo((value(1e-5) - value(-1e-5)) / 2e-5, 7);
    }
  }
});

test('couplings: as many as published, of unit norm', () => {
  const layer = paths([128, 64, 32, 32], 4);
  const tables = layer.map(({ l1, l2, l3 }) => coupling(l1, l2, l3));
  expect(tables.flat()).toHaveLength(353);
  for (const table of tables)
    expect(table.reduce((sum, { value }) => sum + value * value, 0)).toBeCloseTo(1, 12);
});

test('paths of an inner layer, in the order of the weights', () => {
  const layer = paths([128, 64, 32, 32], 4);
  expect(layer.map(({ l1, l2, l3 }) => `${l1}${l2}${l3}`).join(' ')).toBe(
    '000 110 220 330 011 101 121 211 231 321 022 112 132 202 222 312 332 033 123 213 233 303 323',
  );
  expect(layer.at(-1)).toMatchObject({ weight: 1280, row: 288, channels: 32 });
});
