import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { FoundLine } from '#core/screen/line.ts';
import { ranked } from '#core/screen/rank.ts';
import { type OpenOptions, type OpenPage, openPage } from '../helpers/browser/page.ts';
import { repeated, screenOf, textOf } from '../helpers/browser/screenLines.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-screen-page-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { header, lines } = screenOf(['GaAs', 'Si', 'MgO', 'CsPbBr3', 'CdS'], 0.05);
const best = ranked(lines, 'strain');
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const whole = file('screen.jsonl', textOf(header, lines));

let opened: OpenPage | null = null;
const open = async (options?: OpenOptions): Promise<Page> => {
  opened = await openPage(options);
  return opened.page;
};
afterEach(async () => {
  expect(opened?.errors ?? []).toEqual([]);
  await opened?.close();
  opened = null;
});

const choose = async (page: Page, path: string) => {
  await page.getByRole('button', { name: /Import a crystal/ }).click();
  await page.locator('dialog input[type=file]').setInputFiles(path);
};
const rows = (page: Page) => page.getByTestId('candidate');
const status = (page: Page) => page.getByTestId('screen-status');
const title = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
const subscript = (text: string) => text.replace(/\d/g, (d) => '₀₁₂₃₄₅₆₇₈₉'[Number(d)]!);

test('a chosen table is listed and plotted; a click builds a candidate as one step', async () => {
  const page = await open();
  const before = await title(page);
  await choose(page, whole);
  await rows(page).first().waitFor();
  expect(await status(page).textContent()).toBe(
    `${best.length} of ${lines.length} candidates, ${lines.length - best.length} without a match`,
  );
  const third = best[2]!;
  const row = rows(page).nth(2);
  expect(await row.textContent()).toContain((100 * third.match.maxStrain).toFixed(3));
  await row.hover();
  expect(await row.getAttribute('aria-current')).toBe('true');
  expect(await page.locator('.crosshair text').textContent()).toMatch(
    new RegExp(`^${third.match.substrateArea.toFixed(1)} Å²`),
  );
  await row.click();
  await page.getByText(/^Built: .* Undo takes it back/).waitFor();
  expect(await title(page)).toContain(subscript(third.line.film.formula));
  expect(await page.getByText(`${third.match.atoms} atoms`).count()).toBeGreaterThan(0);
  expect(await row.textContent()).toMatch(/built$/);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await title(page)).toBe(before);
  expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('main', { name: 'Screening' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('region', { name: 'Mismatch' }).count()).toBe(1);
});

test('filter, sort, another match for each candidate, and all of it by keyboard', async () => {
  const page = await open();
  await choose(page, whole);
  await rows(page).first().waitFor();
  await page.getByLabel('film', { exact: true }).fill('gaas (111)');
  await page.getByLabel('substrate', { exact: true }).fill('Si');
  const wanted = best.filter(({ line }) => /^GaAs 1,1,1 \| Si /.test(line.key));
  await status(page)
    .filter({ hasText: `${wanted.length} of` })
    .waitFor();
  expect(await rows(page).count()).toBe(wanted.length);
  await page.getByLabel('substrate', { exact: true }).fill('nothing such');
  await page.getByRole('button', { name: 'Show all' }).click();
  await status(page)
    .filter({ hasText: `${best.length} of` })
    .waitFor();

  await page.getByRole('button', { name: 'smallest area' }).click();
  const byArea = ranked(lines, 'area')[0]!;
  await rows(page)
    .first()
    .filter({ hasText: byArea.match.substrateArea.toFixed(1) })
    .waitFor();
  const head = page.getByRole('columnheader', { name: /^area/ });
  expect(await head.getAttribute('aria-sort')).toBe('ascending');
  await head.getByRole('button').click();
  await page.waitForFunction(
    () => document.querySelector('th[aria-sort]')?.getAttribute('aria-sort') === 'descending',
  );

  await page.getByRole('button', { name: 'least strain' }).click();
  await rows(page)
    .first()
    .filter({ hasText: (100 * best[0]!.match.maxStrain).toFixed(3) })
    .waitFor();
  await rows(page).first().focus();
  for (let k = 0; k < 30; k++) await page.keyboard.press('ArrowDown');
  const focused = page.locator('.screen-table tr:focus');
  expect(await focused.getAttribute('aria-rowindex')).toBe('32');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByText(/^Built: /).waitFor();
  await page.locator('circle.front').first().focus();
  expect(await page.getByLabel('The candidate pointed at').textContent()).toMatch(/Tasker type/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.screen-table tr.built').length <= 1);
});

test('lines that cannot be read are named and the rest is kept; another file is refused', async () => {
  const spoiled = textOf(header, lines).split('\n');
  spoiled[2] = spoiled[2]!.slice(0, 30);
  const page = await open();
  await choose(page, file('spoiled.jsonl', spoiled.join('\n')));
  await page.getByText('One line could not be read').click();
  expect(await page.locator('.screen-bad li').allTextContents()).toEqual([
    'line 3: no JSON (is the line cut off?)',
  ]);
  expect(await rows(page).count()).toBeGreaterThan(10);
  await page.keyboard.press('Escape');
  await choose(page, file('newer.jsonl', '{"epistackScreen":2}\n'));
  await page.getByText('Not opened').waitFor();
  expect(await page.getByRole('alert').textContent()).toMatch(/newer\.jsonl: /);
});

test('a file that changed after it was read builds nothing, and says so', async () => {
  const path = file('changed.jsonl', textOf(header, lines));
  const page = await open();
  const before = await title(page);
  await choose(page, path);
  await rows(page).first().waitFor();
  writeFileSync(path, 'gone');
  await rows(page).first().click();
  await page.getByText(/^Not built: /).waitFor();
  expect(await title(page)).toBe(before);
});

test('dropped on the page, thousands of lines are listed and few are drawn', async () => {
  const many = textOf(header, [
    ...repeated(
      lines.filter((l) => (l as FoundLine).link),
      8000,
    ),
  ]);
  const page = await open({ width: 1024, height: 768 });
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'many.jsonl'));
    return transfer;
  }, many);
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  await status(page).filter({ hasText: '8,000 of 8,000' }).waitFor();
  await rows(page).first().waitFor();
  expect(await rows(page).count()).toBeLessThan(60);
  await rows(page).first().focus();
  await page.keyboard.press('End');
  const last = page.locator('.screen-table tr:focus');
  expect(await last.getAttribute('aria-rowindex')).toBe('8001');
  await last.filter({ hasText: 'on' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(/^Built: /).waitFor();
});

test.each([
  ['light', 1440, 900],
  ['dark', 390, 844],
] as const)(
  'axe finds nothing to mend, nothing hangs over: %s, %i × %i',
  async (colorScheme, width, height) => {
    const page = await open({ colorScheme, width, height });
    await choose(page, whole);
    await rows(page).first().waitFor();
    await rows(page).nth(1).hover();
    await page.evaluate(
      readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    );
    const found = await page.evaluate(async () => {
      type Axe = {
        run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
      const { violations } = await (window as unknown as { axe: Axe }).axe.run();
      return violations.map(
        (v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 90)).join(' | ')}`,
      );
    });
    expect(found).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
  },
);
