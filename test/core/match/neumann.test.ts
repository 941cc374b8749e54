import { expect, test } from 'vitest';
import { fullCell } from '#core/crystal/crystal.ts';
import { operationsFromHall } from '#core/crystal/hall.ts';
import { latticeFromParameters } from '#core/crystal/lattice.ts';
import { settingsOfNumber } from '#core/crystal/spaceGroups.ts';
import { constantNames, rotateStiffness, stiffnessOf } from '#core/match/stiffness.ts';
import { inverse, mul, transpose } from '#core/math/mat3.ts';

const NUMBERS = Array.from({ length: 230 }, (_, k) => k + 1);

/** The rotations of a group in the axes of its standard setting, each once; inversion changes no stiffness. */
function rotationsOf(number: number): readonly (readonly number[])[] {
  const { hall } = settingsOfNumber(number).find((s) => s.standard)!;
  const all = operationsFromHall(hall).map(({ rotation }) => rotation);
  return [...new Map(all.map((r) => [r.join(), r])).values()];
}

/**
 * How many independent elastic constants a group leaves, by characters: the stiffness is the symmetric square of the
 * symmetric square of a vector.
 */
function independent(rotations: readonly (readonly number[])[]): number {
  const trace = (m: readonly number[]) => m[0]! + m[4]! + m[8]!;
  const power = (m: readonly number[], n: number): readonly number[] =>
    n === 1 ? m : Array.from(mul(Float64Array.from(power(m, n - 1)), Float64Array.from(m)));
  const strain = (m: readonly number[], n: number) =>
    (trace(power(m, n)) ** 2 + trace(power(m, 2 * n))) / 2;
  const sum = rotations.reduce((all, m) => all + (strain(m, 1) ** 2 + strain(m, 2)) / 2, 0);
  return sum / rotations.length;
}

test('as many constants as the group leaves independent: 3 cubic, 5 hexagonal, 6, 6 and 9', () => {
  const counts = NUMBERS.flatMap((number) => {
    const names = constantNames(number);
    if (names === null) return [];
    expect(names.length, `${number}`).toBe(independent(rotationsOf(number)));
    return [names.length];
  });
  expect([...new Set(counts)].sort()).toEqual([3, 5, 6, 9]);
});

test('no group is without constants that has those of one which is known, in the same axes', () => {
  for (const number of NUMBERS.filter((n) => constantNames(n) === null)) {
    const rotations = rotationsOf(number);
    // A two-fold axis along a, or a mirror normal to it, makes c14 the only further constant of a trigonal crystal.
    const alongA = rotations.some((r) => {
      const sign = r[0]!;
      const image = [sign * r[0]!, sign * r[3]!, sign * r[6]!];
      const trace = r[0]! + r[4]! + r[8]!;
      return image.join() === '1,0,0' && trace === -sign;
    });
    expect(independent(rotations) > 9 || number < 168, `${number}`).toBe(true);
    if (number >= 149) expect(alongA, `${number}`).toBe(false);
    else expect(independent(rotations), `${number}`).toBeGreaterThan(number < 16 ? 9 : 6);
  }
});

test('a stiffness is the same in all axes that the crystal’s rotations make of its own', () => {
  const values: Readonly<Record<string, number>> = {
    c11: 300,
    c22: 280,
    c33: 260,
    c12: 100,
    c13: 90,
    c23: 80,
    c44: 70,
    c55: 65,
    c66: 60,
    c14: 12,
  };
  for (const number of NUMBERS) {
    const names = constantNames(number);
    if (names === null) continue;
    const c = stiffnessOf(Object.fromEntries(names.map((n) => [n, values[n]!])), number);
    const columns = transpose(latticeFromParameters(fullCell(number, { a: 3, b: 4, c: 5 })));
    let worst = 0;
    for (const r of rotationsOf(number)) {
      const cartesian = mul(mul(columns, Float64Array.from(r)), inverse(columns));
      for (const [k, x] of rotateStiffness(c, cartesian).entries())
        worst = Math.max(worst, Math.abs(x - c[k]!));
    }
    expect(worst, `${number}`).toBeLessThan(1e-9);
  }
});
