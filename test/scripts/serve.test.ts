import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';

const parent = mkdtempSync(join(tmpdir(), 'epistack-serve-'));
const dir = join(parent, 'site');
mkdirSync(join(dir, 'assets'), { recursive: true });
for (const name of ['index.html', 'assets/a.js', 'assets/b.wasm', 'assets/X.gz', 'assets/a b.svg'])
  writeFileSync(join(dir, name), name);
writeFileSync(join(parent, 'secret.txt'), 'secret');
mkdirSync(join(parent, 'site-of-a-neighbour'));
writeFileSync(join(parent, 'site-of-a-neighbour', 'secret.txt'), 'secret');
const site = await serve(dir, { prefix: 'some/sub/path' });
afterAll(async () => {
  await site.close();
  rmSync(parent, { recursive: true });
});

test.each([
  ['', 'index.html', 'text/html; charset=utf-8'],
  ['?x=1', 'index.html', 'text/html; charset=utf-8'],
  ['assets/a.js', 'assets/a.js', 'text/javascript; charset=utf-8'],
  ['assets/b.wasm', 'assets/b.wasm', 'application/wasm'],
  ['assets/a%20b.svg', 'assets/a b.svg', 'image/svg+xml'],
])('serves %j below the sub-path', async (path, text, type) => {
  const response = await fetch(site.url + path);
  expect([response.status, await response.text()]).toEqual([200, text]);
  expect(response.headers.get('content-type')).toBe(type);
});

test('a gzip file arrives packed: the page unpacks it itself, as on any static host', async () => {
  const { headers } = await fetch(`${site.url}assets/X.gz`);
  expect(headers.get('content-type')).toBe('application/gzip');
  expect(headers.get('content-encoding')).toBeNull();
});

/** fetch would resolve the dots before it sends them. */
const status = (path: string) =>
  new Promise<number | undefined>((done, fail) => {
    const { hostname, port } = new URL(site.url);
    get({ hostname, port, path }, (r) => done(r.resume().statusCode)).on('error', fail);
  });

test.each([
  ['/some/sub/path/../../../../secret.txt', 403],
  ['/some/sub/path/..%2fsecret.txt', 403],
  ['/some/sub/path/../site-of-a-neighbour/secret.txt', 403],
  ['/some/sub/path/%2e%2e/secret.txt', 403],
  ['/some/sub/path/a%00b', 403],
  ['/some/sub/path/%zz', 400],
  ['/some/sub/path/assets', 404],
  ['/some/sub/path/none', 404],
  ['/index.html', 404],
  ['/some/sub/path', 301],
])('answers %s with %i', async (path, expected) => {
  expect(await status(path)).toBe(expected);
});

test('a second server takes the next free port', async () => {
  const port = Number(new URL(site.url).port);
  const other = await serve(dir, { port });
  expect(Number(new URL(other.url).port)).toBeGreaterThan(port);
  await other.close();
});
