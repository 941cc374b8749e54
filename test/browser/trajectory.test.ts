import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { checkedPages } from '../helpers/browser/page.ts';

const open = checkedPages();

/** Drags a file over the page and drops it, as the browser would report it. */
const drop = (page: Page, name: string, bytes: Uint8Array) =>
  page.evaluate(
    ([fileName, base64]) => {
      const content = Uint8Array.from(atob(base64!), (c) => c.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName!));
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
        );
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  );

const time = (page: Page) => page.getByTestId('time').textContent();
const fixture = (name: string) => readFileSync(`test/fixtures/trajectories/${name}`);
const recorded = () => gunzipSync(readFileSync('public/structures/cspbbr3-cds-300K/XDATCAR.gz'));

test('a trajectory of the shown stack, gzipped: indexed, played, its contacts measured', async () => {
  const page = await open();
  await drop(page, 'XDATCAR.gz', gzipSync(recorded()));
  await page.getByText(/401 frames · XDATCAR\.gz/).waitFor();
  expect(await time(page)).toBe('frame 1');
  // Its contacts are measured in the worker, frame by frame.
  await page.locator('.plot .u-over').waitFor();
  await page.getByLabel('Frame', { exact: true }).fill('250');
  expect(await time(page)).toBe('frame 251');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForFunction(
    () => Number(document.querySelector('[data-testid=time]')!.textContent!.split(' ')[1]) > 260,
  );
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Built', exact: true }).click();
  expect(await time(page)).toBe('built');
});

test('frames of other atoms are not played, which is said, and one of them can be imported', async () => {
  const page = await open();
  await drop(page, 'types.dump', readFileSync('test/fixtures/cases/types-change.dump'));
  await page.getByText(/line 23: expected the atom with the id 1 to be Cu .* not Au/).waitFor();
  await page.getByRole('button', { name: 'Import one of its frames…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a crystal' });
  await dialog.getByLabel('structure, 1 to 3').fill('3');
  await dialog.getByLabel('structure, 1 to 3').press('Enter');
  await dialog.getByRole('heading', { name: /^CuAu₃/ }).waitFor();
});

test('one of other atoms shows them, says so, and one click leads back', async () => {
  const page = await open();
  await drop(page, 'vasprun.xml', fixture('vasprun.xml'));
  await page.getByTestId('foreign').waitFor();
  expect(await page.getByTestId('foreign').textContent()).toContain('vasprun.xml');
  await page
    .getByRole('img', { name: /vasprun\.xml, 7 atoms/ })
    .or(page.getByLabel(/vasprun\.xml, 7 atoms/))
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Next frame' }).click();
  expect(await time(page)).toBe('0.0015 ps');
  // What the file holds of each atom: colours with their scale, and arrows with theirs.
  await page.getByLabel('Colour by').selectOption('forces, along z');
  await page.getByRole('button', { name: /^forces, along z: colours from .* eV\/Å/ }).waitFor();
  await page.getByRole('button', { name: 'Playback' }).click();
  await page.getByLabel('Arrows').selectOption('forces');
  await page
    .locator('.legend-mark')
    .getByText(/^forces: [\d.]+ Å for 1 eV\/Å$/)
    .waitFor();
  await page.getByLabel('Arrows').selectOption('none');
  await page.getByLabel('Colour by').selectOption('Elements');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Built', exact: true }).click();
  await page.getByLabel(/200 atoms\. Arrow keys/).waitFor();
  expect(await page.getByTestId('foreign').count()).toBe(0);
});

test('broken ones: said with their line, the page goes on, what is whole is played', async () => {
  const page = await open();
  const text = fixture('ortho-x.lammpstrj').toString();
  await drop(page, 'torn.lammpstrj', Buffer.from(text.slice(0, 300)));
  await page
    .getByRole('alert')
    .getByText(/LAMMPS dump, line 1: expected/)
    .waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  expect(await page.getByTestId('opening').count()).toBe(0);
  await drop(page, 'torn.lammpstrj', Buffer.from(text.slice(0, -300)));
  await page.getByText(/torn and left out/).waitFor();
  await page.getByText('3 frames').first().waitFor();
  await drop(page, 'types.lammpstrj', fixture('triclinic-types.lammpstrj'));
  await page.getByLabel('Element of each type, in their order').fill('Ar, Kr');
  await page.getByRole('button', { name: 'Open with these' }).click();
  await page.getByText('4 frames').first().waitFor();
  expect(await page.getByTestId('opening').count()).toBe(0);
});

test('archives are told by what is in them; a cut one is played as far as it goes', async () => {
  const page = await open();
  await drop(page, 'plain.xyz', Buffer.from('2\n\nH 0 0 0\nH 0 0 1\n'.repeat(3)));
  await page
    .getByRole('alert')
    .getByText(/plain\.xyz: extended XYZ, line 2: expected Lattice/)
    .waitFor();
  const whole = gzipSync(recorded());
  await drop(page, 'var.gz', whole.subarray(0, Math.floor(0.6 * whole.length)));
  await page.getByText(/var\.gz: the archive is cut off or broken/).waitFor();
  const said = (await page.getByText(/\d+ frames · var\.gz/).textContent())!;
  const frames = Number(/(\d+) frames/.exec(said)![1]);
  expect(frames).toBeGreaterThan(200);
  expect(frames).toBeLessThan(280);
  // What was wrong with the file before is said no more.
  expect(await page.getByText(/expected Lattice/).count()).toBe(0);
  await drop(page, 'var.extxyz.gz', gzipSync(fixture('ase-forces.extxyz')));
  await page.getByText(/5 frames · var\.extxyz\.gz/).waitFor();
});

test('a long file tells how far it is and can be cancelled; what was played stays', async () => {
  const page = await open();
  const cancelled = await page.evaluate(async () => {
    // Some hundred MB by reference: the file is never in memory as a whole.
    const row = '  0.12345678  0.23456789  0.34567890\n';
    const frame = new Blob(['Direct configuration=     1\n', row.repeat(1000)]);
    const many = new Blob(Array<Blob>(200).fill(frame));
    const header = 'big\n1.0\n30 0 0\n0 30 0\n0 0 30\nCd S\n500 500\n';
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([header, ...Array<Blob>(40).fill(many)], 'XDATCAR'));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
      );
    for (;;) {
      await new Promise(requestAnimationFrame);
      const bar = document.querySelector('progress');
      if (document.querySelector('[data-testid=foreign]')) return 'too late';
      if (bar === null) continue;
      const buttons = [...document.querySelectorAll('[data-testid=opening] button')];
      (buttons.find((b) => b.textContent === 'Cancel') as HTMLButtonElement).click();
      return bar.getAttribute('aria-label');
    }
  });
  expect(cancelled).toBe('Opening XDATCAR');
  await page.waitForFunction(() => !document.querySelector('[data-testid=opening]'));
  await page.getByText(/^8\.00 ps · not DFT/).waitFor();
  expect(await time(page)).toBe('built');
});

test('a worker that ends on its own: the page says so, and the file can be opened again', async () => {
  const page = await open();
  await drop(page, 'vasprun.xml', fixture('vasprun.xml'));
  await page.getByTestId('foreign').waitFor();
  const worker = page.workers().find((w) => w.url().includes('/trajectory.worker'))!;
  await worker.evaluate(() => self.close()).catch(() => undefined);
  await page.getByRole('alert').getByText('reading vasprun.xml stopped: it was').waitFor();
  expect(await time(page)).toBe('built');
  await page.getByRole('button', { name: 'Open again' }).click();
  await page.getByTestId('foreign').waitFor();
  expect(await page.getByTestId('opening').count()).toBe(0);
});
