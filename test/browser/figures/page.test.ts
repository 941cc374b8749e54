import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { type OpenPage, openPage } from '../../helpers/browser/page.ts';
import { readGif } from '../../helpers/media/film.ts';
import { decodePng } from '../../helpers/media/png.ts';

let opened: OpenPage | undefined;
afterEach(async () => {
  const page = opened;
  opened = undefined;
  expect(page?.errors ?? []).toEqual([]);
  await page?.close();
});

test('a picture and a film are written as they were asked for; sizes are remembered, a hidden tab goes on, and a long film can be stopped', async () => {
  opened = await openPage({ width: 1000, height: 700, painted: true });
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

  // The preview is the same picture, small: its proportions, and as much of it covered, by 24 × 16 fields.
  const preview = dialog.getByRole('img', { name: 'Preview: Picture' }).locator('canvas');
  const fields = (pixels: ArrayLike<number>, width: number, height: number) => {
    const sums = new Array<number>(24 * 16).fill(0);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        sums[24 * Math.floor((16 * y) / height) + Math.floor((24 * x) / width)]! +=
          pixels[4 * (width * y + x) + 3]! / 255 / ((width * height) / sums.length);
    return sums;
  };
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.figure-preview canvas');
    return canvas !== null && Math.abs(canvas.width / canvas.height - 1.5) < 0.01;
  });
  const small = await preview.evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
    return { width, height, data: [...data] };
  });
  const [written, drawn] = [
    fields(clear.pixels, 600, 400),
    fields(small.data, small.width, small.height),
  ];
  const apart = written.map((share, i) => Math.abs(share - drawn[i]!));
  expect(apart.reduce((sum, share) => sum + share) / apart.length).toBeLessThan(0.03);

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

  // A film of the same picture: exactly its frames; a long one can be stopped. All of it in a tab that nobody looks at:
  // browsers then ask for no frame, and timers are slow.
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    window.requestAnimationFrame = () => 0;
    const { setTimeout } = window;
    Object.assign(window, { setTimeout: (f: () => void) => setTimeout(f, 60_000) });
  });
  await dialog.getByRole('radio', { name: 'Film', exact: true }).check();
  await dialog.getByLabel('format').selectOption('gif');
  await dialog.getByLabel('width').fill('120');
  await dialog.getByLabel('height').fill('80');
  await dialog.getByLabel('frames a second').fill('10');
  await dialog.getByRole('textbox', { name: 'length' }).fill('0.5');
  await dialog.getByText('5 frames, 0.5 s.').waitFor();
  const [film] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(readGif(readFileSync(await film.path()))).toEqual({
    widthPx: 120,
    heightPx: 80,
    frames: 5,
    seconds: 0.5,
    loops: true,
  });
  await dialog.getByRole('textbox', { name: 'length' }).fill('120');
  await dialog.getByRole('button', { name: 'Download' }).click();
  await dialog.getByRole('progressbar', { name: 'Written' }).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByRole('progressbar', { name: 'Written' }).waitFor({ state: 'detached' });
  expect(await dialog.getByRole('button', { name: 'Download' }).isEnabled()).toBe(true);
  // Escape ends the writing first, and then the dialog.
  await dialog.getByRole('button', { name: 'Download' }).click();
  await dialog.getByRole('progressbar', { name: 'Written' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.getByText('Cancelled: nothing was written.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
  await page.getByRole('button', { name: /Export/ }).click();
  await page.getByRole('button', { name: /More formats/ }).click();
  await dialog.getByRole('radio', { name: 'Picture', exact: true }).check();
  expect(await dialog.getByLabel('width').inputValue()).toBe('60');
  expect(await dialog.getByLabel('Transparent background').isChecked()).toBe(false);

  // In a frame of another origin it is drawn, and leaves the wheel to the page around it.
  const own = page.url().replace(/[?#].*/, '');
  const body = `<iframe sandbox="allow-scripts" src="${own}?embed" width="720" height="480"></iframe><p style="height: 3000px">`;
  await page.route(`${own}course`, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(`${own}course`);
  const frame = page.frameLocator('iframe');
  await frame.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
  await page.mouse.move(360, 200);
  await page.mouse.wheel(0, 100);
  await frame.getByText('wheel zooms').waitFor();
  await page.waitForFunction(() => scrollY > 0);
});
