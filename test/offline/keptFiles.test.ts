import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  type Environment,
  type FileList,
  keepFiles,
  keptAnswer,
  tidy,
} from '#offline/keptFiles.ts';
import { listOf } from '../../scripts/offline/plugin.ts';

const SCOPE = 'https://host/a/page/';

/** A browser's caches, and a server of these files; `asked` are the addresses that were fetched. */
function browser(files: Record<string, string | Uint8Array>) {
  const stored = new Map<string, Map<string, Response>>();
  const asked: string[] = [];
  const open = async (name: string) => {
    const cache = stored.get(name) ?? new Map<string, Response>();
    stored.set(name, cache);
    return {
      match: async (url: string) => cache.get(url)?.clone(),
      put: async (url: string, response: Response) => void cache.set(url, response),
    } as unknown as Cache;
  };
  const env: Environment = {
    scope: SCOPE,
    caches: {
      open,
      keys: async () => [...stored.keys()],
      delete: async (name) => stored.delete(name),
    },
    fetch: async (url) => {
      asked.push(url.slice(SCOPE.length));
      const body = files[url.slice(SCOPE.length)];
      return body === undefined
        ? new Response('no', { status: 404 })
        : new Response(body as BodyInit, {
            headers: { 'Content-Type': 'text/x', 'Content-Encoding': 'gzip', 'X-Host': 'kept' },
          });
    },
  };
  return { env, stored, asked, files };
}

const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');
const listed = (version: string, files: Record<string, string | Uint8Array>): FileList => ({
  version,
  files: Object.entries(files).map(([path, text]) => ({ path, sha256: sha256(text) })),
});

const ONE = { 'index.html': 'page 1', 'assets/a-12345678.js': 'a', 'assets/b-12345678.js': 'b 1' };
const TWO = { 'index.html': 'page 2', 'assets/a-12345678.js': 'a', 'assets/b-87654321.js': 'b 2' };

const text = async (answer: Promise<Response | undefined>) => (await answer)?.text();

test('what is kept answers for the page, whatever its query; what is not goes to the network', async () => {
  const { env } = browser(ONE);
  const list = listed('1', ONE);
  await keepFiles(list, env);
  expect(await text(keptAnswer(SCOPE, list, env))).toBe('page 1');
  expect(await text(keptAnswer(`${SCOPE}?utm_source=x#r=abc`, list, env))).toBe('page 1');
  expect(await text(keptAnswer(`${SCOPE}assets/a-12345678.js`, list, env))).toBe('a');
  expect(await keptAnswer(`${SCOPE}other.html`, list, env)).toBeUndefined();
  expect(await keptAnswer('https://host/a/other/', list, env)).toBeUndefined();
  const answer = await keptAnswer(SCOPE, list, env);
  expect(answer!.headers.get('content-encoding')).toBeNull();
  expect(answer!.headers.get('x-host')).toBe('kept');
});

test('a file that is gone or another one fails all, so that no cache mixes versions', async () => {
  for (const files of [
    { ...ONE, 'assets/b-12345678.js': '<html>not found</html>' },
    { 'index.html': 'page 1', 'assets/a-12345678.js': 'a' },
  ]) {
    const { env } = browser(files);
    await expect(keepFiles(listed('1', ONE), env)).rejects.toThrow(/not the file|answered 404/);
  }
});

test('an interrupted installation goes on where it was; the next version fetches only what changed', async () => {
  const { env, asked, files } = browser(ONE);
  await keepFiles(listed('1', ONE), env);
  asked.length = 0;
  await keepFiles(listed('1', ONE), env);
  expect(asked).toEqual([]);
  Object.assign(files, TWO);
  await keepFiles(listed('2', TWO), env);
  expect(asked.toSorted()).toEqual(['assets/b-87654321.js', 'index.html']);
});

test('a page of an earlier version gets its own parts until it is closed', async () => {
  const { env, files, stored } = browser(ONE);
  await keepFiles(listed('1', ONE), env);
  Object.assign(files, TWO);
  const list = listed('2', TWO);
  await keepFiles(list, env);
  const old = `${SCOPE}assets/b-12345678.js`;
  expect(await text(keptAnswer(old, list, env))).toBe('b 1');
  expect(await text(keptAnswer(SCOPE, list, env))).toBe('page 2');
  await tidy(list, [old], env);
  expect(await text(keptAnswer(old, list, env))).toBe('b 1');
  // A cache of another page on the same host is not ours.
  stored.set('epistack https://host/a/page2/ 1', new Map());
  await tidy(list, [`${SCOPE}assets/a-87654321.js`], env);
  expect([...stored.keys()]).toEqual([`epistack ${SCOPE} 2`, 'epistack https://host/a/page2/ 1']);
  expect(await keptAnswer(old, list, env)).toBeUndefined();
});

test('a packed file may arrive packed or not', async () => {
  const packed = gzipSync('frames');
  const folder = mkdtempSync(join(tmpdir(), 'epistack-list-'));
  try {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/x.gz'), packed);
    writeFileSync(join(folder, 'sw.js'), 'not listed');
    const list = listOf(folder);
    expect(list.files.map((f) => f.path)).toEqual(['data/x.gz']);
    expect(list.version).toMatch(/^[0-9a-f]{16}$/);
    for (const body of [packed, 'frames'])
      await keepFiles(list, browser({ 'data/x.gz': body }).env);
    await expect(keepFiles(list, browser({ 'data/x.gz': 'other' }).env)).rejects.toThrow();
    const before = list.version;
    writeFileSync(join(folder, 'data/x.gz'), gzipSync('others'));
    expect(listOf(folder).version).not.toBe(before);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
