import { afterEach, expect, test, vi } from 'vitest';
import { mayReload, whyMissing } from '#offline/missing.ts';

afterEach(() => vi.unstubAllGlobals());

const browser = (onLine: boolean, controller: unknown) =>
  vi.stubGlobal('navigator', { onLine, serviceWorker: { controller } });

test('without a network, a page that is not kept yet is not to be loaded again', () => {
  browser(false, null);
  expect(mayReload()).toBe(false);
  expect(whyMissing()).toMatch(/has not kept the whole page yet.*do not reload/);
});

test.each([
  [true, null],
  [false, {}],
  [true, {}],
])('connected (%s) or kept (%s): loading the page again may help', (onLine, controller) => {
  browser(onLine, controller);
  expect(mayReload()).toBe(true);
  expect(whyMissing()).toMatch(/reload the page: the document is kept$/);
});

test('a browser without service workers, or none at all', () => {
  vi.stubGlobal('navigator', { onLine: false });
  expect(mayReload()).toBe(false);
  vi.stubGlobal('navigator', undefined);
  expect(mayReload()).toBe(true);
});
