import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { crystalOfFile } from '#core/io/crystalFile.ts';
import { readAtoms } from '#core/io/readAtoms.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import {
  fractionalPeriod,
  planeNote,
  planeThicknessesAng,
  thickPlaneText,
} from '#core/surface/planeNote.ts';
import { cutSlab, heightsOf } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';

const material = (id: string) => {
  const found = library.get(id)!;
  return crystalOf(found, found.constants[0]!.cell);
};
const CORUNDUM = material('Al2O3');
const BI2TE3 = crystalOfFile(
  readAtoms(readFileSync(new URL('../../fixtures/cases/Bi2Te3.cif', import.meta.url)), 'Bi2Te3.cif')
    .file,
).crystal;

test('corundum: (1 0 −1 2) is not the r-plane of the obverse setting, and (0 1 −1 2) is named', () => {
  const wrong = surfaceOf(CORUNDUM, [1, 0, -1, 2]);
  expect(fractionalPeriod(CORUNDUM, wrong)).toEqual({ parts: 3, meant: [0, 1, 2] });
  expect(wrong.layerPeriodAng).toBeCloseTo(wrong.dSpacingAng / 3, 9);
  expect(planeNote(CORUNDUM, wrong)).toMatch(
    /^\(1 0 −1 2\) repeats along its normal every 1\.160 Å, a third of d: .*\(0 1 −1 2\) has the same d/,
  );
  const right = surfaceOf(CORUNDUM, [0, 1, -1, 2]);
  expect(planeNote(CORUNDUM, right)).toBeNull();
  expect(right.dSpacingAng).toBeCloseTo(wrong.dSpacingAng, 9);
  expect(right.layerPeriodAng).toBeCloseTo(right.dSpacingAng, 9);
});

test.each([
  // −h + k + l = 3n in the obverse setting.
  [BI2TE3, [0, 1, 4], [1, 0, 4]],
  [BI2TE3, [1, 0, 4], null],
  [CORUNDUM, [1, 0, -1, -1], [0, 1, -1]],
  [CORUNDUM, [0, 1, -1, -1], null],
  // Of these no other plane with the same d is better, whatever their period.
  [CORUNDUM, [0, 0, 0, 1], null],
  [CORUNDUM, [1, 1, -2, 0], null],
  [material('quartz'), [1, 0, -1, 1], null],
  [material('GaN'), [1, 0, -1, 2], null],
  [material('CdS'), [0, 0, 1], null],
  [material('Si'), [1, 1, 0], null],
] as const)('%#: names another plane only where one was probably meant', (crystal, hkl, meant) => {
  expect(fractionalPeriod(crystal, surfaceOf(crystal, hkl))?.meant ?? null).toEqual(meant);
});

test('a common factor does not make the period a fraction', () => {
  expect(fractionalPeriod(CORUNDUM, surfaceOf(CORUNDUM, [0, 2, -2, 4]))).toBeNull();
});

test('the thickness of a plane is that of a slab of it alone, and said over 0.2 Å', () => {
  for (const [crystal, hkl] of [
    [material('CsPbBr3-Pnma'), [1, 1, 0]],
    [material('quartz'), [1, 0, -1, 1]],
    [CORUNDUM, [1, 0, -1, 2]],
  ] as const) {
    const surface = surfaceOf(crystal, hkl);
    const found = planeThicknessesAng(surface);
    for (const [termination, thick] of found.entries()) {
      const { lowAng, highAng } = heightsOf(
        cutSlab(surface, { planes: 1, termination, face: 'top', remove: [] }),
      );
      expect(thick).toBeCloseTo(highAng - lowAng, 9);
    }
  }
  expect(thickPlaneText(0.19)).toBe('');
  expect(thickPlaneText(0.364)).toBe('0.36 Å thick');
});
