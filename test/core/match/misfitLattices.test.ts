import { expect, test } from 'vitest';
import { burgersAng } from '#core/match/misfit/criticalThickness.ts';
import { canStand, misfitLattices } from '#core/match/misfit/misfitLattices.ts';
import { det2, inverse2, length2, mul2 } from '#core/math/plane2.ts';
import { build } from '#core/recipe/build.ts';
import { PRESETS, presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';

const of = (id: string) => {
  const built = build(presetOf(id).recipe, library);
  return misfitLattices(built.slabs[0]!, built.slabs[1]!, built.cell);
};

test('as built, both lattices hold the shared cell: whole numbers of their cells, at every corner', () => {
  for (const { id } of PRESETS) {
    const { lower, upper, coincidence } = of(id);
    for (const { built, count } of [lower, upper]) {
      const whole = mul2(coincidence, inverse2(built));
      for (const n of whole.flat()) expect(n).toBeCloseTo(Math.round(n), 6);
      expect(Math.abs(det2(whole))).toBeCloseTo(count, 6);
    }
  }
});

test('Ge on Si: edge dislocations of a/2 ⟨110⟩, b/|f| = 9.6 nm apart both ways, wider than the cell', () => {
  const { dislocations, isAlike, moire } = of('ge-si');
  expect(isAlike).toBe(true);
  const b = burgersAng(5.6579);
  const mismatch = 5.6579 / 5.431 - 1;
  for (const d of dislocations) {
    expect(d.burgersAng).toBeCloseTo(b, 3);
    expect(d.spacingAng / (b / mismatch)).toBeCloseTo(1, 3);
    expect(d.angleRad).toBeCloseTo(Math.PI / 2, 6);
    expect(canStand(d)).toBe('cell');
  }
  expect(length2(moire!.cell![0])).toBeCloseTo(dislocations[0]!.spacingAng, 6);
});

test('GaN on sapphire: lines each 1.7 nm stand in the cell of 7 on 6, none in the small one', () => {
  for (const d of of('gan-al2o3-6-7').dislocations) {
    expect(d.spacingAng).toBeCloseTo(17.2, 1);
    expect(d.burgersAng).toBeCloseTo(3.19, 2);
    expect(canStand(d)).toBe('yes');
  }
  expect(of('gan-al2o3').dislocations.map(canStand)).toEqual(['cell', 'cell']);
});

test('a large twist has a moiré and no dislocations: they would stand on each other', () => {
  const { moire, dislocations, coincidence } = of('twisted-graphene-1-1');
  // The smallest twist cell is the moiré's.
  expect(det2(moire!.cell!) / det2(coincidence)).toBeCloseTo(1, 4);
  expect(dislocations.map(canStand)).toEqual(['cores', 'cores']);
  expect(of('twisted-graphene-6-1').dislocations.map(canStand)).toEqual(['yes', 'yes']);
});
