import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { decodePng } from '../../helpers/media/png.ts';
import { type OpenPage, openPage } from '../../helpers/page.ts';

let opened: OpenPage | undefined;
afterEach(async () => {
  const page = opened;
  opened = undefined;
  expect(page?.errors ?? []).toEqual([]);
  await page?.close();
});

test('a picture is written at the size and resolution that were asked for, and remembers them', async () => {
  opened = await openPage({ width: 1000, height: 700 });
  const { page } = opened;
  await page.getByRole('button', { name: /Export/ }).click();
  await page.getByRole('button', { name: /More formats/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Take it with you' });
  await dialog.getByRole('radio', { name: 'Picture', exact: true }).check();
  await dialog.getByLabel('width').fill('60');
  await dialog.getByLabel('height').fill('40');
  await dialog.getByLabel('resolution').fill('254');
  await dialog.getByText('600 × 400 px, in print 60 × 40 mm').waitFor();
  const save = async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('CdS-110_on_CsPbBr3-110.png');
    return decodePng(readFileSync(await download.path()));
  };
  const clear = await save();
  expect(clear).toMatchObject({ widthPx: 600, heightPx: 400, channels: 4, perMetre: 10_000 });
  const alpha = (x: number, y: number) => clear.pixels[4 * (600 * y + x) + 3]!;
  expect(alpha(599, 0)).toBe(0);
  const opaque = clear.pixels.filter((value, i) => i % 4 === 3 && value === 255).length;
  expect(opaque / (600 * 400)).toBeGreaterThan(0.1);

  await dialog.getByLabel('Transparent background').uncheck();
  await dialog.getByLabel('Legend').uncheck();
  const white = await save();
  expect(white.channels).toBe(3);
  expect([...white.pixels.subarray(0, 3)]).toEqual([255, 255, 255]);

  // A size that has no room for letters is refused in words before anything is drawn.
  await dialog.getByLabel('letters').fill('40');
  await dialog.getByText(/letters of 40 pt leave no room/).waitFor();
  expect(await dialog.getByRole('button', { name: 'Download' }).isDisabled()).toBe(true);
  await dialog.getByLabel('letters').fill('8');

  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
  await page.getByRole('button', { name: /Export/ }).click();
  await page.getByRole('button', { name: /More formats/ }).click();
  await dialog.getByRole('radio', { name: 'Picture', exact: true }).check();
  expect(await dialog.getByLabel('width').inputValue()).toBe('60');
  expect(await dialog.getByLabel('Transparent background').isChecked()).toBe(false);
});
