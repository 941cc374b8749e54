import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { launch } from '../test/helpers/browser/chromium.ts';
import { serve } from './serve.ts';
import { ready, SCREENS } from './shotScreens.ts';

const SIZES = [
  [1440, 900],
  [1024, 768],
  [720, 450],
  [390, 844],
] as const;

/** `npm run shots -- 'palette|atoms' dark 390` takes only the pictures whose names contain one of each word. */
const wanted = process.argv.slice(2);
const out = fileURLToPath(new URL('../shots', import.meta.url));
const site = mkdtempSync(join(tmpdir(), 'epistack-shots-'));

mkdirSync(out, { recursive: true });
await build({ build: { outDir: site, emptyOutDir: true }, logLevel: 'warn' });
const server = await serve(site);
const browser = await launch();
let troubled = false;
try {
  for (const [screen, { hash, act }] of Object.entries(SCREENS))
    for (const [width, height] of SIZES)
      for (const colorScheme of ['light', 'dark'] as const) {
        const name = `${screen}-${width}x${height}-${colorScheme}`;
        if (!wanted.every((word) => word.split('|').some((one) => name.includes(one)))) continue;
        const context = await browser.newContext({ viewport: { width, height }, colorScheme });
        const page = await context.newPage();
        const complain = (text: string) => {
          troubled = true;
          console.error(`${name}: ${text}`);
        };
        page.on('console', (m) => m.type() === 'error' && complain(m.text()));
        page.on('pageerror', (e) => complain(e.message));
        try {
          await page.goto(server.url + (hash ? `#${hash}` : ''));
          await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
          await act?.(page);
          await ready(page);
          // Plots are fetched after the picture.
          await page.waitForLoadState('networkidle');
        } catch (error) {
          // The picture of a page that hangs is the most useful one.
          complain(String(error).split('\n')[0] ?? '');
        }
        await page.screenshot({ path: join(out, `${name}.png`), animations: 'disabled' });
        console.log(`shots/${name}.png`);
        await context.close();
      }
} finally {
  await browser.close();
  await server.close();
  rmSync(site, { recursive: true, force: true });
}
if (troubled) process.exitCode = 1;
