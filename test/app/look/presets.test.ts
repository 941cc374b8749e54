import { expect, test } from 'vitest';
import { LOOK_PRESETS, lookSettings } from '#app/look/presets.ts';
import { DEFAULTS } from '#app/look/session.ts';

test('a preset leaves nothing of the one before it', () => {
  const keys = Object.keys(lookSettings(DEFAULTS)).sort();
  for (const { settings } of LOOK_PRESETS)
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(keys));
  const [first, ...others] = LOOK_PRESETS;
  for (const other of others)
    expect({ ...DEFAULTS, ...other.settings, ...first!.settings }).toMatchObject(
      lookSettings(DEFAULTS),
    );
});

test('a preset says nothing of colours by and of measuring', () => {
  for (const { settings } of LOOK_PRESETS)
    for (const key of ['colorBy', 'framesBy', 'measureBy'])
      expect(settings).not.toHaveProperty(key);
});
