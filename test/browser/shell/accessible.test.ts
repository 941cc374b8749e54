import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { serve } from '../../../scripts/serve.ts';
import { violations } from '../../helpers/browser/axe.ts';
import { type OpenPage, openPage, pressInHeader } from '../../helpers/browser/page.ts';
import { testedPage } from '../../helpers/made/testedPage.ts';

let site: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  // React's own warnings are in it, of every screen.
  site = await serve(await testedPage(), { compressed: false });
});
afterAll(() => site?.close());

let opened: OpenPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true });
/** Takes an action from the list of all. */
async function act(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Action' }).fill(name);
  await page.keyboard.press('Enter');
}
const pressEscape = (page: Page) => page.keyboard.press('Escape');

interface Screen {
  readonly open: (page: Page) => Promise<unknown>;
  readonly close?: (page: Page) => Promise<unknown>;
  /** Where it is there: the report is a column of its own only on a wide screen. */
  readonly minWidth?: number;
}

/** Every screen of the page, one after the other. */
const SCREENS: Readonly<Record<string, Screen>> = {
  'the first view': {
    open: (page) =>
      page.waitForFunction(
        () => document.querySelector<HTMLButtonElement>('.play')?.disabled === false,
      ),
  },
  'the export menu': { open: (page) => button(page, /^Export/).click() },
  'the export dialog': {
    open: async (page) => {
      await button(page, /^More formats/).click();
      await page.getByRole('dialog').waitFor();
    },
    close: pressEscape,
  },
  'the import dialog': {
    open: async (page) => {
      await button(page, 'Import a crystal…').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'a crystal by hand': { open: (page) => button(page, 'By hand').click(), close: pressEscape },
  Playback: { open: (page) => button(page, /^Playback/).click(), close: pressEscape },
  'the full report': {
    open: (page) => button(page, 'full report').click(),
    close: pressEscape,
    minWidth: 1181,
  },
  'Find matches': {
    open: async (page) => {
      await pressInHeader(page, 'Find matches');
      await page.getByTestId('match').first().waitFor();
    },
  },
  'the explorer': {
    open: async (page) => {
      await page.getByRole('tab', { name: 'Explorer' }).click();
      await page.getByText(/\d fields in/).waitFor();
    },
  },
  'a known relation': {
    open: (page) => page.getByRole('tab', { name: 'Known relation' }).click(),
    close: (page) => button(page, '← Back to the stack').click(),
  },
  'the presentation': {
    open: async (page) => {
      await pressInHeader(page, 'Present');
      await page
        .getByRole('region', { name: 'Presentation' })
        .getByRole('heading', { level: 2 })
        .waitFor();
    },
  },
  'its third chapter': {
    open: async (page) => {
      await page.keyboard.press('PageDown');
      await page.keyboard.press('PageDown');
    },
    close: pressEscape,
  },
  Look: {
    open: async (page) => {
      await pressInHeader(page, 'Look');
      await page.getByLabel('atom size').waitFor();
    },
    close: (page) => button(page, 'Close Look').click(),
  },
  'Run MD': {
    open: async (page) => {
      await button(page, 'Run MD…').click();
      await page.getByRole('heading', { name: 'Run MD' }).waitFor();
    },
  },
  'a potential of one’s own': {
    open: (page) => button(page, 'Your own').click(),
    close: (page) => button(page, 'Close Run MD').click(),
  },
  'the analysis': {
    open: async (page) => {
      await button(page, 'Analyse').click();
      await page.getByTestId('played-Cs-S').waitFor();
    },
  },
  'the spectrum': { open: (page) => page.getByRole('tab', { name: 'Spectrum' }).click() },
  'the powder pattern': {
    open: async (page) => {
      await page.getByRole('tab', { name: 'Diffraction' }).click();
      await page.getByRole('slider', { name: 'Powder pattern, line by line' }).waitFor();
    },
  },
  'the stereographic projection': {
    open: async (page) => {
      await page.getByRole('tab', { name: 'Orientation' }).click();
      await page.getByRole('region', { name: 'Orientation relation' }).waitFor();
    },
  },
  'a micrograph': { open: (page) => page.getByRole('tab', { name: 'Micrograph' }).click() },
  'tables of the paper': {
    open: async (page) => {
      await page.getByRole('tab', { name: 'Paper', exact: true }).last().click();
      await page.getByText('PL peak of Janus crystals').waitFor();
    },
    close: (page) => button(page, 'Close the analysis').click(),
  },
  'edits of atoms': {
    open: async (page) => {
      await act(page, 'Edit atoms');
      await page.getByText('Edits of this document').waitFor();
    },
    close: (page) => button(page, 'Close Atoms').click(),
  },
  'the microscope': {
    open: async (page) => {
      await act(page, 'microscope: image');
      await page.getByText(/ 4,657 atoms$/).waitFor();
    },
    close: pressEscape,
  },
  'the nanocrystal': {
    open: async (page) => {
      await act(page, 'Nanocrystal with this');
      await page.getByTestId('nanocrystal-atoms').waitFor();
    },
    close: pressEscape,
  },
  Documents: {
    open: async (page) => {
      await pressInHeader(page, 'Documents');
      await page.getByRole('dialog', { name: 'Documents' }).waitFor();
    },
    close: pressEscape,
  },
  'a measurement': {
    open: async (page) => {
      const atoms = page.getByLabel('Atom numbers to measure, counted from 1');
      await atoms.fill('17 145');
      // The focus may still be on its way back from the dialog before: the key is for this field.
      await atoms.press('Enter');
      await page.getByTestId('measured').waitFor();
    },
  },
  'a stack without a trajectory': {
    open: async (page) => {
      const presets = page.getByLabel('Open a preset');
      if (!(await presets.isVisible())) await button(page, 'More').click();
      await presets.selectOption('ge-si');
      await page.locator('.player.idle').waitFor();
      await pressEscape(page);
    },
  },
};

test.each([
  [1440, 900, 'light'],
  [390, 844, 'dark'],
] as const)(
  'axe finds nothing of any severity in any screen at %i × %i, %s',
  async (width, height, colorScheme) => {
    opened = await openPage({
      site: site.url,
      width,
      height,
      colorScheme,
      reducedMotion: 'reduce',
    });
    const { page } = opened;
    // Some thirty screens in one test: what hangs is to be named before the time of the test is over.
    page.setDefaultTimeout(30_000);
    const found: string[] = [];
    for (const [name, { open, close, minWidth = 0 }] of Object.entries(SCREENS)) {
      if (width < minWidth) continue;
      await open(page).catch((error: unknown) => {
        throw new Error(`${name} did not open`, { cause: error });
      });
      found.push(...(await violations(page)).map((v) => `${name}: ${v}`));
      await close?.(page);
    }
    expect(found).toEqual([]);
    expect(opened.errors).toEqual([]);
  },
);
