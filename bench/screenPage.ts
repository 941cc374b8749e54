import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { lineText } from '#core/screen/line.ts';
import { serve } from '../scripts/serve.ts';
import { launch } from '../test/helpers/browser/chromium.ts';
import { repeated, screenOf } from '../test/helpers/browser/screenLines.ts';

/**
 * `npx tsx bench/screenPage.ts [LINES]`: a table of 100,000 candidates opened on the page: how long it takes to
 * read, sort and filter, and the longest that the page's thread was held by any one task meanwhile. Tasks under
 * 50 ms are not reported by the browser: "none" means that.
 */
const count = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'epistack-bench-'));
const path = join(folder, 'many.jsonl');

const { header, lines } = screenOf(['GaAs', 'Si', 'MgO', 'CsPbBr3', 'CdS', 'SrTiO3'], 0.05);
const out = createWriteStream(path);
out.write(`${lineText(header)}\n`);
for (const line of repeated(
  lines.filter((l) => 'link' in l && l.link !== null),
  count,
))
  if (!out.write(`${lineText(line)}\n`)) await once(out, 'drain');
out.end();
await once(out, 'finish');

const site = join(folder, 'site');
await build({ build: { outDir: site, emptyOutDir: true }, logLevel: 'error' });
const server = await serve(site);
const browser = await launch();

/** Runs a step and prints what it took, and the page's longest task in it. */
async function measured(page: Page, name: string, step: () => Promise<unknown>): Promise<void> {
  await page.waitForTimeout(300);
  await page.evaluate(() => {
    const w = window as unknown as { longest: number; watch?: PerformanceObserver };
    w.longest = 0;
    w.watch ??= new PerformanceObserver((list) => {
      for (const e of list.getEntries()) w.longest = Math.max(w.longest, e.duration);
    });
    w.watch.observe({ entryTypes: ['longtask'] });
  });
  const start = performance.now();
  await step();
  const taken = performance.now() - start;
  await page.waitForTimeout(400);
  const longest = await page.evaluate(() => (window as unknown as { longest: number }).longest);
  console.log(
    name.padEnd(34),
    `${taken.toFixed(0)} ms`.padStart(9),
    `  longest task ${longest === 0 ? 'none' : `${longest.toFixed(0)} ms`}`,
  );
}

try {
  const page = await (
    await browser.newContext({ viewport: { width: 1440, height: 900 } })
  ).newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
  await page.waitForTimeout(2000);
  console.log(`${count} lines, ${(statSync(path).size / 1e6).toFixed(0)} MB`);
  const rows = page.getByTestId('candidate');
  const status = page.getByTestId('screen-status');
  await measured(page, 'on purpose, to see that it shows', () =>
    page.evaluate(
      () =>
        new Promise<void>((done) =>
          setTimeout(() => {
            const end = performance.now() + 120;
            while (performance.now() < end);
            done();
          }),
        ),
    ),
  );
  await page.getByRole('button', { name: /Import a crystal/ }).click();
  await measured(page, 'read', async () => {
    await page.locator('dialog input[type=file]').setInputFiles(path);
    await status.filter({ hasText: 'candidates' }).waitFor({ timeout: 120_000 });
    await rows.first().waitFor();
  });
  await measured(page, 'sort by area, down', async () => {
    const head = page.getByRole('columnheader', { name: /^area/ }).getByRole('button');
    await head.click();
    await page.waitForTimeout(50);
    await head.click();
    await page.waitForFunction(
      () => document.querySelector('th[aria-sort]')?.getAttribute('aria-sort') === 'descending',
    );
  });
  await measured(page, 'filter, typed key by key', async () => {
    await page.getByLabel('film', { exact: true }).pressSequentially('gaas 111', { delay: 40 });
    await page.waitForFunction(
      (n) => !document.querySelector('[data-testid=screen-status]')?.textContent?.startsWith(n),
      count.toLocaleString('en'),
    );
  });
  await page.getByLabel('film', { exact: true }).fill('');
  await status.filter({ hasText: `${count.toLocaleString('en')} of` }).waitFor();
  await measured(page, 'scroll through, 40 pages', async () => {
    const box = (await page.locator('.screen-table').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (let k = 0; k < 40; k++) {
      await page.mouse.wheel(0, 2000);
      await page.waitForTimeout(16);
    }
  });
  await measured(page, 'pointer over the plot', async () => {
    const box = (await page.locator('.scatter').boundingBox())!;
    for (let k = 0; k < 60; k++)
      await page.mouse.move(box.x + 60 + (k * (box.width - 80)) / 60, box.y + box.height / 2);
  });
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
}
