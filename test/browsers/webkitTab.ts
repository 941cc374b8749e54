import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder, By, error, Key, type WebDriver, type WebElement } from 'selenium-webdriver';
import { openDisplay } from './display.ts';
import { savedBy } from './downloads.ts';
import type { RunningBrowser, Tab, Target } from './tab.ts';
import { until } from './until.ts';
import { WATCHED_PAGE } from './watchErrors.ts';

/**
 * WebKitGTK by its driver. Each tab has a driver of its own, which starts a browser without a profile: one
 * driver holds one session, and asked for the next right after the last it sometimes never answers.
 */
export async function startWebKit(driver: string, miniBrowser: string): Promise<RunningBrowser> {
  const display = await openDisplay();
  const home = mkdtempSync(join(tmpdir(), 'epistack-webkit-'));
  const downloads = join(home, 'downloads');
  mkdirSync(downloads);
  mkdirSync(join(home, '.config'));
  writeFileSync(join(home, '.config', 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    // The locale "C" becomes the language tag "C", and number formatting throws.
    LANG: 'en_US.UTF-8',
    ...display.env,
  };
  const servers: ChildProcess[] = [];
  return {
    newTab: async () => {
      const port = await freePort();
      const server = spawn(driver, [`--port=${port}`], { cwd: home, stdio: 'ignore', env });
      servers.push(server);
      const address = `http://127.0.0.1:${port}`;
      const answers = () =>
        fetch(`${address}/status`).then(
          (r) => r.ok,
          () => false,
        );
      await until('the driver of WebKit', answers);
      const session = await new Builder()
        .usingServer(address)
        .withCapabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
        })
        .build();
      const tab = await webkitTab(session, downloads);
      const close = () => tab.close().finally(() => server.kill());
      return { ...tab, close };
    },
    close: async () => {
      // Those of tests that ran out of time are still there.
      for (const server of servers) server.kill();
      display.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function webkitTab(driver: WebDriver, downloads: string): Promise<Tab> {
  await driver.manage().window().setRect({ x: 0, y: 0, width: 1440, height: 940 });
  /** Those of pages that were left. */
  const earlier: string[] = [];
  const here = () => driver.executeScript<string[]>('return window.watchedErrors ?? []');
  const leave = async () => void earlier.push(...(await here()));
  const element = (target: Target) => found(driver, target);
  const click = async (target: Target) => {
    const thing = await element(target);
    // The driver's own scrolling leaves a row under the head of its table, and it cannot click on a row.
    await driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", thing);
    const row = (await thing.getTagName()).toLowerCase() === 'tr';
    await (row ? await thing.findElement(By.css('td')) : thing).click();
  };
  return {
    goto: async (url) => {
      await leave();
      const watched = new URL(url);
      if (watched.pathname.endsWith('/')) watched.pathname += WATCHED_PAGE;
      await driver.get(watched.href);
    },
    reload: async () => {
      await leave();
      await driver.navigate().refresh();
    },
    url: () => driver.getCurrentUrl(),
    click,
    type: async (target, text) => {
      await click(target);
      await driver
        .actions()
        .keyDown(Key.CONTROL)
        .sendKeys('a')
        .keyUp(Key.CONTROL)
        .sendKeys(text, Key.ENTER)
        .perform();
    },
    upload: async (target, path) => (await element(target)).sendKeys(path),
    text: async (target) =>
      driver.executeScript<string>('return arguments[0].textContent', await element(target)),
    enabled: async (target) => (await element(target)).isEnabled(),
    shown: async (target) => (await look(driver, target)) !== undefined,
    evaluate: (expression) => driver.executeScript(`return (${expression})`),
    download: (target) => savedBy(() => click(target), downloads),
    errors: async () => [...earlier, ...(await here())],
    close: () => driver.quit(),
  };
}

/** Which elements may have a role; whether one has it, and its name, WebKit itself says. */
const MAY_BE = {
  button: 'button, [role=button]',
  dialog: 'dialog[open], [role=dialog]',
  heading: 'h1, h2, h3, h4',
  region: 'section, [role=region]',
  textbox: 'input:not([type]), input[type=text], textarea',
} as const;

/** The thing as it stands now. */
async function look(driver: WebDriver, target: Target): Promise<WebElement | undefined> {
  if ('fileInputOf' in target) {
    const dialog = await look(driver, { role: 'dialog', name: target.fileInputOf });
    return (await dialog?.findElements(By.css('input[type=file]')))?.[0];
  }
  const nth = target.nth ?? 0;
  if ('testId' in target)
    return (await driver.findElements(By.css(`[data-testid="${target.testId}"]`)))[nth];
  let seen = 0;
  for (const element of await driver.findElements(By.css(MAY_BE[target.role])))
    if ((await is(element, target)) && seen++ === nth) return element;
  return undefined;
}

async function is(
  element: WebElement,
  target: { readonly role: string; readonly name: string | RegExp },
): Promise<boolean> {
  try {
    const name = await element.getAccessibleName();
    const same = typeof target.name === 'string' ? name === target.name : target.name.test(name);
    return same && (await element.getAriaRole()) === target.role;
  } catch (failure) {
    // Left the page since it was listed.
    if (failure instanceof error.WebDriverError) return false;
    throw failure;
  }
}

async function found(driver: WebDriver, target: Target): Promise<WebElement> {
  let element: WebElement | undefined;
  await until(JSON.stringify(target), async () => {
    element = await look(driver, target);
    return element !== undefined;
  });
  return element!;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Debian, Ubuntu and Fedora keep the browser that belongs to the driver in different folders. */
export function findMiniBrowser(): string | undefined {
  const roots = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec'];
  return roots
    .flatMap((root) => ['webkitgtk-6.0', 'webkit2gtk-4.1'].map((v) => join(root, v, 'MiniBrowser')))
    .find(existsSync);
}
