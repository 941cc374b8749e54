import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { tabFaults } from '../helpers/browser/tabFaults.ts';
import { savedBy } from './downloads.ts';
import { PATIENCE_MS, type Tab, type Target } from './tab.ts';

/**
 * A tab of Chromium (DevTools protocol) or of Firefox (WebDriver BiDi): Playwright speaks to both.
 * @param downloads the folder of a browser whose downloads Playwright does not notice
 */
export async function playwrightTab(browser: Browser, downloads?: string): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const errors = tabFaults(context, page);
  return {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    url: async () => page.url(),
    click: (target) => locate(page, target).click(),
    type: async (target, text) => {
      const field = locate(page, target);
      await field.click();
      await field.press('ControlOrMeta+a');
      // Real keys: what `fill` does in Firefox, React takes for a value of its own and ignores.
      await field.pressSequentially(text);
      await field.press('Enter');
    },
    upload: (target, path) => locate(page, target).setInputFiles(path),
    text: async (target) => (await locate(page, target).textContent()) ?? '',
    enabled: (target) => locate(page, target).isEnabled(),
    shown: (target) => locate(page, target).isVisible(),
    evaluate: (expression) => page.evaluate(expression),
    download: async (target) => {
      const click = () => locate(page, target).click();
      if (downloads !== undefined) return savedBy(click, downloads);
      const [download] = await Promise.all([page.waitForEvent('download'), click()]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    },
    errors: async () => errors,
    close: () => context.close(),
  };
}

function locate(page: Page, target: Target): Locator {
  if ('fileInputOf' in target)
    return page
      .getByRole('dialog', { name: target.fileInputOf, exact: true })
      .locator('input[type=file]');
  const found =
    'testId' in target
      ? page.getByTestId(target.testId)
      : page.getByRole(target.role, { name: target.name, exact: true });
  return found.nth(target.nth ?? 0);
}
