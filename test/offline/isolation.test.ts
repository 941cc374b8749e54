import { expect, test } from 'vitest';
import { isolatedByReload } from '#app/universal/compute/threads.ts';
import { isolating } from '#offline/isolation.ts';

test('a whole answer is given the headers that isolate a page, unless its server sent its own', async () => {
  const plain = isolating(new Response('page', { headers: { 'Content-Type': 'text/html' } }));
  expect([...plain.headers]).toEqual([
    ['content-type', 'text/html'],
    ['cross-origin-embedder-policy', 'require-corp'],
    ['cross-origin-opener-policy', 'same-origin'],
  ]);
  expect(await plain.text()).toBe('page');
  const own = isolating(
    new Response('', { headers: { 'Cross-Origin-Embedder-Policy': 'credentialless' } }),
  );
  expect(own.headers.get('cross-origin-embedder-policy')).toBe('credentialless');
  for (const other of [new Response('no', { status: 404 }), Response.error()])
    expect(isolating(other)).toBe(other);
});

test('another load is offered where it helps, and never twice', () => {
  const first = {
    isIsolated: false,
    isFramed: false,
    isServedFromBrowser: true,
    wasServedFromBrowser: false,
  };
  expect(isolatedByReload(first)).toBe(true);
  for (const other of [
    { isIsolated: true },
    { isFramed: true },
    { isServedFromBrowser: false },
    { wasServedFromBrowser: true },
  ])
    expect(isolatedByReload({ ...first, ...other })).toBe(false);
});
