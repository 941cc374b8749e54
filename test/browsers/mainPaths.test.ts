import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { linkOf } from '#core/recipe/share.ts';
import { missing } from '../helpers/codes.ts';
import { TERMINAL } from '../helpers/terminal.ts';
import { ENGINES } from './engines.ts';
import { lookAlongA } from './picture.ts';
import type { RunningBrowser, Tab } from './tab.ts';
import { drawn, reads, ui } from './ui.ts';

/** What Chromium says of this test's own look at the canvas. */
const PIXELS_ARE_READ = /GPU stall due to ReadPixels/;

for (const { name, lacks, start } of ENGINES) {
  if (lacks !== null) missing(`${name} for the main paths. ${lacks}`);
  describe.skipIf(lacks !== null)(name, () => {
    let browser: RunningBrowser;
    let opened: Tab | undefined;
    const close = async (): Promise<void> => {
      const tab = opened;
      opened = undefined;
      if (tab === undefined) return;
      const errors = await tab.errors();
      await tab.close();
      expect(errors.filter((e) => !PIXELS_ARE_READ.test(e))).toEqual([]);
    };
    const open = async (link?: string): Promise<Tab> => {
      await close();
      opened = await browser.newTab();
      await opened.goto(link ?? inject('appUrl'));
      await drawn(opened);
      return opened;
    };
    beforeAll(async () => {
      browser = await start();
    });
    afterAll(() => browser?.close());
    afterEach(close);

    // One tab for many steps: a browser takes longer to open the page than to do most of them.
    test('the first view, edits, the recorded run, export and a reload', async () => {
      const tab = await open();
      // The atoms are drawn by WebGL 2, the numbers stand beside them.
      await reads(tab, ui.mismatch('a'), '−1.49 %');
      await reads(tab, ui.mismatch('b'), '−1.49 %');
      await reads(tab, ui.contact('Cs-S'), '3.733');
      const picture = await lookAlongA(tab);
      expect(picture.webgl).toMatch(/^WebGL 2/);
      for (const hue of ['red', 'yellow', 'violet'] as const)
        expect(picture[hue] / picture.pixels, hue).toBeGreaterThan(0.003);
      expect(picture.red + picture.yellow + picture.violet).toBeLessThan(0.6 * picture.pixels);

      // Plane and supercell, undone and done again.
      await tab.type(ui.filmPlane, '1 1 1');
      await reads(tab, ui.title, /^CdS \(111\) on CsPbBr₃ \(110\)/);
      await tab.click(ui.undo);
      await reads(tab, ui.title, /^CdS \(110\) on CsPbBr₃ \(110\)/);
      expect(await tab.enabled(ui.undo)).toBe(false);
      await tab.type(ui.filmCellsA, '3');
      await reads(tab, ui.mismatch('a'), '+47.76 %');
      await tab.click(ui.undo);
      await reads(tab, ui.mismatch('a'), '−1.49 %');
      await tab.click(ui.redo);
      await reads(tab, ui.mismatch('a'), '+47.76 %');
      expect(await tab.enabled(ui.redo)).toBe(false);
      await tab.click(ui.undo);
      await reads(tab, ui.mismatch('a'), '−1.49 %');

      // The recorded run plays, pauses and steps.
      await expect.poll(() => tab.enabled(ui.play), { timeout: 30_000 }).toBe(true);
      await reads(tab, ui.time, 'built');
      await tab.click(ui.play);
      const time = async () => Number.parseFloat(await tab.text(ui.time));
      await expect.poll(time, { timeout: 30_000 }).toBeGreaterThan(0.1);
      await tab.click(ui.pause);
      const paused = await time();
      expect(paused).toBeLessThan(8);
      await tab.click(ui.nextFrame);
      // A frame is 20 fs; the picture may have stood between two.
      const step = (await time()) - paused;
      expect(step).toBeGreaterThan(0);
      expect(step).toBeLessThan(0.0201);

      await exportsAsTheTerminal(tab);

      // A reload keeps the document and its history.
      await reads(tab, ui.contact('Cs-S'), '3.963');
      await tab.reload();
      await drawn(tab);
      await reads(tab, ui.contact('Cs-S'), '3.963');
      await tab.click(ui.undo);
      await reads(tab, ui.contact('Cs-S'), '3.733');
    });

    test('a copied link opens the same document elsewhere; matches are found, a crystal is imported', async () => {
      const tab = await open();
      await tab.type(ui.separation, '3.10');
      await reads(tab, ui.contact('Cs-S'), '3.963');
      await tab.click(ui.copyLink);
      await expect.poll(() => tab.url()).toContain('#z=');
      const link = await tab.url();
      const other = await open(link);
      await reads(other, ui.contact('Cs-S'), '3.963');
      expect(await other.enabled(ui.undo)).toBe(false);

      // Matches are found in a worker, and one is built.
      await other.click(ui.findMatches);
      await reads(other, ui.findStatus, /^49 matches in/);
      await reads(other, ui.match(4), /147\.6.*143\.2/);
      await other.click(ui.match(4));
      await reads(other, ui.mismatchCard, /of 147\.6 Å²/);
      await other.click(ui.undo);
      await reads(other, ui.mismatchCard, /of 196\.8 Å²/);

      // A crystal file is imported and becomes the film.
      await other.click(ui.importCrystal);
      await other.upload(ui.importFile, resolve('test/reference/TiO2-rutile.cif'));
      await reads(other, ui.whatWasRead, /TiO₂[\s\S]*P4_2\/mnm \(136\)/);
      await other.click(ui.stackCrystal);
      await reads(other, ui.title, /^TiO₂ \(110\) on CsPbBr₃ \(110\)/);
      expect(await other.shown(ui.importDialog)).toBe(false);
    });

    test('the POSCAR of a twisted stack, edited, is the one that the terminal writes', async () => {
      const { recipe } = presetOf('twisted-graphene-1-1');
      await exportsAsTheTerminal(await open(`${inject('appUrl')}${linkOf(recipe)}`));
    });
  });
}

/** Sines and roots of an engine's own would show in the last of sixteen digits. */
async function exportsAsTheTerminal(tab: Tab): Promise<void> {
  await tab.type(ui.separation, '3.10');
  await tab.click(ui.copyLink);
  await expect.poll(() => tab.url()).toContain('#z=');
  const link = await tab.url();
  await tab.click(ui.exportMenu);
  const { name: file, bytes } = await tab.download(ui.downloadPoscar);
  expect(file).toMatch(/_on_.*\.vasp$/);
  expect(bytes.toString()).toBe(terminalPoscar(link));
}

const terminalPoscar = (link: string): string =>
  execFileSync(process.execPath, [TERMINAL, ...'build --format poscar --out -'.split(' '), link], {
    encoding: 'utf8',
  });
