import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';
import { violations } from '../helpers/browser/axe.ts';
import { launch } from '../helpers/browser/chromium.ts';

let folder: string;
let site: Awaited<ReturnType<typeof serve>>;
let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'epistack-kit-'));
  const input = new URL('../../kit.html', import.meta.url).pathname;
  // Without the page's own configuration, whose licences are those of the whole page.
  await build({
    configFile: false,
    base: './',
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input } },
    publicDir: false,
    logLevel: 'error',
  });
  site = await serve(folder, { compressed: false });
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 900 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  errors = [];
  page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
  page.on('pageerror', (e) => errors.push(String(e)));
  await page.goto(`${site.url}kit.html`);
  await page.getByRole('heading', { name: 'Kit', exact: true }).waitFor();
});
afterEach(async () => {
  await page.context().close();
  expect(errors).toEqual([]);
});

const part = (name: string) => page.getByRole('region', { name, exact: true });
const focused = () => page.evaluate(() => document.activeElement?.textContent);

test.each([
  ['light', 1100],
  ['dark', 1100],
  ['light', 390],
  ['dark', 390],
] as const)(
  'axe finds nothing in any part in the %s theme at %i px, opened or closed',
  async (theme, width) => {
    await page.setViewportSize({ width, height: 900 });
    await page.getByRole('button', { name: theme, exact: true }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /Open a popover/ }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open a dialog' }).click();
    expect(await violations(page)).toEqual([]);
  },
);

test('the page is set in the font of the product, and what is pressed or disabled looks so', async () => {
  await expect
    .poll(() => page.evaluate(() => document.fonts.check('13px "Inter Variable"')))
    .toBe(true);
  const style = (locator: ReturnType<typeof part>, name: string) =>
    locator.evaluate((e, key) => getComputedStyle(e).getPropertyValue(key), name);
  const buttons = part('Buttons');
  for (const kind of ['button', 'button quiet', 'button small'])
    expect(
      await style(
        buttons.getByRole('button', { name: `${kind}, pressed`, exact: true }),
        'background-color',
      ),
      kind,
    ).not.toBe(
      await style(buttons.getByRole('button', { name: kind, exact: true }), 'background-color'),
    );
  const frame = (name: string) => style(part(name).locator('.field').first(), 'border-top-style');
  expect(await frame('Fields')).toBe('solid');
  expect(await frame('Fields, disabled')).toBe('dashed');
  // Two words wide, not as wide as the page.
  const theme = (await page.getByRole('group', { name: 'Theme' }).boundingBox())!;
  expect(theme.height).toBeLessThan(40);
});

test('plot, points and a long table work without a subject', async () => {
  await part('Plot').locator('canvas').first().waitFor();
  await part('Plot')
    .getByRole('button', { name: /^Definition/ })
    .click();
  expect(await part('Plot').getByText('Two made-up lengths').isVisible()).toBe(true);
  await part('Scatter').locator('circle.front').first().focus();
  await page.keyboard.press('Enter');
  expect(await part('Scatter').getByRole('status').textContent()).toMatch(/^point \d+ chosen$/);
  const table = part('Long table');
  await table.locator('tr[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await table.locator('tr[data-at="4999"]').waitFor();
  expect(await table.locator('tbody tr').count()).toBeLessThan(60);
  await page.keyboard.press('Enter');
  expect(await table.getByRole('status').textContent()).toBe('row 5000 chosen');
  const head = table.getByRole('columnheader', { name: /^row/ });
  expect(await head.getAttribute('aria-sort')).toBe('ascending');
  await head.getByRole('button').click();
  expect(await head.getAttribute('aria-sort')).toBe('descending');
  expect(await table.getByRole('status').textContent()).toBe('row 1 chosen');
  expect(await part('Drop hint').getByText('Drop a structure here').isVisible()).toBe(true);
  expect(await part('Ramp and link').getByRole('link').getAttribute('href')).toMatch(/licences/);
});

test('a number field: typed, stepped, refused over its limit with the reason, put back by Escape', async () => {
  const field = part('Fields, refused').getByLabel('mass');
  // The form hears of a field after it is drawn.
  const says = (text: string) =>
    part('Fields, refused').getByRole('status').getByText(text, { exact: true }).waitFor();
  // The empty one, the unreadable one and the one that is not met.
  await says('3 refused, mass 5');
  await field.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowDown');
  await says('3 refused, mass 0');
  await field.fill('11');
  await page.keyboard.press('Enter');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await says('4 refused, mass 0');
  expect(await page.getByText('A number from 0 to 10 u; Escape keeps 0.0').isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  expect(await field.inputValue()).toBe('0.0');
  await says('3 refused, mass 0');
});

test('a parsed field takes what it understands with Enter, and keeps the rest out', async () => {
  const field = part('Fields').getByLabel('pair');
  await field.fill('7 8');
  await page.keyboard.press('Enter');
  await field.fill('seven');
  expect(await part('Fields').getByRole('alert').textContent()).toBe(
    'Two whole numbers; Escape keeps 7 8',
  );
  await page.keyboard.press('Escape');
  expect(await field.inputValue()).toBe('7 8');
});

test('choice, segments and switch by keyboard; disabled ones are passed over', async () => {
  const fields = part('Fields');
  await fields.getByLabel('choice').focus();
  await page.keyboard.press('t');
  expect(await fields.getByLabel('choice').inputValue()).toBe('two');
  // One stop: arrows go along it and choose nothing.
  await page.keyboard.press('Tab');
  const right = fields.getByRole('button', { name: 'right' });
  await page.keyboard.press('ArrowDown');
  expect([await focused(), await right.getAttribute('aria-pressed')]).toEqual(['right', 'false']);
  await page.keyboard.press('Enter');
  expect(await right.getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  expect(await fields.getByLabel('switch').isChecked()).toBe(false);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement!.closest('section')!.ariaLabel)).toBe(
    'Fields, refused',
  );
});

test('tabs are one stop: arrows go around, Home and End to the ends', async () => {
  const tabs = part('Tabs').getByRole('tablist', { name: 'Lines' });
  await tabs.getByRole('tab', { name: 'First' }).focus();
  const chosen = () => tabs.getByRole('tab', { selected: true }).textContent();
  await page.keyboard.press('ArrowLeft');
  expect(await chosen()).toBe('A third with a long name');
  await page.keyboard.press('ArrowRight');
  expect(await chosen()).toBe('First');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  expect([await chosen(), await focused()]).toEqual(['Second', 'Second']);
  expect(await part('Tabs').getByRole('tabpanel', { name: 'Second' }).isVisible()).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Open a view');
});

test('Escape closes one layer at a time, the last opened first, and gives the focus back', async () => {
  const view = page.getByTestId('view');
  await page.getByRole('button', { name: 'Open a view' }).press('Enter');
  await page.getByRole('button', { name: /Open a popover/ }).press('Enter');
  const popover = page.getByRole('region', { name: 'Popover' });
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Open a dialog');
  await page.keyboard.press('Escape');
  expect(await popover.count()).toBe(0);
  expect(await focused()).toBe('Open a popover ▾');
  expect(await view.count()).toBe(1);

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Dialog' });
  await dialog.waitFor();
  // Nothing but the dialog can be reached.
  for (let k = 0; k < 4; k++) {
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate(() => {
        const at = document.activeElement!;
        return at === document.body || at.closest('dialog') !== null;
      }),
    ).toBe(true);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(focused).toBe('Open a popover ▾');
  expect(await view.count()).toBe(1);
  await page.keyboard.press('Escape');
  expect(await view.count()).toBe(0);
});

test('a view leaves Escape to a field that is typed in; a press elsewhere closes popover and dialog', async () => {
  await page.getByRole('button', { name: 'Open a view' }).press('Enter');
  await part('Fields').getByLabel('pair').press('Escape');
  expect(await page.getByTestId('view').count()).toBe(1);
  await page.getByRole('button', { name: /Open a popover/ }).click();
  await page.getByRole('heading', { name: 'Kit', exact: true }).click();
  expect(await page.getByRole('region', { name: 'Popover' }).count()).toBe(0);
  await page.getByRole('button', { name: /Open a popover/ }).click();
  await page.getByRole('button', { name: 'Open a dialog' }).click();
  await page.mouse.click(5, 5);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('files that are dropped are taken, and the page says so while they are over it', async () => {
  const drag = (type: string) =>
    page.evaluate((name) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'POSCAR'));
      document.body.dispatchEvent(
        new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }),
      );
    }, type);
  await drag('dragenter');
  await page.getByText('Drop a file', { exact: true }).waitFor();
  await drag('drop');
  expect(await page.getByTestId('dropped').textContent()).toBe('POSCAR');
  expect(await page.getByText('Drop a file', { exact: true }).count()).toBe(0);
  const chosen = { name: 'a.cif', mimeType: 'text/plain', buffer: Buffer.from('x') };
  await page.getByLabel('Choose a file…').setInputFiles(chosen);
  expect(await page.getByTestId('dropped').textContent()).toBe('a.cif');
  expect(await page.getByLabel('Choose a file…').inputValue()).toBe('');
});
