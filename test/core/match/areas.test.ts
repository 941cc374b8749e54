import { expect, test } from 'vitest';
import { comparePlanes, distinctPlanes } from '#core/match/explore.ts';
import { areasFit, checkTolerance, MAX_STRAIN, ZUR_DEFAULTS } from '#core/match/tolerance.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { crystalOf, materialOf } from '#core/recipe/crystals/library.ts';
import { library } from '../../helpers/library.ts';

test('Zur: the ratio of areas fits when either it or its inverse is within the tolerance', () => {
  const fits = (ratio: number, i: number, j: number) =>
    areasFit({ ...ZUR_DEFAULTS, areaRatioTol: 0.05 }, ratio, 1, i, j);
  // 0.3 against 1/3 differs by 0.033, its inverse 3.33 against 3 by 0.33.
  expect(fits(0.3, 3, 1)).toBe(true);
  expect(fits(1 / 0.3, 1, 3)).toBe(true);
  expect(fits(0.25, 3, 1)).toBe(false);
  expect(fits(4, 1, 3)).toBe(false);
  expect(fits(1, 1, 1)).toBe(true);
  // Strictly within it, as pymatgen's ZSLGenerator compares.
  expect(areasFit({ ...ZUR_DEFAULTS, areaRatioTol: 0 }, 1, 1, 1, 1)).toBe(false);
});

test('a tolerance is a fraction that is not negative, in either way of comparing', () => {
  const strain = (maxStrain: number) => () => checkTolerance({ mode: 'strain', maxStrain });
  const zur = (part: object) => () => checkTolerance({ ...ZUR_DEFAULTS, ...part });
  for (const x of [0, 0.05, MAX_STRAIN]) {
    expect(strain(x)).not.toThrow();
    for (const key of ['lengthTol', 'angleTol', 'areaRatioTol'])
      expect(zur({ [key]: x }), key).not.toThrow();
  }
  for (const x of [-0.01, Number.NaN]) {
    expect(strain(x)).toThrow(/tolerance/);
    for (const key of ['lengthTol', 'angleTol', 'areaRatioTol'])
      expect(zur({ [key]: x }), key).toThrow(/tolerance/);
  }
  // Ratios of areas may differ by more than a strain may.
  expect(strain(MAX_STRAIN + 0.01)).toThrow(/tolerance/);
  expect(zur({ areaRatioTol: 1 })).not.toThrow();
});

test('strain: areas may differ by as much as both lengths together', () => {
  const fits = (film: number, substrate: number) =>
    areasFit({ mode: 'strain', maxStrain: 0.05 }, film, substrate, 1, 1);
  expect([fits(1, 1.05 ** 2), fits(1, 0.95 ** 2)]).toEqual([true, true]);
  expect([fits(1, 1.051 ** 2), fits(1, 0.949 ** 2)]).toEqual([false, false]);
});

test('planes come plainest first', () => {
  const planes: IntVec3[] = [
    [2, 2, 1],
    [0, 0, 1],
    [1, -1, 0],
    [3, 0, 0],
    [1, 1, 0],
    [0, 1, 0],
    [1, 0, 0],
    [-1, -1, 0],
    [0, 1, 1],
  ];
  expect(planes.toSorted(comparePlanes).map(String)).toEqual([
    '1,0,0',
    '0,1,0',
    '0,0,1',
    '1,1,0',
    '0,1,1',
    '1,-1,0',
    '-1,-1,0',
    '3,0,0',
    '2,2,1',
  ]);
});

test('a sheet has one plane, a cubic crystal the three of low index', () => {
  const names = (id: string) => {
    const material = materialOf(library, id);
    const { cell } = material.constants[0]!;
    return distinctPlanes(crystalOf(material, cell), 1).map((p) => p.hkl.join(''));
  };
  expect(names('graphene')).toEqual(['001']);
  expect(names('CsPbBr3')).toEqual(['100', '110', '111']);
});
