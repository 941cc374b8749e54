import { expect, test } from 'vitest';
import { orientationStore } from '#app/orientation/orientationStore.ts';
import { interfaceOrientation } from '#core/orientation/interfaceOrientation.ts';
import { stereogram } from '#core/orientation/stereogram.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';

test('the first drawing: the lowest interface along its normal, indices up to 2, no net', () => {
  const { at, ...choices } = orientationStore.getState();
  const found = interfaceOrientation(build(presetOf('cspbbr3-cds').recipe, library), at);
  const { normal, trace, marks, net, circles } = stereogram(found, choices, 600);
  expect(normal).toEqual({ x: 300, y: 300 });
  // The rim is the trace of the interface.
  expect(trace).toBeNull();
  expect(Array.from(choices.view)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect(Math.max(...marks.flatMap(({ indices }) => indices.map(Math.abs)))).toBe(2);
  expect(net).toEqual([]);
  expect(circles.length).toBeGreaterThan(0);
});
