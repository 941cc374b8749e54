import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { linkOf } from '#core/recipe/share.ts';
import { type OpenPage, openPage } from '../helpers/browser/page.ts';

// Documents that the browser keeps: one a tab, none lost.

let opened: OpenPage | null = null;
const open = async (options: Parameters<typeof openPage>[0] = {}): Promise<Page> => {
  opened = await openPage(options);
  return opened.page;
};
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const ready = (page: Page) =>
  page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');

/** Another tab of the same browser. */
async function tab(): Promise<Page> {
  const page = await opened!.context.newPage();
  await page.goto(opened!.page.url());
  await ready(page);
  return page;
}
async function reload(page: Page): Promise<void> {
  await page.reload();
  await ready(page);
}
const preset = (page: Page, id: string) => page.getByLabel('Open a preset').selectOption(id);
const shows = (page: Page, title: string) =>
  page.locator('.doc h1').filter({ hasText: title }).waitFor();

async function documents(page: Page) {
  await page.getByRole('button', { name: 'Documents', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Documents' });
  await dialog.waitFor();
  const row = (title: string) => dialog.getByRole('listitem', { name: title, exact: true });
  const titles = async () => {
    await dialog.getByText('Reading…').waitFor({ state: 'detached' });
    return dialog.locator('.name').allTextContents();
  };
  return { dialog, row, titles };
}

const GE = 'Ge (001) on Si (001)';
const GAAS = 'GaAs (001) on Si (001)';
const FE = 'Fe (001) on MgO (001)';

test('two tabs each have their document: nothing that one does reaches the other', async () => {
  const one = await open();
  await preset(one, 'ge-si');
  await shows(one, GE);
  const two = await tab();
  // A new tab goes on with what was edited last, which the first still has open.
  await two.getByText('is open in another tab, too. This tab goes on with a copy').waitFor();
  await preset(two, 'gaas-si');
  await shows(two, GAAS);
  await preset(one, 'fe-mgo');
  await shows(one, FE);
  await reload(two);
  await shows(two, GAAS);
  await reload(one);
  await shows(one, FE);
  const { dialog, titles } = await documents(two);
  await dialog.getByRole('listitem', { name: FE }).waitFor();
  const list = await titles();
  for (const title of [GE, GAAS, FE]) expect(list, title).toContain(title);
  await two.keyboard.press('Escape');
  await one.getByRole('button', { name: 'Undo' }).click();
  await shows(one, GE);
  await two.getByRole('button', { name: 'Undo' }).click();
  await shows(two, GE);
  expect(opened!.errors).toEqual([]);
});

test('documents are listed with a picture, opened, named, copied, deleted and brought back', async () => {
  const page = await open();
  await preset(page, 'ge-si');
  await shows(page, GE);
  await preset(page, 'gaas-si');
  await shows(page, GAAS);
  // A picture is taken when nothing was edited for two seconds.
  await page.waitForTimeout(5000);
  const { dialog, row, titles } = await documents(page);
  await row(GAAS).locator('img').waitFor();
  expect(await titles()).toEqual([GAAS, GE]);
  expect(await row(GAAS).getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);

  await row(GE).getByRole('button', { name: 'Rename' }).click();
  const field = dialog.getByLabel('Name of the document');
  await field.fill('My buffer');
  await field.press('Enter');
  await row('My buffer').waitFor();
  await row('My buffer').getByRole('button', { name: 'Duplicate' }).click();
  await row('My buffer (copy)').waitFor();

  await row('My buffer').getByRole('button', { name: 'Delete' }).click();
  await dialog.getByText('“My buffer” is deleted.').waitFor();
  await row('My buffer').waitFor({ state: 'detached' });
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await row('My buffer').waitFor();

  await dialog.getByRole('button', { name: 'My buffer', exact: true }).click();
  await shows(page, 'My buffer');
  expect(await page.title()).toBe('My buffer — Epistack');
  // Its name and its history came with it.
  await reload(page);
  await shows(page, 'My buffer');
  await page.getByRole('button', { name: 'Undo' }).click();

  const again = await documents(page);
  await again.dialog.getByRole('button', { name: 'New document' }).click();
  await shows(page, 'CdS (110) on CsPbBr₃ (110)');
  expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
  expect(opened!.errors).toEqual([]);
});

test('what an earlier version kept is there, also where a link is opened in front of it', async () => {
  const { steps, ...rest } = presetOf('fe-mgo').recipe;
  const thinner = steps.map((s) => (s.kind === 'vacuum' ? { ...s, vacuumAng: 12 } : s));
  const old = { ...rest, steps: thinner, title: 'Kept long ago' };
  const storage = { 'epistack.document': JSON.stringify(old) };
  const page = await open({ storage, hash: linkOf(presetOf('ge-si').recipe) });
  await shows(page, GE);
  await page.waitForFunction(() => localStorage.getItem('epistack.about') !== null);
  const { dialog, row } = await documents(page);
  await row('Kept long ago').waitFor();
  await dialog.getByRole('button', { name: 'Kept long ago' }).click();
  await shows(page, 'Kept long ago');
});

test('a run of MD outlives a reload, which asks first, and is offered again', async () => {
  const page = await open();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.getByRole('button', { name: 'Run MD…' }).click();
  const panel = page.getByRole('region', { name: 'Run MD' });
  // Longer than any machine needs to get to the reload.
  await panel.getByLabel('length', { exact: true }).fill('500');
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  await panel
    .getByText(/step \d/)
    .first()
    .waitFor();
  const earlier = page.getByLabel('Play a run made here earlier');
  await earlier.waitFor();
  await reload(page);
  expect(asked).toEqual(['beforeunload']);
  await earlier.waitFor();
  await page
    .getByText(/^The run ended as the page was loaded again\. What was kept of it: run of/)
    .waitFor();
  await page.getByRole('button', { name: 'Play it' }).click();
  await page.getByText(/run of \d\d:\d\d · classical preview, LAMMPS/).waitFor();
  // With nothing running it does not ask.
  await reload(page);
  expect(asked).toEqual(['beforeunload']);
  await page.getByLabel('Play a run made here earlier').waitFor();
});
