import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { type OpenOptions, type OpenPage, openPage } from '../helpers/browser/page.ts';
import { randomModel } from '../helpers/randomModel.ts';

// Relaxation by the universal potential, with a model file that the browser keeps. Weights are random.

let opened: OpenPage | null = null;
afterEach(async () => {
  expect(opened?.errors ?? []).toEqual([]);
  await opened?.close();
  opened = null;
});

const FILE = {
  name: 'nequix-random-1.nqx',
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(randomModel(5)),
};

const open = async (options: OpenOptions = {}): Promise<Page> => {
  opened = await openPage(options);
  return opened.page;
};
async function mdPanel(page: Page) {
  await page.getByRole('button', { name: 'Run MD…' }).click();
  const panel = page.getByRole('region', { name: 'Run MD' });
  await panel.waitFor();
  return panel;
}
const ended = (page: Page, how: RegExp) =>
  page.getByTestId('md-status').filter({ hasText: how }).waitFor({ timeout: 60_000 });
/** As if the file were dropped from the desktop. */
const drop = (page: Page, name: string, base64: string) =>
  page.evaluate(
    ([name, base64]) => {
      const bytes = Uint8Array.from(atob(base64!), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name!));
      window.dispatchEvent(
        new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
    },
    [name, base64],
  );

test('a model that is dropped anywhere is kept, relaxes the stack, and is removed', async () => {
  // Six atoms.
  const page = await open();
  await page.getByLabel('Open a preset').selectOption('ws2-mos2');
  await page.locator('.doc h1').filter({ hasText: 'WS₂' }).waitFor();
  const panel = await mdPanel(page);
  // Without a model the classical preview is what runs, and nothing is asked for.
  await panel.getByRole('button', { name: 'Machine-learned' }).click();
  expect(await panel.textContent()).toMatch(/no part of this program: take nequix-oam-1-pft\.nqx/);
  expect(await panel.getByRole('link', { name: 'its home' }).getAttribute('href')).toMatch(
    /^https:\/\/github\.com\//,
  );
  expect(await panel.getByRole('button', { name: 'Run', exact: true }).isDisabled()).toBe(true);
  await drop(page, 'torn.nqx', FILE.buffer.subarray(0, 9000).toString('base64'));
  await panel.getByText(/^torn\.nqx: not a model file/).waitFor();
  await drop(page, FILE.name, FILE.buffer.toString('base64'));
  await page.getByTestId('model-checksum').waitFor();
  await panel.getByText(/kept in this browser/).waitFor();
  expect(await panel.textContent()).toMatch(
    /nequix-random-1\.nqx, 2\.8 MB, kept in this browser.*SHA-256 [0-9a-f]{12}….*machine-learned PBE \(Nequix random-1\) \+ D3\(0\), as the protocol of the paper has D3/s,
  );

  // The paper's protocol would go on for minutes.
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  await ended(page, /^Heating by rescaling$/);
  await page
    .getByTestId('md-K')
    .filter({ hasText: /K at 0\.\d+ ps/ })
    .waitFor();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await ended(page, /^cancelled at step \d+/);

  await panel.getByRole('button', { name: 'Relax' }).click();
  await panel.getByLabel('steps at most', { exact: true }).fill('12');
  await panel.getByRole('button', { name: 'd₀, atoms' }).click();
  await panel.getByRole('button', { name: 'D3(BJ)' }).click();
  await panel.getByRole('button', { name: 'Run again' }).click();
  await ended(page, /^done, \d+ snapshots/);
  await page
    .getByTestId('md-eV/Å')
    .filter({ hasText: /at iteration \d/ })
    .waitFor();
  expect(await page.getByTestId('md-label').textContent()).toMatch(
    /^machine-learned PBE \(Nequix random-1\) \+ D3\(BJ\); model [0-9a-f]{8}, relaxed \(L-BFGS, films as a whole, then atoms/,
  );
  await panel.getByRole('button', { name: 'Take over the relaxed positions' }).click();
  const contacts = page.getByRole('region', { name: 'Contacts' });
  await contacts.filter({ hasText: /Positions are taken over \(machine-learned PBE/ }).waitFor();
  expect(await panel.textContent()).toMatch(/Taken over/);
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.click();
  expect(await contacts.textContent()).not.toMatch(/taken over/);
  await page.getByRole('button', { name: 'Redo' }).click();

  // Energies of the interface, in its card.
  await page.keyboard.press('Escape');
  const card = page.getByRole('region', { name: 'Interface' });
  await card.getByText('energy against d₀, work of adhesion').click();
  await card.getByRole('button', { name: 'Compute the energies' }).click();
  await page
    .getByTestId('adhesion')
    .filter({
      hasText:
        /work of adhesion, rigid−?\d\.\d{3} J\/m², −?\d+\.\d meV\/Å².*best d₀, rigid\d\.\d{3} Å/,
    })
    .waitFor();
  await card.getByRole('heading', { name: 'Energy against d₀' }).waitFor();
  // The focus went to the cancel of the computation, and comes back with its end.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
    'Compute the energies',
  );

  // A reload holds both.
  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
  await contacts.filter({ hasText: /Positions are taken over \(machine-learned PBE/ }).waitFor();
  await mdPanel(page);
  await page.getByTestId('model-checksum').waitFor();
  // Where there is a model it is what runs, until a person chooses.
  expect(
    await panel.getByRole('button', { name: 'Machine-learned' }).getAttribute('aria-pressed'),
  ).toBe('true');
  await panel.getByRole('button', { name: 'Remove it' }).click();
  await panel.getByText('Choose the model file…').waitFor();
});

test('where nothing can be kept the model serves this visit, and the panel says so', async () => {
  const page = await open({
    init: `Object.defineProperty(window, 'indexedDB', { value: undefined });`,
  });
  const panel = await mdPanel(page);
  await panel.getByRole('button', { name: 'Machine-learned' }).click();
  await panel.locator('input[type=file]').setInputFiles(FILE);
  await panel.getByText(/for this visit only: this browser keeps nothing/).waitFor();
});
