import { afterEach, expect, test, vi } from 'vitest';

const visit = () => {
  vi.resetModules();
  return import('#app/export/begunFilm.ts');
};

afterEach(() => vi.unstubAllGlobals());

test('a film that ended says nothing, one that took the page with it is told on the next visit', async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  const first = await visit();
  expect(first.begunBefore).toBeNull();
  first.beginFilm('webm')();
  expect((await visit()).begunBefore).toBeNull();
  first.beginFilm('mp4');
  expect((await visit()).begunBefore).toBe('mp4');
});

test('without storage a film is written all the same', async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('forbidden');
    },
    setItem: () => {
      throw new Error('forbidden');
    },
    removeItem: () => {
      throw new Error('forbidden');
    },
  });
  const { begunBefore, beginFilm } = await visit();
  expect(begunBefore).toBeNull();
  beginFilm('mp4')();
});
