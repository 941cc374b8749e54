import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violations } from '../../helpers/browser/axe.ts';
import { checkedPages, type OpenOptions } from '../../helpers/browser/page.ts';

const openChecked = checkedPages();

async function open(options?: OpenOptions): Promise<Page> {
  const page = await openChecked(options);
  await page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>('.play')?.disabled === false,
  );
  return page;
}

const fixture = (name: string) => readFileSync(`test/fixtures/trajectories/${name}`);
const openFile = (page: Page, name: string, buffer: Buffer) =>
  page
    .locator('.player')
    .getByLabel('Open a trajectory…')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
const time = (page: Page) => page.getByTestId('time').textContent();
const goTo = (page: Page, frame: number) =>
  page.getByLabel('Frame', { exact: true }).fill(String(frame));

async function analyse(page: Page, tab: string): Promise<Locator> {
  const panel = page.getByRole('region', { name: 'Analysis', exact: true });
  if ((await panel.count()) === 0) await page.getByRole('button', { name: 'Analyse' }).click();
  await panel.getByRole('tab', { name: tab, exact: true }).click();
  return panel;
}

async function saved(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent('download');
  await button.click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

/** Rows of numbers of a CSV file, without remarks and head. */
const rowsOf = (text: string): number[][] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .slice(1)
    .map((line) => line.split(',').map(Number));

test('contacts of the recorded run: beside the paper’s, saved whole, and a click goes to the frame', async () => {
  const page = await open();
  const panel = await analyse(page, 'Contacts');
  await panel.getByTestId('played-Cs-S').waitFor();
  const table = await panel.getByRole('table').first().textContent();
  expect(table).toContain('paper, opt.');
  for (const printed of ['3.733', '3.626', '3.053', '2.714']) expect(table).toContain(printed);

  const csv = await saved(
    page,
    panel.getByRole('button', { name: 'Save Contacts over time as CSV' }),
  );
  expect(csv.name).toBe('CdS-110_on_CsPbBr3-110_contacts.csv');
  expect(csv.text).toMatch(/^# Contacts over time\n# Each atom X/);
  expect(csv.text).toContain('recorded run: machine-learned PBE (Nequix oam-1-pft)');
  const rows = rowsOf(csv.text);
  expect(rows.length).toBe(401);
  expect(rows[250]!.slice(0, 2)).toEqual([251, 5]);
  // The mean on the screen is that of the column.
  const mean = rows.reduce((sum, r) => sum + r[2]!, 0) / rows.length;
  expect(await panel.getByTestId('played-Cs-S').textContent()).toMatch(
    new RegExp(`^${mean.toFixed(3)} ±`),
  );
  const svg = await saved(
    page,
    panel.getByRole('button', { name: 'Save Contacts over time as SVG' }),
  );
  expect(svg.text).toMatch(/^<svg [\s\S]*paper, 300 K 3\.626[\s\S]*<\/svg>\n$/);
  const png = await saved(
    page,
    panel.getByRole('button', { name: 'Save Contacts over time as PNG' }),
  );
  expect(png.name).toBe('CdS-110_on_CsPbBr3-110_contacts.png');
  expect(png.text.slice(1, 4)).toBe('PNG');

  const face = panel.getByRole('slider', { name: /Contacts over time/ });
  const over = (await face.locator('.u-over').boundingBox())!;
  await page.mouse.click(over.x + over.width / 2, over.y + over.height / 2);
  expect(Math.abs(Number.parseFloat((await time(page))!) - 4)).toBeLessThan(0.1);
  // The line follows the player, and the words under the plot with it.
  await page.mouse.move(over.x - 200, over.y);
  await goTo(page, 100);
  await panel.getByText(/^time 2\.000 ps · Cs–S \d\.\d{3} Å/).waitFor();
  // By keyboard: Home, a few steps, Enter.
  await face.focus();
  await page.keyboard.press('Home');
  for (let k = 0; k < 3; k++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect(await time(page)).toBe('0.06 ps');
  // A table for those who cannot see the plot.
  await panel.getByRole('button', { name: 'Table of Contacts over time' }).click();
  const values = panel.getByRole('region', { name: 'Values of Contacts over time' });
  expect(await values.getByRole('row').count()).toBeGreaterThan(100);
});

test('range, direction and keys of the player', async () => {
  const page = await open();
  await goTo(page, 100);
  await page.keyboard.press('[');
  await goTo(page, 140);
  await page.keyboard.press(']');
  await page.getByRole('button', { name: 'Playback' }).click();
  expect(await page.getByTestId('play-range').textContent()).toBe('Frames 101 to 141');
  await page.getByRole('button', { name: 'backwards' }).click();
  await page.getByLabel('Play over and over').uncheck();
  await page.getByLabel('Colour atoms').selectOption('displacement');
  await page.getByText('0 to 2 Å from the start').waitFor();
  await page.getByLabel('Lines').selectOption('average');
  await page.getByLabel('Smooth over ± frames').fill('2');
  await page.keyboard.press('Escape');
  await page.locator('.view').click({ position: { x: 4, y: 300 } });
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  // Backwards to the first of the range, and no farther.
  expect(await time(page)).toBe('2.00 ps');
  await page.keyboard.press('.');
  expect(await time(page)).toBe('2.02 ps');
  await page.keyboard.press('End');
  expect(await time(page)).toBe('2.80 ps');
  await page.keyboard.press('Home');
  expect(await time(page)).toBe('2.00 ps');
});

test('a gzip XDATCAR of the stack: contacts are measured in the worker, the run is closed again', async () => {
  const page = await open();
  await openFile(
    page,
    'XDATCAR.gz',
    gzipSync(gunzipSync(readFileSync('public/structures/cspbbr3-cds-300K/XDATCAR.gz'))),
  );
  await page
    .getByText(/XDATCAR\.gz · VASP trajectory/)
    .first()
    .waitFor();
  const panel = await analyse(page, 'Contacts');
  await panel.getByTestId('played-Br-Cd').waitFor();
  expect(await panel.getByTestId('played-Br-Cd').textContent()).toMatch(/^2\.7\d\d ± /);
  await page.getByRole('button', { name: 'Close the trajectory' }).click();
  // What the document has of its own comes back.
  await page.getByText(/^8\.00 ps · not DFT/).waitFor();
});

test('g(r), displacements and profiles of a dump of other atoms', async () => {
  const page = await open();
  await openFile(page, 'ortho-xu.lammpstrj', fixture('ortho-xu.lammpstrj'));
  await page.getByTestId('foreign').waitFor();
  const panel = await analyse(page, 'g(r)');
  const plot = panel.getByRole('figure', { name: /^g\(r\)/ });
  await plot.waitFor();
  const csv = await saved(page, plot.getByRole('button', { name: /as CSV/ }));
  const rows = rowsOf(csv.text);
  expect(rows.length).toBe(160);
  expect(rows.at(-1)![0]).toBeCloseTo(7.975, 6);
  // Coordination never falls and is not nothing.
  expect(rows.every((r, k) => k === 0 || r[2]! >= rows[k - 1]![2]!)).toBe(true);
  expect(rows.at(-1)![2]).toBeGreaterThan(1);
  await analyse(page, 'MSD');
  await panel.getByRole('figure', { name: 'Mean squared displacement' }).waitFor();
  await analyse(page, 'Profile');
  await panel.getByRole('figure', { name: 'Density along the normal' }).waitFor();
  await analyse(page, 'Drift');
  await panel.getByText(/Drift is of one slab against another/).waitFor();
  await analyse(page, 'Contacts');
  await panel.getByText(/has other atoms, or another order or cell/).waitFor();
  await page.getByRole('button', { name: 'Back to the stack' }).click();
  expect(await time(page)).toBe('built');
});

test('picked atoms over time, and numbers that stand beside the frames', async () => {
  const page = await open();
  await openFile(page, 'ase-forces.extxyz', fixture('ase-forces.extxyz'));
  await page.getByTestId('foreign').waitFor();
  const panel = await analyse(page, 'Measured');
  await panel.getByText(/Click two atoms/).waitFor();
  await page.getByLabel('Atom numbers to measure, counted from 1').fill('1 2 3');
  await page.keyboard.press('Enter');
  const measured = await page.getByTestId('measured').textContent();
  const figure = panel.getByRole('figure', { name: /^angle / });
  await figure.waitFor();
  const csv = await saved(page, figure.getByRole('button', { name: /as CSV/ }));
  // The first frame is shown: what is measured in the picture is the first value.
  expect(`${rowsOf(csv.text)[0]!.at(-1)!.toFixed(1)}°`).toBe(measured);
  // What is kept stays plotted when other atoms are picked.
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByLabel('Atom numbers to measure, counted from 1').fill('1 2');
  await page.keyboard.press('Enter');
  await panel.getByRole('figure', { name: /^distance / }).waitFor();
  expect(await figure.count()).toBe(1);
  await analyse(page, 'Values');
  await panel.getByRole('figure', { name: /energy/ }).waitFor();
});

test('the spectrum of a pure tone has its peak at the tone', async () => {
  const page = await open();
  const panel = await analyse(page, 'Spectrum');
  await panel.getByLabel('series').selectOption('csv');
  const [wavenumberCm, stepFs, count] = [154.3, 1, 6000];
  const perFs = (wavenumberCm * 29979245800) / 1e15;
  const tone = Array.from(
    { length: count },
    (_, k) =>
      `${k * stepFs},${(2.4 + 0.05 * Math.sin(2 * Math.PI * perFs * k * stepFs)).toFixed(8)}`,
  );
  const csv = (lines: readonly string[]) => ({
    name: 'gap.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['time (fs),gap (eV)', ...lines, ''].join('\n')),
  });
  const file = panel.getByLabel('Open a CSV file…');
  await file.setInputFiles(csv([...tone.slice(0, 7), 'seven,2.4', ...tone.slice(8)]));
  await panel
    .getByRole('alert')
    .getByText(/CSV, line 9: expected two numbers/)
    .waitFor();
  await file.setInputFiles(csv(tone));
  await panel.getByText('gap.csv: 6000 values, 1.000 fs apart').waitFor();
  const said = (await panel.getByTestId('peak').textContent())!;
  const [, peak, bin] = /peak at ([\d.]+) cm⁻¹, bins of ([\d.]+)/.exec(said)!.map(Number);
  expect(Math.abs(peak! - wavenumberCm)).toBeLessThan(bin!);
  await panel
    .getByText(/Hann window, not compensated/)
    .first()
    .waitFor();
  const c = await saved(
    page,
    panel.getByRole('button', { name: 'Save Autocorrelation C(t) as CSV' }),
  );
  // C(0) is the variance of the tone, half the square of its amplitude.
  expect(rowsOf(c.text)[0]![1]).toBeCloseTo(0.05 ** 2 / 2, 5);
  await panel.getByLabel('window').selectOption('none');
  await panel
    .getByText(/no window/)
    .first()
    .waitFor();
});

test('a file without times: frames on the axes, and a spectrum only of a time that was typed', async () => {
  const page = await open();
  const frame = (k: number) =>
    `2\nLattice="9 0 0 0 9 0 0 0 9"\nAr 1 1 1\nAr ${(4 + 0.2 * Math.sin(k)).toFixed(6)} 1 1\n`;
  const frames = Array.from({ length: 60 }, (_, k) => frame(k));
  // No element: seen when the frame is read, and everything before it is of use.
  frames[50] = frames[50]!.replace('Ar 1', 'Xx 1');
  await openFile(page, 'plain.xyz', Buffer.from(frames.join('')));
  await page.getByText(/the time between frames is not in the file/).waitFor();
  await page.getByLabel('Atom numbers to measure, counted from 1').fill('1 2');
  await page.keyboard.press('Enter');
  const panel = await analyse(page, 'Measured');
  await panel
    .getByRole('alert')
    .getByText(/frame 51 cannot be read .*line 203/)
    .waitFor();
  const plot = panel.getByRole('slider', { name: /^distance/ });
  const figure = panel.getByRole('figure', { name: /^distance/ });
  const csv = await saved(page, figure.getByRole('button', { name: /as CSV/ }));
  expect(rowsOf(csv.text).map((r) => r.length)).toEqual(Array(50).fill(2));
  // The arrows begin where the shown frame is.
  await goTo(page, 20);
  await plot.focus();
  await page.keyboard.press('ArrowRight');
  await figure.getByText(/^frame 22\.00 · /).waitFor();

  await analyse(page, 'Spectrum');
  await panel.getByLabel('series').selectOption({ label: await distanceOption(panel) });
  await panel.getByText(/The time between frames is not in the file: type it/).waitFor();
  const step = panel.getByLabel('time between frames');
  expect(await step.inputValue()).toBe('');
  expect(await step.getAttribute('aria-invalid')).toBe('true');
  expect(await panel.getByTestId('peak').count()).toBe(0);
  await step.fill('2');
  await panel.getByTestId('peak').waitFor();
  const lag = panel.getByLabel('lags up to');
  for (const typed of ['4000', '0', '-5', 'abc']) {
    await lag.fill(typed);
    await lag.press('Enter');
    expect(await lag.getAttribute('aria-invalid')).toBe('true');
    await panel.getByText(/A number from 2 to 98 fs; Escape keeps 49\.0/).waitFor();
  }
});

/** The first series that is a picked distance. */
const distanceOption = async (panel: Locator): Promise<string> =>
  (await panel.getByLabel('series').locator('option').allTextContents()).find((text) =>
    /Ar 1|distance/.test(text),
  )!;

test('a broken file is told with its line, and the page goes on', async () => {
  const page = await open();
  const text = fixture('ase-forces.extxyz').toString().split('\n');
  text[3] = text[3]!.replace(/[\d.]+/, 'NaN');
  await openFile(page, 'broken.extxyz', Buffer.from(text.join('\n')));
  await page
    .locator('.player')
    .getByRole('alert')
    .getByText(/line 4: expected/)
    .first()
    .waitFor();
  await goTo(page, 3);
  await page.getByRole('button', { name: 'Next frame' }).click();
  const panel = await analyse(page, 'Drift');
  await panel.waitFor();
});

test.each([
  [1024, 768, 'light'],
  [390, 844, 'dark'],
] as const)(
  'axe finds nothing to mend at %i × %i in the %s theme, nothing hangs over',
  async (width, height, colorScheme) => {
    const page = await open({ width, height, colorScheme });
    await goTo(page, 100);
    const panel = await analyse(page, 'Contacts');
    await panel.getByTestId('played-Cs-S').waitFor();
    expect(await violations(page)).toEqual([]);
    for (const tab of ['g(r)', 'MSD', 'Spectrum']) {
      await analyse(page, tab);
      await panel.getByRole('figure').first().waitFor();
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
    }
  },
);
