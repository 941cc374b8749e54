import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Locator, Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { linkOf } from '#core/recipe/share.ts';
import { FULL_LAMMPS_DOWNLOAD_BYTES } from '#engines/lammps/lammpsLoading.ts';
import { ISOLATED } from '../../scripts/serve.ts';
import { violations } from '../helpers/browser/axe.ts';
import { type OpenOptions, type OpenPage, openPage } from '../helpers/browser/page.ts';
import { siGeTersoff } from '../helpers/lammps/potentialFiles.ts';

let opened: OpenPage | null = null;
/** What a test breaks on purpose is told in the console. */
let expected: RegExp | null = null;
afterEach(async () => {
  expect((opened?.errors ?? []).filter((e) => !expected?.test(e))).toEqual([]);
  expected = null;
  await opened?.close();
  opened = null;
});

const open = async (options?: OpenOptions): Promise<{ page: Page; panel: Locator }> => {
  opened = await openPage(options);
  const { page } = opened;
  await page.getByRole('button', { name: 'Run MD…' }).click();
  const panel = page.getByRole('region', { name: 'Run MD' });
  await panel.waitFor();
  return { page, panel };
};
const set = async (panel: Locator, label: string, value: string): Promise<Locator> => {
  const field = panel.getByLabel(label, { exact: true });
  await field.fill(value);
  await field.press('Enter');
  return field;
};
const start = (panel: Locator) => panel.getByRole('button', { name: /^Run( again)?$/ }).click();
const status = (page: Page) => page.getByTestId('md-status').textContent();
const ended = (page: Page, how: RegExp) =>
  page.getByTestId('md-status').filter({ hasText: how }).waitFor({ timeout: 60_000 });
const contact = (page: Page) => page.getByTestId('contact-Cs-S').textContent();
/** What is fetched for a run alone; the small module that plans it is not. */
const engine = () =>
  opened!.requests.filter((r) => /lammps|md\.worker/.test(r) && !/lammpsInput/.test(r));

test('says what it takes before anything is loaded, then runs: atoms, plots and energies are live', async () => {
  const { page, panel } = await open();
  expect(await page.getByTestId('md-download').textContent()).toMatch(
    /2\.4 MB; nothing of it is loaded yet/,
  );
  expect(await panel.getByRole('region', { name: 'Potential' }).textContent()).toMatch(
    /12-6 Lennard-Jones.*Cs–S.*Lorentz–Berthelot mixing.*our assumption/s,
  );
  const sum = (name: string) => panel.getByRole('button', { name, exact: true }).click();
  await sum('Whole (PPPM)');
  expect(await panel.getByRole('region', { name: 'Potential' }).textContent()).toMatch(
    /stack alone along c.*CsPbBr₃ is polar: the electric field of its dipole is in this sum/s,
  );
  await panel.getByRole('button', { name: /^Load the full LAMMPS \(8\.9 MB\) and run$/ }).waitFor();
  await sum('To 12 Å');
  await set(panel, 'length', '1');
  await set(panel, 'of it heating', '0.3');
  await set(panel, 'snapshot every', '10');
  await expect
    .poll(() => panel.getByRole('list', { name: 'Plan' }).textContent())
    .toMatch(/200 atoms\. 1000 steps, 1 ps\.101 snapshots, one every 10 fs/);
  expect(engine()).toEqual([]);
  await start(panel);
  // The focus is on the button that ends it.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
  // A frame that is not the last one, while the run is on.
  await page.waitForFunction(
    () => {
      const text = (id: string) => document.querySelector(`[data-testid=${id}]`)?.textContent ?? '';
      return (
        /^0\.\d\d ps$/.test(text('time')) &&
        /^(Heating|NVE)/.test(text('md-status')) &&
        /^\d+ K at 0/.test(text('md-K'))
      );
    },
    null,
    { polling: 10, timeout: 60_000 },
  );
  expect(engine().some((r) => /md\.worker/.test(r))).toBe(true);
  expect(engine().some((r) => /lammps\.wasm.*\.gz$/.test(r))).toBe(true);
  await ended(page, /^done, 101 snapshots$/);
  await page.waitForFunction(
    () => document.querySelector('[data-testid=time]')!.textContent === '1.00 ps',
  );
  expect(await page.getByTestId('md-label').textContent()).toMatch(
    /^classical preview, LAMMPS 10 Sep 2025, lj-ions, .*rescaled to 300 K for 0\.3 ps, NVE 0\.7 ps, step 1 fs, seed 1$/,
  );
  expect(await panel.textContent()).toMatch(/Drift of the total energy −?\d+\.\d+ meV\/atom\/ps/);
  expect(await page.getByTestId('md-keeps').textContent()).toMatch(
    /keeps this run with the document/,
  );
  // A trajectory like any other: it plays and steps.
  await page.getByLabel('Frame', { exact: true }).fill('20');
  expect(await page.getByTestId('time').textContent()).toBe('0.20 ps');
  const saving = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save the run’s input (zip)' }).click();
  const files = unzipSync(readFileSync(await (await saving).path()));
  expect(Object.keys(files).sort()).toEqual(
    ['README.txt', 'energies.csv', 'in.lammps', 'recipe.json', 'run.json', 'structure.data'].sort(),
  );
  expect(strFromU8(files['in.lammps']!)).toMatch(/Seed 1\.[\s\S]*run 300[\s\S]*run 700/);
  expect(strFromU8(files['energies.csv']!).split('\n')).toHaveLength(2 + 101 + 1);
});

test('cancels at once, keeps what came, goes on without the panel, and forgets', async () => {
  const { page, panel } = await open();
  await start(panel);
  await panel.getByRole('button', { name: 'Cancel' }).click();
  expect(await status(page)).toMatch(/^cancelled/);
  // The focus does not fall off the page with the button.
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('md-title');
  await panel.getByRole('button', { name: 'NVT' }).click();
  await start(panel);
  await ended(page, /^NVT$/);
  await page.keyboard.press('Escape');
  expect(await panel.count()).toBe(0);
  const button = page.getByRole('button', { name: /^MD: \d+ %$/ });
  await button.waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toMatch(/^MD: \d+ %$/);
  await button.click();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  expect(await status(page)).toMatch(/^cancelled at step \d+$/);
  const reached = (await status(page))!;
  await page.waitForTimeout(200);
  expect(await status(page)).toBe(reached);
  expect(await panel.textContent()).toMatch(/not conserved.*These atoms are moving/s);
  await panel.getByRole('button', { name: 'Forget it' }).click();
  // The recorded run is back in the player.
  await page.getByText(/^8\.00 ps · not DFT/).waitFor();
});

test('relaxed positions become a step of the document that undo takes back', async () => {
  const { page, panel } = await open();
  await panel.getByRole('button', { name: 'Relax' }).click();
  await set(panel, 'snapshot every', '100');
  await start(panel);
  await ended(page, /^done/);
  expect(await panel.textContent()).toMatch(
    /Ended after \d+ iterations \(force tolerance, max force 0\.00\d+ kcal\/mol\/Å\)/,
  );
  expect(await contact(page)).toBe('3.733');
  await panel.getByRole('button', { name: 'Take over the relaxed positions' }).click();
  await page.waitForFunction(
    () => document.querySelector('[data-testid=contact-Cs-S]')!.textContent !== '3.733',
  );
  const relaxed = await contact(page);
  expect(await page.getByRole('region', { name: 'Contacts' }).textContent()).toMatch(
    /Positions are taken over \(classical preview, LAMMPS .*lj-ions/,
  );
  expect(await panel.textContent()).toMatch(/Taken over.*From the relaxed positions shown/s);
  // A run from there has nothing left to do.
  await start(panel);
  await ended(page, /^done/);
  expect(await panel.textContent()).toMatch(
    /Ended after \d{1,2} iterations \(force tolerance, max force 0\.00\d+ kcal\/mol\/Å\)/,
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await contact(page)).toBe('3.733');
  await page.getByRole('button', { name: 'Redo' }).click();
  expect(await contact(page)).toBe(relaxed);
  await panel.getByRole('button', { name: 'Back to the rigid stack' }).click();
  expect(await contact(page)).toBe('3.733');
});

test('refuses numbers in their field, and a run that LAMMPS ends says what, where and what to do', async () => {
  const { page, panel } = await open();
  const field = await set(panel, 'temperature', '0');
  expect(await panel.getByRole('alert').textContent()).toMatch(/from 0\.1 to 10000 K/);
  await start(panel);
  expect(await page.getByTestId('md-status').count()).toBe(0);
  expect(await field.evaluate((e) => e === document.activeElement)).toBe(true);
  await field.press('Escape');
  expect(await field.inputValue()).toBe('300');
  await panel.getByRole('button', { name: 'Script' }).click();
  const template = await panel.getByLabel('LAMMPS commands').inputValue();
  expect(template).toContain('run 2000');
  await panel.getByLabel('LAMMPS commands').fill(template.replace('run 2000', 'run 100'));
  await start(panel);
  // 0, 20 … 100 fs, or without 0 where the minimisation ended off the snapshots' pace.
  await ended(page, /^done, [56] snapshots$/);
  await panel.getByLabel('LAMMPS commands').fill('velocityy all');
  await start(panel);
  await ended(page, /^failed$/);
  expect(await panel.getByRole('alert').textContent()).toMatch(
    /Unknown command: velocityy all.*Mend the script/s,
  );
  await panel
    .getByLabel('LAMMPS commands')
    .fill('velocity all create 9000 1\nfix 1 all nve\nrun 500');
  await set(panel, 'time step', '20');
  await start(panel);
  await ended(page, /^(?!failed)/);
  await ended(page, /^failed$/);
  expect(await panel.getByRole('alert').textContent()).toMatch(
    /of 200 atoms flew out of the cell.*Where: after step \d+.*shorter time step than 20 fs/s,
  );
});

test('a fetch that fails says so, and the next run recovers', async () => {
  expected = /lammps\.wasm|ERR_FAILED/;
  const { page, panel } = await open();
  await opened!.context.route(/lammps\.wasm.*\.gz$/, (route) => route.abort());
  await panel.getByRole('button', { name: 'Relax' }).click();
  await set(panel, 'iterations at most', '20');
  await start(panel);
  await ended(page, /^failed$/);
  expect(await panel.getByRole('alert').textContent()).toMatch(
    /cannot be loaded.*Check the connection/,
  );
  expect(await page.getByTestId('md-download').count()).toBe(1);
  await opened!.context.unrouteAll();
  await start(panel);
  await ended(page, /^done/);
  // Twenty iterations are too few, and it is said.
  expect(await panel.textContent()).toMatch(
    /Ended after 20 iterations \(max iterations, max force .* kcal\/mol\/Å\)/,
  );
});

test('atoms without parameters are refused with the sets that there are', async () => {
  const { panel } = await open({ hash: linkOf(presetOf('ge-si').recipe) });
  expect(await panel.getByRole('alert').textContent()).toMatch(/Cannot run:.*Si.*Ge/s);
  expect(await panel.getByRole('button', { name: 'Run', exact: true }).isDisabled()).toBe(true);
  expect(await panel.getByRole('button', { name: 'Save input (zip)' }).isDisabled()).toBe(true);
});

test.each([
  [1024, 768, 'light'],
  [390, 844, 'dark'],
] as const)(
  'axe finds nothing to mend, and nothing hangs over, at %i × %i (%s)',
  async (width, height, colorScheme) => {
    const { page, panel } = await open({ width, height, colorScheme });
    await set(panel, 'length', '0.05');
    await start(panel);
    await ended(page, /^done/);
    await panel.getByText('the plots as a table').click();
    expect(await violations(page)).toEqual([]);
    const over = await page.evaluate(() => {
      const panel = document.getElementById('md-panel')!;
      return [
        document.documentElement.scrollWidth - window.innerWidth,
        panel.scrollWidth - panel.clientWidth,
      ];
    });
    expect(Math.max(...over)).toBeLessThanOrEqual(0);
  },
);

test('a potential file of one’s own runs in the full LAMMPS, which is told before it is loaded and asks for no isolation', async () => {
  const { page, panel } = await open({
    hash: linkOf(presetOf('ge-si').recipe),
    // As from a server that sends no headers for isolation.
    before: async (page) => {
      await page.route(/\/path\/$/, async (route) => {
        const answer = await route.fetch();
        const headers = answer.headers();
        for (const name of Object.keys(ISOLATED)) delete headers[name.toLowerCase()];
        await route.fulfill({ response: answer, headers });
      });
    },
  });
  await panel.getByRole('button', { name: 'Your own' }).click();
  const give = (name: string, text: string) =>
    panel
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await give('letter.txt', 'Dear all,\n');
  expect(await panel.getByRole('alert').first().textContent()).toMatch(
    /letter\.txt: it is no potential/,
  );
  await give('SiGe.tersoff', siGeTersoff());
  expect(await page.getByTestId('own-file').textContent()).toMatch(/SiGe\.tersoff, Tersoff, 1 kB/);
  expect(await page.getByTestId('md-download').textContent()).toMatch(
    /268 MB of memory while it runs\. The first run fetches it, 8\.9 MB; nothing of it is loaded yet/,
  );
  await panel.getByRole('button', { name: 'Relax', exact: true }).click();
  await set(panel, 'iterations at most', '20');
  expect(opened!.requests.filter((r) => /lammps-full/.test(r))).toEqual([]);
  await panel.getByRole('button', { name: /^Load the full LAMMPS \(8\.9 MB\) and run$/ }).click();
  await ended(page, /^done/);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  const [module, ...more] = opened!.requests.filter((r) => /lammps-full/.test(r));
  expect(more).toEqual([]);
  const { headers } = await fetch(module!, { method: 'HEAD' });
  const bytes = headers.get('content-length');
  expect(Math.abs(Number(bytes) / FULL_LAMMPS_DOWNLOAD_BYTES - 1)).toBeLessThan(0.02);
  expect(await page.getByTestId('md-label').textContent()).toMatch(
    /^tersoff of SiGe\.tersoff, LAMMPS \d/,
  );
  await page.reload();
  await page.getByRole('button', { name: 'Run MD…' }).click();
  await panel.getByRole('button', { name: 'Your own' }).click();
  const kept = page.getByTestId('own-file').filter({ hasText: 'kept in this browser' });
  expect(await kept.textContent()).toMatch(/^SiGe\.tersoff, Tersoff/);
  await panel.getByRole('button', { name: 'Remove it' }).click();
  await panel.getByText('Choose a potential file…').waitFor();
  if (process.env['SHOT']) await page.screenshot({ path: process.env['SHOT'] });
});
