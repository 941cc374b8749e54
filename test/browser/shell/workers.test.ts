import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { settingsLink } from '#app/settings/settingsLink.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import { linkOf } from '#core/recipe/share.ts';
import { ISOLATED } from '../../../scripts/serve.ts';
import { type OpenPage, openPage } from '../../helpers/browser/page.ts';

// What the page does when a worker is broken: for each it says so, and the next try works.

let opened: OpenPage | null = null;
const open = async (): Promise<Page> => {
  opened = await openPage();
  return opened.page;
};
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** Twenty cells along a: 4000 atoms, which a worker builds. */
const LARGE = linkOf({
  ...DEFAULT_PRESET.recipe,
  steps: DEFAULT_PRESET.recipe.steps.map((s) => {
    if (!('slab' in s)) return s;
    const [[a, b], second] = s.slab.matrix;
    const matrix: SlabSpec['matrix'] = [[20 * a, 20 * b], second];
    return { ...s, slab: { ...s.slab, matrix } };
  }),
});
const buildLarge = (page: Page) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, LARGE);

/** Serves this in place of a worker's script, or nothing; until the answer is called. */
async function broken(
  page: Page,
  worker: string,
  body: string | null,
): Promise<() => Promise<void>> {
  const scripts = `**/assets/${worker}.worker-*.js`;
  await page.route(scripts, (route) =>
    body === null
      ? route.fulfill({ status: 404, headers: ISOLATED, body: 'not here' })
      : route.fulfill({ contentType: 'text/javascript', headers: ISOLATED, body }),
  );
  return () => page.unroute(scripts);
}
const toast = (page: Page) => page.locator('.toast[role=alert]');

test('a script that is gone from the server: the build says so, and again it works', async () => {
  const page = await open();
  const mend = await broken(page, 'build', null);
  await buildLarge(page);
  await toast(page).waitFor();
  expect(await toast(page).textContent()).toMatch(
    /^Not built: the part of the page .* not be loaded/,
  );
  await mend();
  await toast(page).getByRole('button', { name: 'Build again' }).click();
  await toast(page).waitFor({ state: 'detached' });
  await page.getByText('4000 atoms').first().waitFor();
});

test('a worker that dies without a word is noticed', async () => {
  const page = await open();
  const mend = await broken(
    page,
    'build',
    `navigator.locks.request('a lock', () => {
      postMessage({ kind: 'ready', lock: 'a lock' });
      setTimeout(() => close(), 100);
      return new Promise(() => {});
    });`,
  );
  await buildLarge(page);
  await toast(page).waitFor();
  expect(await toast(page).textContent()).toMatch(/^Not built: it was stopped from outside/);
  await mend();
  await toast(page).getByRole('button', { name: 'Build again' }).click();
  await toast(page).waitFor({ state: 'detached' });
  expect(opened!.errors).toEqual([]);
});

test('a bug in a worker is said, and reaches the page’s error report', async () => {
  const page = await open();
  const mend = await broken(
    page,
    'build',
    `postMessage({ kind: 'ready', lock: null });
    onmessage = () => reportError(new Error('planted'));`,
  );
  await buildLarge(page);
  await toast(page).waitFor();
  expect(await toast(page).textContent()).toMatch(
    /^Not built: it met a bug in Epistack \(.*planted/,
  );
  expect(opened!.errors.join()).toMatch(/planted/);
  await mend();
  await toast(page).getByRole('button', { name: 'Build again' }).click();
  await toast(page).waitFor({ state: 'detached' });
});

test('a search whose script does not load is searched again', async () => {
  const page = await open();
  const mend = await broken(page, 'match', null);
  await page.getByRole('button', { name: 'Find matches' }).click();
  const message = page.locator('.find-message[role=alert]');
  await message.waitFor();
  expect(await message.textContent()).toMatch(/could not be loaded/);
  await mend();
  await message.getByRole('button', { name: 'Search again' }).click();
  await page
    .getByTestId('find-status')
    .filter({ hasText: /^49 matches in/ })
    .waitFor();
});

test('files: an import is read again, an export written again', async () => {
  const page = await open();
  const mendImport = await broken(page, 'import', null);
  await page.getByRole('button', { name: 'Import a crystal…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a crystal' });
  await dialog.getByRole('button', { name: 'Paste text' }).click();
  await dialog.getByRole('textbox').fill('Cu\n1\n3 0 0\n0 3 0\n0 0 3\nCu\n1\nDirect\n0 0 0\n');
  await dialog.getByRole('button', { name: 'Read the text' }).click();
  const problem = dialog.getByRole('alert');
  await problem.waitFor();
  expect(await problem.textContent()).toMatch(/^Not read: .*could not be loaded/);
  await mendImport();
  await problem.getByRole('button', { name: 'Read again' }).click();
  await dialog.getByText('Pm-3m').first().waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();

  const mendExport = await broken(page, 'export', null);
  await page.getByRole('button', { name: /Export/ }).click();
  await page.getByRole('button', { name: /More formats/ }).click();
  const foot = page.locator('.export-foot [role=status]');
  await page.getByRole('button', { name: 'Look inside' }).click();
  await foot.filter({ hasText: /^Not written: .*could not be loaded/ }).waitFor();
  await mendExport();
  await page.getByRole('button', { name: 'Look inside' }).click();
  await page.getByText('POSCAR', { exact: true }).last().waitFor();
});

test('computations: a scan and a run of MD are started again', async () => {
  const page = await open();
  const card = page.getByRole('region', { name: 'Interface', exact: true }).first();
  const mendScan = await broken(page, 'registry', null);
  await card.getByText('map of all shifts').click();
  await card.getByRole('button', { name: 'Scan the shifts' }).click();
  await card.getByRole('alert').filter({ hasText: 'could not be loaded' }).waitFor();
  await mendScan();
  await card.getByRole('button', { name: 'Scan the shifts' }).click();
  await card.getByTestId('map-best').waitFor();
  expect(await card.getByRole('alert').count()).toBe(0);

  const mendMd = await broken(page, 'md', null);
  await page.getByRole('button', { name: 'Run MD…' }).click();
  const panel = page.getByRole('region', { name: 'Run MD' });
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  await panel
    .getByRole('alert')
    .filter({ hasText: /Check the connection and run again/ })
    .waitFor();
  await mendMd();
  await panel.getByRole('button', { name: 'Run again' }).click();
  await panel
    .getByTestId('md-status')
    .filter({ hasText: /loading|starting|relax|heat/ })
    .waitFor();
  await panel.getByRole('button', { name: 'Cancel' }).click();
});

test('rooms: a particle is built again, its lost picture is told of, an image is computed again', async () => {
  const page = await open();
  const mendBuild = await broken(page, 'nanocrystal', null);
  await page.getByLabel('Open a preset').selectOption('nanocrystal');
  const particle = page.getByRole('dialog', { name: 'Nanocrystal' });
  await particle.getByRole('alert').filter({ hasText: 'could not be loaded' }).waitFor();
  // There is no picture that could stay.
  expect(await particle.getByRole('alert').textContent()).not.toContain('The picture shows');
  await mendBuild();
  await particle.getByRole('button', { name: 'Build it' }).click();
  await particle.getByRole('application').waitFor();
  expect(await particle.getByRole('button', { name: 'Build it' }).count()).toBe(0);
  await particle.locator('canvas[data-engine]').evaluate((canvas: HTMLCanvasElement) => {
    canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext();
  });
  await particle.getByText(/^The graphics context was lost/).waitFor();
  await particle.getByRole('button', { name: 'Close the nanocrystal' }).click();

  const mendImage = await broken(page, 'microscope', null);
  const small = { choice: 'nanocrystal', observation: { pixelAng: 0.4, fieldNm: 6 } };
  await page.evaluate((hash) => {
    location.hash = hash;
  }, settingsLink('m', small).slice(1));
  const microscope = page.getByRole('dialog', { name: 'Microscope' });
  await microscope.getByRole('alert').filter({ hasText: 'could not be loaded' }).waitFor();
  await mendImage();
  await microscope.getByRole('button', { name: 'Compute it' }).click();
  await microscope.getByText(/^HAADF, 300 kV, .* atoms$/).waitFor();
});

test('what was recorded is read again', async () => {
  const page = await open();
  const mend = await broken(page, 'recorded', null);
  const player = page.getByRole('region', { name: 'Trajectory' });
  const play = player.getByRole('button', { name: 'Play', exact: true });
  await play.click();
  await player.getByText(/could not be read: .*could not be loaded/).waitFor();
  await mend();
  await player.getByRole('button', { name: 'Try again' }).click();
  await play.click();
  await page.waitForFunction(
    () => document.querySelector('[data-testid=time]')?.textContent !== 'built',
  );
});
