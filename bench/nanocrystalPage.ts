import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { serve } from '../scripts/serve.ts';
import { launch } from '../test/helpers/browser/chromium.ts';

/**
 * `npx tsx bench/nanocrystalPage.ts [SITE]`: the particle of 16.1 nm in its room, of this checkout or of a site that is
 * built: the longest tasks of the page while it is built, turned and taken back, the least of three tries. Told is
 * processor time of the page's own thread: neither what other processes take, nor what it waits for, such as pixels that
 * are painted without a graphics card.
 */
const [given] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'epistack-bench-'));
const site = given ?? join(folder, 'site');
if (given === undefined) await build({ build: { outDir: site }, logLevel: 'error' });
const server = await serve(site);
const browser = await launch();
const TRIES = 3;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time, µs. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The longest tasks of the threads of pages, ms. */
function longest(trace: Buffer): readonly number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const pages = new Set(
    traceEvents.flatMap(({ name, pid, tid, args }) =>
      name === 'thread_name' && args?.name === 'CrRendererMain' ? [`${pid} ${tid}`] : [],
    ),
  );
  return traceEvents
    .filter(({ name, pid, tid }) => /RunTask$/.test(name) && pages.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => Math.round(tdur / 1000))
    .sort((p, q) => q - p)
    .slice(0, 3);
}

const found = new Map<string, (readonly number[])[]>();
try {
  for (let k = 0; k < TRIES; k++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
    await page.getByLabel('Open a preset').selectOption('nanocrystal');
    const room = page.getByRole('dialog', { name: 'Nanocrystal' });
    const atoms = room.getByTestId('nanocrystal-atoms');
    await atoms.getByText('4,657 atoms').waitFor();
    await page.waitForTimeout(3000);
    const during = async (phase: string, run: () => Promise<void>) => {
      await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
      await run();
      await page.waitForTimeout(3000);
      found.set(phase, [...(found.get(phase) ?? []), longest(await browser.stopTracing())]);
    };
    await during('built', async () => {
      await room.getByLabel('Open a nanocrystal').selectOption('cspbbr3-cds-16.1nm');
      await atoms.getByText('118,044 atoms').waitFor();
    });
    await during('turned', async () => {
      const { x, y, width, height } = (await room.getByRole('application').boundingBox())!;
      const [middleX, middleY] = [x + width / 2, y + height / 2];
      await page.mouse.move(middleX, middleY);
      await page.mouse.down();
      for (let n = 1; n <= 20; n++) await page.mouse.move(middleX + 6 * n, middleY + 2 * n);
      await page.mouse.up();
    });
    await during('taken back', () => room.getByRole('button', { name: 'Undo' }).click());
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
}
console.table(
  [...found].map(([phase, tries]) => ({
    'while it is': phase,
    'longest tasks, ms': [0, 1, 2]
      .map((n) => Math.min(...tries.map((tasks) => tasks[n] ?? 0)))
      .join(', '),
  })),
);
