import { afterEach, expect, test } from 'vitest';
import { type OpenPage, openPage } from '../helpers/browser/page.ts';

let opened: OpenPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

test('colours have a legend with a range that can be set; elements and slabs are hidden and shown, in the picture only', async () => {
  opened = await openPage({ width: 1024, height: 768 });
  const { page } = opened;
  const legend = page.locator('.view .legend');
  await page.getByLabel('Colour by').selectOption('coordination');
  const scale = legend.getByRole('button', { name: /Coordination: colours from/ });
  await scale.click();
  await page.getByLabel('last colour at').fill('9');
  expect(await scale.textContent()).toMatch(/9 neighbours against bulk/);
  await page.getByRole('button', { name: 'Range of these atoms' }).click();
  expect(await scale.textContent()).toMatch(/−5.*0 neighbours against bulk/);
  await page.keyboard.press('Escape');
  expect(await legend.textContent()).toMatch(/as in bulk/);
  // By keyboard: the film goes from the picture, is said to be gone, and cannot be picked.
  const film = legend.getByRole('button', { name: 'CdS (film)' });
  expect(await legend.getByRole('button', { name: 'Cs 20 atoms' }).textContent()).toBe('Cs 20');
  await film.focus();
  await page.keyboard.press('Space');
  expect(await film.getAttribute('aria-pressed')).toBe('false');
  expect(await legend.getByRole('status').textContent()).toMatch(/hidden.*CdS/);
  const pickOf = async (atom: number): Promise<string | null> => {
    const [x, y] = await page.evaluate((i) => {
      type Scene = { projectAtom: (i: number) => readonly [number, number] };
      return [...(window as unknown as { epistackScene: Scene }).epistackScene.projectAtom(i)];
    }, atom);
    const canvas = (await page.getByRole('application').boundingBox())!;
    await page.mouse.click(canvas.x + x!, canvas.y + y!);
    return page.locator('.readout').textContent();
  };
  expect(await pickOf(144)).not.toMatch(/(Cd|S) \d/);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await film.getAttribute('aria-pressed')).toBe('true');
  expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Redo' }).click();
  expect(await film.getAttribute('aria-pressed')).toBe('false');
  await legend.getByRole('button', { name: 'Show all' }).click();
  expect(await film.getAttribute('aria-pressed')).toBe('true');
  expect(await pickOf(144)).toMatch(/(Cd|S) \d/);
  // Any direction of the film's crystal, by keyboard; what names none is refused in words.
  await page.getByRole('button', { name: 'More views' }).focus();
  await page.keyboard.press('Enter');
  const views = page.getByRole('region', { name: 'More views' });
  await views.getByLabel('axes of').selectOption('2');
  await views.getByLabel('Indices').fill('0 0 0');
  await page.keyboard.press('Enter');
  expect(await views.getByRole('alert').textContent()).toMatch(/whole numbers/);
  await views.getByLabel('Indices').fill('1 1 1');
  await page.keyboard.press('Enter');
  expect(await views.getByRole('alert').count()).toBe(0);
  await page.keyboard.press('Escape');
  const pressed = page.getByRole('group', { name: 'View along' }).locator('[aria-pressed=true]');
  expect(await pressed.count()).toBe(0);
  // The mark of an element opens its row in Look, in sight, whatever fills in above it.
  await page.getByLabel('Colour by').selectOption('element');
  await legend.getByRole('button', { name: 'How Cd is drawn: colour, size' }).click();
  const colour = page.getByLabel('Colour of Cd');
  await colour.waitFor();
  await expect
    .poll(async () => {
      const { y, height } = (await colour.boundingBox())!;
      return y > 0 && y + height < 768;
    })
    .toBe(true);
  expect(await colour.evaluate((input) => input === document.activeElement)).toBe(true);
  expect(opened.errors).toEqual([]);
});
