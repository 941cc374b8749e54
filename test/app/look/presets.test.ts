import { expect, test } from 'vitest';
import { chosenLook, LOOK_PRESETS, lookSettings, presetInForce } from '#app/look/presets.ts';
import { DEFAULTS, type Session } from '#app/look/session.ts';

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

test('a preset says nothing of measuring, and of colours only where it is a program’s look', () => {
  for (const { id, settings } of LOOK_PRESETS) {
    for (const key of ['framesBy', 'measureBy']) expect(settings).not.toHaveProperty(key);
    expect(settings.colorBy).toBe(id === 'vesta' ? 'element-vesta' : undefined);
  }
});

test('the look in force is that whose settings all stand, and its colours go with it', () => {
  const put = (id: string, session: Session) => ({
    ...session,
    ...chosenLook(LOOK_PRESETS.find((preset) => preset.id === id)!, session),
  });
  const inForce = (session: Session) => presetInForce(session)?.id ?? null;
  expect(inForce(DEFAULTS)).toBe('default');
  for (const { id } of LOOK_PRESETS) {
    const session = put(id, { ...DEFAULTS, outlines: false });
    expect(inForce(session)).toBe(id);
    expect(inForce({ ...session, atomScale: 0.7 })).toBeNull();
  }
  const vesta = put('vesta', { ...DEFAULTS, colorBy: 'strain' });
  expect(inForce({ ...vesta, colorBy: 'element' })).toBeNull();
  expect(put('paper', vesta).colorBy).toBe('element');
  // Colours that somebody chose besides a look stay.
  expect(put('paper', { ...DEFAULTS, colorBy: 'element-vesta' }).colorBy).toBe('element-vesta');
  // The theme of a look goes with it, one that was set by hand stays.
  expect(put('default', put('blackboard', DEFAULTS)).theme).toBe('system');
  expect(put('vesta', put('paper', DEFAULTS)).theme).toBe('system');
  expect(put('default', { ...DEFAULTS, theme: 'dark' }).theme).toBe('dark');
});
