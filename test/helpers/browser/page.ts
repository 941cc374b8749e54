import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, expect, inject } from 'vitest';
import { launch } from './chromium.ts';
import { tabFaults } from './tabFaults.ts';
import { leaveUnpainted } from './unpainted.ts';

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** Part of the address after #. */
  readonly hash?: string;
  /** Address of another site than the one built for all tests. */
  readonly site?: string;
  /** localStorage of the site before the page starts. */
  readonly storage?: Readonly<Record<string, string>>;
  /** JavaScript that runs before the page's own: to break something that browsers usually have. */
  readonly init?: string;
  /** Lets the page keep itself for use without a network; without that, what it fetches is seen by tests. */
  readonly serviceWorker?: boolean;
  /** Called before the page is opened. */
  readonly before?: (page: Page) => Promise<void>;
  /** The test looks at the pixels of the picture. Without that none is painted, and what reads them fails. */
  readonly painted?: boolean;
  /** `picture`: the first picture is enough, as where the panels are missing. */
  readonly until?: 'ready' | 'picture';
  /** Of the browser, besides those that all tests have. */
  readonly flags?: readonly string[];
}

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors and warnings, uncaught exceptions, failed requests, in order. */
  readonly errors: readonly string[];
  /** Address of every request, those of workers too. */
  readonly requests: readonly string[];
  /** Closes the page and asserts that no request left the site. */
  close(): Promise<void>;
}

/** One browser for all files of a worker, by its flags. It ends with the worker: Playwright sees to that. */
const browsers = new Map<string, Promise<Browser>>();

async function browserWith(flags: readonly string[]): Promise<Browser> {
  const key = flags.join(' ');
  const started = await browsers.get(key)?.catch(() => undefined);
  if (started?.isConnected()) return started;
  const browser = launch(flags);
  browsers.set(key, browser);
  return browser;
}

/** Opens the built page in a fresh profile and waits until it says that it is ready. */
export async function openPage(options: OpenOptions = {}): Promise<OpenPage> {
  const url = options.site ?? inject('appUrl');
  const browser = await browserWith(options.flags ?? []);
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: options.reducedMotion ?? 'no-preference',
  });
  const requests: string[] = [];
  context.on('request', (r) => requests.push(r.url()));
  // Far beyond what anything takes: a busy machine must not turn a test red.
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  const errors = tabFaults(context, page);
  if (options.storage)
    await page.addInitScript((items) => {
      for (const [key, value] of Object.entries(items)) localStorage.setItem(key, value);
    }, options.storage);
  if (!options.serviceWorker)
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });
    });
  if (!options.painted) {
    // Other tabs that a test opens are not painted either.
    await context.addInitScript(leaveUnpainted);
    page.screenshot = () => Promise.reject(new Error('open with painted to look at the picture'));
  }
  if (options.init !== undefined) await page.addInitScript(options.init);
  await options.before?.(page);
  await page.goto(url + (options.hash ? `#${options.hash.replace(/^#/, '')}` : ''));
  await ready(page, errors, options.until ?? 'ready');
  // A page that fell back to "no WebGL" would pass many tests without having drawn an atom.
  const renderer = await page.evaluate(() => {
    // The canvas of the page, whose context this is: one of our own would be costly to make.
    const gl = document.querySelector('canvas')?.getContext('webgl2');
    return gl ? String(gl.getParameter(gl.VERSION)) : 'none';
  });
  expect(renderer, 'the test browser has WebGL2').toMatch(/^WebGL 2/);
  return {
    page,
    context,
    errors,
    requests,
    close: async () => {
      await context.close();
      expect(offSite(requests, url), 'requests that left the site').toEqual([]);
    },
  };
}

/** Opens pages for the tests of a file. Each is closed after its test, which errors of the page turn red. */
export function checkedPages(): (options?: OpenOptions) => Promise<Page> {
  const opened: OpenPage[] = [];
  afterEach(async () => {
    for (const last of opened.splice(0)) {
      const errors = [...last.errors];
      await last.close();
      expect(errors).toEqual([]);
    }
  });
  return async (options) => {
    const next = await openPage(options);
    opened.push(next);
    return next.page;
  };
}

/** Presses a button of the header, which stands in a menu where it is narrow. */
export async function pressInHeader(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  if (!(await button.isVisible()))
    await page.getByRole('button', { name: 'More', exact: true }).click();
  await button.click();
}

/** Waits for `<html data-ready="true">`, which the page sets after its first drawn frame. */
async function ready(
  page: Page,
  errors: readonly string[],
  until: 'ready' | 'picture',
): Promise<void> {
  try {
    await page.waitForFunction(
      (what) =>
        what === 'ready'
          ? document.documentElement.dataset['ready'] === 'true'
          : performance.getEntriesByName('first-picture').length > 0,
      until,
      { timeout: 60_000 },
    );
  } catch (cause) {
    throw new Error(`the page never became ready: ${errors.join(' | ') || 'no error logged'}`, {
      cause,
    });
  }
}

const offSite = (requests: readonly string[], url: string): string[] =>
  requests.filter((r) => !/^(data|blob):/.test(r) && new URL(r).origin !== new URL(url).origin);
