import { expect, test } from 'vitest';
import { micrographOf } from '#core/microscope/imaging/micrograph.ts';
import { crystalSpecimen } from '#core/microscope/specimen.ts';
import { viewAlong, zoneVector } from '#core/microscope/view.ts';
import { checkedPages } from '../../helpers/browser/page.ts';
import { NOISY_HAADF } from '../../helpers/images/imageSettings.ts';
import { tiffOf } from '../../helpers/images/tiffFile.ts';
import { crystalNamed } from '../../helpers/libraryCrystal.ts';

const openChecked = checkedPages();

test('a TIFF of one’s own: scale typed, a region drawn, the zone axes found and told', async () => {
  const crystal = crystalNamed('CsPbBr3');
  const specimen = crystalSpecimen('CsPbBr3', crystal);
  const angles = { rotationDeg: 17, alphaDeg: 0, betaDeg: 0 };
  const view = viewAlong(zoneVector(crystal.lattice, [0, 0, 1]), specimen.up, angles);
  const { width, height, values, highest } = micrographOf(specimen, view, NOISY_HAADF);
  const grey = Array.from(values, (v) => Math.round((v / highest) * 60_000));
  const file = tiffOf(width, height, grey, { depth: 16, compression: 5, little: false });

  const page = await openChecked();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Action' }).fill('micrograph');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'Analysis', exact: true });
  const open = panel.getByLabel('Open a micrograph…');
  const of = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/tiff', buffer });
  await open.setInputFiles(of('broken.tif', Buffer.from(file.subarray(0, 900))));
  await panel.getByRole('alert').getByText('TIFF: the file is cut off').waitFor();
  await open.setInputFiles(of('own.tif', Buffer.from(file)));
  const image = panel.getByRole('img', { name: `Micrograph own.tif, ${width} × ${height} pixels` });
  await image.waitFor();
  const find = panel.getByRole('button', { name: 'Find orientations' });
  expect(await find.isDisabled()).toBe(true);
  await panel.getByLabel('pixel', { exact: true }).fill('0.25');
  await page.keyboard.press('Enter');
  await image.scrollIntoViewIfNeeded();
  const box = (await image.boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 6, box.y + box.height - 6, { steps: 3 });
  await page.mouse.up();
  expect(await panel.getByLabel('region of CsPbBr₃').inputValue()).toMatch(
    /^\d, \d, 1\d\d, 1\d\d$/,
  );
  await find.click();
  const found = panel.getByRole('region', { name: 'CsPbBr3 in the micrograph' });
  await found.getByText(/^Seen along \[1 0 0\]: (\d+) of \1 spots/).waitFor();
  await panel.getByRole('img', { name: 'Fourier transform of the region of CdS' }).waitFor();
});
