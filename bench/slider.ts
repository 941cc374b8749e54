import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { serve } from '../scripts/serve.ts';
import { launch } from '../test/helpers/browser/chromium.ts';

/**
 * `npx tsx bench/slider.ts`: what one tick of the d₀ slider costs the page's thread, from the event to the
 * end of the frame's script, on the 200-atom default. Drawing itself is the graphics card's (here often a software one): not in it.
 */
const TICKS = 60;

const site = mkdtempSync(join(tmpdir(), 'epistack-bench-'));
await build({ build: { outDir: site, emptyOutDir: true }, logLevel: 'error' });
const server = await serve(site);
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const scriptMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find((m) => m.name === 'ScriptDuration')?.value ?? Number.NaN);
  };
  const before = await scriptMs();
  // A text, not a function: the compiler's helpers are not known in the page.
  const handlers = (await page.evaluate(`(async () => {
    const slider = document.querySelector('input[aria-label="d₀ slider"]');
    const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const taken = [];
    for (let i = 0; i < ${TICKS}; i++) {
      const start = performance.now();
      put.call(slider, String(2.5 + 0.01 * i));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      taken.push(performance.now() - start);
      await new Promise((done) => requestAnimationFrame(done));
      await new Promise((done) => setTimeout(done));
    }
    return taken;
  })()`)) as number[];
  const all = (await scriptMs()) - before;
  const sorted = handlers.toSorted((a, b) => a - b);
  console.log(`ticks ${TICKS}, 200 atoms, built on the page's thread`);
  console.log(`event, build, report, React   median ${sorted[TICKS / 2]!.toFixed(1)} ms`);
  console.log(
    `all script of a tick          mean   ${(all / TICKS).toFixed(1)} ms   (a frame at 60/s is 16.7)`,
  );
} finally {
  await browser.close();
  await server.close();
  rmSync(site, { recursive: true, force: true });
}
