import { expect, test } from 'vitest';
import { radialBasis } from '#engines/universal/radialTable.ts';

const at = (ang: number) => {
  const [values, slopes] = [new Float64Array(8), new Float64Array(8)];
  radialBasis({ cutoffAng: 6, power: 6 }, ang, values, slopes, 0);
  return { values, slopes };
};

test('the basis of a cutoff of 6 Å and power 6, as the specification prints it', () => {
  for (const [ang, values, slope] of [
    [1.5, [0.156471, 0.221283, 0.156471, 0, -0.156471], -0.024803],
    [3, [0.095052, 0, -0.095052, 0], null],
    [4.5, [0.016837, -0.023812, 0.016837, 0], -0.034309],
  ] as const) {
    const found = at(ang);
    for (const [k, value] of values.entries()) expect(found.values[k]).toBeCloseTo(value, 6);
    if (slope !== null) expect(found.slopes[0]).toBeCloseTo(slope, 6);
  }
});

test('slopes are derivatives, and both vanish at the cutoff', () => {
  for (const ang of [0.3, 2.2, 5.7])
    for (let k = 0; k < 8; k++)
      expect(at(ang).slopes[k]).toBeCloseTo(
        (at(ang + 1e-5).values[k]! - at(ang - 1e-5).values[k]!) / 2e-5,
        6,
      );
  for (const list of Object.values(at(6)))
    for (const value of list) expect(value).toBeCloseTo(0, 12);
});
