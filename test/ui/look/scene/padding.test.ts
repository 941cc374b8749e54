import { expect, test } from 'vitest';
import { clearOfLegend, paddingOf } from '#ui/look/scene/sceneData.ts';

const row = (y: number) => ({ x: 16, y, width: 90, height: 24 });
const page = { narrow: false, isLecture: false };

test('two rows of a legend have their room; a third one, as a scale needs it, pushes the picture down', () => {
  const usual = paddingOf(false, 1);
  expect(clearOfLegend(usual, page, [])).toEqual(usual);
  expect(clearOfLegend(usual, page, [row(11), row(35)])).toEqual(usual);
  const { top } = clearOfLegend(usual, page, [row(11), row(35), row(59)]);
  expect(top).toBeGreaterThanOrEqual(59 + 24);
  expect(top).toBeLessThan(59 + 24 + 12);
});

test('the picture of a lecture stands beside a legend on a phone, and below it elsewhere', () => {
  const legend = [row(10), row(34), { ...row(58), width: 130 }];
  const phone = clearOfLegend(paddingOf(true, 1), { narrow: true, isLecture: true }, legend);
  expect(phone.left).toBeGreaterThan(146);
  expect(phone.top).toBe(paddingOf(true, 1).top);
  const hall = clearOfLegend(paddingOf(false, 1), { ...page, isLecture: true }, legend);
  expect(hall.top).toBeGreaterThan(82 + 12);
  // On a page a row that comes when an element is hidden does not move the picture aside.
  const held = clearOfLegend(paddingOf(true, 1), { narrow: true, isLecture: false }, legend);
  expect(held).toEqual(paddingOf(true, 1));
});
