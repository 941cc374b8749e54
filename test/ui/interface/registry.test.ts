import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { mulRow } from '#core/math/mat3.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { MAP_COLORS, ramp } from '#ui/kit/colorRamp.ts';
import { overlapMarks } from '#ui/look/scene/overlapMarks.ts';

const { recipe } = DEFAULT_PRESET;
const marksOf = (r: Recipe) => overlapMarks(modelOf(r), false);

test('overlapping atoms are marked with the image that is near; a sound stack has no marks', () => {
  expect(marksOf(recipe)).toEqual([]);
  const pressed = poseFilm(1, { shift: [0.98, 0.97], separationAng: 1.3 }, false)(recipe);
  const marks = marksOf(pressed);
  const { structure } = modelOf(pressed).built;
  expect(marks.length).toBeGreaterThan(0);
  expect(marks.some((m) => m.image.some((x) => x !== 0))).toBe(true);
  for (const { a, b, image, distanceAng, flagged } of marks) {
    const t = mulRow(image, structure.lattice);
    const d = Math.hypot(
      ...[0, 1, 2].map((k) => structure.xyz[3 * b + k]! + t[k]! - structure.xyz[3 * a + k]!),
    );
    expect(d).toBeCloseTo(distanceAng, 9);
    expect(flagged).toBe(true);
  }
});

test('the map’s colours run evenly in lightness from one end to the other', () => {
  for (const { best, worst } of Object.values(MAP_COLORS)) {
    const colors = ramp(worst, best);
    const hex = (k: number) =>
      `#${[...colors.subarray(3 * k, 3 * k + 3)].map((c) => c.toString(16).padStart(2, '0')).join('')}`;
    expect([hex(0), hex(255)]).toEqual([worst, best]);
    const sums = Array.from({ length: 256 }, (_, k) => colors[3 * k]! + colors[3 * k + 1]!);
    const rising = sums[255]! > sums[0]!;
    for (let k = 1; k < 256; k++)
      expect(rising ? sums[k]! >= sums[k - 1]! : sums[k]! <= sums[k - 1]!).toBe(true);
  }
});
