import { afterEach, expect, test } from 'vitest';
import { type OpenPage, openPage } from '../helpers/browser/page.ts';

let opened: OpenPage | undefined;
afterEach(async () => {
  const page = opened;
  opened = undefined;
  expect(page?.errors ?? []).toEqual([]);
  await page?.close();
});

test('what was chosen in the export menu stands in the dialog, and the other way round', async () => {
  opened = await openPage();
  const { page } = opened;
  await page.getByRole('button', { name: /Export/ }).click();
  const menu = page.getByRole('region', { name: 'Export', exact: true });
  await menu.getByRole('button', { name: 'Cartesian' }).click();
  await menu.getByLabel(/Selective dynamics/).check();
  await menu.getByLabel(/^beyond/).fill('3.5');
  const counted = /(\d+) of 200 frozen/.exec((await menu.textContent())!)![1]!;

  await menu.getByRole('button', { name: /More formats/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Take it with you' });
  await dialog.getByRole('radio', { name: 'POSCAR', exact: true }).check();
  const cartesian = dialog.getByRole('button', { name: 'Cartesian' });
  expect(await cartesian.getAttribute('aria-pressed')).toBe('true');
  const freeze = dialog.getByLabel('frozen atoms');
  expect(await freeze.inputValue()).toBe('beyond');
  expect(Number(await dialog.getByLabel('farther than').inputValue())).toBe(3.5);
  await dialog.getByText(`${counted} of 200 atoms frozen`).waitFor();

  await dialog.getByRole('button', { name: 'Direct' }).click();
  await dialog.getByLabel('farther than').fill('5');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Export/ }).click();
  const direct = menu.getByRole('button', { name: 'Direct' });
  expect(await direct.getAttribute('aria-pressed')).toBe('true');
  expect(Number(await menu.getByLabel(/^beyond/).inputValue())).toBe(5);
});
