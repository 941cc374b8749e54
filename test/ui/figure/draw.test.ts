import { expect, test } from 'vitest';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { DrawRequest } from '#ui/figure/requestedPlan.ts';
import { draw } from '#ui/figurePage/draw.ts';

const asked: DrawRequest = {
  recipe: presetOf('ge-si').recipe,
  ending: '.gif',
  view: 'oblique',
  look: 'default',
  colour: 'element',
  dark: false,
  session: {},
  settings: {},
};

test.each([
  ['a film', { film: { kind: 'spin' } }, '--kind is one of turntable, glide'],
  ['a look', { look: 'neon' }, '--look is one of default'],
  ['a colouring', { colour: 'mood' }, '--colour is one of element'],
  ['a view', { view: 'up' }, '--view is a, b, c'],
  ['an ending', { ending: '.tiff' }, 'the name of the file ends in one of .png'],
])('%s that there is not is refused with those that there are', async (_, wrong, reason) => {
  const answer = await draw({ ...asked, ...wrong });
  expect(answer).toMatchObject({ kind: 'usage', reason: expect.stringContaining(reason) });
});

test('what cannot be drawn says why', async () => {
  expect(await draw({ ...asked, film: { kind: 'trajectory' } })).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('No trajectory is open'),
  });
});
