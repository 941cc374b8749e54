import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkedPages } from '../../helpers/browser/page.ts';

const open = checkedPages();

test('both crystals of the document: lines by name, a measured pattern over them, and a table', async () => {
  const page = await open();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Action' }).fill('diffraction');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'Analysis', exact: true });
  const plot = panel.getByRole('slider', { name: 'Powder pattern, line by line' });
  await plot.focus();
  await page.keyboard.press('Home');
  // d = a for CsPbBr3 (1 0 0) at the mean Cu Kα: 2 asin(1.54184 / 2 / 5.898) = 15.021°.
  expect(await plot.getAttribute('aria-valuetext')).toMatch(/^CsPbBr₃ \(1 0 0\) · 2θ 15\.021°/);

  // Hovering at the foot over CdS (1 1 1), which stands beside CsPbBr3 (1 1 1).
  const box = (await plot.boundingBox())!;
  const sticks = await plot.locator('.stick').nth(1).boundingBox();
  await page.mouse.move(sticks!.x + 1, sticks!.y + sticks!.height - 2);
  expect(await panel.locator('.chart-readout').textContent()).toMatch(
    /^CdS \(1 1 1\) · 2θ 26\.573°/,
  );
  expect(box.width).toBeGreaterThan(300);

  await panel.getByLabel('Open a measured pattern…').setInputFiles({
    name: 'film.xy',
    mimeType: 'text/plain',
    buffer: Buffer.from('20 5\n26.5 80\n30.3 60\n40 6\n'),
  });
  await panel.getByText('measured: film.xy').waitFor();
  await panel.getByRole('group', { name: 'CdS' }).getByLabel('share').fill('150');
  await panel.getByText('A number from 0.1 to 100 parts').waitFor();
  await page.keyboard.press('Escape');
  await panel.getByRole('group', { name: 'CdS' }).getByLabel('share').fill('25');
  await page.keyboard.press('Enter');
  await panel.getByText('CdS (33.3 % by mass)').waitFor();

  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save the pattern as CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('CdS-110_on_CsPbBr3-110_diffraction.csv');
  const table = readFileSync(await file.path(), 'utf8');
  expect(table).toContain('measured: film.xy');
  expect(table.split('\n').filter((row) => /^\d/.test(row))).toHaveLength(3001);

  // A scan of the stack: as many periods of the film as asked for, and their thickness read off the fringes.
  await panel.getByRole('button', { name: 'Out of plane' }).click();
  const scan = panel.getByRole('slider', { name: 'Scan, line by line' });
  await panel.getByLabel('periods of CdS').fill('40');
  await page.keyboard.press('Enter');
  // Planes {220} of CdS, 40 · 5.81 Å/√8.
  await panel.getByText(/^thickness of CdS, 40 periods: 82\.17 Å, Δq = 2π\/L/).waitFor();
  await scan.focus();
  await page.keyboard.press('Home');
  expect(await scan.getAttribute('aria-valuetext')).toMatch(/^CsPbBr₃ \(1 1 0\) · 2θ 21\.\d+°, ω/);
  await panel.getByLabel('rough surface').fill('3');
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: 'How the scan is computed' }).click();
  await panel
    .getByText(/^Symmetric 2θ–ω scan.* 3 Å of the surface, 0 Å of the interfaces/)
    .waitFor();
  const scanFile = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save the scan as CSV' }).click();
  expect(readFileSync(await (await scanFile).path(), 'utf8')).toContain('thickness of CdS, 40');
  await panel.getByRole('button', { name: 'Undo these settings' }).click();
  await panel.getByText(/^Symmetric 2θ–ω scan.* Surface and interfaces are flat/).waitFor();
  await panel.getByRole('button', { name: 'Undo these settings' }).click();
  await panel.getByText(/^thickness of CdS, 40 periods/).waitFor({ state: 'detached' });
  await panel.getByRole('button', { name: 'Redo these settings' }).click();
  await panel.getByText(/^thickness of CdS, 40 periods/).waitFor();
  await panel.getByRole('button', { name: 'Copy link' }).click();
  await page.waitForURL(/#z=[\w-]+&d=/);
});
