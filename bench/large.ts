import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { serve } from '../scripts/serve.ts';
import { launch } from '../test/helpers/browser/chromium.ts';

/**
 * `npx tsx bench/large.ts`: blocks of zinc-blende CdS up to 1,000,000 atoms, opened as files: how long until the page is at
 * rest, how long twenty steps of a turn take to the last frame, and the longest task of each.
 */
const STEPS = 20;
const SIDE_ANG = 5.82;
const FACES = [
  [0, 0, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
] as const;

function blockOf(cells: number): string {
  const rows: string[] = [];
  for (let n = 0; n < cells ** 3; n++) {
    const at = [Math.floor(n / cells ** 2), Math.floor(n / cells) % cells, n % cells];
    for (const face of FACES)
      for (const [symbol, aside] of [
        ['Cd', 0],
        ['S', 0.25],
      ] as const)
        rows.push(
          [symbol, ...face.map((f, x) => ((at[x]! + f + aside) * SIDE_ANG).toFixed(4))].join(' '),
        );
  }
  const side = cells * SIDE_ANG;
  const lattice = `${side} 0 0 0 ${side} 0 0 0 ${side}`;
  return `${rows.length}\nLattice="${lattice}" Properties=species:S:1:pos:R:3 pbc="T T T"\n${rows.join('\n')}\n`;
}

const folder = mkdtempSync(join(tmpdir(), 'epistack-bench-'));
await build({ build: { outDir: join(folder, 'site') }, logLevel: 'error' });
const server = await serve(join(folder, 'site'));
const browser = await launch();
console.log('atoms       opened s   longest ms   turned s   longest ms');
try {
  for (const cells of [11, 23, 50]) {
    const file = join(folder, `${cells}.xyz`);
    writeFileSync(file, blockOf(cells));
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      }).observe({ entryTypes: ['longtask'] });
    });
    /** Longest task since the last call, once there was none for two seconds. @returns ms, and s until it was still */
    const stillness = async (since: number): Promise<[string, string]> => {
      let longest = 0;
      let last = performance.now();
      while (performance.now() - last < 2000) {
        await page.waitForTimeout(250);
        const found = await page.evaluate(() =>
          (globalThis as unknown as { tasks: number[] }).tasks.splice(0),
        );
        if (found.length > 0) last = performance.now();
        longest = Math.max(longest, ...found);
      }
      return [((last - since) / 1000).toFixed(1), longest.toFixed(0)];
    };
    let start = performance.now();
    await page.locator('.player input[type=file]').first().setInputFiles(file);
    await page.getByTestId('foreign').waitFor({ timeout: 300_000 });
    const opened = await stillness(start);
    const { x, y, width, height } = (await page.getByRole('application').first().boundingBox())!;
    const middle = [x + width / 2, y + height / 2] as const;
    await page.mouse.move(...middle);
    await page.mouse.down();
    start = performance.now();
    for (let k = 1; k <= STEPS; k++) await page.mouse.move(middle[0] + 4 * k, middle[1] + k);
    await page.mouse.up();
    const turned = await stillness(start);
    const row = [8 * cells ** 3, ...opened, ...turned].map(String);
    console.log(row.map((word, k) => word.padEnd([12, 11, 13, 11, 0][k]!)).join(''));
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
