import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { ISOLATED } from '../../../scripts/serve.ts';
import { type OpenPage, openPage } from '../../helpers/browser/page.ts';

// What the page does when a part of it is missing or broken: the part says so, all else works.

let opened: OpenPage | null = null;
const open = async (): Promise<Page> => {
  opened = await openPage();
  return opened.page;
};
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** Serves this in place of a script, or breaks the connection, for its styles too; until the answer is called. */
async function broken(
  page: Page,
  script: string,
  body: string | null = null,
): Promise<() => Promise<void>> {
  const scripts = `**/assets/${script}-*.${body === null ? '*' : 'js*'}`;
  await page.route(scripts, (route) =>
    body === null
      ? route.abort('internetdisconnected')
      : route.fulfill({ contentType: 'text/javascript', headers: ISOLATED, body }),
  );
  return () => page.unroute(scripts);
}

const fault = (page: Page, what: string) =>
  page.getByRole('alert', { name: `${what} failed`, exact: true });

async function documentIsKept(page: Page): Promise<void> {
  expect(await page.locator('.view canvas').first().isVisible()).toBe(true);
  expect(await page.locator('.doc h1').textContent()).toContain('CdS (110) on CsPbBr₃ (110)');
  // The rest of the page still works.
  await page
    .getByRole('button', { name: 'Light theme' })
    .or(page.getByRole('button', { name: 'Dark theme' }))
    .click();
}

/** Script, what the page calls it, how it is opened, and what is there once it is. */
const PANELS = [
  {
    script: 'Matches',
    what: 'Find matches',
    open: (page: Page) => page.getByRole('button', { name: 'Find matches' }).click(),
    there: (page: Page) => page.getByRole('main', { name: 'Find matches' }),
    close: (page: Page) => page.getByRole('button', { name: 'Find matches' }).click(),
  },
  {
    script: 'AnalysisPanel',
    what: 'The analysis',
    open: (page: Page) => page.getByRole('button', { name: 'Analyse' }).click(),
    there: (page: Page) => page.getByRole('region', { name: 'Analysis' }),
    close: (page: Page) => page.getByRole('button', { name: 'Close the analysis' }).click(),
  },
  {
    script: 'MdPanel',
    what: 'Run MD',
    open: (page: Page) => page.getByRole('button', { name: 'Run MD…' }).click(),
    there: (page: Page) => page.getByRole('region', { name: 'Run MD' }),
    close: (page: Page) => page.getByRole('button', { name: 'Close Run MD' }).click(),
  },
  {
    script: 'ImportDialog',
    what: 'Import',
    open: (page: Page) => page.getByRole('button', { name: 'Import a crystal…' }).click(),
    there: (page: Page) => page.getByRole('dialog', { name: 'Import a crystal' }),
    close: (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Close' }).click(),
  },
  {
    script: 'Look',
    what: 'The Look panel',
    open: (page: Page) => page.getByRole('button', { name: 'Look', exact: true }).click(),
    there: (page: Page) => page.getByText('atom size'),
    close: (page: Page) => page.getByRole('button', { name: 'Close Look' }).click(),
  },
] as const;

test('a panel that cannot be fetched says so, is fetched by the next try, and blanks nothing', async () => {
  const page = await open();
  for (const panel of PANELS) {
    const mend = await broken(page, panel.script);
    await panel.open(page);
    const message = fault(page, panel.what);
    await message.waitFor();
    expect(await message.textContent()).toMatch(/could not be loaded: there is no connection, or/);
    expect(await message.getByRole('button', { name: 'Reload the page' }).isVisible()).toBe(true);
    await documentIsKept(page);
    // Again without a connection: it says so again.
    await message.getByRole('button', { name: 'Try again' }).click();
    await message.waitFor();
    await mend();
    await message.getByRole('button', { name: 'Try again' }).click();
    await message.waitFor({ state: 'detached' });
    await panel.there(page).first().waitFor();
    // With its looks.
    await expect
      .poll(() =>
        page.evaluate(() =>
          [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].every(
            (l) => l.sheet,
          ),
        ),
      )
      .toBe(true);
    await panel.close(page);
  }
});

test('a panel that could not be fetched is fetched anew when it is opened again', async () => {
  const page = await open();
  const mend = await broken(page, 'Matches');
  await page.getByRole('button', { name: 'Find matches' }).click();
  await fault(page, 'Find matches').getByRole('button', { name: 'Close' }).click();
  await mend();
  await page.getByRole('button', { name: 'Find matches' }).click();
  await page.getByText(/\d matches in/).waitFor();
  // Cut off before the page is kept, one is not sent into a reload that would end it.
  await opened!.context.setOffline(true);
  await page.getByRole('button', { name: 'Import a crystal…' }).click();
  const message = fault(page, 'Import');
  await message.filter({ hasText: 'has not kept the whole page yet' }).waitFor();
  expect(await message.getByRole('button', { name: 'Reload the page' }).count()).toBe(0);
  await opened!.context.setOffline(false);
  await message.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('dialog', { name: 'Import a crystal' }).waitFor();
});

test('a panel that throws names the bug, and the page goes on', async () => {
  const page = await open();
  await broken(page, 'Matches', 'export function Matches() { throw new Error("planted"); }');
  await page.getByRole('button', { name: 'Find matches' }).click();
  const message = fault(page, 'Find matches');
  await message.waitFor();
  expect(await message.textContent()).toMatch(/^Find matches met a bug in Epistack \(planted\)\./);
  await documentIsKept(page);
  await message.getByRole('button', { name: 'Close' }).click();
  await message.waitFor({ state: 'detached' });
});

test('panels that cannot be fetched at all leave the picture, and a way on', async () => {
  let mend = async () => {};
  opened = await openPage({
    until: 'picture',
    before: async (page) => {
      mend = await broken(page, 'start');
    },
  });
  const { page } = opened;
  const message = page.getByRole('alert');
  await message.waitFor();
  expect(await message.textContent()).toMatch(/panels could not be loaded/);
  expect(await page.locator('.view canvas').first().isVisible()).toBe(true);
  await mend();
  await message.getByRole('button', { name: 'Reload the page' }).click();
  await page.getByRole('button', { name: 'Find matches' }).waitFor();
});

test('a small thing that cannot be fetched is said in a line', async () => {
  const page = await open();
  await broken(page, 'poscarText');
  await page.getByRole('button', { name: /Export/ }).click();
  await page.getByRole('button', { name: 'Download POSCAR' }).click();
  await page.getByText(/^The POSCAR: the part of the page for it could not be loaded/).waitFor();
});

test.each(['xx-INVALID-@@', 'en-US@posix'])(
  'a browser whose language is %j shows the page and its plots',
  async (language) => {
    const init = `
      Object.defineProperty(Navigator.prototype, 'language', { get: () => ${JSON.stringify(language)}, configurable: true });
      Object.defineProperty(Navigator.prototype, 'languages', { get: () => [${JSON.stringify(language)}], configurable: true });`;
    opened = await openPage({ init });
    await opened.page.locator('.play:enabled').waitFor();
    await opened.page.getByRole('button', { name: 'Next frame' }).click();
    await opened.page.locator('.player .plot canvas').waitFor();
    expect(opened.errors).toEqual([]);
  },
);

/** Ways in which a browser can refuse to keep or to work, and what the page says then. */
const REFUSALS = {
  'storage throws': `for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });`,
  'there is no database': `Object.defineProperty(window, 'indexedDB', { value: undefined });`,
  'the database throws': `IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };`,
  'the database never opens': 'IDBFactory.prototype.open = () => new EventTarget();',
  'the database refuses': `IDBFactory.prototype.open = () => {
    const request = new EventTarget();
    setTimeout(() => {
      const event = new Event('error');
      request.onerror?.(event);
      request.dispatchEvent(event);
    });
    return request;
  };`,
  'no locks and no channels': `Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    Object.defineProperty(window, 'BroadcastChannel', { value: undefined });`,
} as const;

test.each(Object.entries(REFUSALS))('where %s the page works', async (kind, init) => {
  opened = await openPage({ init });
  const { page } = opened;
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  // Known before anything is edited.
  if (kind === 'storage throws')
    await page.getByText(/^This browser keeps no documents here/).waitFor();
  await page.getByLabel('Open a preset').selectOption('ge-si');
  await page.getByText('Ge (001) on Si (001)').first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('.doc h1', { hasText: 'CdS (110) on CsPbBr₃ (110)' }).waitFor();
  if (kind.includes('database')) {
    const notice = page.getByText(/^This browser keeps no documents here/);
    await notice.waitFor();
    expect(await notice.count()).toBe(1);
  }
  expect(opened.errors).toEqual([]);
});

const NO_WORKERS = {
  'throw as they are made': `window.Worker = class { constructor() { throw new DOMException('denied', 'SecurityError'); } };`,
  'fail as they start': `window.Worker = class extends EventTarget {
    constructor() { super(); setTimeout(() => { const e = new Event('error'); this.onerror?.(e); this.dispatchEvent(e); }); }
    postMessage() {}
    terminate() {}
  };`,
  'never start': `window.Worker = class extends EventTarget { postMessage() {} terminate() {} };`,
  'do not exist': 'delete window.Worker;',
} as const;

test.each(Object.entries(NO_WORKERS))(
  'where workers %s the page builds and searches itself, and says so once',
  async (_, init) => {
    opened = await openPage({ init });
    const { page } = opened;
    await page.getByRole('button', { name: 'Find matches' }).click();
    await page
      .getByTestId('find-status')
      .filter({ hasText: /matches in/ })
      .waitFor();
    const notice = page.getByText(/^This browser starts no web workers/);
    await notice.waitFor();
    expect(await notice.count()).toBe(1);
    await page.getByRole('button', { name: 'Find matches' }).click();
    await page.getByRole('button', { name: 'Run MD…' }).click();
    const panel = page.getByRole('region', { name: 'Run MD' });
    await panel.getByRole('button', { name: 'Run', exact: true }).click();
    await panel.getByText(/starts no web workers/).waitFor();
    expect(opened.errors).toEqual([]);
  },
);

test('the content policy allows no style of the page’s own making, and all panels look as they should', async () => {
  const page = await open();
  const policy = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute('content');
  expect(policy).toContain("style-src 'self';");
  expect(policy).not.toContain('unsafe-inline');
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  const label = page.getByText('atom size');
  await label.waitFor();
  // Leva's own rules apply, which it would write into a <style> element.
  const grids = page
    .locator('[class*="leva-c-"]')
    .evaluateAll((all) => all.filter((e) => getComputedStyle(e).display === 'grid').length);
  expect(await grids).toBeGreaterThan(3);
  expect(await page.locator('style').count()).toBe(0);
  await page.getByRole('button', { name: 'Find matches' }).click();
  await page
    .getByTestId('find-status')
    .filter({ hasText: /matches in/ })
    .waitFor();
  expect(opened!.errors).toEqual([]);
});
