import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { linkOf } from '#core/recipe/share.ts';
import { type OpenOptions, type OpenPage, openPage } from '../helpers/browser/page.ts';

let opened: OpenPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** Opens the page and waits until a touch of it has fetched the sheet. */
async function touched(options: OpenOptions): Promise<Page> {
  opened = await openPage({ ...options, painted: true });
  const { page } = opened;
  await page.locator('.caps').first().click();
  await expect
    .poll(async () => {
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      const count = await page.locator('.sheet').count();
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      return count;
    })
    .toBe(1);
  return page;
}

/** Pages of a PDF. */
const pages = (pdf: Buffer): number =>
  (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;

/** What stands on the sheet while it is printed. */
async function sheetText(page: Page): Promise<string> {
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const text = await page.locator('.sheet').textContent();
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  expect(await page.locator('.sheet').count()).toBe(0);
  return text!;
}

test.each([
  ['A4', 'light', 'cspbbr3-cds'],
  ['A4', 'dark', 'cspbbr3-cds'],
  ['Letter', 'light', 'cspbbr3-cds'],
  ['Letter', 'dark', 'ge-si'],
] as const)(
  'printed on %s in the %s theme, %s is one page',
  async (format, colorScheme, preset) => {
    const page = await touched({ colorScheme, hash: linkOf(presetOf(preset).recipe) });
    const pdf = await page.pdf({ format });
    expect(pages(pdf)).toBe(1);
    expect(isWhite(pdf)).toBe(true);
    expect(opened!.errors).toEqual([]);
  },
);

test('the sheet has the numbers with units and definitions, the link, the version and the date', async () => {
  const page = await touched({});
  const text = await sheetText(page);
  for (const part of [
    'CdS (110) on CsPbBr₃ (110)',
    '200 atoms',
    'a, Å',
    '16.682',
    '11.796',
    '2.800',
    '−1.49',
    '+1.51',
    'Cs–S',
    '3.733',
    'Mismatch (l_film − l_substrate) / l_substrate',
    '#z=',
    'Epistack 0.1.0',
    new Date().toISOString().slice(0, 10),
  ])
    expect(text).toContain(part);
  // The picture is one of the sheet's own, drawn on white.
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const corner = await page.locator('.sheet canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
    let drawn = 0;
    for (let i = 0; i < data.length; i += 4)
      if (data[i]! + data[i + 1]! + data[i + 2]! < 600) drawn++;
    const top = canvas.getContext('2d')!.getImageData(0, 0, width / 3, height / 9).data;
    const legend = top.filter((value, i) => i % 4 === 1 && value < 128).length;
    return { first: [...data.slice(0, 4)], drawn: drawn / (width * height), legend };
  });
  expect(corner.first).toEqual([255, 255, 255, 255]);
  expect(corner.drawn).toBeGreaterThan(0.02);
  // What the colours mean stands above the atoms.
  expect(corner.legend).toBeGreaterThan(500);
});

test('the export menu prints it; a page that nobody touched prints what it shows on one page', async () => {
  opened = await openPage({ colorScheme: 'dark', painted: true });
  const { page } = opened;
  expect(pages(await page.pdf({ format: 'A4' }))).toBe(1);
  await page.evaluate(() => {
    window.print = () => {
      window.dispatchEvent(new Event('beforeprint'));
      document.title = document.querySelector('.sheet h1')!.textContent!;
    };
  });
  await page.getByRole('button', { name: /^Export/ }).click();
  await page.getByRole('button', { name: 'Print data sheet' }).click();
  await expect.poll(() => page.title()).toBe('CdS (110) on CsPbBr₃ (110)');
  expect(opened.errors).toEqual([]);
});

/** Whether no page is filled with a dark colour: a theme's background would be a rectangle of its size. */
function isWhite(pdf: Buffer): boolean {
  const text = pdf.toString('latin1');
  for (const { index } of text.matchAll(/stream\r?\n/g)) {
    const start = index + text.slice(index).search(/\n/) + 1;
    const end = text.indexOf('endstream', start);
    let content: string;
    try {
      content = inflateSync(pdf.subarray(start, end)).toString('latin1');
    } catch {
      continue;
    }
    if (!/ re\s/.test(content)) continue;
    for (const [, r, g, b, w, h] of content.matchAll(
      /([\d.]+) ([\d.]+) ([\d.]+) rg[\s\S]{0,80}?-?[\d.]+ -?[\d.]+ ([\d.]+) ([\d.]+) re\s+f/g,
    ))
      if (Number(r) + Number(g) + Number(b) < 2.4 && Number(w) * Number(h) > 100_000) return false;
  }
  return true;
}
