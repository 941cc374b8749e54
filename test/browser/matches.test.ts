import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import { linkOf } from '#core/recipe/share.ts';
import { violations } from '../helpers/browser/axe.ts';
import {
  type OpenOptions,
  type OpenPage,
  openPage,
  pressInHeader,
} from '../helpers/browser/page.ts';

let opened: OpenPage | null = null;
const open = async (options?: OpenOptions): Promise<Page> => {
  opened = await openPage(options);
  await pressInHeader(opened.page, 'Find matches');
  return opened.page;
};
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const found = (page: Page) => page.getByTestId('find-status').filter({ hasText: / in \d/ });
const rows = (page: Page) => page.getByTestId('match');
/** Once the table has opened: from its first row. */
const fromTheTop = async (page: Page) => {
  await found(page).waitFor();
  await page.locator('.match-table .best').waitFor();
  await page.locator('.match-table').evaluate((box) => {
    box.scrollTop = 0;
  });
  await page.locator('tr[data-at="0"]').waitFor();
};
const mismatch = (page: Page, axis: 'a' | 'b') =>
  page.getByTestId(`mismatch-${axis}`).textContent();

test('matches stream in; a row draws both cells and marks its point; one is built as one step', async () => {
  const page = await open();
  await fromTheTop(page);
  expect(await found(page).textContent()).toMatch(/^49 matches in/);
  expect(await rows(page).first().textContent()).toMatch(/^\(0 −1; 2 0\)1×149\.247\.7−1\.49/);
  const row = rows(page).nth(4);
  await row.hover();
  expect(await row.getAttribute('aria-current')).toBe('true');
  expect(await page.locator('.crosshair text').textContent()).toBe('147.6 Å², 1.51 %');
  const drawing = page.getByRole('img', { name: /film's cell, dashed/ });
  expect(await drawing.getAttribute('aria-label')).toMatch(/143\.2 Å² on 147\.6 Å².*19\.47°/);
  expect(await drawing.locator('polygon').count()).toBe(2);
  await page.getByRole('button', { name: 'Grow it on a nanocrystal' }).click();
  const room = page.getByRole('dialog', { name: 'Nanocrystal' });
  expect(await room.getByRole('textbox', { name: 'name' }).inputValue()).toMatch(
    /^CdS \(110\) on a nanocrystal of CsPbBr.* \(110\)$/,
  );
  await page.keyboard.press('Escape');
  await room.waitFor({ state: 'detached' });
  await row.click();
  expect(await page.getByRole('main', { name: 'Find matches' }).count()).toBe(0);
  expect(await page.getByRole('region', { name: 'Mismatch' }).textContent()).toMatch(
    /10\.216 Å.*14\.447 Å.*of 147\.6 Å²/s,
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await page.getByRole('region', { name: 'Mismatch' }).textContent()).toMatch(/16\.682 Å/);
  expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
  expect(opened!.errors).toEqual([]);
});

test('the table opens at the best match and says why; the cell that is built keeps the stack when it is chosen', async () => {
  const page = await open();
  await found(page).waitFor();
  const best = rows(page).filter({ hasText: 'best' });
  await best.waitFor();
  expect(await best.count()).toBe(1);
  expect(await best.getAttribute('aria-current')).toBe('true');
  expect(await page.getByTestId('why-best').textContent()).toBe(
    'Best: the smallest cell within the limits, strained by 1.51 %. None of the others is strained less.',
  );
  expect(await best.locator('td').nth(1).getAttribute('title')).toBe(
    '(1 × 1), 1 primitive in-plane cell',
  );
  const own = rows(page).filter({ hasText: 'built' });
  expect(await own.count()).toBe(1);
  const [row, table] = [
    (await best.boundingBox())!,
    (await page.locator('.match-table').boundingBox())!,
  ];
  expect(row.y).toBeGreaterThan(table.y + 40);
  expect(row.y + row.height).toBeLessThan(table.y + table.height);
  const drawing = page.getByRole('img', { name: /film's cell, dashed/ });
  expect(await drawing.getAttribute('aria-label')).toMatch(/47\.7 Å² on 49\.2 Å²/);
  // Written as the cards of the stack do.
  const cells = await own.locator('.cellmatrix').allTextContents();
  for (const [i, cell] of cells.entries()) {
    await page.getByText('crystal, cell, source').nth(i).click();
    await page.getByText(`as Find matches and the data sheet write it: ${cell}.`).nth(0).waitFor();
  }
  const unlisted = page.getByText('The cell that is built is not in this list.');
  expect(await unlisted.count()).toBe(0);
  // It is four times a smaller cell.
  await page.getByLabel('repeats of smaller cells').uncheck();
  await unlisted.waitFor();
  await expect.poll(() => rows(page).first().getAttribute('aria-current')).toBe('true');
  await page.getByLabel('repeats of smaller cells').check();
  // Its shift and distance stay: nothing is built anew.
  await own.click();
  expect(await page.getByRole('main', { name: 'Find matches' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
});

test('by keyboard: arrows walk the table and the front, Enter builds, Escape goes back', async () => {
  const page = await open();
  await fromTheTop(page);
  await rows(page).first().focus();
  for (let k = 0; k < 30; k++) await page.keyboard.press('ArrowDown');
  const focused = page.locator('.match-table tr:focus');
  expect(await focused.getAttribute('aria-rowindex')).toBe('32');
  await page.keyboard.press('Home');
  expect(await focused.getAttribute('aria-rowindex')).toBe('2');
  await page.locator('circle.front').first().focus();
  await page.keyboard.press('Escape');
  expect(await page.getByRole('main', { name: 'Find matches' }).count()).toBe(0);
  expect(await page.locator(':focus').textContent()).toBe('Find matches');
  await page.keyboard.press('Enter');
  await found(page).waitFor();
  await page.locator('circle.front').first().press('Enter');
  expect(await page.getByRole('region', { name: 'Mismatch' }).textContent()).toMatch(/49\.2 Å²/);
});

test('limits search again; a long search can be cancelled, and thousands of rows are not all drawn', async () => {
  const page = await open();
  await found(page).waitFor();
  await page.getByLabel('area ≤').fill('4000');
  // A list that grows moves what stands below it: the key does not have to hit it.
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  const status = page.getByTestId('find-status');
  await status.filter({ hasText: 'cancelled' }).waitFor();
  const kept = await status.textContent();
  await page.waitForTimeout(300);
  expect(await status.textContent()).toBe(kept);
  await page.getByLabel('area ≤').fill('1500');
  await found(page).waitFor();
  expect(Number((await found(page).textContent())!.replace(/\D.*/, ''))).toBeGreaterThan(1);
  const count = async () =>
    Number(await page.getByRole('table', { name: 'Matches' }).getAttribute('aria-rowcount'));
  await expect.poll(count).toBeGreaterThan(1000);
  const all = await count();
  expect(await rows(page).count()).toBeLessThan(60);
  await page.locator('.match-table').evaluate((box) => {
    box.scrollTop = box.scrollHeight;
  });
  await page.locator(`tr[aria-rowindex="${all}"]`).waitFor();
});

test('nothing found: the nearest misses, and a click that lets one in', async () => {
  const page = await open();
  await page.getByLabel('strain ≤').fill('0.5');
  const allow = page.getByRole('button', { name: 'Allow 1.6 %' });
  await allow.waitFor();
  expect(await page.locator('.find-message').textContent()).toMatch(
    /Nothing fits.*1\.51 % at 49\.2 Å².*787\.1 Å² at 0\.04 %/,
  );
  await allow.click();
  await rows(page).first().waitFor();
  expect(await page.getByLabel('strain ≤').inputValue()).toBe('1.60');
});

test('the explorer fills a map of planes; a field lists its matches, and the stack is cut by the one chosen', async () => {
  const page = await open();
  await page.getByRole('tab', { name: 'Explorer' }).click();
  await found(page).waitFor();
  expect(await found(page).textContent()).toMatch(/^60 fields in/);
  const field = page.getByRole('button', {
    name: 'film (111) on substrate (111): 1.51 % strain at 60 Å²',
  });
  await field.focus();
  await page.keyboard.press('ArrowLeft');
  expect(await page.locator(':focus').textContent()).toMatch(/^film \(110\) on substrate \(111\)/);
  await field.click();
  await found(page).filter({ hasText: 'matches' }).waitFor();
  expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Matches');
  expect(await page.locator('.find h2').textContent()).toBe('CdS (111) on CsPbBr₃ (111)');
  expect(await rows(page).first().textContent()).toMatch(/60\.3/);
  // Two lie as well as each other: both are of the front, and the first is drawn.
  expect(await page.locator('.marks').filter({ hasText: '◆' }).count()).toBe(2);
  expect(await rows(page).first().getAttribute('aria-current')).toBe('true');
  const other = page.getByTestId('other-planes');
  expect(await other.textContent()).toMatch(
    /^Planes not those of the stack, which is CdS \(110\) on CsPbBr₃ \(110\)/,
  );
  const undo = page.getByRole('button', { name: 'Undo' });
  expect(await undo.isDisabled()).toBe(true);
  await other.getByRole('button').click();
  await page.locator('.find h2').filter({ hasText: 'CdS (110) on CsPbBr₃ (110)' }).waitFor();
  await page.locator('.built').waitFor();
  expect(await other.count()).toBe(0);
  await page.getByRole('tab', { name: 'Explorer' }).click();
  await field.click();
  await rows(page).filter({ hasText: '60.3' }).first().click();
  expect(await page.getByRole('region', { name: 'Mismatch' }).textContent()).toMatch(/60\.3 Å²/);
  expect(await page.locator('header.head').textContent()).toMatch(/CdS \(111\) on CsPbBr₃ \(111\)/);
  await undo.click();
  expect(await page.getByRole('region', { name: 'Mismatch' }).textContent()).toMatch(/16\.682 Å/);
  expect(await undo.isDisabled()).toBe(true);
});

test('a map of hundreds of fields is drawn through a window, and the arrows reach all of it', async () => {
  const page = await open();
  await page.getByRole('tab', { name: 'Explorer' }).click();
  await page.getByRole('button', { name: '3', exact: true }).click();
  await found(page)
    .filter({ hasText: /^\d\d\d fields in/ })
    .waitFor();
  const table = page.getByRole('table', { name: /^Explorer/ });
  const [rows, columns] = [
    Number(await table.getAttribute('aria-rowcount')) - 1,
    Number(await table.getAttribute('aria-colcount')) - 1,
  ];
  await page.locator('[data-field="0 0"]').focus();
  for (let k = 1; k < columns; k++) await page.keyboard.press('ArrowRight');
  for (let k = 1; k < rows; k++) await page.keyboard.press('ArrowDown');
  expect(await page.locator(':focus').getAttribute('data-field')).toBe(
    `${rows - 1} ${columns - 1}`,
  );
  const [cell, map] = [
    (await page.locator(':focus').boundingBox())!,
    (await page.locator('.map').boundingBox())!,
  ];
  expect(cell.x + cell.width).toBeLessThanOrEqual(map.x + map.width + 1);
  expect(cell.y + cell.height).toBeLessThanOrEqual(map.y + map.height + 1);
  expect(await page.locator('.field-cell').count()).toBeLessThan(rows * columns);
});

test('the microscope’s relation gives the cell of reading C; another is typed; a wrong one is refused', async () => {
  const page = await open();
  await page.getByRole('tab', { name: 'Known relation' }).click();
  await page.getByRole('button', { name: /Figure S2/ }).click();
  await found(page).filter({ hasText: '2 matches' }).waitFor();
  const film = page.getByLabel('CdS', { exact: true });
  await film.fill('(211)[111]');
  await film.press('Enter');
  expect(await page.getByRole('alert').textContent()).toMatch(/\[1 1 1\] does not lie in it/);
  await film.fill('(2 1 1)[−1, 1, 1] ∥ (110)[001]');
  await film.press('Enter');
  await found(page).filter({ hasText: '2 matches' }).waitFor();
  expect(await rows(page).first().textContent()).toMatch(/246\.0248\.1−1\.49\+2\.37/);
  await rows(page).first().click();
  expect(await mismatch(page, 'b')).toBe('+2.37 %');
  expect(await page.getByRole('region', { name: 'Mismatch' }).textContent()).toMatch(
    /8\.217 on 8\.341.*30\.190 on 29\.490/s,
  );
});

test('a relation begins at the stack’s own; what cannot be read clears what was found', async () => {
  const page = await open({ hash: linkOf(presetOf('ge-si').recipe) });
  await page.getByRole('tab', { name: 'Known relation' }).click();
  await found(page).waitFor();
  const film = page.getByRole('textbox', { name: 'Ge', exact: true });
  expect(await film.inputValue()).toBe('(001)[100]');
  expect(await page.getByLabel('parallel to Si').inputValue()).toBe('(001)[100]');
  await expect.poll(() => rows(page).filter({ hasText: 'built' }).count()).toBe(1);
  await film.fill('(001');
  await page.locator('.find-message').filter({ hasText: 'no relation yet' }).waitFor();
  expect(await rows(page).count()).toBe(0);
  expect(await page.getByTestId('find-status').count()).toBe(0);
  await film.fill('(001)[111]');
  await page.locator('.find-message').filter({ hasText: 'Enter finds' }).waitFor();
  await film.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'does not lie in it' }).waitFor();
  await film.fill('(0');
  await page.locator('.find-message').filter({ hasText: 'no relation yet' }).waitFor();
  expect(await page.getByText('does not lie in it').count()).toBe(0);
  await page.getByRole('button', { name: /Figure S2/ }).click();
  expect(await film.inputValue()).toBe('(211)[−111]');
  await page
    .locator('.find-message')
    .filter({ hasText: 'no relation' })
    .waitFor({ state: 'detached' });
});

test('who is strained: the strains move to the other side, in the document too', async () => {
  const page = await open();
  await fromTheTop(page);
  const cell = (n: number) => rows(page).first().locator('td').nth(n).textContent();
  expect([await cell(7), await cell(8)]).toEqual(['+1.51', '0.00']);
  await page.locator('.find').getByRole('button', { name: 'substrate', exact: true }).click();
  expect([await cell(7), await cell(8)]).toEqual(['0.00', '−1.49']);
});

test('the table as a file, in the order shown', async () => {
  const page = await open();
  await found(page).waitFor();
  await page
    .locator('.match-table')
    .getByRole('button', { name: /^atoms/ })
    .click();
  await page
    .locator('.match-table')
    .getByRole('button', { name: /^atoms/ })
    .click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('CdS-110_on_CsPbBr3-110_matches.csv');
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\n');
  expect(lines).toHaveLength(50);
  const atoms = lines.slice(1).map((l) => Number(l.split(',')[16]));
  expect(atoms).toEqual([...atoms].sort((p, q) => q - p));
});

test('crystals with elastic constants: each match with the energy that its strain costs', async () => {
  const page = await open({ hash: linkOf(presetOf('ge-si').recipe) });
  await found(page).waitFor();
  await expect.poll(() => page.getByRole('columnheader').allTextContents()).toContain('EJ/m²');
  await expect
    .poll(() => rows(page).first().locator('td').nth(11).textContent())
    .toMatch(/^0\.2\d\d$/);
});

const quartz: SlabSpec = {
  material: 'quartz',
  cell: library.get('quartz')!.constants[0]!.cell,
  hkl: [1, 1, 1],
  planes: 9,
  termination: 0,
  remove: [],
  inPlane: 'primitive',
  matrix: [
    [1, 0],
    [0, 1],
  ],
};
const chiral: Recipe = {
  epistack: 1,
  title: 'quartz on quartz',
  preset: null,
  strained: { who: 'film' },
  steps: [
    { kind: 'substrate', slab: quartz },
    { kind: 'film', slab: quartz, registryShift: [0, 0], separationAng: 3 },
    { kind: 'vacuum', vacuumAng: 20 },
  ],
};

test('what only the mirror image fits is marked, not built, and the film can be turned over', async () => {
  const page = await open({ hash: linkOf(chiral) });
  await found(page).waitFor();
  expect(await page.locator('.marks .warn').count()).toBe(0);
  await page.getByLabel('mirrors').check();
  const mirror = rows(page).filter({ hasText: 'mirror' }).first();
  await mirror.waitFor();
  const cut = await page
    .locator('.match-table td.marks')
    .evaluateAll((cells) =>
      cells
        .filter((cell) => cell.scrollWidth > cell.clientWidth)
        .map((cell) => `${cell.textContent} ${cell.scrollWidth}`),
    );
  expect(cut).toEqual([]);
  await mirror.click();
  expect(await page.getByRole('main', { name: 'Find matches' }).count()).toBe(1);
  expect(await page.getByRole('note').textContent()).toMatch(/this film’s hand cannot be laid so/);
  await page.getByRole('button', { name: 'Flip the film' }).click();
  await page.locator('.find h2').filter({ hasText: '(−1−1−1) on' }).waitFor();
});

test.each([
  [1440, 900, 'light'],
  [390, 844, 'dark'],
] as const)(
  'axe finds nothing to mend, and nothing hangs over, at %i × %i (%s)',
  async (width, height, colorScheme) => {
    const page = await open({ width, height, colorScheme });
    const over = () =>
      page.evaluate(() => [
        document.documentElement.scrollWidth - window.innerWidth,
        window.innerWidth > 700 ? document.documentElement.scrollHeight - window.innerHeight : 0,
      ]);
    for (const tab of ['Matches', 'Explorer', 'Known relation']) {
      await page.getByRole('tab', { name: tab }).click();
      await found(page).waitFor();
      if (tab === 'Matches') await rows(page).nth(2).hover();
      expect(await violations(page), tab).toEqual([]);
      expect(Math.max(...(await over())), tab).toBeLessThanOrEqual(0);
      if (width < 1024) continue;
      await page.setViewportSize({ width: 1024, height: 768 });
      await expect.poll(async () => Math.max(...(await over())), { message: tab }).toBe(0);
      await page.setViewportSize({ width, height });
    }
  },
);

test('every column of the table is whole on a desk and on a projector, the energy with them', async () => {
  const page = await open({ width: 1440, height: 900, hash: linkOf(presetOf('ge-si').recipe) });
  await found(page).waitFor();
  await page.locator('.built').waitFor();
  const cut = () =>
    page
      .locator('.match-table')
      .evaluate((box) => [
        box.scrollWidth - box.clientWidth,
        ...[...box.querySelectorAll('th')]
          .filter((th) => th.scrollWidth > th.clientWidth || th.scrollHeight > th.clientHeight)
          .map((th) => th.textContent),
      ]);
  expect(await cut()).toEqual([0]);
  await page.setViewportSize({ width: 1024, height: 768 });
  await expect.poll(cut).toEqual([0]);
});
