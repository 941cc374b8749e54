import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
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

    test('first view: the atoms are drawn by WebGL 2, the numbers stand beside them', async () => {
      const tab = await open();
      await reads(tab, ui.mismatch('a'), '−1.49 %');
      await reads(tab, ui.mismatch('b'), '−1.49 %');
      await reads(tab, ui.contact('Cs-S'), '3.733');
      const picture = await lookAlongA(tab);
      expect(picture.webgl).toMatch(/^WebGL 2/);
      for (const hue of ['red', 'yellow', 'violet'] as const)
        expect(picture[hue] / picture.pixels, hue).toBeGreaterThan(0.003);
      expect(picture.red + picture.yellow + picture.violet).toBeLessThan(0.6 * picture.pixels);
    });

    test('edits: plane and supercell, undone and done again', async () => {
      const tab = await open();
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
    });

    test('the recorded run plays, pauses and steps', async () => {
      const tab = await open();
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
    });

    test('a crystal file is imported and becomes the film', async () => {
      const tab = await open();
      await tab.click(ui.importCrystal);
      await tab.upload(ui.importFile, resolve('test/reference/TiO2-rutile.cif'));
      await reads(tab, ui.whatWasRead, /TiO₂[\s\S]*P4_2\/mnm \(136\)/);
      await tab.click(ui.stackCrystal);
      await reads(tab, ui.title, /^TiO₂ \(110\) on CsPbBr₃ \(110\)/);
      expect(await tab.shown(ui.importDialog)).toBe(false);
    });

    test('matches are found in a worker, and one is built', async () => {
      const tab = await open();
      await tab.click(ui.findMatches);
      await reads(tab, ui.findStatus, /^49 matches in/);
      await reads(tab, ui.match(4), /147\.6.*143\.2/);
      await tab.click(ui.match(4));
      await reads(tab, ui.mismatchCard, /of 147\.6 Å²/);
      await tab.click(ui.undo);
      await reads(tab, ui.mismatchCard, /of 196\.8 Å²/);
    });

    // Sines and roots of an engine's own would show in the last of sixteen digits.
    test.each([DEFAULT_PRESET.id, 'twisted-graphene-1-1'])(
      'the POSCAR of %s, edited, is the one that the terminal writes',
      async (id) => {
        const tab = await open(`${inject('appUrl')}${linkOf(presetOf(id).recipe)}`);
        await tab.type(ui.separation, '3.10');
        await tab.click(ui.copyLink);
        await expect.poll(() => tab.url()).toContain('#z=');
        const link = await tab.url();
        await tab.click(ui.exportMenu);
        const { name: file, bytes } = await tab.download(ui.downloadPoscar);
        expect(file).toMatch(/_on_.*\.vasp$/);
        expect(bytes.toString()).toBe(terminalPoscar(link));
      },
    );

    test('a copied link opens the same document elsewhere', async () => {
      const tab = await open();
      await tab.type(ui.separation, '3.10');
      await reads(tab, ui.contact('Cs-S'), '3.963');
      await tab.click(ui.copyLink);
      await expect.poll(() => tab.url()).toContain('#z=');
      const link = await tab.url();
      const other = await open(link);
      await reads(other, ui.contact('Cs-S'), '3.963');
      expect(await other.enabled(ui.undo)).toBe(false);
    });

    test('a reload keeps the document and its history', async () => {
      const tab = await open();
      await tab.type(ui.separation, '3.10');
      await reads(tab, ui.contact('Cs-S'), '3.963');
      await tab.reload();
      await drawn(tab);
      await reads(tab, ui.contact('Cs-S'), '3.963');
      await tab.click(ui.undo);
      await reads(tab, ui.contact('Cs-S'), '3.733');
    });
  });
}

const terminalPoscar = (link: string): string =>
  execFileSync(process.execPath, [TERMINAL, ...'build --format poscar --out -'.split(' '), link], {
    encoding: 'utf8',
  });
