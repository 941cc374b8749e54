import { expect, test } from 'vitest';
import {
  cssSizeOf,
  FIGURE_DEFAULTS,
  FIGURE_SIZES,
  inUnit,
  pixelsOf,
  sizeProblem,
} from '#app/export/figureSettings.ts';
import { fc } from '../../helpers/property.ts';

test('a figure in millimetres has the pixels of its resolution', () => {
  // 170 mm are 6.69 inches.
  expect(pixelsOf(FIGURE_DEFAULTS)).toEqual({ widthPx: 2008, heightPx: 1299 });
  expect(pixelsOf({ ...FIGURE_DEFAULTS, unit: 'px' })).toEqual({ widthPx: 170, heightPx: 110 });
});

test('another unit is the same figure', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 400 }),
      fc.integer({ min: 20, max: 400 }),
      fc.integer({ min: 50, max: 600 }),
      (width, height, dpi) => {
        const s = { ...FIGURE_DEFAULTS, width, height, dpi };
        const there = inUnit(s, 'px');
        expect(pixelsOf(there)).toEqual(pixelsOf(s));
        expect(pixelsOf(inUnit(there, 'mm'))).toEqual(pixelsOf(s));
      },
    ),
  );
});

test('letters of eleven CSS px have their height in print', () => {
  const css = cssSizeOf({ ...FIGURE_DEFAULTS, textPt: 8 });
  // 170 mm are 481.9 points: so many letters of 8 points fit across.
  expect(css.widthPx / 11).toBeCloseTo(481.9 / 8, 1);
});

test('every offered size can be written; too large, too small and too full ones are refused in words', () => {
  for (const { size } of FIGURE_SIZES)
    expect(sizeProblem({ ...FIGURE_DEFAULTS, ...size })).toBeNull();
  expect(sizeProblem({ ...FIGURE_DEFAULTS, width: 2000, dpi: 2400 })).toMatch(/60,000 px/);
  expect(sizeProblem({ ...FIGURE_DEFAULTS, width: 1 })).toMatch(/side/);
  expect(sizeProblem({ ...FIGURE_DEFAULTS, width: 1000, height: 1000, dpi: 1200 })).toMatch(
    /million/,
  );
  expect(sizeProblem({ ...FIGURE_DEFAULTS, textPt: 60 })).toMatch(/letters of 60 pt/);
});
