import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
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
  // A frame with `sandbox` has an origin of its own.
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
});

test('a gzip file arrives packed: the page unpacks it itself, as on any static host', async () => {
  const { headers } = await fetch(`${site.url}assets/X.gz`);
  expect(headers.get('content-type')).toBe('application/gzip');
  expect(headers.get('content-encoding')).toBeNull();
});

const CODE = `const answer = 42;\n${'// a line which compresses well\n'.repeat(200)}`;
writeFileSync(join(dir, 'assets/main-Ab3_-dEf.js'), CODE);
writeFileSync(join(dir, 'code.js'), CODE);

/** fetch would unpack the body and send headers of its own. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((done, fail) => {
    request(site.url + path, { headers, method }, (r) => {
      const parts: Buffer[] = [];
      r.on('data', (part: Buffer) => parts.push(part));
      r.on('end', () =>
        done({ status: r.statusCode!, headers: r.headers, body: Buffer.concat(parts) }),
      );
    })
      .on('error', fail)
      .end();
  });

test.each([
  ['gzip, deflate, br', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['br;q=0.2, gzip;q=0.8', 'gzip', gunzipSync],
  ['br;q=0, *', 'gzip', gunzipSync],
  ['*', 'br', brotliDecompressSync],
  ['', undefined, (b: Buffer) => b],
  ['br;q=0, gzip;q=0', undefined, (b: Buffer) => b],
])(
  'Accept-Encoding %j gets %s, and the same bytes when unpacked',
  async (accept, encoding, unpack) => {
    const { headers, body } = await ask('code.js', { 'Accept-Encoding': accept });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toBe('Accept-Encoding');
    expect(Number(headers['content-length'])).toBe(body.length);
    expect(unpack(body).toString()).toBe(CODE);
    if (encoding) expect(body.length).toBeLessThan(CODE.length / 10);
  },
);

test('what is small or packed already is sent as it is', async () => {
  for (const path of ['assets/a.js', 'assets/X.gz']) {
    const { headers } = await ask(path, { 'Accept-Encoding': 'gzip, br' });
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, undefined]);
  }
});

test('a name with a hash is kept for ever, another is asked for each time', async () => {
  const kept = async (path: string) => (await ask(path)).headers['cache-control'];
  expect(await kept('assets/main-Ab3_-dEf.js')).toBe('public, max-age=31536000, immutable');
  for (const path of ['', 'code.js', 'assets/a.js', 'assets/a%20b.svg'])
    expect(await kept(path)).toBe('no-cache');
});

test('a file that the browser has is not sent again, until it changes', async () => {
  const accept = { 'Accept-Encoding': 'br' };
  const first = await ask('code.js', accept);
  const etag = first.headers.etag!;
  const again = await ask('code.js', { ...accept, 'If-None-Match': `"other", W/${etag}` });
  expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag]);
  // The plain bytes are another representation, with a tag of their own.
  expect((await ask('code.js', { 'If-None-Match': etag })).status).toBe(200);
  const changed = CODE.replace('42', '421');
  writeFileSync(join(dir, 'code.js'), changed);
  const after = await ask('code.js', { ...accept, 'If-None-Match': etag });
  expect(after.status).toBe(200);
  expect(brotliDecompressSync(after.body).toString()).toBe(changed);
  writeFileSync(join(dir, 'code.js'), CODE);
});

test('HEAD tells the length and sends nothing', async () => {
  const { headers, body } = await ask('code.js', { 'Accept-Encoding': 'gzip' }, 'HEAD');
  expect([headers['content-encoding'], body.length]).toEqual(['gzip', 0]);
  const whole = await ask('code.js', { 'Accept-Encoding': 'gzip' });
  expect(headers['content-length']).toBe(String(whole.body.length));
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
