import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { writeSource } from '#core/export/writeFile.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { checkedPages } from '../helpers/browser/page.ts';
import { sourceOf } from '../helpers/export.ts';

const open = checkedPages();

/** Drags a file over the page and drops it, as the browser would report it. */
const drop = (page: Page, name: string, text: string) =>
  page.evaluate(
    ([fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content!], fileName!));
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
        );
    },
    [name, text] as const,
  );
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Import a crystal' });
const openDialog = (page: Page) => page.getByRole('button', { name: 'Import a crystal…' }).click();
const stored = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('epistack.document')!));

const rutile = readFileSync('test/reference/TiO2-rutile.cif', 'utf8');

test('a CIF dropped on the page: what it is, axes, charges; used as film, undone, kept in a link', async () => {
  const page = await open();
  await drop(page, 'rutile.cif', rutile);
  const result = dialog(page).getByRole('region', { name: 'What was read' });
  await result.getByText('P4_2/mnm (136)').waitFor();
  expect(await result.getByRole('heading').textContent()).toMatch(/^TiO₂/);
  expect(await page.getByTestId('import-cell').textContent()).toContain('4.5940, 4.5940, 2.9590 Å');
  expect(await result.getByRole('radio', { name: /^conventional/ }).isChecked()).toBe(true);
  expect(await result.getByLabel('Ti', { exact: true }).inputValue()).toBe('+4');
  expect(await result.getByLabel('O', { exact: true }).inputValue()).toBe('−2');
  // A charge that is none holds the buttons back; a charged cell is said.
  await result.getByLabel('Ti', { exact: true }).fill('four');
  expect(await result.getByRole('button', { name: 'Use as film' }).isDisabled()).toBe(true);
  await result.getByLabel('Ti', { exact: true }).fill('3+');
  await result.getByText('The cell carries −2 e').waitFor();
  await result.getByLabel('Ti', { exact: true }).fill('+4');
  await result.getByText('Neutral', { exact: true }).waitFor();
  await result.getByLabel('name', { exact: true }).fill('my rutile');
  await result.getByRole('button', { name: 'Use as film' }).click();
  await page.getByRole('heading', { name: /TiO₂ \(110\) on/ }).waitFor();
  expect(await dialog(page).isVisible()).toBe(false);
  const document = await stored(page);
  expect(document.crystals).toMatchObject([
    {
      name: 'my rutile',
      formula: 'TiO2',
      spaceGroup: { number: 136, hall: '-P 4n 2n' },
      constants: [{ kind: 'given', cell: { a: 4.594, c: 2.959 } }],
    },
  ]);
  expect(document.steps[1].slab.material).toBe(document.crystals[0].id);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.waitForURL(/#z=/);
  const link = page.url();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: /CdS/, level: 1 }).waitFor();
  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('heading', { name: /TiO₂ \(110\) on/ }).waitFor();
});

test('a sheet that its file keeps in vacuum lies flat as a film, without the vacuum', async () => {
  const page = await open();
  const sheet = readFileSync(
    new URL('../fixtures/sheets/graphene-vacuum-a.vasp', import.meta.url),
    'utf8',
  );
  await drop(page, 'sheet.vasp', sheet);
  const result = dialog(page).getByRole('region', { name: 'What was read' });
  await result.getByText(/an empty layer of .* leaves the empty layer out/).waitFor();
  await result.getByRole('button', { name: 'Use as film' }).click();
  await page.getByRole('heading', { name: /^C \((001|100)\) on/, level: 1 }).waitFor();
  await page.getByText('1 layer (1 plane)').waitFor();
  await page.getByText(/^d₀ automatic, [1-4]\.\d\d Å: /).waitFor();
  // Nothing says that the film is cut through vacuum or stands on its edge.
  const checks = await page.getByRole('region', { name: 'Checks' }).textContent();
  expect(checks).not.toMatch(/inside the slab|ends inside a layer/);
  // The supercell was another crystal's: one press builds the cell that Find matches would show first, one undo takes it back.
  const unfit = page.getByTestId('unfit');
  expect(await unfit.textContent()).toMatch(/These cells do not fit: −\d\d\.\d % along a/);
  await unfit.getByRole('button', { name: 'Find a match' }).click();
  await unfit.waitFor({ state: 'detached' });
  await page.getByText(/^Built: .*Undo takes it back/).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await unfit.waitFor();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^C \(/);
});

test('broken and hostile files: what, where, what to do; the work and the text stay', async () => {
  const page = await open();
  const before = await page.getByRole('heading', { level: 1 }).textContent();
  await drop(page, 'partial.cif', rutile.replace(/^(\s*O\s+O2\s.*)\s1$/m, '$1 0.5'));
  const problem = dialog(page).getByRole('region', { name: 'Not read' });
  await problem
    .getByText(/partly occupied or disordered sites \(O2: O 0\.5, empty 0\.5\)/)
    .waitFor();
  await drop(page, 'angle.cif', rutile.replace(/_cell_angle_beta\s.*/, '_cell_angle_beta ninety'));
  await problem.getByText(/expected a number for _cell_angle_beta/).waitFor();
  // To the line, mended there, read again.
  await problem.getByRole('button', { name: /^Show line \d+ in the text$/ }).click();
  const area = dialog(page).getByLabel(/^The text of a /);
  const selected = await area.evaluate((t: HTMLTextAreaElement) =>
    t.value.slice(t.selectionStart, t.selectionEnd),
  );
  expect(selected).toBe('_cell_angle_beta ninety');
  await area.fill((await area.inputValue()).replace('ninety', '90'));
  await dialog(page).getByRole('button', { name: 'Read the text' }).click();
  await dialog(page).getByText('P4_2/mnm (136)').waitFor();
  const markup = '<img src=x onerror="document.title=1"><b>bold</b>';
  await drop(
    page,
    `${markup}.cif`,
    rutile
      .replace(/^data_.*$/m, `data_${markup.replaceAll(' ', '_')}`)
      .replace(/_chemical_name_\w+.*/, `_chemical_name_common '${markup}'`),
  );
  // The title of the file, which is its block's name; its own name is shown only while it is read.
  await dialog(page).getByText(markup.replaceAll(' ', '_')).waitFor();
  expect(await dialog(page).locator('img, b').count()).toBe(0);
  for (const [name, text, said] of [
    ['empty', '', /empty: not a format/],
    ['zeros.bin', '\0'.repeat(50_000), /zeros\.bin: not a format/],
    ['huge.cif', `data_x\n_cell_length_a ${'9'.repeat(100_000)}\n`, /expected a data block/],
    [
      'POSCAR',
      'x\n1\n1 0 0\n0 1 0\n0 0 1\nCu\n999999999999\nDirect\n0 0 0\n',
      /999999999999 is over the limit/,
    ],
    ['tiny', 'x\n1\n.01 0 0\n0 .01 0\n0 0 .01\nCu\n1\nDirect\n0 0 0\n', /is not between 0\.5/],
  ] as const) {
    await drop(page, name, text);
    await problem.getByText(said).waitFor();
  }
  await page.keyboard.press('Escape');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(before);
});

test('a disordered crystal: an ordered model is chosen, and its name says so', async () => {
  const page = await open();
  const cell = ['a', 'b', 'c'].map((k) => `_cell_length_${k} 3.8\n`).join('');
  const angles = ['alpha', 'beta', 'gamma'].map((k) => `_cell_angle_${k} 90\n`).join('');
  const tags = ['label', 'type_symbol', 'fract_x', 'fract_y', 'fract_z', 'occupancy'];
  await drop(
    page,
    'alloy.cif',
    `data_alloy\n${cell}${angles}_symmetry_space_group_name_H-M 'F m -3 m'\nloop_\n${tags.map((t) => `_atom_site_${t}\n`).join('')}Cu1 Cu 0 0 0 0.75\nAu1 Au 0 0 0 0.25\n`,
  );
  const problem = dialog(page).getByRole('region', { name: 'Not read' });
  await problem.getByRole('button', { name: /^Most frequent atom on each place Cu at/ }).waitFor();
  await problem.getByRole('button', { name: /^Arrangement 1 1 of 1, Cu3Au in the cell/ }).click();
  const result = dialog(page).getByRole('region', { name: 'What was read' });
  await result.getByText('Pm-3m (221)').waitFor();
  expect(await result.getByLabel('name', { exact: true }).inputValue()).toBe(
    'Cu3Au, ordered: 1 of 1, Cu3Au in the cell',
  );
  await result.getByRole('button', { name: 'Use as film' }).click();
  await page.getByRole('heading', { name: /Cu₃Au \(110\) on/ }).waitFor();
  expect(JSON.stringify(await stored(page))).toContain('alloy.cif: alloy, ordered: 1 of 1');
});

test('several structures in one file: one is chosen by its number', async () => {
  const page = await open();
  await drop(page, 'entries.json', readFileSync('test/fixtures/pymatgen-entries.json', 'utf8'));
  const result = dialog(page).getByRole('region', { name: 'What was read' });
  await result.getByText('the file holds 3 structures: number 1 is read').waitFor();
  await result.getByLabel('structure, 1 to 3').fill('2');
  await result.getByLabel('structure, 1 to 3').press('Enter');
  await result.getByRole('heading', { name: /^BaTiO₃/ }).waitFor();
});

test('a POSCAR of VASP 4 pasted: asks for the elements, then goes on top', async () => {
  const page = await open();
  await openDialog(page);
  await dialog(page).getByRole('button', { name: 'Paste text' }).click();
  await dialog(page)
    .getByLabel(/^The text of a /)
    .fill(
      'bulk\n1.0\n0 2.715 2.715\n2.715 0 2.715\n2.715 2.715 0\n2\nDirect\n0 0 0\n.25 .25 .25\n',
    );
  await dialog(page).getByRole('button', { name: 'Read the text' }).click();
  await dialog(page).getByLabel('2 atoms of').fill('Si');
  await dialog(page).getByRole('button', { name: 'Read with these' }).click();
  await dialog(page).getByText('Fd-3m (227)').waitFor();
  await dialog(page)
    .getByText(/conventional a 5\.430; 8 atoms on 1 site/)
    .waitFor();
  await dialog(page)
    .getByRole('radio', { name: /^primitive/ })
    .check();
  await dialog(page)
    .getByRole('radio', { name: /^conventional/ })
    .check();
  await dialog(page).getByRole('button', { name: 'Add on top' }).click();
  await page.getByRole('heading', { name: /^Si \(110\) on CdS/ }).waitFor();
  expect((await stored(page)).steps.length).toBe(4);
});

test('a crystal by hand: everything missing is said at once, then it is checked and used', async () => {
  const page = await open();
  await openDialog(page);
  const d = dialog(page);
  await d.getByRole('button', { name: 'By hand' }).click();
  await d.getByRole('button', { name: 'Check the crystal' }).click();
  await d.getByText('The space group is missing.').waitFor();
  await d.getByText('Site 1: the element is missing.').waitFor();
  await d.getByLabel('space group').fill('225');
  await d.getByText('Fm-3m, No. 225, cubic').waitFor();
  await d.getByLabel('a', { exact: true }).fill('5.64');
  const site = async (n: number, ...values: string[]) => {
    for (const [k, what] of ['element', 'x', 'y', 'z'].entries())
      await d.getByLabel(`site ${n}, ${what}`).fill(values[k]!);
  };
  await site(1, 'na', '0', '0', '0');
  await d.getByRole('button', { name: 'Add a site' }).click();
  await site(2, 'Cl', '1/2', '1/2', '0');
  await d.getByRole('button', { name: 'Check the crystal' }).click();
  await d.getByText('two sites 0.000 Å apart (Na of site 1, Cl of site 2)').waitFor();
  await site(2, 'Cl', '1/2', '1/2', '1/2');
  await d.getByRole('button', { name: 'Check the crystal' }).click();
  await d.getByRole('heading', { name: /^NaCl/ }).waitFor();
  // What was typed is there after a look at another tab, which has no result of its own.
  await d.getByLabel('name', { exact: true }).fill('my salt');
  for (const tab of ['Paste text', 'File']) {
    await d.getByRole('button', { name: tab, exact: true }).click();
    expect(await d.getByRole('button', { name: /^Use as|^Add on/ }).count()).toBe(0);
    expect(await d.getByRole('heading', { name: /^NaCl/ }).count()).toBe(0);
  }
  await d.getByRole('button', { name: 'By hand' }).click();
  expect(await d.getByLabel('site 1, element').inputValue()).toBe('na');
  expect(await d.getByLabel('name', { exact: true }).inputValue()).toBe('my salt');
  await d.getByRole('button', { name: 'Use as substrate' }).click();
  await page.getByRole('heading', { name: /on NaCl \(110\)/ }).waitFor();
});

test('a saved document dropped is opened, a broken one is not, a trajectory is no crystal', async () => {
  const page = await open();
  const saved = { ...DEFAULT_PRESET.recipe, title: 'from a file' };
  await drop(page, 'saved.json', JSON.stringify(saved));
  await page.getByRole('heading', { name: 'from a file' }).waitFor();
  await drop(page, 'not-a-recipe.json', '{"epistack": 1, "steps": []}');
  await page.getByText(/not-a-recipe\.json was not opened/).waitFor();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('from a file');
  await drop(page, 'dump.lammpstrj', 'ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n');
  expect(await dialog(page).isVisible()).toBe(false);
  // Chosen in the dialog a run is read as a crystal, and offered to the player; so is a model of too many atoms.
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  const choose = async (name: string, text: string) => {
    await openDialog(page);
    const buffer = Buffer.from(text);
    const chosen = { name, mimeType: 'text/plain', buffer };
    await dialog(page).getByLabel('Choose a file…').setInputFiles(chosen);
  };
  const frame = '1\nLattice="4 0 0 0 4 0 0 0 4" Properties=species:S:1:pos:R:3\nCu 0 0 0\n';
  await choose('run.xyz', frame.repeat(3));
  await dialog(page).getByText('Its 3 structures can also be played').waitFor();
  await dialog(page).getByRole('button', { name: 'Open in the player' }).click();
  await page.getByTestId('foreign').getByText('run.xyz').waitFor();
  expect(await dialog(page).isVisible()).toBe(false);
  const places = Array.from({ length: 2001 }, (_, i) => `0 0 ${i / 2001}`).join('\n');
  await choose('CONTCAR', `wire\n1\n9 0 0\n0 9 0\n0 0 5000\nCu\n2001\nDirect\n${places}\n`);
  await dialog(page).getByText('2001 is over the limit of 2000').waitFor();
  await dialog(page).getByRole('button', { name: 'Open in the player' }).click();
  await page.getByTestId('foreign').getByText('CONTCAR.xyz').waitFor();
  // And what is no structure is what it is, as if it had been dropped.
  await choose('again.json', JSON.stringify({ ...saved, title: 'chosen' }));
  await page.getByRole('heading', { name: 'chosen' }).waitFor();
  expect(await dialog(page).isVisible()).toBe(false);
  // A file of atoms that was written here leads back to its document.
  const written = sourceOf({ ...saved, title: 'written here' });
  await drop(
    page,
    'POSCAR',
    writeSource(written, 'poscar', { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT }),
  );
  await dialog(page).getByText('Epistack wrote this file from “written here”.').waitFor();
  await dialog(page)
    .getByRole('button', { name: 'Open the document that this file was made from' })
    .click();
  await page.getByRole('heading', { name: 'written here' }).waitFor();
  expect(await dialog(page).isVisible()).toBe(false);
});

test.each([
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const)('accessible and in the window at $width px, $colorScheme', async (size) => {
  const page = await open(size);
  await drop(page, 'rutile.cif', rutile);
  await dialog(page).getByText('P4_2/mnm (136)').waitFor();
  const audit = async () => {
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
    return page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: {
          run(at: Element): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      };
      const { violations } = await axe.run(document.querySelector('dialog.import')!);
      return violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`);
    });
  };
  expect(await audit()).toEqual([]);
  const overflow = () =>
    page.evaluate(() => {
      const d = document.querySelector('dialog.import')!;
      const box = d.getBoundingClientRect();
      return [
        d.scrollWidth - d.clientWidth,
        Math.min(0, box.left),
        Math.max(0, box.right - innerWidth),
      ];
    });
  expect(await overflow()).toEqual([0, 0, 0]);
  await dialog(page).getByRole('button', { name: 'By hand' }).click();
  await dialog(page).getByLabel('space group').fill('P 1 21/c 1');
  await dialog(page).getByText('monoclinic').waitFor();
  expect(await audit()).toEqual([]);
  expect(await overflow()).toEqual([0, 0, 0]);
});
