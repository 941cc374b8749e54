import { beforeEach, expect, test, vi } from 'vitest';

const saved = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => saved.get(key) ?? null,
  setItem: (key: string, value: string) => saved.set(key, value),
});
/** With what the page keeps settings by. */
const load = async () => {
  const session = await import('#app/look/session.ts');
  await import('#app/look/lending.ts');
  return session;
};
beforeEach(() => {
  saved.clear();
  vi.resetModules();
});

test('atoms are coloured as at rest until a frame is shown whose motion is coloured', async () => {
  const { colorMode } = await load();
  expect(colorMode({ colorBy: 'layer', framesBy: 'rest' }, true)).toBe('layer');
  expect(colorMode({ colorBy: 'layer', framesBy: 'displacement' }, false)).toBe('layer');
  expect(colorMode({ colorBy: 'layer', framesBy: 'displacement' }, true)).toBe('displacement');
});

test('a later visit has the settings of this one, and colours of motion anew', async () => {
  const { sessionStore } = await load();
  sessionStore.setState({ colorBy: 'layer', framesBy: 'displacement', atomScale: 1.5 });
  vi.resetModules();
  const later = await load();
  expect(later.sessionStore).not.toBe(sessionStore);
  expect(later.sessionStore.getState()).toMatchObject({
    colorBy: 'layer',
    framesBy: 'rest',
    atomScale: 1.5,
  });
});

test('what is not offered any more falls back', async () => {
  saved.set('epistack.session', JSON.stringify({ style: 'hairy', repeat: 'none' }));
  const { sessionStore } = await load();
  expect(sessionStore.getState()).toMatchObject({
    style: 'balls',
    repeat: 'none',
  });
  vi.resetModules();
  saved.set('epistack.session', JSON.stringify({ completion: null }));
  const again = await load();
  expect(again.sessionStore.getState()).toMatchObject({ completion: 'complete' });
});

test('typed ends of colour scales are kept, those that are none fall back', async () => {
  for (const [ranges, kept] of [
    [{ strain: [-3, 3] }, { strain: [-3, 3] }],
    [{ strain: [3, -3] }, {}],
    [{ strain: [null, 1] }, {}],
    [null, {}],
  ]) {
    vi.resetModules();
    saved.set('epistack.session', JSON.stringify({ colourRanges: ranges }));
    expect((await load()).sessionStore.getState().colourRanges).toEqual(kept);
  }
});

test('what is unreadable or of another type is left out', async () => {
  saved.set('epistack.session', '{"colorBy":"layer","atomScale":"big"}');
  expect((await load()).sessionStore.getState()).toMatchObject({ colorBy: 'layer', atomScale: 1 });
  saved.set('epistack.session', '{');
  vi.resetModules();
  expect((await load()).sessionStore.getState()).toMatchObject({ colorBy: 'element' });
});
