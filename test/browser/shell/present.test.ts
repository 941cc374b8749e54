import { afterEach, expect, test } from 'vitest';
import { type OpenPage, openPage } from '../../helpers/page.ts';

let opened: OpenPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

test('a presentation steps by remote, shows the picture alone, and plays at its end', async () => {
  opened = await openPage({ width: 1024, height: 768 });
  const { page } = opened;
  const title = page
    .getByRole('region', { name: 'Presentation' })
    .getByRole('heading', { level: 2 });
  await page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>('.play')?.disabled === false,
  );
  await page.getByRole('button', { name: 'Present' }).click();
  expect(await title.textContent()).toBe('Crystals');
  expect(
    await page.locator('.stack, .report, .player, .head').locator('visible=true').count(),
  ).toBe(0);
  for (let step = 0; step < 3; step++) await page.keyboard.press('PageDown');
  expect(await title.textContent()).toBe('Misfit');
  expect(await page.locator('.story dd').allTextContents()).toEqual(['−1.49 %', '−1.49 %']);
  // l_f·l_s / |l_f − l_s| of 16.433 and 16.682 Å is 110.1 nm.
  expect(await page.locator('.story p').allTextContents()).toContainEqual(
    expect.stringContaining('110.1 nm along a'),
  );
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  expect(await title.textContent()).toBe('In motion');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.locator('.stack').waitFor();
  expect(opened.errors).toEqual([]);
});
