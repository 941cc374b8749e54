import type { Page } from 'playwright-core';

/** A screen is what has to be done on the freshly opened page before the picture is taken. */
export const SCREENS: Readonly<
  Record<string, { hash?: string; act?(page: Page): Promise<unknown> }>
> = {
  'first-view': {},
  playing: {
    act: async (page) => {
      await ready(page);
      await page.getByLabel('Frame', { exact: true }).fill('250');
      await page.locator('.player .plot canvas').waitFor();
    },
  },
  sheet: {
    act: async (page) => {
      const raise = page.getByRole('button', { name: 'Raise the panel' });
      if (await raise.isVisible()) await raise.click();
      const stack = page.getByRole('button', { name: 'Stack', exact: true });
      if (await stack.isVisible()) await stack.click();
    },
  },
  documents: {
    act: async (page) => {
      await press(page, 'Documents');
      await page.getByRole('dialog').waitFor();
    },
  },
  menu: {
    act: (page) => page.getByRole('button', { name: /^Export/ }).click(),
  },
  'export-dialog': {
    act: async (page) => {
      await page.getByRole('button', { name: /^Export/ }).click();
      await page.getByRole('button', { name: /^More formats/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  import: {
    act: async (page) => {
      await page.getByRole('button', { name: 'Import a crystal…' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  'find-matches': {
    act: async (page) => {
      await press(page, 'Find matches');
      await page.getByText(/\d matches in/).waitFor();
      await page.getByTestId('match').nth(4).hover();
    },
  },
  'find-explorer': {
    act: async (page) => {
      await press(page, 'Find matches');
      await page.getByRole('tab', { name: 'Explorer' }).click();
      await page.getByText(/\d fields in/).waitFor();
    },
  },
  look: {
    act: async (page) => {
      await press(page, 'Look');
      await page.getByRole('heading', { name: 'Look' }).waitFor();
    },
  },
  'run-md': {
    act: async (page) => {
      await page.getByRole('button', { name: 'Run MD…' }).click();
      await page.locator('#md-panel').waitFor();
    },
  },
  'run-md-done': {
    act: async (page) => {
      await page.getByRole('button', { name: 'Run MD…' }).click();
      await page.getByLabel('length', { exact: true }).fill('1');
      await page.getByLabel('of it heating', { exact: true }).fill('0.3');
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.getByTestId('md-status').filter({ hasText: 'done' }).waitFor();
    },
  },
  analysis: {
    act: async (page) => {
      await ready(page);
      await page.getByLabel('Frame', { exact: true }).fill('250');
      await page.getByRole('button', { name: 'Analyse' }).click();
      await page.getByTestId('played-Cs-S').waitFor();
      await page.getByTestId('played-Cs-S').scrollIntoViewIfNeeded();
    },
  },
  'analysis-spectrum': {
    act: async (page) => {
      await ready(page);
      await page.getByRole('button', { name: 'Analyse' }).click();
      await page.getByRole('tab', { name: 'Spectrum' }).click();
      await page.getByTestId('peak').waitFor();
    },
  },
  playback: {
    act: async (page) => {
      await ready(page);
      await page.getByLabel('Frame', { exact: true }).fill('250');
      await page.getByRole('button', { name: 'Playback' }).click();
      await page.getByLabel('Colour atoms').selectOption('displacement');
    },
  },
  'other-atoms': {
    act: async (page) => {
      await ready(page);
      await page
        .locator('.player')
        .getByLabel('Open a trajectory…')
        .setInputFiles('test/fixtures/trajectories/vasprun.xml');
      await page.getByText('Not the stack:').waitFor();
      // The camera glides to the other atoms.
      await page.waitForTimeout(1000);
    },
  },
  palette: {
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Action' }).fill('colour');
    },
  },
  shortcuts: {
    act: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  atoms: {
    act: async (page) => {
      await act(page, 'measurements');
      await page.getByRole('tab', { name: 'Selection' }).waitFor();
    },
  },
  diffraction: {
    act: async (page) => {
      await act(page, 'diffraction');
      await page.getByRole('slider', { name: 'Powder pattern, line by line' }).waitFor();
    },
  },
  orientation: {
    act: async (page) => {
      await act(page, 'orientation relation');
      await page.getByRole('application', { name: /Stereographic projection/ }).waitFor();
    },
  },
  micrograph: {
    act: async (page) => {
      await act(page, 'micrograph');
      await page.getByRole('button', { name: 'Microscope…' }).waitFor();
    },
  },
  'paper-data': {
    act: async (page) => {
      await act(page, 'the paper’s data');
      await page.getByText('PL peak of Janus crystals').waitFor();
    },
  },
  nanocrystal: {
    act: async (page) => {
      await act(page, 'nanocrystal: a particle');
      await page
        .getByTestId('nanocrystal-atoms')
        .getByText(/ atoms/)
        .waitFor();
    },
  },
  microscope: {
    act: async (page) => {
      await act(page, 'microscope');
      await page
        .getByRole('dialog')
        .getByText(/ atoms$/)
        .waitFor();
    },
  },
  present: {
    act: async (page) => {
      await act(page, 'present this document');
      await page.getByRole('heading', { name: 'Crystals' }).waitFor();
    },
  },
  'write-story': {
    act: async (page) => {
      await act(page, 'write a story');
      await page.getByRole('button', { name: 'Add this view as a step' }).waitFor();
    },
  },
};

/** Presses a button of the header, which stands in a menu where it is narrow. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  if (!(await button.isVisible()))
    await page.getByRole('button', { name: 'More', exact: true }).click();
  await button.click();
}

export const ready = (page: Page) =>
  page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>('.play')?.disabled === false,
  );

/** Finds an action by its name. */
async function act(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Action' });
  await box.fill(name);
  await box.press('Enter');
}
