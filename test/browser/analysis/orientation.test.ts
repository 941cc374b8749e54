import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkedPages } from '../../helpers/browser/page.ts';

const open = checkedPages();

test('the poles of both crystals are turned, chosen and saved, and the relation stands below', async () => {
  const page = await open();
  // What is typed before the list of actions has come is meant for it.
  let go = () => {};
  const held = new Promise<void>((done) => {
    go = done;
  });
  await page.route('**/Palette-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('stereogrraphic');
  for (let k = 0; k < 7; k++) await page.keyboard.press('Backspace');
  go();
  const action = page.getByRole('combobox', { name: 'Action' });
  await action.waitFor();
  expect(await action.inputValue()).toBe('stereog');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'Analysis', exact: true });
  const relation = panel.getByRole('region', { name: 'Orientation relation' });
  expect(await relation.textContent()).toContain(
    'CdS ∥ CsPbBr₃: (1 1 0) ∥ (1 1 0), [0 0 1] ∥ [0 0 1]',
  );

  // (0 1 0) of both crystals is 45° from (1 1 0): tan 22.5° of the radius to the left or the right of the middle.
  const picture = panel.getByRole('application', { name: /Stereographic projection/ });
  await picture.scrollIntoViewIfNeeded();
  const box = (await picture.boundingBox())!;
  const radius = box.width / 2 - 30;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.click(x + radius * Math.tan(Math.PI / 8), y);
  const readout = panel.locator('.chart-readout');
  expect(await readout.textContent()).toMatch(
    /^CdS \([01] [01] 0\) of \{1 0 0\} · 45\.00° from the normal · 0° from CsPbBr₃ \([01] [01] 0\)$/,
  );
  const circle = panel.getByRole('combobox', { name: 'great circle of' });
  expect(await circle.inputValue()).toMatch(/^film/);
  await circle.selectOption({ label: 'CsPbBr₃ (1 1 1)' });
  expect(await readout.textContent()).toContain('35.26° from the normal');

  const straight = panel.getByRole('button', { name: 'Straight' });
  expect(await straight.isDisabled()).toBe(true);
  await picture.focus();
  await page.keyboard.press('ArrowRight');
  expect(await straight.isEnabled()).toBe(true);
  const normal = () => picture.locator('.stereogram-normal').getAttribute('d');
  const turned = await normal();
  await page.mouse.move(x + 20, y + 60);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 40, { steps: 3 });
  await page.mouse.up();
  expect(await normal()).not.toBe(turned);
  await picture.focus();
  await page.keyboard.press('Home');
  expect(await straight.isDisabled()).toBe(true);

  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save the projection as SVG' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('CdS-110_on_CsPbBr3-110_orientation.svg');
  expect(readFileSync(await file.path(), 'utf8')).toContain('CdS (1 1 0) on CsPbBr₃ (1 1 0)');
});
