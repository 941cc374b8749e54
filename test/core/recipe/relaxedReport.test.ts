import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { describeWarning } from '#core/recipe/report/warnings.ts';
import { library } from '../../helpers/library.ts';

const { recipe } = DEFAULT_PRESET;
const rigid = build(recipe, library);

/** The highest atom moved up by so much, Å. */
function lifted(byAng: number) {
  const { xyz } = rigid.structure;
  const heights = Array.from({ length: xyz.length / 3 }, (_, i) => xyz[3 * i + 2]!);
  const top = heights.indexOf(Math.max(...heights));
  const milliAng = Array.from(xyz, (_, k) => (k === 3 * top + 2 ? Math.round(1000 * byAng) : 0));
  return build({ ...recipe, relaxed: { note: 'test', milliAng } }, library);
}

test('the vacuum of positions taken over is what they leave of the cell', () => {
  expect(reportOf(rigid).vacuum).toBe(20);
  expect(reportOf(lifted(2.76)).vacuum).toBeCloseTo(17.24, 6);
  const thin = reportOf(lifted(12));
  expect(thin.vacuum).toBeCloseTo(8, 6);
  expect(
    thin.warnings
      .filter((w) => w.code === 'thin-vacuum')
      .map(describeWarning)
      .join(),
  ).toMatch(/^Only 8\.0 Å of vacuum between the positions taken over:/);
  expect(thin.notes[0]).toContain('vacuum');
});
