import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nanocrystalLink } from '#core/nanocrystal/nanocrystalLink.ts';
import { parseNanocrystal } from '#core/nanocrystal/parseNanocrystal.ts';
import { checkedPages } from '../../helpers/browser/page.ts';

const open = checkedPages();

/** 1 nm across, with a hemisphere of 0.4 nm on its only cut edge. */
const SMALL = nanocrystalLink(
  parseNanocrystal({
    epistackNanocrystal: 1,
    title: 'small',
    core: {
      material: 'CsPbBr3',
      cell: { a: 5.898 },
      facets: [
        { hkl: [1, 0, 0], distanceNm: 0.6 },
        { hkl: [1, 1, 0], distanceNm: 0.7, single: true },
      ],
    },
    cap: {
      material: 'CdS',
      cell: { a: 5.81 },
      shape: { kind: 'hemisphere', radiusNm: 0.5 },
      facet: [1, 1, 0],
      plane: [2, -1, -1],
      directions: { core: [0, 0, 1], cap: [1, 1, 1] },
      gapAng: 2.8,
    },
  }),
);

test('a nanocrystal is found, built, changed, undone, linked and saved', async () => {
  const page = await open();
  await page.getByLabel('Open a preset').selectOption('nanocrystal');
  const room = page.getByRole('dialog', { name: 'Nanocrystal' });
  const atoms = room.getByTestId('nanocrystal-atoms');
  // The first preset: the particle of 5.5 nm, as the terminal builds it.
  await atoms.getByText('4,657 atoms').waitFor();
  await room.getByRole('application').waitFor();

  // Without its second crystal and its cut edge it is a cube of 9 cells less 28 Cs: 10³ + 9³ + 3·9²·10 − 28.
  await room.getByLabel('shape').selectOption('none');
  await room.getByRole('button', { name: 'Remove face 2' }).click();
  await atoms.getByText('4,131 atoms').waitFor();
  await room.getByRole('checkbox', { name: 'made neutral' }).uncheck();
  await atoms.getByText('4,159 atoms').waitFor();
  // 7 cells: 8³ + 7³ + 3·7²·8.
  await room.getByLabel('distance').fill('2.1');
  await page.keyboard.press('Enter');
  await atoms.getByText('2,031 atoms').waitFor();
  // By energy it is the same particle; a build that takes seconds is given up, and undo takes back what asked for it.
  await room.getByLabel('faces by').selectOption('energy');
  await room.getByLabel('size').and(page.locator('[value="4.2"]')).waitFor();
  await atoms.getByText('2,031 atoms').waitFor();
  await room.getByLabel('size').fill('40');
  await page.keyboard.press('Enter');
  await room.getByRole('button', { name: 'Cancel' }).click();
  await room.getByText(/^Not built: cancelled/).waitFor();
  for (let k = 0; k < 3; k++) await room.getByRole('button', { name: 'Undo' }).click();
  await atoms.getByText('4,159 atoms').waitFor();

  await room.getByRole('button', { name: 'Copy link' }).click();
  const link = new URL(page.url()).hash;
  expect(link).toMatch(/^#n=/);

  const download = page.waitForEvent('download');
  await room.getByRole('button', { name: 'Save as XYZ' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.xyz$/);
  expect(readFileSync(await file.path(), 'utf8').split('\n')[0]).toBe('4159');

  await room.getByRole('button', { name: 'Diffraction' }).click();
  await room.waitFor({ state: 'detached' });
  const panel = page.getByRole('region', { name: 'Analysis', exact: true });
  await panel.getByText('Debye sum: CsPbBr3/CdS Janus nanocrystal, 5.5 nm').waitFor();

  // It is one of the documents, with its picture, and has its history after a reload.
  const list = page.getByRole('dialog', { name: 'Documents' });
  const row = list.getByRole('listitem', { name: 'CsPbBr3/CdS Janus nanocrystal, 5.5 nm' });
  await page.goto(page.url().replace(/#.*/, ''));
  await page.reload();
  await page.getByLabel('Open a preset').selectOption('nanocrystal');
  await atoms.getByText('4,159 atoms').waitFor();
  await room.getByRole('button', { name: 'Undo' }).click();
  await atoms.getByText('4,131 atoms').waitFor();
  await room.getByRole('button', { name: 'Documents' }).click();
  await row.getByText(/^nanocrystal · .*shown in this tab/).waitFor();
  await list.getByRole('button', { name: 'Close the documents' }).click();

  // Its face as a periodic document, and that document's interface on a particle again.
  await room.getByRole('button', { name: 'Periodic model' }).click();
  await room.waitFor({ state: 'detached' });
  await page.getByText(/^The periodic model of the face: /).waitFor();
  await page.getByLabel('Open a preset').selectOption('ge-si');
  await page.getByLabel('Open a preset').selectOption('Nanocrystal with this interface');
  await room.getByLabel('name').and(page.locator('[value^="Ge (001) on a nano"]')).waitFor();
  await page.close();
  const other = await open({ hash: link });
  await other.getByTestId('nanocrystal-atoms').getByText('4,159 atoms').waitFor();

  // A cube of 2 cells with a small hemisphere, relaxed by LAMMPS: one step of its history.
  const particle = other.getByRole('dialog', { name: 'Nanocrystal' });
  const address = other.url().replace(/#.*/, '');
  await other.goto(address + SMALL);
  await other.reload();
  await particle.getByRole('button', { name: 'Relax or run…' }).click();
  await particle.getByText('Relax', { exact: true }).click();
  await particle
    .getByRole('list', { name: 'Plan' })
    .getByText(/^\d+ atoms\. At most 5000 iter/)
    .waitFor();
  await particle.getByRole('button', { name: 'Run', exact: true }).click();
  await particle.getByTestId('md-status').getByText(/^done/).waitFor({ timeout: 60_000 });
  await particle.getByRole('button', { name: 'Take over the relaxed positions' }).click();
  await particle.getByText(/^positions are relaxed \(classical preview, LAMMPS/).waitFor();
  await particle.getByText(/^Taken over: the particle shown/).waitFor();
  await particle.getByRole('button', { name: 'Undo' }).click();
  await particle.getByText(/^positions are relaxed/).waitFor({ state: 'detached' });
  await particle.getByRole('button', { name: 'Play it on the page' }).click();
  await particle.waitFor({ state: 'detached' });
  await other.getByText(/^Not the stack:/).waitFor();
});
