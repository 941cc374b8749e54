import type { Locator, Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { linkOf } from '#core/recipe/share.ts';
import { type OpenOptions, type OpenPage, openPage } from '../../helpers/browser/page.ts';

let opened: OpenPage | null = null;
const open = async (options?: OpenOptions): Promise<Page> => {
  opened = await openPage(options);
  return opened.page;
};
afterEach(async () => {
  const errors = opened?.errors;
  await opened?.close();
  opened = null;
  expect(errors).toEqual([]);
});

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true });

interface PlaceOnPage {
  readonly opener: (page: Page) => Locator;
  readonly panel: (page: Page) => Locator;
  /** What has to be opened before. */
  readonly first?: (page: Page) => Promise<void>;
  /** Where the focus is afterwards, where not on the button itself. */
  readonly back?: (page: Page) => Locator;
}

const PLACES: Readonly<Record<string, PlaceOnPage>> = {
  'Find matches': {
    opener: (page) => button(page, 'Find matches'),
    panel: (page) => page.getByRole('main', { name: 'Find matches' }),
  },
  Present: {
    opener: (page) => button(page, 'Present'),
    panel: (page) =>
      page
        .getByRole('region', { name: 'Presentation' })
        .filter({ has: page.getByRole('heading', { level: 2 }) }),
  },
  Look: {
    opener: (page) => button(page, 'Look'),
    panel: (page) => page.getByRole('region', { name: 'Look' }),
  },
  'Full screen': {
    opener: (page) => button(page, 'Full screen'),
    panel: (page) => page.locator('html[data-picture-alone]'),
  },
  Analyse: {
    opener: (page) => button(page, 'Analyse'),
    panel: (page) => page.getByRole('region', { name: 'Analysis' }).getByRole('heading').first(),
  },
  'Run MD': {
    opener: (page) => button(page, 'Run MD…'),
    panel: (page) => page.getByRole('region', { name: 'Run MD' }),
  },
  Import: {
    opener: (page) => button(page, 'Import a crystal…'),
    panel: (page) => page.getByRole('dialog', { name: 'Import a crystal' }),
  },
  Report: {
    opener: (page) => button(page, 'full report'),
    panel: (page) => page.getByRole('dialog', { name: 'Full report' }),
  },
  Export: {
    first: (page) => button(page, /^Export/).press('Enter'),
    opener: (page) => button(page, /^More formats/),
    panel: (page) => page.getByRole('dialog', { name: 'Take it with you' }),
    back: (page) => button(page, /^Export/),
  },
};
const isFocused = (locator: Locator) => locator.evaluate((e) => e === document.activeElement);

test('each place: Escape closes it and gives the focus back; Back closes it, Forward opens it again', async () => {
  const page = await open();
  const [entries, address] = await page.evaluate(() => [history.length, location.href]);
  for (const [name, { opener, panel, first, back = opener }] of Object.entries(PLACES)) {
    const enter = async () => {
      await first?.(page);
      await opener(page).press('Enter');
      await panel(page).waitFor();
    };
    const isClosed = async () => {
      await panel(page).waitFor({ state: 'detached' });
      await expect.poll(() => isFocused(back(page)), { message: name }).toBe(true);
    };
    await enter();
    // One entry, in the place of those that earlier places have left.
    expect(await page.evaluate(() => history.length), name).toBe(entries + 1);
    expect(page.url(), name).toBe(address);
    if (first === undefined && (await opener(page).isVisible()))
      expect(await opener(page).getAttribute('aria-expanded'), name).toBe('true');
    await page.keyboard.press('Escape');
    await isClosed();
    await expect
      .poll(() => back(page).getAttribute('aria-expanded'), { message: name })
      .toBe('false');

    await enter();
    await page.goBack();
    await isClosed();
    await page.goForward();
    await panel(page).waitFor();
    expect(page.url(), name).toBe(address);
    await page.keyboard.press('Escape');
    await isClosed();
  }
});

const film = (page: Page) => page.getByLabel('plane', { exact: true }).first();
const setFilm = async (page: Page, hkl: string) => {
  await film(page).fill(hkl);
  await film(page).press('Enter');
};

test('places leave the history as they came: the one opened last first, others by their buttons', async () => {
  const page = await open();
  const entries = await page.evaluate(() => history.length);
  await button(page, 'Analyse').click();
  await PLACES['Analyse']!.panel(page).waitFor();
  await button(page, 'Find matches').click();
  await PLACES['Find matches']!.panel(page).waitFor();
  await page.goBack();
  await PLACES['Find matches']!.panel(page).waitFor({ state: 'detached' });
  expect(await PLACES['Analyse']!.panel(page).isVisible()).toBe(true);
  // Look stands where the analysis was: one takes the place of the other, and its entry.
  await button(page, 'Look').click();
  await PLACES['Look']!.panel(page).waitFor();
  expect(await PLACES['Analyse']!.panel(page).count()).toBe(0);
  await page.goBack();
  await PLACES['Look']!.panel(page).waitFor({ state: 'detached' });
  expect(await PLACES['Analyse']!.panel(page).count()).toBe(0);
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(entries + 2);
});

test('Back closes an open menu, and stays on the page; no panel stands over a menu', async () => {
  const page = await open({ width: 1200 });
  await button(page, 'More').click();
  await button(page, 'Look').click();
  await PLACES['Look']!.panel(page).getByText('atom size').waitFor();
  const address = page.url();
  // Of the menu, the points that something else covers or cuts off.
  const covered = () =>
    page.locator('.popover').evaluate((menu) => {
      const { left, right, top, bottom } = menu.getBoundingClientRect();
      const out: string[] = [];
      for (let x = left + 4; x < right - 4; x += 12)
        for (let y = top + 4; y < bottom - 4; y += 12)
          if (!menu.contains(document.elementFromPoint(x, y))) out.push(`${x}, ${y}`);
      return out;
    });
  for (const [name, menu] of [
    [/^Export/, 'Export'],
    ['More', 'More'],
    [/^Playback/, 'Playback'],
    ['More views', 'More views'],
  ] as const) {
    await button(page, name).press('Enter');
    await page.getByRole('region', { name: menu, exact: true }).waitFor();
    expect(await covered(), menu).toEqual([]);
    await page.goBack();
    await page.getByRole('region', { name: menu, exact: true }).waitFor({ state: 'detached' });
    await expect.poll(() => isFocused(button(page, name))).toBe(true);
  }
  expect(page.url()).toBe(address);
});

test('what was closed by its own button leaves nothing for Back to undo', async () => {
  const page = await open();
  const [first, search] = [page.url(), () => page.evaluate(() => location.search)];
  await page.goto(`${first}?again`);
  await button(page, 'Find matches').waitFor();
  const entries = await page.evaluate(() => history.length);
  for (let k = 0; k < 3; k++) {
    await button(page, 'Find matches').click();
    await PLACES['Find matches']!.panel(page).waitFor();
    await page.keyboard.press('Escape');
    await PLACES['Find matches']!.panel(page).waitFor({ state: 'detached' });
  }
  expect(await page.evaluate(() => history.length)).toBe(entries + 1);
  // One press leaves the page.
  await page.evaluate(() => history.back());
  await expect.poll(search).toBe('');
});

test('the link of the document stays in the address until it is edited, and no edit is undone by Back', async () => {
  const link = linkOf(DEFAULT_PRESET.recipe);
  const page = await open({ hash: link });
  const hash = () => page.evaluate(() => location.hash);
  await button(page, 'Find matches').click();
  await PLACES['Find matches']!.panel(page).waitFor();
  await expect.poll(hash).toBe(link);
  await page.goBack();
  await PLACES['Find matches']!.panel(page).waitFor({ state: 'detached' });
  await expect.poll(hash).toBe(link);

  await button(page, 'Analyse').click();
  // It takes the focus when it stands: not out of the field that is typed in.
  await PLACES['Analyse']!.panel(page).waitFor();
  const entries = await page.evaluate(() => history.length);
  for (const hkl of ['1 1 1', '0 0 1', '2 1 1']) await setFilm(page, hkl);
  expect(await page.evaluate(() => history.length)).toBe(entries);
  await expect.poll(hash).toBe('');
  // The entry below still names the document as it was: that is out of date.
  await page.goBack();
  await PLACES['Analyse']!.panel(page).waitFor({ state: 'detached' });
  await expect.poll(hash).toBe('');
  await expect.poll(() => film(page).inputValue(), { timeout: 20_000 }).toBe('2 1 1');
  // Copied where a panel is open, the link stays when the panel is closed.
  await button(page, 'Analyse').click();
  await button(page, 'Copy link').click();
  await expect.poll(hash).toMatch(/^#[rz]=/);
  const copied = await hash();
  await page.keyboard.press('Escape');
  await PLACES['Analyse']!.panel(page).waitFor({ state: 'detached' });
  await expect.poll(hash).toBe(copied);
});

test('a link pasted into the address bar opens its document; Back goes to the one before', async () => {
  const edited = { ...DEFAULT_PRESET.recipe, title: 'another' };
  const page = await open({ hash: linkOf(DEFAULT_PRESET.recipe) });
  await page.evaluate((hash) => {
    location.hash = hash;
  }, linkOf(edited));
  await expect.poll(() => page.title()).toBe('another — Epistack');
  await page.goBack();
  await expect.poll(() => page.title()).toBe('CdS (110) on CsPbBr3 (110) — Epistack');
  await button(page, 'Undo').click();
  expect(await page.title()).toBe('another — Epistack');
});

test.each([390, 360, 320])(
  'all of the header is within reach at %i px, by thumb and by keyboard',
  async (width) => {
    const page = await open({ width, height: 844 });
    const more = button(page, 'More');
    const seen = async (target: Locator) => {
      const box = (await target.boundingBox())!;
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(40);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(844);
    };
    for (const name of ['Undo', 'Redo', 'More', /^Export/]) await seen(button(page, name));
    await more.focus();
    await page.keyboard.press('Enter');
    for (const name of ['Find matches', 'Present', 'Look', 'Dark theme', 'Copy link'])
      await seen(button(page, name));
    await seen(page.getByLabel('Open a preset'));
    await page.keyboard.press('Escape');
    expect(await button(page, 'Present').count()).toBe(0);
    expect(await isFocused(more)).toBe(true);
    // What is opened from the menu gives the focus back to it.
    await page.keyboard.press('Enter');
    await button(page, 'Present').press('Enter');
    await PLACES['Present']!.panel(page).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => isFocused(more)).toBe(true);
    // A preset that is chosen closes the menu, too.
    await page.keyboard.press('Enter');
    await page.getByLabel('Open a preset').selectOption({ index: 3 });
    await expect.poll(() => page.getByLabel('Open a preset').count()).toBe(0);
    expect(await isFocused(more)).toBe(true);
  },
);

test('nothing is cut off in any place, at any size', async () => {
  const page = await open({ width: 1100, height: 600 });
  for (const [width, height] of [
    [1100, 600],
    [960, 540],
    [720, 450],
    [390, 844],
    [320, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    const hangsOver = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(hangsOver, { message: `${width}` }).toBeLessThanOrEqual(0);
    // The picture is tall enough to be seen, and the player is not under it.
    const view = (await page.locator('.view').boundingBox())!;
    expect(view.height).toBeGreaterThan(180);
    for (const name of ['Find matches', 'Present', 'Look', 'Analyse', 'Run MD']) {
      const { opener, panel } = PLACES[name]!;
      if (!(await opener(page).isVisible())) await button(page, 'More').click();
      await opener(page).click();
      await panel(page).waitFor();
      // A plot is drawn anew in its place when that is narrower.
      await expect.poll(hangsOver, { message: name }).toBeLessThanOrEqual(0);
      const box = (await panel(page).boundingBox())!;
      expect(box.x, name).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, name).toBeLessThanOrEqual(width);
      await page.keyboard.press('Escape');
      await panel(page).waitFor({ state: 'detached' });
    }
    // Menus scroll inside the window, and none hangs over its edge.
    for (const name of ['Playback', 'More views']) {
      const opener = page.getByRole('button', { name: new RegExp(`^${name}`) });
      if (!(await opener.isVisible())) continue;
      await opener.click();
      const menu = page.getByRole('region', { name, exact: true });
      // In the sheet of a small window the player's settings scroll with it.
      if ((await menu.evaluate((e) => getComputedStyle(e).maxHeight)) !== 'none') {
        const box = (await menu.boundingBox())!;
        expect(box.y, name).toBeGreaterThanOrEqual(0);
        expect(box.y + box.height, name).toBeLessThanOrEqual(height);
      }
      await page.keyboard.press('Escape');
    }
  }
});
