import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { launch } from '../test/helpers/browser/chromium.ts';
import { serve } from './serve.ts';

/** A screen is what has to be done on the freshly opened page before the picture is taken. */
const SCREENS: Readonly<Record<string, { hash?: string; act?(page: Page): Promise<unknown> }>> = {
  'first-view': {},
  playing: {
    act: async (page) => {
      await ready(page);
      await page.getByLabel('Frame', { exact: true }).fill('250');
      await page.locator('.player .plot canvas').waitFor();
    },
  },
  sheet: {
    act: async (page) => {
      const raise = page.getByRole('button', { name: 'Raise the panel' });
      if (await raise.isVisible()) await raise.click();
      const stack = page.getByRole('button', { name: 'Stack', exact: true });
      if (await stack.isVisible()) await stack.click();
    },
  },
  documents: {
    act: async (page) => {
      await press(page, 'Documents');
      await page.getByRole('dialog').waitFor();
    },
  },
  menu: {
    act: (page) => page.getByRole('button', { name: /^Export/ }).click(),
  },
  'export-dialog': {
    act: async (page) => {
      await page.getByRole('button', { name: /^Export/ }).click();
      await page.getByRole('button', { name: /^More formats/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  import: {
    act: async (page) => {
      await page.getByRole('button', { name: 'Import a crystal…' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'find-matches': {
    act: async (page) => {
      await press(page, 'Find matches');
      await page.getByText(/\d matches in/).waitFor();
      await page.getByTestId('match').nth(4).hover();
    },
  },
  'find-explorer': {
    act: async (page) => {
      await press(page, 'Find matches');
      await page.getByRole('tab', { name: 'Explorer' }).click();
      await page.getByText(/\d fields in/).waitFor();
    },
  },
  look: {
    act: async (page) => {
      await press(page, 'Look');
      await page.getByRole('heading', { name: 'Look' }).waitFor();
    },
  },
  'run-md': {
    act: async (page) => {
      await page.getByRole('button', { name: 'Run MD…' }).click();
      await page.locator('#md-panel').waitFor();
    },
  },
  'run-md-done': {
    act: async (page) => {
      await page.getByRole('button', { name: 'Run MD…' }).click();
      await page.getByLabel('length', { exact: true }).fill('1');
      await page.getByLabel('of it heating', { exact: true }).fill('0.3');
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.getByTestId('md-status').filter({ hasText: 'done' }).waitFor();
    },
  },
  analysis: {
    act: async (page) => {
      await ready(page);
      await page.getByLabel('Frame', { exact: true }).fill('250');
      await page.getByRole('button', { name: 'Analyse' }).click();
      await page.getByTestId('played-Cs-S').waitFor();
      await page.getByTestId('played-Cs-S').scrollIntoViewIfNeeded();
    },
  },
  'analysis-spectrum': {
    act: async (page) => {
      await ready(page);
      await page.getByRole('button', { name: 'Analyse' }).click();
      await page.getByRole('tab', { name: 'Spectrum' }).click();
      await page.getByTestId('peak').waitFor();
    },
  },
  playback: {
    act: async (page) => {
      await ready(page);
      await page.getByLabel('Frame', { exact: true }).fill('250');
      await page.getByRole('button', { name: 'Playback' }).click();
      await page.getByLabel('Colour atoms').selectOption('displacement');
    },
  },
  'other-atoms': {
    act: async (page) => {
      await ready(page);
      await page
        .locator('.player')
        .getByLabel('Open a trajectory…')
        .setInputFiles('test/fixtures/trajectories/vasprun.xml');
      await page.getByTestId('own').waitFor();
      // The camera glides to the other atoms.
      await page.waitForTimeout(1000);
    },
  },
};

/** Presses a button of the header, which stands in a menu where it is narrow. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  if (!(await button.isVisible()))
    await page.getByRole('button', { name: 'More', exact: true }).click();
  await button.click();
}

const ready = (page: Page) =>
  page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>('.play')?.disabled === false,
  );

const SIZES = [
  [1440, 900],
  [1024, 768],
  [720, 450],
  [390, 844],
] as const;

/** `npm run shots -- first-view dark 390` takes only the pictures whose names contain every word. */
const wanted = process.argv.slice(2);
const out = fileURLToPath(new URL('../shots', import.meta.url));
const site = mkdtempSync(join(tmpdir(), 'epistack-shots-'));

mkdirSync(out, { recursive: true });
await build({ build: { outDir: site, emptyOutDir: true }, logLevel: 'warn' });
const server = await serve(site);
const browser = await launch();
let troubled = false;
try {
  for (const [screen, { hash, act }] of Object.entries(SCREENS))
    for (const [width, height] of SIZES)
      for (const colorScheme of ['light', 'dark'] as const) {
        const name = `${screen}-${width}x${height}-${colorScheme}`;
        if (!wanted.every((word) => name.includes(word))) continue;
        const context = await browser.newContext({ viewport: { width, height }, colorScheme });
        const page = await context.newPage();
        const complain = (text: string) => {
          troubled = true;
          console.error(`${name}: ${text}`);
        };
        page.on('console', (m) => m.type() === 'error' && complain(m.text()));
        page.on('pageerror', (e) => complain(e.message));
        try {
          await page.goto(server.url + (hash ? `#${hash}` : ''));
          await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
          await act?.(page);
          await ready(page);
          // Plots are fetched after the picture.
          await page.waitForLoadState('networkidle');
        } catch (error) {
          // The picture of a page that hangs is the most useful one.
          complain(String(error).split('\n')[0] ?? '');
        }
        await page.screenshot({ path: join(out, `${name}.png`), animations: 'disabled' });
        console.log(`shots/${name}.png`);
        await context.close();
      }
} finally {
  await browser.close();
  await server.close();
  rmSync(site, { recursive: true, force: true });
}
if (troubled) process.exitCode = 1;
