import { expect, test } from 'vitest';
import {
  largestPrincipalStrain,
  misfitSpacingAng,
  otherDenominators,
} from '#core/match/misfit/misfit.ts';
import { fc } from '../../helpers/property.ts';

const length = fc.double({ min: 1, max: 100, noNaN: true });

test('the same difference of lengths over each of three lengths', () => {
  fc.assert(
    fc.property(length, length, (film, substrate) => {
      const { overFilm, overMean } = otherDenominators((film - substrate) / substrate);
      expect(overFilm).toBeCloseTo((film - substrate) / film, 9);
      expect(overMean).toBeCloseTo((2 * (film - substrate)) / (film + substrate), 9);
    }),
  );
});

test('Ge on Si: 4.18 % over Si, 4.01 % over Ge, and a dislocation each 9.6 nm along ⟨110⟩', () => {
  const [ge, si] = [5.6579, 5.431];
  const mismatch = (ge - si) / si;
  expect(100 * mismatch).toBeCloseTo(4.18, 2);
  expect(100 * otherDenominators(mismatch).overFilm).toBeCloseTo(4.01, 2);
  // Edge dislocations of ½⟨110⟩ in Ge/Si (001) lie 9.6 nm apart, as microscopy finds.
  expect(misfitSpacingAng(ge / Math.SQRT2, si / Math.SQRT2)).toBeCloseTo(95.8, 0);
});

test('over the misfit spacing one of the two has one vector more', () => {
  fc.assert(
    fc.property(length, length, (film, substrate) => {
      fc.pre(Math.abs(film - substrate) > 1e-3);
      const spacing = misfitSpacingAng(film, substrate);
      expect(Math.abs(spacing / film - spacing / substrate)).toBeCloseTo(1, 6);
    }),
  );
  expect(misfitSpacingAng(4, 4)).toBe(Infinity);
});

test('the largest principal strain keeps its sign, shear included', () => {
  expect(largestPrincipalStrain({ xx: 0.01, yy: -0.03, xy: 0 })).toBeCloseTo(-0.03, 12);
  expect(largestPrincipalStrain({ xx: 0.02, yy: 0.01, xy: 0 })).toBeCloseTo(0.02, 12);
  // Shear alone is tension and compression of one size.
  expect(largestPrincipalStrain({ xx: 0, yy: 0, xy: 0.04 })).toBeCloseTo(0.04, 12);
});

test('it is the largest strain of any direction in the plane', () => {
  const strain = fc.double({ min: -0.1, max: 0.1, noNaN: true });
  fc.assert(
    fc.property(strain, strain, strain, (xx, yy, xy) => {
      let largest = 0;
      for (let k = 0; k < 3600; k++) {
        const [c, s] = [Math.cos((k * Math.PI) / 3600), Math.sin((k * Math.PI) / 3600)];
        const along = c * c * xx + s * s * yy + 2 * c * s * xy;
        if (Math.abs(along) > Math.abs(largest)) largest = along;
      }
      expect(Math.abs(largestPrincipalStrain({ xx, yy, xy }))).toBeCloseTo(Math.abs(largest), 5);
    }),
  );
});
