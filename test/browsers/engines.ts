import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firefox } from 'playwright-core';
import { launch } from '../helpers/browser/chromium.ts';
import { hasDisplay, openDisplay } from './display.ts';
import { onPath } from './onPath.ts';
import { playwrightTab } from './playwrightTab.ts';
import type { RunningBrowser } from './tab.ts';
import { findMiniBrowser, startWebKit } from './webkitTab.ts';

export interface Engine {
  readonly name: string;
  /** What is not installed and how to install it; null if the browser can be started. */
  readonly lacks: string | null;
  start(): Promise<RunningBrowser>;
}

const DEBIAN = 'apt-get install --no-install-recommends libgl1-mesa-dri xvfb';

const firefoxPath =
  process.env['FIREFOX_PATH'] ??
  onPath('firefox-esr', 'firefox') ??
  ['/Applications/Firefox.app/Contents/MacOS/firefox'].find(existsSync);
const webKitDriver = onPath('WebKitWebDriver');
const miniBrowser = findMiniBrowser();

export const ENGINES: readonly Engine[] = [
  { name: 'Chromium', lacks: null, start: startChromium },
  {
    name: 'Firefox',
    lacks:
      firefoxPath && hasDisplay()
        ? null
        : `Debian: ${DEBIAN} firefox-esr; elsewhere Firefox, or FIREFOX_PATH`,
    start: () => startFirefox(firefoxPath!),
  },
  {
    name: 'WebKit',
    lacks:
      webKitDriver && miniBrowser && hasDisplay() ? null : `Debian: ${DEBIAN} webkit2gtk-driver`,
    start: () => startWebKit(webKitDriver!, miniBrowser!),
  },
];

async function startChromium(): Promise<RunningBrowser> {
  const browser = await launch();
  return {
    newTab: () => playwrightTab(browser),
    close: () => browser.close(),
  };
}

/** With a window: a headless Firefox on a machine without a graphics card has no WebGL 2. */
async function startFirefox(executablePath: string): Promise<RunningBrowser> {
  const display = await openDisplay();
  const downloads = mkdtempSync(join(tmpdir(), 'epistack-firefox-'));
  const browser = await firefox.launch({
    executablePath,
    // The browser as it is installed, by WebDriver BiDi, instead of a build of Playwright's own.
    channel: 'moz-firefox',
    headless: false,
    downloadsPath: downloads,
    env: { ...process.env, LANG: 'en_US.UTF-8', ...display.env },
  });
  return {
    newTab: () => playwrightTab(browser, downloads),
    close: async () => {
      await browser.close();
      display.close();
      rmSync(downloads, { recursive: true, force: true });
    },
  };
}
