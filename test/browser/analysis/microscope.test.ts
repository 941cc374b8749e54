import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingsLink } from '#app/settings/settingsLink.ts';
import { checkedPages } from '../../helpers/browser/page.ts';

const open = checkedPages();

test('a particle is imaged, tilted, measured in its transform, saved, and its orientations are found', async () => {
  // Settings come by a link; 6 nm in pixels of 0.4 Å, a transform of 256 by 256, are a sixteenth of the work.
  const settings = { choice: 'nanocrystal', observation: { pixelAng: 0.4, fieldNm: 6 } };
  const page = await open({ hash: settingsLink('m', settings).slice(1) });
  const room = page.getByRole('dialog', { name: 'Microscope' });
  await room
    .getByText(
      /^HAADF, 300 kV, along \[0 0 1\] of CsPbBr₃, tilted by 0\.0°, 6\.0 × 6\.0 nm, .* atoms$/,
    )
    .waitFor();
  await room.getByRole('row', { name: /axes along the beam .* 0\.00° apart/ }).waitFor();

  // d(200) = 5.8956/2 Å, within half a percent, and it is 45° from (220).
  const spot = room.getByRole('button', { name: /^2\.9[3-6]/ });
  await spot.first().click();
  await room.getByText(/^d 2\.9[3-6]\d Å at .*second spot/).waitFor();
  await room
    .getByRole('button', { name: /^2\.0[89]/ })
    .first()
    .click();
  await room.getByText(/^From the first to the second: −?(45|135)\.\d\d°/).waitFor();

  // The same by dragging, from the one (220) to the other.
  const map = room.getByRole('img', { name: 'Spots of the transform' });
  const box = (await map.boundingBox())!;
  const place = (x: number, y: number) =>
    [box.x + (box.width * (1 + x)) / 2, box.y + (box.height * (1 - y)) / 2] as const;
  await page.mouse.move(...place(1 / 2.0844, 0));
  await page.mouse.down();
  await page.mouse.move(...place(0, 1 / 2.0844));
  await page.mouse.up();
  await room.getByText(/^From the first to the second: (90\.0|89\.9)\d°/).waitFor();

  const slider = room.getByRole('slider', { name: 'tilt α' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await room.getByText(/tilted by 0\.5°/).waitFor();
  await room.getByRole('button', { name: 'Undo' }).click();
  await room.getByText(/tilted by 0\.0°/).waitFor();

  // Fringes in the middle, by the keyboard: {200} or {110} of the core.
  await room.getByRole('button', { name: /^Lattice fringes/ }).focus();
  await page.keyboard.press('Enter');
  await room.getByText(/^Fringes there: d (2\.9|4\.[12])/).waitFor();
  await room.getByRole('button', { name: 'Profile, CSV' }).click();

  const download = page.waitForEvent('download', (d) => d.suggestedFilename().includes('spots'));
  await room.getByRole('button', { name: 'Spots, CSV' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toMatch(/^[^\n]*hkl/);

  await room.getByRole('button', { name: 'Find its orientations' }).click();
  await room.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Find orientations' }).waitFor();
});
