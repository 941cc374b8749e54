import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, expect, inject, test } from 'vitest';
import { serve } from '../../../scripts/serve.ts';
import { type OpenPage, openPage } from '../../helpers/browser/page.ts';

// The page without a network, and while the server gets a newer version.

const built = inject('appFolder');
const served = mkdtempSync(join(tmpdir(), 'epistack-served-'));
afterAll(() => rmSync(served, { recursive: true, force: true }));

let site: Awaited<ReturnType<typeof serve>> | undefined;
let opened: OpenPage | undefined;
afterEach(async () => {
  await opened?.close();
  await site?.close().catch(() => undefined);
  opened = undefined;
});

/** Puts a build on the server, and opens the page of it from a sub-path. */
async function open(): Promise<Page> {
  rmSync(served, { recursive: true, force: true });
  cpSync(built, served, { recursive: true });
  // As hosts of static files do it: without the headers that isolate a page from other sites.
  site = await serve(served, {
    prefix: '/a/sub/path',
    isolated: false,
    compressed: false,
  });
  opened = await openPage({ site: site.url, serviceWorker: true });
  return opened.page;
}

/** Until everything is kept and the page is served from what is kept. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** Another version on the server: each script under another name, as a build of changed sources has them. */
async function redeploy(): Promise<void> {
  const name = (text: string) =>
    text.replace(/(-[\w-]{7})[\w-](\.\w+)/g, '$1~$2').replaceAll('~', '0');
  const scripts = readdirSync(join(served, 'assets'));
  const renamed = new Map(scripts.map((file) => [file, name(file)]));
  for (const file of scripts) {
    let bytes = readFileSync(join(built, 'assets', file));
    if (/\.(js|css)$/.test(file)) {
      let text = bytes.toString();
      for (const [from, to] of renamed) text = text.replaceAll(from, to);
      bytes = Buffer.from(text);
    }
    rmSync(join(served, 'assets', file), { force: true });
    writeFileSync(join(served, 'assets', renamed.get(file)!), bytes);
  }
  let html = readFileSync(join(built, 'index.html'), 'utf8');
  for (const [from, to] of renamed) html = html.replaceAll(from, to);
  writeFileSync(join(served, 'index.html'), html.replace('<html ', '<html data-version="2" '));
  const { listOf } = await import('../../../scripts/offline/plugin.ts');
  rmSync(join(served, 'sw.js'));
  const list = JSON.stringify(listOf(served));
  const worker = readFileSync(join(built, 'sw.js'), 'utf8');
  writeFileSync(
    join(served, 'sw.js'),
    worker.replace(/^const FILES = .*;$/m, () => `const FILES = ${list};`),
  );
}

const version = (page: Page) =>
  page.evaluate(() => document.documentElement.dataset['version'] ?? '1');

async function everythingWorks(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Find matches' }).click();
  await page
    .getByTestId('find-status')
    .filter({ hasText: /matches in/ })
    .waitFor();
  await page.getByRole('button', { name: 'Find matches' }).click();

  await page.getByRole('button', { name: 'Analyse' }).click();
  await page.getByTestId('played-Cs-S').waitFor();
  await page.getByRole('button', { name: 'Close the analysis' }).click();

  await page.getByRole('button', { name: 'Import a crystal…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a crystal' });
  await dialog.getByRole('button', { name: 'Paste text' }).click();
  await dialog.getByRole('textbox').fill('Cu\n1\n3 0 0\n0 3 0\n0 0 3\nCu\n1\nDirect\n0 0 0\n');
  await dialog.getByRole('button', { name: 'Read the text' }).click();
  await dialog.getByText('Pm-3m').first().waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: /Export/ }).click();
  await page.getByRole('button', { name: /More formats/ }).click();
  await page.getByRole('button', { name: 'Look inside' }).click();
  await page.getByText('POSCAR', { exact: true }).last().waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByText(/^of 8\.00 ps · heating/).waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();

  await page.getByRole('button', { name: 'Run MD…' }).click();
  const panel = page.getByRole('region', { name: 'Run MD' });
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  await panel
    .getByText(/iteration \d|step \d/)
    .first()
    .waitFor();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Close Run MD' }).click();

  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await page.getByText('atom size').waitFor();
}

test('once it is kept, all of the page works with the server gone, and after a reload', async () => {
  const page = await open();
  await page.getByText(/^Works offline now/).waitFor();
  // Beside the words on repeated atoms, never over them.
  expect(await page.locator('.readout .repeated').isVisible()).toBe(true);
  const right = (await page.locator('.readout .repeated').boundingBox())!;
  const toast = (await page.locator('.toast').boundingBox())!;
  expect(toast.x).toBeGreaterThan(right.x + right.width);
  const isolated = () => page.evaluate(() => crossOriginIsolated);
  expect(await isolated()).toBe(false);
  await site!.close();
  await everythingWorks(page);
  await page.goto(`${site!.url}?from=elsewhere`);
  await page.waitForFunction(() => document.documentElement?.dataset['ready'] === 'true');
  // What the browser keeps is answered with them: threads may share memory from the second load on.
  expect(await isolated()).toBe(true);
  await everythingWorks(page);
});

test('an open page keeps its own version while the server gets another, is told, and takes it when asked', async () => {
  const page = await open();
  await kept(page);
  await redeploy();
  const other = await opened!.context.newPage();
  await other.goto(site!.url);
  await other.waitForFunction(() => document.documentElement?.dataset['ready'] === 'true');
  expect(await version(other)).toBe('1');
  for (const tab of [page, other])
    await tab.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  const notice = (tab: Page) =>
    tab.locator('.notices > div', { hasText: 'A new version is ready.' });
  await notice(page).waitFor();
  await notice(other).waitFor();
  // Told is not taken: chunks that were not fetched yet are still those of the page.
  await page.getByRole('button', { name: 'Find matches' }).click();
  await page.getByRole('main', { name: 'Find matches' }).waitFor();
  // Fetches of another tab just then leave the new version waiting in Chromium; it is taken all the same.
  await page.evaluate(() => {
    const fetching = setInterval(() => void fetch('icon.svg'), 5);
    setTimeout(() => clearInterval(fetching), 3000);
  });
  await notice(other).getByRole('button', { name: 'Reload' }).click();
  await other.waitForFunction(() => document.documentElement?.dataset['version'] === '2');
  // The first tab lives on with what it was loaded from.
  expect(await version(page)).toBe('1');
  await page.getByRole('button', { name: 'Find matches' }).click();
  await page.getByRole('button', { name: 'Analyse' }).click();
  await page.getByTestId('played-Cs-S').waitFor();
  // When it goes, so does its version.
  await page.close();
  await other.reload();
  await other.waitForFunction(async () => (await caches.keys()).length === 1);
  expect(opened!.errors.filter((e) => !/ERR_ABORTED/.test(e))).toEqual([]);
});

test('the page can be installed', async () => {
  // Without the worker, which would first keep the whole page.
  opened = await openPage();
  const { page } = opened;
  const url = inject('appUrl');
  const manifest = await page.evaluate(async () => {
    const { href } = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!;
    const response = await fetch(href);
    return { type: response.headers.get('content-type'), value: await response.json(), href };
  });
  expect(manifest.type).toMatch(/^application\/manifest\+json/);
  const { value, href } = manifest;
  expect(new URL(value.start_url, href).href).toBe(url);
  expect(new URL(value.scope, href).href).toBe(url);
  for (const icon of value.icons) {
    const size = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, new URL(icon.src, href).href);
    if (icon.sizes !== 'any') expect(size).toBe(icon.sizes);
  }
});
