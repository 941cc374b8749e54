import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build as bundle } from 'vite';
import { serve } from '../scripts/serve.ts';
import { build, linkOf, presetOf, writeExtXyz, writePoscar } from '../src/epistack.ts';
import { launch } from '../test/helpers/browser/chromium.ts';
import { library } from '../test/helpers/library.ts';
import { memoryMB } from './viewers/memory.ts';
import { OTHERS, pageOf } from './viewers/pages.ts';

/**
 * `npx tsx bench/viewers.ts [atoms…]`: the default interface in this viewer, 3Dmol, Mol* and matterviz, in the same
 * Chromium at the same size: time to the first picture, time a frame while it turns, memory. The others are installed
 * once, beside this file alone: `cd bench/viewers && npm install --ignore-scripts && npx vite build`.
 *
 * All draw balls and sticks with what they draw by themselves; ours also whole coordination, cells, dimensions and
 * labels. The others get a picture as large as ours. Where frames are slow, ours turns at half the resolution: a second
 * row has a screen of twice the resolution, on which it then turns with as many pixels as the others. A frame is drawn to its last pixel, which is read back. Memory is of all processes of the browser, shared
 * pages divided among them (PSS), less that of an empty page.
 */
const CELLS: Readonly<Record<string, number>> = { 200: 1, 9800: 7, 96800: 22 };
const FRAMES = 12;
/** Each viewer in turn, and again: the best of the rounds counts, so that a busy moment of the machine falls out. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);
/** Slower is not waited for. */
const MOST_MS = 60_000;
/** Nor for a page that computes so long that it answers nothing any more. */
const MOST_IN_ALL_MS = 180_000;
const VIEW = { width: 1200, height: 800 };

const folder = fileURLToPath(new URL('viewers/', import.meta.url));
if (!existsSync(join(folder, 'dist/matterviz.js'))) {
  console.error('First: cd bench/viewers && npm install --ignore-scripts && npx vite build');
  process.exit(1);
}
const asked = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(CELLS);

function recipeOf(cells: number) {
  const { recipe } = presetOf('cspbbr3-cds');
  const steps = recipe.steps.map((step) =>
    'slab' in step
      ? {
          ...step,
          slab: { ...step.slab, matrix: step.slab.matrix.map((r) => r.map((n) => n * cells)) },
        }
      : step,
  );
  return { ...recipe, steps } as typeof recipe;
}

const site = mkdtempSync(join(tmpdir(), 'epistack-bench-'));
await bundle({ build: { outDir: join(site, 'ours'), emptyOutDir: true }, logLevel: 'error' });
mkdirSync(join(site, 'others'));
for (const [from, to] of [
  ['node_modules/3dmol/build/3Dmol-min.js', '3Dmol-min.js'],
  ['node_modules/molstar/build/viewer/molstar.js', 'molstar.js'],
  ['node_modules/molstar/build/viewer/molstar.css', 'molstar.css'],
  ['dist/matterviz.js', 'matterviz.js'],
  ['dist/matterviz.css', 'matterviz.css'],
] as const)
  copyFileSync(join(folder, from), join(site, 'others', to));
for (const name of Object.keys(OTHERS))
  writeFileSync(join(site, 'others', `${name}.html`), pageOf(name));
writeFileSync(join(site, 'others/empty.html'), '<!doctype html><title>empty</title>');
for (const atoms of asked) {
  const { structure } = build(recipeOf(CELLS[atoms]!), library);
  writeFileSync(join(site, `others/${atoms}.xyz`), writeExtXyz(structure));
  writeFileSync(join(site, `others/${atoms}.vasp`), writePoscar(structure));
}
const server = await serve(site);

interface Measured {
  readonly firstMs: number;
  readonly frameMs: number;
  readonly memoryMB: number;
  /** The picture on the page, CSS px, and what is drawn of it while it turns, px. */
  readonly size: readonly [number, number];
  readonly drawn: readonly [number, number];
}

/** In a browser of its own. Scripts are texts: the compiler's helpers are not known in the page. */
async function measure(
  address: string,
  atoms: string,
  isOurs: boolean,
  deviceScaleFactor = 1,
): Promise<Measured | string> {
  const browser = await launch();
  try {
    const page = await (
      await browser.newContext({
        viewport: VIEW,
        deviceScaleFactor,
        serviceWorkers: 'block',
        bypassCSP: true,
      })
    ).newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${server.url}others/empty.html`);
    const before = memoryMB();
    await page.addInitScript(COUNT_DRAWS);
    await page.goto(`${server.url}${address}`);
    const ready = isOurs
      ? `(performance.getEntriesByName('first-picture').length > 0 || document.documentElement.dataset.ready === 'true') && drawCalls() > 0 && document.querySelector('[role=application]')?.ariaLabel?.includes(', ${atoms} atoms')`
      : `window.isThere === true && drawCalls() > 0`;
    try {
      await page.waitForFunction(ready, null, { timeout: MOST_MS, polling: 10 });
    } catch {
      return problems[0] ?? `not within ${MOST_MS / 1000} s`;
    }
    const firstMs = (await page.evaluate('synced()')) as number;
    // Of a large structure and a busy machine it may be late: what counts is drawn already.
    await page.waitForLoadState('networkidle').catch(() => undefined);
    const { frameMs, size, drawn } = await turned(page, isOurs);
    if (process.env['SHOT'])
      await page.screenshot({
        path: join(process.env['SHOT'], `${address.replace(/\W+/g, '-').slice(0, 40)}.png`),
      });
    return { firstMs, frameMs, size, drawn, memoryMB: memoryMB() - before };
  } catch (error) {
    return String(error).split('\n')[0]!;
  } finally {
    await browser.close();
  }
}

/** Counts what is drawn, so that a frame which draws nothing is no fast frame. */
const COUNT_DRAWS = `
  let calls = 0;
  for (const kind of [WebGLRenderingContext, WebGL2RenderingContext])
    for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']) {
      const own = kind.prototype[name];
      if (own) kind.prototype[name] = function (...args) { calls++; return own.apply(this, args); };
    }
  window.drawCalls = () => calls;
  // The picture is the largest canvas that is seen; overlays of two dimensions lie over ours.
  window.picture = () => {
    const size = (c) => c.clientWidth * c.clientHeight;
    const all = [...document.querySelectorAll('canvas')].sort((p, q) => size(q) - size(p));
    return all.find((c) => c.getContext('webgl2') ?? c.getContext('webgl')) ?? all[0];
  };
  window.synced = () => {
    const canvas = picture();
    const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
    // What is drawn beside the page and handed over as an image has been waited for then.
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    return performance.now();
  };
`;

async function turned(
  page: Page,
  isOurs: boolean,
): Promise<Pick<Measured, 'frameMs' | 'size' | 'drawn'>> {
  const turn = isOurs
    ? `document.querySelector('[role=application]').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))`
    : `window.turn()`;
  return (await page.evaluate(`(async () => {
    const taken = [];
    let drawn = [0, 0];
    const end = performance.now() + 40_000;
    for (let k = 0; k < ${FRAMES} + 3 && performance.now() < end; k++) {
      const start = performance.now();
      const calls = drawCalls();
      while (drawCalls() === calls) {
        ${turn};
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        if (performance.now() - start > 30_000) throw new Error('it does not turn');
      }
      const ms = synced() - start;
      drawn = [picture().width, picture().height];
      if (k > 2 || ms > 3000) taken.push(ms);
    }
    taken.sort((p, q) => p - q);
    const canvas = picture();
    return { frameMs: taken[0], size: [canvas.clientWidth, canvas.clientHeight], drawn };
  })()`)) as Pick<Measured, 'frameMs' | 'size' | 'drawn'>;
}

/** What a page that answers nothing comes to. */
const late = (): Promise<string> =>
  new Promise((done) =>
    setTimeout(() => done(`no answer within ${MOST_IN_ALL_MS / 1000} s`), MOST_IN_ALL_MS).unref(),
  );

/** The least of each number of two rounds; what could not be measured once counts as the other. */
function better(p: Measured | string | undefined, q: Measured | string): Measured | string {
  if (typeof p !== 'object') return q;
  if (typeof q === 'string') return p;
  return {
    ...q,
    firstMs: Math.min(p.firstMs, q.firstMs),
    frameMs: Math.min(p.frameMs, q.frameMs),
    memoryMB: Math.min(p.memoryMB, q.memoryMB),
  };
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim();
const load = () => loadavg()[0]!.toFixed(1);
console.log(`commit ${commit}, load at the start ${load()}`);
try {
  for (const atoms of asked) {
    console.log(
      `\n${atoms} atoms`.padEnd(16),
      '  first picture         a frame          memory      drawn px',
    );
    const own = `ours/index.html${linkOf(recipeOf(CELLS[atoms]!))}`;
    const names = ['Epistack', 'at 2× screen', ...Object.keys(OTHERS)];
    const best = new Map<string, Measured | string>();
    for (let round = 0; round < ROUNDS; round++)
      for (const name of names) {
        const isOurs = !(name in OTHERS);
        const ours = best.get('Epistack');
        const [width, height] = typeof ours === 'object' ? ours.size : [546, 623];
        const address = isOurs ? own : `others/${name}.html?${atoms}&${width}&${height}`;
        const found = await Promise.race([
          measure(address, atoms, isOurs, name === 'at 2× screen' ? 2 : 1),
          late(),
        ]);
        best.set(name, better(best.get(name), found));
      }
    const ours = best.get('Epistack')!;
    for (const [name, found] of best) {
      if (typeof found === 'string') {
        console.log(name.padEnd(14), found);
        continue;
      }
      const cell = (of: (m: Measured) => number, unit: string) => {
        const ratio =
          typeof ours === 'string' || ours === found
            ? ''
            : ` (${(of(found) / of(ours)).toFixed(1)}×)`;
        return `${of(found).toFixed(0)} ${unit}${ratio}`.padStart(17);
      };
      console.log(
        name.padEnd(14),
        cell((m) => m.firstMs, 'ms'),
        cell((m) => m.frameMs, 'ms'),
        cell((m) => m.memoryMB, 'MB'),
        found.drawn.join(' × ').padStart(13),
      );
    }
    console.log(`load ${load()}`);
  }
} finally {
  await server.close();
  rmSync(site, { recursive: true, force: true });
}
