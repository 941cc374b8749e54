import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import {
  beginSettings,
  type SettingsHistory,
  settingsSteps,
} from '#app/settings/settingsHistory.ts';
import { likeFirst, settingsIn, settingsLink } from '#app/settings/settingsLink.ts';

const FIRST = { kv: 300, mode: 'haadf' };

test('a drag is one step, which undo takes back and redo brings back; nothing new is none', () => {
  const store = createStore<SettingsHistory<typeof FIRST>>()(() => beginSettings(FIRST));
  const { type, ask, undo, redo } = settingsSteps(store);
  const now = () => store.getState();
  type({ kv: 250 });
  type({ kv: 200 });
  expect([now().asked.kv, now().typed.kv, now().past.length]).toEqual([300, 200, 0]);
  ask();
  ask({ mode: 'tem' });
  ask({ mode: 'tem' });
  expect(now().past).toEqual([FIRST, { kv: 200, mode: 'haadf' }]);
  undo();
  undo();
  undo();
  expect([now().asked, now().typed, now().future.length]).toEqual([FIRST, FIRST, 2]);
  redo();
  expect(now().asked).toEqual({ kv: 200, mode: 'haadf' });
  ask({ kv: 80 });
  expect(now().future).toEqual([]);
});

test('settings stand in a link behind the document; what is damaged or unknown is as at first', () => {
  const link = `https://x.y/#z=abc${settingsLink('m', { kv: 200, mode: 'tem', more: 1 })}`;
  expect(likeFirst(FIRST, settingsIn('m', link))).toEqual({ kv: 200, mode: 'tem' });
  expect(settingsIn('d', link)).toBeUndefined();
  expect(settingsIn('m', '#z=abc&m=AAAA')).toBeUndefined();
  expect(likeFirst(FIRST, { kv: 'high', mode: 3 })).toEqual(FIRST);
  expect(likeFirst(FIRST, null)).toEqual(FIRST);
});
