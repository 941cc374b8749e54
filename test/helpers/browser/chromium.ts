import { pathToFileURL } from 'node:url';
import { type Browser, type ConsoleMessage, chromium } from 'playwright-core';
import { BROWSER_FLAGS, type Chromium, chromiums, NO_CHROMIUM } from '#cli/drawing/chromium.ts';

let found: Chromium | undefined;

/**
 * Starts the first browser that runs: $CHROME_PATH alone if it is set; else installed ones,
 * Playwright's cache, and last the Chromium that an npm package ships (Linux x64).
 * @param flags besides those that all tests have
 * @throws with one line that says what to install
 */
export async function launch(flags: readonly string[] = []): Promise<Browser> {
  const refusals: string[] = [];
  for (const candidate of found ? [found] : chromiums()) {
    try {
      const browser = await chromium.launch({
        executablePath: candidate.executablePath,
        args: [...BROWSER_FLAGS, ...flags],
        // Without a language in the environment some builds report "en-US@posix", no valid tag.
        env: { ...definedEnv(), LC_ALL: 'en_US.UTF-8', ...candidate.env },
      });
      found = candidate;
      return browser;
    } catch (error) {
      // An Ubuntu "chromium" may be a stub that only names a snap: go on to the next one.
      refusals.push(`${candidate.executablePath}: ${String(error).split('\n')[0]}`);
    }
  }
  throw new Error([NO_CHROMIUM, ...refusals].join('; tried '));
}

/**
 * Whether a line of the console is an error or a warning of the page. Without GL for the page, the browser itself reads
 * each picture back to put it there, and warns that this is slow; and it warns when a page asks for a graphics
 * card where it gives none.
 */
export const isComplaint = (line: ConsoleMessage): boolean =>
  (line.type() === 'error' || line.type() === 'warning') &&
  !/GPU stall due to ReadPixels|Failed to create WebGPU Context Provider/.test(line.text());

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  );
}

// Run directly, it tells CI whether a browser has to be installed first.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const browser = await launch();
  console.log(`browser: ${found?.executablePath} ${browser.version()}`);
  await browser.close();
}
