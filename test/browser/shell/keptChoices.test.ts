import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { type OpenPage, openPage } from '../../helpers/browser/page.ts';

// What a person set stays set: it is part of the document, in every file of it, and can be undone.

let opened: OpenPage | undefined;
afterEach(async () => {
  const page = opened;
  opened = undefined;
  expect(page?.errors ?? []).toEqual([]);
  await page?.close();
});

async function open() {
  opened = await openPage();
  const { page } = opened;
  const saved = async (name: RegExp | string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name, exact: typeof name === 'string' }).click();
    return readFileSync(await (await download).path(), 'utf8');
  };
  const menu = () => page.getByRole('button', { name: /^Export/ }).click();
  return { page, saved, menu };
}

test('frozen planes of the export dialog are in the recipe, the POSCAR and the run, until undone', async () => {
  const { page, saved, menu } = await open();
  await menu();
  await page.getByRole('button', { name: /More formats/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Take it with you' });
  await dialog.getByLabel('frozen atoms').selectOption('planes');
  await dialog.getByLabel('planes at the bottom').fill('1');
  await dialog.getByLabel('planes at the bottom').press('Enter');
  await dialog.getByText('12 of 200 atoms frozen', { exact: false }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await menu();
  const recipe = parseRecipe(JSON.parse(await saved('Download recipe (JSON)')));
  expect(recipe.freeze).toEqual({ kind: 'planes', bottom: 1, top: 0 });
  const frozen = async () =>
    [...(readPoscar(await saved('Download POSCAR')).frozen ?? [])].filter((f) => f === 1).length /
    3;
  expect(await frozen()).toBe(12);
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^Run MD/ })
    .first()
    .click();
  await page.getByLabel('planes at the bottom').waitFor();
  expect(await page.getByLabel('planes at the bottom').inputValue()).toBe('1');
});

test('elastic constants are typed for a crystal, refused by name where it would not be stable, and undone', async () => {
  const { page } = await open();
  const card = page.getByRole('region', { name: /^CdS.*film/ });
  await card.getByText('crystal, cell, source').click();
  const form = page.getByRole('region', { name: /^Elastic constants of/ });
  for (const [name, value] of [
    ['c11', '50'],
    ['c12', '60'],
    ['c44', '40'],
  ] as const)
    await form.getByLabel(name).fill(value);
  await form.getByRole('button', { name: 'Use these constants' }).click();
  await form
    .getByRole('alert')
    .getByText(/stable crystal/)
    .waitFor();
  await form.getByLabel('c44').fill('-5');
  await form.getByRole('button', { name: 'Use these constants' }).click();
  await form
    .getByRole('alert')
    .getByText(/^c44: over 0 GPa/)
    .waitFor();
  await form.getByLabel('c44').fill('40');
  await form.getByLabel('c11').fill('77');
  await form.getByLabel('source').fill('my table');
  await form.getByRole('button', { name: 'Use these constants' }).click();
  await form.getByText(/c11 77.*typed: my table/).waitFor();
  expect(await form.getByRole('alert').count()).toBe(0);
  await form.getByRole('button', { name: 'Remove' }).click();
  await form.getByText(/typed: my table/).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await form.getByText(/typed: my table/).waitFor();
});
