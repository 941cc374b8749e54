import { expect, test } from 'vitest';
import {
  bulkModulusGPa,
  constantNames,
  constantsOf,
  isPositive,
  stiffnessOf,
} from '#core/match/stiffness.ts';

/** Of a stable crystal, whatever its symmetry. */
const VALUES: Readonly<Record<string, number>> = {
  ...{ c11: 300, c22: 290, c33: 310, c44: 90, c55: 100, c66: 110 },
  ...{ c12: 120, c13: 110, c23: 105, c14: 15 },
};
const groups = Array.from({ length: 230 }, (_, k) => k + 1);

test('constants come back from the matrix that they make, in every group that has them', () => {
  for (const number of groups) {
    const names = constantNames(number);
    if (names === null) {
      expect(constantsOf(new Float64Array(36), number)).toBeNull();
      continue;
    }
    const given = Object.fromEntries(names.map((name) => [name, VALUES[name]!]));
    const { cGPa, largestResidualGPa } = constantsOf(stiffnessOf(given, number), number)!;
    expect(largestResidualGPa).toBeLessThan(1e-9);
    for (const name of names) expect(cGPa[name]).toBeCloseTo(given[name]!, 9);
  }
});

test('what is no matrix of the symmetry is told by how far it is off', () => {
  const c = stiffnessOf({ c11: 300, c12: 120, c44: 90 }, 225);
  c[0] = 303;
  const { cGPa, largestResidualGPa } = constantsOf(c, 225)!;
  expect(cGPa['c11']).toBeCloseTo(301, 9);
  expect(largestResidualGPa).toBeCloseTo(2, 9);
});

test('the bulk modulus is that of pressure from all sides, and only stable crystals have one', () => {
  // Cubic: (c11 + 2 c12)/3. Hexagonal, Nye's compliances: K = (c33 (c11 + c12) − 2 c13²)/(c11 + c12 + 2 c33 − 4 c13).
  expect(bulkModulusGPa(stiffnessOf({ c11: 300, c12: 120, c44: 90 }, 225))).toBeCloseTo(180, 9);
  const { c11, c12, c13, c33, c44 } = { c11: 390, c12: 145, c13: 106, c33: 398, c44: 105 };
  const wanted = (c33 * (c11 + c12) - 2 * c13 * c13) / (c11 + c12 + 2 * c33 - 4 * c13);
  expect(bulkModulusGPa(stiffnessOf({ c11, c12, c13, c33, c44 }, 186))).toBeCloseTo(wanted, 9);
  const c = stiffnessOf({ c11: 300, c12: 120, c44: 90 }, 225);
  c[35] = -1;
  expect(isPositive(c)).toBe(false);
  expect(bulkModulusGPa(c)).toBeNull();
});
