import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, inject, test } from 'vitest';
import { type OpenPage, openPage } from '../../helpers/browser/page.ts';

/** Bytes with gzip, as the page is served: until the atoms are drawn, and until all of the first view stands. */
const BUDGET = { firstPicture: 250_000, firstView: 420_000 };

const dist = inject('appFolder');

let opened: OpenPage | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** Opens the page and waits for the last that it fetches unasked, the contacts of the recorded run. */
async function firstView(): Promise<OpenPage> {
  opened = await openPage();
  await opened.page.locator('.play:enabled').waitFor();
  await opened.page.waitForLoadState('networkidle');
  return opened;
}

async function gzipBytes(url: string): Promise<number> {
  const { headers } = await fetch(url, {
    method: 'HEAD',
    headers: { 'Accept-Encoding': 'gzip' },
  });
  return Number(headers.get('content-length'));
}

/** Files of the site that were asked for, each with its size, and when, where the page itself asked. */
async function fetched({ page, requests }: OpenPage) {
  const startMs = new Map(
    await page.evaluate(() =>
      performance.getEntriesByType('resource').map((e) => [e.name, e.startTime] as const),
    ),
  );
  const files = new Set(requests.filter((url) => !/^(data|blob):/.test(url)));
  return Promise.all(
    [...files].map(async (url) => ({
      name: url.slice(inject('appUrl').length) || 'index.html',
      bytes: await gzipBytes(url),
      // The page itself began it; what is not listed came after that list.
      startMs: startMs.get(url) ?? (url === inject('appUrl') ? 0 : Infinity),
    })),
  );
}

type Fetched = Awaited<ReturnType<typeof fetched>>;
const sum = (files: Fetched) => files.reduce((total, { bytes }) => total + bytes, 0);
const listed = (files: Fetched) =>
  files.map(({ name, bytes }) => `\n${String(bytes).padStart(8)} ${name}`).join('');

test('no script holds a WebAssembly module as text', () => {
  const scripts = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(10);
  // Three quarters more bytes to keep, and slow to parse.
  for (const name of scripts)
    expect(statSync(join(dist, 'assets', name)).size, name).toBeLessThan(2_000_000);
});

test('the first picture and the first view keep to their budgets of bytes', async () => {
  const files = await fetched(await firstView());
  const pictureMs = await opened!.page.evaluate(
    () => performance.getEntriesByName('first-picture')[0]!.startTime,
  );
  const before = files.filter(({ startMs }) => startMs < pictureMs);
  expect(before.length).toBeGreaterThan(2);
  expect(sum(before), `fetched before the first picture:${listed(before)}`).toBeLessThan(
    BUDGET.firstPicture,
  );
  expect(sum(files), `fetched in the first view:${listed(files)}`).toBeLessThan(BUDGET.firstView);
  // The whole files of the font are for signs that somebody types.
  expect(listed(files)).not.toMatch(/inter-[a-z-]+-wght/);
  // The panels wait for the picture.
  expect(files.find(({ name }) => /\/start-.*\.js$/.test(name))!.startMs).toBeGreaterThan(
    pictureMs,
  );
});

test('the frames of the recorded run are fetched when one of them is asked for', async () => {
  const { page, requests } = await firstView();
  const frames = () => requests.filter((url) => url.endsWith('XDATCAR.gz')).length;
  expect(frames()).toBe(0);
  expect(await page.locator('.player-about').textContent()).toBe('8.00 ps · not DFT');
  let go = () => {};
  const held = new Promise<void>((done) => {
    go = done;
  });
  await page.route('**/XDATCAR.gz', async (route) => {
    await held;
    await route.continue();
  });
  const about = page.locator('.player-about');
  await page.getByLabel('Frame', { exact: true }).fill('250');
  await expect.poll(() => about.textContent()).toBe('fetching the recorded run, 0.9 MB …');
  expect(await page.getByTestId('time').textContent()).toBe('5.00 ps');
  go();
  await expect.poll(() => about.textContent()).toBe('of 8.00 ps · 300 K NVE · not DFT');
  expect(frames()).toBe(1);
});
