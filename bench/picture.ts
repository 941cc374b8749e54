import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { serve } from '../scripts/serve.ts';
import { linkOf, presetOf } from '../src/epistack.ts';
import { launch } from '../test/helpers/browser/chromium.ts';

/**
 * `npx tsx bench/picture.ts`: what one turned frame of the picture takes at best, drawn to its last pixel, with parts of the look
 * switched off one by one. Without a graphics card this is the software renderer; with one it is what the driver waits.
 */
const FRAMES = 24;

const OFF = {
  completion: 'cell',
  repeat: 'none',
  outlines: false,
  occlusion: false,
  showSlabs: false,
  showMismatch: false,
};
const LOOKS: Readonly<Record<string, object>> = {
  'bare: cut at the cell, no light': OFF,
  'and whole coordination': { ...OFF, completion: 'complete' },
  'and outlines': { ...OFF, outlines: true },
  'and soft shadows': { ...OFF, occlusion: true },
  'and a shadow on a floor': { ...OFF, floorShadow: true },
  'and repeated cells': { ...OFF, completion: 'complete', repeat: 'auto' },
  'and glassy polyhedra': { ...OFF, completion: 'complete', polyhedra: 'glassy' },
  'space-filling': { ...OFF, style: 'filling' },
  'the default': {},
};

/** @param planes of each slab of the default interface */
const hashOf = (cells: number): string => {
  const { recipe } = presetOf('cspbbr3-cds');
  const steps = recipe.steps.map((step) =>
    'slab' in step
      ? {
          ...step,
          slab: {
            ...step.slab,
            matrix: step.slab.matrix.map((row) => row.map((n) => n * cells)),
          },
        }
      : step,
  );
  return linkOf({ ...recipe, steps } as typeof recipe);
};

const site = mkdtempSync(join(tmpdir(), 'epistack-bench-'));
await build({ build: { outDir: site, emptyOutDir: true }, logLevel: 'error' });
const server = await serve(site);
const browser = await launch();
try {
  for (const cells of [1, 7, 22]) {
    console.log(`\n${200 * cells ** 2} atoms${' '.repeat(24)}ms a frame`);
    for (const [name, look] of Object.entries(LOOKS)) {
      if (cells > 1 && !/bare|coordination|floor|default/.test(name)) continue;
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await page.addInitScript(
        `localStorage.setItem('epistack.session', '${JSON.stringify(look)}')`,
      );
      await page.goto(`${server.url}${hashOf(cells)}`);
      await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true', {
        timeout: 300_000,
      });
      await page.waitForLoadState('networkidle');
      // A text, not a function: the compiler's helpers are not known in the page.
      const ms = await page.evaluate(`(async () => {
        const surface = document.querySelector('[role=application]');
        const gl = surface.querySelector('canvas').getContext('webgl2');
        const pixel = new Uint8Array(4);
        const turn = async () => {
          surface.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        };
        for (let i = 0; i < 4; i++) await turn();
        const taken = [];
        for (let i = 0; i < ${FRAMES}; i++) {
          const start = performance.now();
          await turn();
          taken.push(performance.now() - start);
        }
        return Math.min(...taken);
      })()`);
      console.log(name.padEnd(36), (ms as number).toFixed(0).padStart(5));
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(site, { recursive: true, force: true });
}
