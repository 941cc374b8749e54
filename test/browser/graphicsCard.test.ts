import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { afterAll, expect, test } from 'vitest';
import type { CardNumbersPage } from '../helpers/browser/cardNumbers.ts';
import { type OpenPage, openPage } from '../helpers/browser/page.ts';
import { randomModel } from '../helpers/randomModel.ts';

// The universal potential by WebGPU, as Chromium gives it without a graphics card when it is asked to: numbers, not speed.

const FLAGS = ['--enable-unsafe-webgpu'];
const HOME = new URL('../../../shared/universal/', import.meta.url);
const published = existsSync(new URL('reference.json', HOME));
const MODEL = published
  ? readFileSync(new URL('nequix-oam-1-pft.nqx', HOME))
  : Buffer.from(randomModel(5));
const ENTRY = new URL('../helpers/browser/cardNumbers.ts', import.meta.url).pathname;
const NUMBERS = 'card-numbers.js';

interface Stored {
  readonly name: string;
  readonly lattice: number[][];
  readonly numbers: number[];
  readonly positions: number[][];
  readonly energy: number;
  readonly forces: number[][];
  readonly stress: number[][];
}
/** All of them by hand: EPISTACK_ALL=1. */
const CHOSEN = /^(Cu fcc, one atom|triclinic|H2O|CdS wurtzite)/;

let opening: Promise<OpenPage> | null = null;
/** One page for both tests; what did not open is opened again when a test is tried again. */
async function cardPage(): Promise<{ readonly page: Page; readonly hasAdapter: boolean }> {
  opening ??= openPage({
    flags: FLAGS,
    before: async (tab) => {
      await tab.route(`**/${NUMBERS}`, async (route) =>
        route.fulfill({ contentType: 'text/javascript', body: await bundle() }),
      );
    },
  });
  const { page } = await opening.catch((error) => {
    opening = null;
    throw error;
  });
  const hasAdapter = await page.evaluate(
    async () => (await navigator.gpu?.requestAdapter()) != null,
  );
  if (!hasAdapter) console.warn('SKIPPED, this browser has no WebGPU adapter');
  return { page, hasAdapter };
}
afterAll(async () => {
  const opened = await opening;
  expect(opened?.errors).toEqual([]);
  await opened?.close();
});

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, minify: false, lib: { entry: ENTRY, formats: ['es'] } },
  });
  const [{ output }] = built as Rolldown.RolldownOutput[] as [Rolldown.RolldownOutput];
  return output[0].code;
}

test('WebGPU gives the numbers of the published model', async ({ skip }) => {
  skip(!published, 'the published model of the universal potential is missing');
  const { page, hasAdapter } = await cardPage();
  skip(!hasAdapter, 'no WebGPU adapter');
  const stored: readonly Stored[] = JSON.parse(
    readFileSync(new URL('reference.json', HOME), 'utf8'),
  ).structures;
  const chosen = stored.filter(({ name }) => process.env['EPISTACK_ALL'] || CHOSEN.test(name));
  expect(chosen.length).toBeGreaterThan(3);
  await page.addScriptTag({ url: NUMBERS, type: 'module' });
  await page.waitForFunction(() => 'cardNumbers' in globalThis);
  const found = await page.evaluate(
    ([base64, structures]) => {
      // Put there by the script above.
      const { cardNumbers } = globalThis as unknown as CardNumbersPage;
      return cardNumbers(base64, structures);
    },
    [
      MODEL.toString('base64'),
      chosen.map(({ lattice, numbers, positions }) => ({
        ...{ lattice: lattice.flat(), numbers, xyz: positions.flat(), layer: [] },
      })),
    ] as const,
  );
  for (const [k, { name, numbers, energy, ...entry }] of chosen.entries()) {
    const { energyEv, forces, stress, again } = found[k]!;
    expect(Math.abs(energyEv - energy) / numbers.length, name).toBeLessThan(2e-6);
    for (const [m, force] of entry.forces.flat().entries())
      expect(Math.abs(force - forces[m]!), name).toBeLessThan(1e-5);
    for (const [m, value] of entry.stress.flat().entries())
      expect(Math.abs(value - stress[m]!), name).toBeLessThan(1e-6);
    expect(again, `${name}: the same bits again`).toBe(true);
  }
});

test('what it runs on is chosen and said, and a run can be cancelled', async ({ skip }) => {
  const { page, hasAdapter } = await cardPage();
  skip(!hasAdapter, 'no WebGPU adapter');
  // Six atoms.
  await page.getByLabel('Open a preset').selectOption('ws2-mos2');
  await page.locator('.doc h1').filter({ hasText: 'WS₂' }).waitFor();
  await page.getByRole('button', { name: 'Run MD…' }).click();
  const panel = page.getByRole('region', { name: 'Run MD' });
  await panel.getByRole('button', { name: 'Machine-learned' }).click();
  await panel
    .locator('input[type=file]')
    .setInputFiles({ name: 'nequix-oam.nqx', mimeType: 'application/octet-stream', buffer: MODEL });
  const on = page.getByTestId('computed-on');
  // One that is the processor is not taken by itself.
  await on.filter({ hasText: /\(\S.*\) is the processor again, and slower\.$/ }).waitFor();
  const choice = panel.getByRole('group', { name: 'Compute on' });
  await choice.getByRole('button', { name: 'processor' }).click();
  expect(await on.textContent()).toMatch(/^It runs in (one thread|\d+ threads)\.$/);
  await choice.getByRole('button', { name: 'graphics card' }).click();
  await on.filter({ hasText: /^It runs on the graphics card \(/ }).waitFor();
  await panel.getByRole('button', { name: 'Relax' }).click();
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  await page
    .getByTestId('md-computed')
    .filter({ hasText: /^Computed by WebGPU, 32 bit \(.+\)\.$/ })
    .waitFor();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await page
    .getByTestId('md-status')
    .filter({ hasText: /^cancelled/ })
    .waitFor();
  expect(await page.getByTestId('md-computed').textContent()).toMatch(/WebGPU/);
});
