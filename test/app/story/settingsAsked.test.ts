import { expect, test } from 'vitest';
import { DEFAULTS } from '#app/look/session.ts';
import { lookOf, settingsAsked } from '#app/story/storySettings.ts';

test('a picture in another page has the look that its address asks for', () => {
  const set = { ...DEFAULTS, colorBy: 'layer', atomScale: 0.8, theme: 'dark' } as const;
  const look = lookOf(set);
  expect(look).toEqual({ colorBy: 'layer', atomScale: 0.8 });
  expect(settingsAsked(JSON.stringify(look))).toEqual(look);
});

test('what an address may not ask for is left out', () => {
  expect(settingsAsked(null)).toEqual({});
  for (const none of ['{', 'null', '[]', '7']) expect(settingsAsked(none)).toEqual({});
  expect(settingsAsked('{"colorBy":"layer","measureBy":"clicked","style":"no"}')).toEqual({
    colorBy: 'layer',
  });
});
