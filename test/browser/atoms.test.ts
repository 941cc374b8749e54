import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { violations } from '../helpers/browser/axe.ts';
import { type OpenPage, openPage, pressInHeader } from '../helpers/browser/page.ts';

let opened: OpenPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** Clicks an atom where it is drawn. */
async function clickAtom(page: Page, atom: number, shift = false): Promise<void> {
  const [x, y] = await page.evaluate((i) => {
    type Scene = { projectAtom: (i: number) => readonly [number, number] };
    return [...(window as unknown as { epistackScene: Scene }).epistackScene.projectAtom(i)];
  }, atom);
  const canvas = (await page.getByRole('application').boundingBox())!;
  if (shift) await page.keyboard.down('Shift');
  await page.mouse.click(canvas.x + x!, canvas.y + y!);
  if (shift) await page.keyboard.up('Shift');
}

/** Far beyond what anything takes on a busy machine. */
const SOON = { timeout: 60_000 };

/** What is drawn, and from how high it is seen. */
const drawnNow = (page: Page) =>
  page.evaluate(() => {
    type Stand = { readonly elevationRad: number };
    type Now = {
      readonly scene: {
        readonly gaps: readonly { readonly label: string }[];
        readonly marks?: { readonly words: readonly { readonly text: string }[] };
      };
      readonly stand: Stand | { readonly pose: Stand };
    };
    const { epistackScene } = window as unknown as { epistackScene: { now: () => Now } };
    const { scene, stand } = epistackScene.now();
    return {
      gaps: scene.gaps.map(({ label }) => label).join(),
      words: scene.marks?.words.map(({ text }) => text) ?? [],
      elevationRad: ('pose' in stand ? stand.pose : stand).elevationRad,
    };
  });

test('an atom is described where it is clicked, and by keyboard; atoms are selected, hidden, named, and measured for good', async () => {
  opened = await openPage({ width: 1024, height: 768 });
  const { page } = opened;
  await clickAtom(page, 30);
  const card = page.getByRole('region', { name: /^Atom / });
  await card.getByRole('button', { name: 'Neighbours, position…' }).click();
  const panel = page.getByRole('region', { name: 'Atoms', exact: true });
  await panel.getByRole('table').waitFor();
  expect(await panel.textContent()).toMatch(/Pb 31.*in bulk 6.*v\.u\..*Brese/);
  expect(await panel.locator('tbody tr').count()).toBe(6);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'detached' });
  // Enter begins to step, arrows go from atom to atom, Enter picks.
  await page.getByRole('button', { name: 'Unpick' }).click();
  await page.getByRole('application').focus();
  await page.keyboard.press('Enter');
  const first = (await card.getByRole('heading').textContent())!;
  await page.keyboard.press('ArrowUp');
  await page.waitForFunction(
    (name) => document.querySelector('.atom-card h2')?.textContent !== name,
    first,
  );
  const second = (await card.getByRole('heading').textContent())!;
  await page.keyboard.press('Enter');
  expect(await page.locator('.readout').textContent()).toContain(second);
  // Shift selects, whatever else is open; what is near is added; isolated atoms can be picked, others not.
  await clickAtom(page, 30, true);
  await page.getByRole('button', { name: '1 selected…' }).click();
  const told = panel.getByRole('status');
  await panel.getByRole('button', { name: /^Add atoms within/ }).click();
  expect(await told.textContent()).toMatch(/^7 of 200 selected Pb 1 · Br 6$/);
  await panel.getByLabel('write on these').selectOption('coordination');
  await panel.getByRole('button', { name: 'Isolate' }).click();
  expect(await page.locator('.legend').textContent()).toMatch(/hidden in the picture: 193 atoms/);
  await panel.getByRole('button', { name: 'Show all' }).click();
  // A box by key, over all of the picture.
  const area = (await page.locator('.canvas').boundingBox())!;
  const box = page.locator('.area-select');
  // At once, before the code of it is there.
  await page.mouse.move(area.x + 1, area.y + 1);
  await page.getByRole('application').focus();
  await page.keyboard.press('b');
  await page.mouse.down();
  await page.mouse.move(area.x + area.width - 1, area.y + area.height - 1);
  await page.mouse.up();
  await expect.poll(() => told.textContent()).toMatch(/^200 of 200 selected/);
  await page.keyboard.press('Escape');
  expect(await told.textContent()).toMatch(/^0 of 200/);
  // A lasso around the lower left half of the picture leaves atoms out.
  await page.getByRole('application').focus();
  await page.keyboard.press('l');
  await box.waitFor();
  await page.mouse.move(area.x + 1, area.y + 1);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width - 1, area.y + area.height - 1);
  await page.mouse.move(area.x + 1, area.y + area.height - 1);
  await page.mouse.up();
  const lassoed = await page.evaluate(
    ({ width, height }) => {
      type Scene = { projectAtom: (i: number) => readonly [number, number] | null };
      const { epistackScene } = window as unknown as { epistackScene: Scene };
      const isIn = ([x, y]: readonly [number, number]) => x / width < y / height;
      const places = Array.from({ length: 200 }, (_, i) => epistackScene.projectAtom(i));
      return places.filter((p) => p !== null && isIn(p)).length;
    },
    { width: area.width, height: area.height },
  );
  expect(lassoed).toBeGreaterThan(20);
  expect(lassoed).toBeLessThan(180);
  expect(await told.textContent()).toMatch(new RegExp(`^${lassoed} of 200 selected`));
  // Delete is an edit of the document, which stands in a list, can be undone and taken out.
  await panel.getByRole('button', { name: 'Select none' }).click();
  await clickAtom(page, 30, true);
  await page.keyboard.press('Delete');
  await panel.getByText('0 of 199').waitFor();
  await panel.getByRole('tab', { name: 'Edit' }).click();
  const edits = panel.getByRole('list', { name: 'Edits of this document' });
  expect(await edits.textContent()).toMatch(/^1. delete Pb1 atom/);
  await panel.getByRole('button', { name: 'Top face' }).click();
  expect(await edits.textContent()).toContain('2. passivate the top face with H16 H');
  await page.getByRole('button', { name: 'Undo' }).click();
  await panel.getByRole('button', { name: 'Take out edit 1: delete Pb' }).click();
  await panel.getByText('None.').waitFor();
  // What is kept of the measurements is there after a reload; deleting it is undone; the list is a file.
  await page.getByLabel('Atom numbers to measure, counted from 1').fill('31 57');
  await page.keyboard.press('Enter');
  const measured = (await page.getByTestId('measured').textContent())!;
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.reload();
  await page.getByRole('button', { name: '1 measured…' }).click();
  const kept = panel.getByRole('listitem');
  expect(await kept.textContent()).toContain(measured);
  await kept.getByRole('button', { name: /^Delete the distance/ }).click();
  expect(await kept.count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await kept.count()).toBe(1);
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('measurements.csv');
  // The bond between two atoms is hidden and drawn, each a step that is undone.
  await page.getByLabel('Atom numbers to measure, counted from 1').fill('31 57');
  await page.keyboard.press('Enter');
  await panel.getByRole('tab', { name: 'Bonds' }).click();
  const bonds = () =>
    page.evaluate(() => {
      type Bonds = { readonly topology: { readonly bonds: { readonly a: Uint32Array } } };
      type Now = { readonly scene: Bonds };
      const { epistackScene } = window as unknown as { epistackScene: { now: () => Now } };
      return epistackScene.now().scene.topology.bonds.a.length;
    });
  const byRule = await bonds();
  const state = panel.getByRole('status');
  const wasDrawn = (await state.textContent()) === 'Drawn, by the rule';
  await panel.getByRole('button', { name: wasDrawn ? 'Hide the bond' : 'Draw a bond' }).click();
  await expect.poll(bonds, SOON).toBe(byRule + (wasDrawn ? -1 : 1));
  expect(await panel.getByRole('list', { name: 'Bonds by hand' }).textContent()).toMatch(/– Br 57/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(bonds, SOON).toBe(byRule);
  await page.getByRole('button', { name: 'Redo' }).click();
  // The link brings the measurement and the bond to a browser that has kept nothing.
  await pressInHeader(page, 'Copy link');
  await page.waitForURL(/#z=/);
  const link = page.url();
  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('button', { name: '1 measured…' }).click();
  expect(await kept.textContent()).toContain(measured);
  await expect.poll(bonds, SOON).toBe(byRule + (wasDrawn ? -1 : 1));
  await page.getByLabel('Atom numbers to measure, counted from 1').fill('31 57');
  await page.keyboard.press('Enter');
  await panel.getByRole('tab', { name: 'Bonds' }).click();
  await panel.getByRole('button', { name: 'By the rule again', exact: true }).click();
  await expect.poll(bonds, SOON).toBe(byRule);
  // A saved view brings the camera back; a film is lifted, a part cut away, a plane drawn.
  await panel.getByRole('tab', { name: 'View' }).click();
  await panel.getByLabel('Name of this view').fill('mine');
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'View along' }).getByText('c', { exact: true }).click();
  await expect.poll(async () => (await drawnNow(page)).elevationRad, SOON).toBeGreaterThan(1.5);
  await panel.getByRole('button', { name: 'mine', exact: true }).click();
  await expect.poll(async () => (await drawnNow(page)).elevationRad, SOON).toBeLessThan(0.5);
  await panel.getByLabel('lift the film').fill('8');
  await expect.poll(async () => (await drawnNow(page)).gaps, SOON).toContain('+ 8.0 Å');
  // Clip planes are found in the menu of views, which brings the focus to them.
  await page.getByRole('button', { name: 'Close Atoms' }).click();
  await page.getByRole('button', { name: 'More views' }).click();
  await page.getByRole('button', { name: 'Clip planes: cut a section…' }).click();
  const isOnClip = () => document.activeElement?.textContent === 'Clip planes';
  await page.waitForFunction(isOnClip);
  // By name it has no button of its own: Escape gives the focus back to where it was.
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  const before = page.getByRole('button', { name: 'Find matches' });
  await before.focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Action' }).fill('clip');
  await page.keyboard.press('Enter');
  await page.waitForFunction(isOnClip);
  await page.keyboard.press('Escape');
  await expect.poll(() => before.evaluate((e) => e === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'More views' }).click();
  await page.getByRole('button', { name: 'Clip planes: cut a section…' }).click();
  await page.waitForFunction(isOnClip);
  await panel.getByLabel('across').selectOption('any');
  await panel.getByLabel('axes of').first().selectOption('CdS');
  await panel.getByLabel('Indices').first().fill('1 1 1');
  await page.keyboard.press('Enter');
  await panel.getByRole('slider', { name: 'to', exact: true }).fill('0.5');
  await panel.getByLabel('keep').selectOption('beyond');
  expect(await page.locator('.legend').textContent()).toMatch(/clipped across \(1 1 1\) of CdS/);
  await panel.getByLabel('across').selectOption('a');
  expect(await page.locator('.legend').textContent()).toMatch(/clipped across a/);
  await panel.getByLabel('Indices').fill('1 1 1');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await drawnNow(page)).words, SOON)
    .toEqual(['(1 1 1) of the cell']);
  await panel.getByLabel('lattice points').selectOption('moire');
  await expect
    .poll(async () => (await drawnNow(page)).words, SOON)
    .toContain('moiré 275.3 Å = 27.5 nm →');
  expect(await violations(page)).toEqual([]);
  expect(opened.errors).toEqual([]);
});
