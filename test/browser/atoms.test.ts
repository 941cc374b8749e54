import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { type OpenPage, openPage } from '../helpers/browser/page.ts';

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

test('an atom is described where it is clicked, and by keyboard', async () => {
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
  await page.getByRole('button', { name: 'Clear' }).click();
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
  expect(opened.errors).toEqual([]);
});
