import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { type OpenPage, openPage } from '../../helpers/browser/page.ts';
import { tabFaults } from '../../helpers/browser/tabFaults.ts';

let opened: OpenPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const titleOf = (page: Page) =>
  page.getByRole('region', { name: 'Presentation' }).getByRole('heading', { level: 2 });

/** How many pixels of the words over the picture are set where the legend stands. */
function paintedUnderLegend() {
  const words = [...document.querySelectorAll<HTMLCanvasElement>('.canvas canvas')].at(-1)!;
  const at = words.getBoundingClientRect();
  const scale = words.width / at.width;
  const copy = Object.assign(document.createElement('canvas'), {
    width: words.width,
    height: words.height,
  });
  const pen = copy.getContext('2d', { willReadFrequently: true })!;
  pen.drawImage(words, 0, 0);
  const rows = [...document.querySelectorAll('.legend button')];
  let pixels = 0;
  for (const row of rows) {
    const { x, y, width, height } = row.getBoundingClientRect();
    const [left, top] = [(x - at.x) * scale, (y - at.y) * scale];
    const { data } = pen.getImageData(left, top, width * scale, height * scale);
    pixels += data.filter((value, k) => k % 4 === 3 && value > 0).length;
  }
  return { rows: rows.length, pixels };
}

test('a presentation steps by remote, shows the picture alone, and plays at its end', async () => {
  opened = await openPage({ width: 1024, height: 768 });
  const { page } = opened;
  const title = titleOf(page);
  await page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>('.play')?.disabled === false,
  );
  await page.getByRole('button', { name: 'Present' }).click();
  await page.getByRole('heading', { name: 'Crystals' }).waitFor();
  expect(
    await page.locator('.stack, .report, .player, .head, .tools').locator('visible=true').count(),
  ).toBe(0);
  for (let step = 0; step < 3; step++) await page.keyboard.press('PageDown');
  expect(await title.textContent()).toBe('Misfit');
  expect(await page.locator('.story dd').allTextContents()).toEqual(['−1.49 %', '−1.49 %']);
  // On a phone no word of the picture stands on its legend.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.evaluate(paintedUnderLegend)).toEqual({ rows: 7, pixels: 0 });
  await page.setViewportSize({ width: 1024, height: 768 });
  // The lengths of the picture's arrows.
  expect(await page.locator('.story p').allTextContents()).toContainEqual(
    expect.stringContaining('27.5\u00a0nm along a and 38.9\u00a0nm along b'),
  );
  await page.keyboard.press('PageDown');
  // Nothing is cut on a projector, and all is read from the back row.
  const aids = (await page.getByText('For the room').boundingBox())!;
  expect(await page.locator('.story').evaluate((s) => s.scrollHeight - s.clientHeight)).toBe(0);
  expect(aids.y + aids.height).toBeLessThanOrEqual(768);
  const sizes = await page
    .locator('.story :is(p, dt, dd, span, button, select, summary), .legend :is(button, small, b)')
    .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(20);
  await page.keyboard.press('PageDown');
  expect(await title.textContent()).toBe('In motion');
  // Read from the back row, the letters of its plot too.
  await page.locator('.plot canvas, .player-value').nth(2).waitFor();
  const letters = await page
    .locator('.plot, .player-clock, .player-about, .player-value')
    .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  expect(letters.length).toBeGreaterThan(3);
  expect(Math.min(...letters)).toBeGreaterThanOrEqual(20);
  const inPlot = await page
    .locator('.plot canvas')
    .evaluate((c: HTMLCanvasElement) => c.getContext('2d')!.font);
  expect(Number.parseFloat(inPlot)).toBeGreaterThanOrEqual(20);
  // It plays by itself.
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.locator('.stack').waitFor();
  expect(opened.errors).toEqual([]);
});

test('a shipped story shows other stacks and tries things out, and leaves the document as it was', async () => {
  opened = await openPage({ width: 900, height: 700, reducedMotion: 'reduce' });
  const { page } = opened;
  const before = await page.evaluate(() => [localStorage.length, location.href]);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Present' }).click();
  await page.getByLabel('Story', { exact: true }).selectOption('lattice-to-mismatch');
  await page.getByRole('heading', { name: 'A crystal and its constant' }).waitFor();
  const drawnLabel = () => page.getByRole('application').getAttribute('aria-label');
  expect(await drawnLabel()).toContain('Si (001)');
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
  const mismatch = page.getByTestId('number-mismatch-a');
  expect(await mismatch.textContent()).toBe('+4.18 %');
  const tried = page.getByLabel(/^Lattice constant of the film/);
  await tried.fill('5.2');
  expect(await mismatch.textContent()).toBe('−4.25 %');
  // In sight without scrolling, above the way on.
  const bottomOf = async (what: Locator) => {
    const box = (await what.boundingBox())!;
    return box.y + box.height;
  };
  const way = (await page.getByRole('navigation', { name: /^Steps/ }).boundingBox())!;
  expect(await bottomOf(tried)).toBeLessThan(way.y);
  await page.keyboard.press('PageDown');
  await page.getByTestId('number-film-strain').filter({ hasText: '−4.01 %' }).waitFor();

  await page.getByLabel('Story', { exact: true }).selectOption('critical-thickness');
  await page.getByRole('heading', { name: 'Strain costs' }).waitFor();
  for (let step = 0; step < 2; step++) await page.keyboard.press('PageDown');
  // A formula is set, with fractions, and is a line of text for who cannot see it.
  const formula = page.locator('.story math[display="block"]');
  expect(await formula.getAttribute('aria-label')).toMatch(
    /^h = .*cos² θ.* \(ln \(h \/ b\) \+ 1\)$/,
  );
  const [above, below] = await formula
    .locator('mfrac > *')
    .evaluateAll((all) => all.slice(0, 2).map((one) => one.getBoundingClientRect()));
  expect(above!.bottom).toBeLessThanOrEqual(below!.top + 1);
  for (let step = 0; step < 2; step++) await page.keyboard.press('PageDown');
  const verdict = page.getByTestId('verdict');
  expect(await verdict.textContent()).toMatch(/^Relaxed.*Blakeslee: 11\.\d\sÅ/);
  const sliders = page.getByRole('slider', { name: /^Mismatch/ });
  await sliders.fill('0');
  expect(await bottomOf(verdict)).toBeLessThan(way.y);
  expect(await verdict.textContent()).toMatch(/^Coherent/);
  // The film of the picture has this mismatch, of 0.1 %.
  await page.getByText(/a = 5\.436\sÅ/).waitFor();
  // The film in the picture is as thick as the slider says, 3 Å: three planes.
  await page.getByRole('slider', { name: /^Thickness/ }).fill('0');
  await expect.poll(() => page.locator('.legend').textContent()).toMatch(/Ge\s?6(?!\d)/);

  // Blank, and back by any key; the clock; no motion unless it is asked for. The slider that was moved takes arrows.
  await page.keyboard.press('ArrowRight');
  expect(await titleOf(page).textContent()).toBe('Try it');
  await page.keyboard.press('b');
  await page.getByRole('button', { name: /^The screen is blank/ }).waitFor();
  await page.keyboard.press('x');
  expect(await page.locator('.blank').count()).toBe(0);
  // Some remotes send a full stop.
  await page.keyboard.press('.');
  await page.getByRole('button', { name: /^The screen is blank/ }).click();
  await page.keyboard.press('t');
  await page.getByRole('timer').waitFor();
  await page.keyboard.press('l');
  await page.mouse.move(600, 300);
  expect(await page.locator('.laser').boundingBox()).toMatchObject({ x: 591, y: 291 });
  await page.getByLabel('Story', { exact: true }).selectOption('cds-on-cspbbr3');
  await page.getByRole('heading', { name: 'Two crystals' }).waitFor();
  for (let step = 0; step < 5; step++) await page.keyboard.press('PageDown');
  await page.getByRole('button', { name: 'Let the film glide' }).waitFor();
  // Its numbers change with every frame, and are not read out each time.
  expect(await page.locator('.story .step').getAttribute('aria-live')).toBe('polite');
  expect(await page.locator('.story dl').getAttribute('aria-live')).toBe('off');

  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  await page.locator('.stack').waitFor();
  expect(await drawnLabel()).toContain('CdS (110) on CsPbBr₃ (110)');
  expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
  expect(await page.evaluate(() => [localStorage.length, location.href])).toEqual(before);

  // The palette: every action by name; the sheet of keys; the editor, and a link that tells what was written.
  // Its code comes late here: what is typed meanwhile counts, Enter too.
  let send = () => {};
  const isSent = new Promise<void>((resolve) => {
    send = resolve;
  });
  const isAsked = page.waitForRequest(/\/Palette-[^/]*\.js$/);
  await page.route(/\/Palette-[^/]*\.js$/, (route) => isSent.then(() => route.continue()));
  await page.locator('body').press('Control+k');
  await isAsked;
  await page.keyboard.type('write stori');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('y');
  await page.keyboard.press('Enter');
  send();
  const editor = page.getByRole('region', { name: 'Story' });
  await editor.getByRole('button', { name: 'Add this view as a step' }).click();
  await editor.getByLabel('Text, a paragraph a line').fill('<b>Plain</b> text');
  // A reload keeps what is being typed.
  expect(
    await page.evaluate(() => {
      window.dispatchEvent(new Event('pagehide'));
      return sessionStorage.getItem('epistack.story') ?? localStorage.getItem('epistack.story');
    }),
  ).toContain('<b>Plain</b> text');
  await editor.getByRole('button', { name: 'Add this view as a step' }).click();
  await editor.getByLabel('Number to show').first().selectOption('mismatch-a');
  await editor.getByLabel('Step 2', { exact: true }).fill('Second');
  await editor.getByRole('button', { name: 'Move step 2 up' }).click();
  await editor.getByRole('button', { name: 'Preview', exact: true }).click();
  await page.getByRole('heading', { name: 'Second' }).waitFor();
  await page.keyboard.press('PageDown');
  await page.getByText('<b>Plain</b> text').waitFor();
  expect(await page.getByTestId('number-mismatch-a').textContent()).toBe('−1.49 %');
  await page.keyboard.press('Escape');
  await editor.getByRole('button', { name: 'Undo in the story' }).click();
  expect(await editor.getByLabel('Step 2', { exact: true }).inputValue()).toBe('Second');
  // Three lines at least; the click after a question counts, and no answer is none.
  const text = editor.getByLabel('Text, a paragraph a line').first();
  expect((await text.boundingBox())!.height).toBeGreaterThan(60);
  const answer = editor.getByLabel('Its answer').first();
  expect(await answer.isDisabled()).toBe(true);
  await editor.getByLabel('Question').first().pressSequentially('Why?');
  expect(await answer.isDisabled()).toBe(false);
  // What cannot be read as a formula is said while it is typed; what adds a step is in reach, however long the story is.
  await text.press('End');
  await text.pressSequentially(' $\\foo{x}$');
  await editor.getByText(/foo/).last().waitFor();
  await editor.evaluate((all) => all.scrollTo(0, 0));
  const add = (await editor
    .getByRole('button', { name: 'Add this view as a step' })
    .boundingBox())!;
  expect(add.y + add.height).toBeLessThanOrEqual(700);
  for (let k = 0; k < ' $\\foo{x}$'.length; k++) await text.press('Backspace');
  const save = editor.getByRole('button', { name: 'Save as one HTML' });
  const { y } = (await save.boundingBox())!;
  await page.keyboard.press('Tab');
  expect((await save.boundingBox())!.y).toBe(y);
  const saving = page.waitForEvent('download');
  await save.click();
  const saved = await saving;
  await page.locator('body').press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Redo').waitFor();
  expect(opened.errors).toEqual([]);

  // The file plays from a disk, with storage blocked, and asks nobody for anything.
  const file = join(mkdtempSync(join(tmpdir(), 'epistack-story-')), saved.suggestedFilename());
  expect(file).toMatch(/\.html$/);
  await saved.saveAs(file);
  expect(statSync(file).size).toBeLessThan(800_000);
  const offline = await opened.context.browser()!.newContext({
    viewport: { width: 1024, height: 768 },
    hasTouch: true,
    offline: true,
  });
  try {
    const alone = await offline.newPage();
    const faults = tabFaults(offline, alone);
    const asked: string[] = [];
    offline.on('request', (r) => asked.push(r.url()));
    await alone.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      }),
    );
    await alone.goto(pathToFileURL(file).href);
    await alone.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
    const said = titleOf(alone);
    expect(await said.textContent()).toBe('Step 1');
    await alone.getByText('<b>Plain</b> text').waitFor();
    expect(await alone.getByTestId('number-mismatch-a').textContent()).toBe('−1.49 %');
    await alone.getByText('Why?').waitFor();
    expect(await alone.getByText('Answer', { exact: true }).count()).toBe(0);
    await alone.getByRole('button', { name: 'Next' }).tap();
    expect(await said.textContent()).toBe('Second');
    await alone.keyboard.press('PageUp');
    expect(await said.textContent()).toBe('Step 1');
    expect(await alone.getByRole('button', { name: 'End' }).count()).toBe(0);
    const picture = alone.getByRole('application');
    expect(await picture.getAttribute('aria-label')).toContain('CdS (110) on CsPbBr₃ (110)');
    const before = await picture.screenshot();
    await picture.press('ArrowRight');
    await expect.poll(async () => before.equals(await picture.screenshot())).toBe(false);
    await alone.getByText('About this file').click();
    await alone.getByText(/^react-dom [\d.]+ \(MIT\)/m).waitFor();
    expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
    expect(faults).toEqual([]);
  } finally {
    await offline.close();
    rmSync(dirname(file), { recursive: true });
  }
});
