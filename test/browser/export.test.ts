import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { readCif } from '#core/io/cif/cif.ts';
import { readFrame } from '#core/io/readAtoms.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { linkOf } from '#core/recipe/share.ts';
import { zipFiles } from '#engines/zip/zip.ts';
import { type OpenOptions, type OpenPage, openPage } from '../helpers/browser/page.ts';
import { filesOf, recipeA, sourceOf } from '../helpers/export.ts';

let opened: OpenPage | undefined;
afterEach(async () => {
  const page = opened;
  opened = undefined;
  expect(page?.errors ?? []).toEqual([]);
  await page?.close();
});

/** The page with its export dialog open. */
async function openDialog(options: OpenOptions = {}): Promise<Page> {
  opened = await openPage(options);
  const { page } = opened;
  await page.getByRole('button', { name: /Export/ }).click();
  await page.getByRole('button', { name: /More formats/ }).click();
  await page.getByRole('dialog', { name: 'Take it with you' }).waitFor();
  return page;
}

const choose = (page: Page, label: string) =>
  page.getByRole('radio', { name: label, exact: true }).check();

async function save(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const got = await download;
  return { name: got.suggestedFilename(), bytes: readFileSync(await got.path()) };
}

const unzipped = (bytes: Buffer): ReadonlyMap<string, string> =>
  new Map(Object.entries(unzipSync(bytes)).map(([path, b]) => [path, new TextDecoder().decode(b)]));

test('a VASP set is the very zip that the terminal writes', async () => {
  const page = await openDialog();
  await choose(page, 'Relaxation');
  const { name, bytes } = await save(page);
  expect(name).toMatch(/^CdS-110_on_CsPbBr3-110_vasp-relax_[0-9a-f]{8}\.zip$/);
  const files = filesOf(sourceOf(), 'vasp-relax');
  const ours = zipFiles([...files].map(([path, text]) => ({ path, text })));
  const hash = (b: Uint8Array) => createHash('sha256').update(b).digest('hex');
  for (const [path, text] of unzipped(bytes)) expect(text, path).toBe(files.get(path));
  expect(hash(bytes)).toBe(hash(ours));
  await page
    .getByRole('status')
    .getByText(/^Written: CdS-110_on_CsPbBr3-110_vasp/)
    .waitFor();
});

test('settings reach the files; wrong ones are refused before', async () => {
  const page = await openDialog();
  await choose(page, 'Relaxation');
  await page.getByLabel('ENCUT').fill('520');
  await page.getByLabel('dispersion').selectOption('bj');
  await page.getByLabel('frozen atoms').selectOption('planes');
  await page.getByLabel('planes at the bottom').fill('1');
  await page.getByRole('button', { name: 'as mesh' }).click();
  await page.getByLabel('points along a').fill('3');
  await page.getByLabel('points along b').fill('2');
  const checks = page.getByRole('region', { name: 'Checks before a calculation' });
  expect(await checks.textContent()).toMatch(/against the shape of the cell/);
  await checks.getByRole('button', { name: 'Use 2×3×1' }).click();
  expect(await checks.textContent()).not.toMatch(/against the shape/);
  await page.getByText('Spin, U, single tags').click();
  await page.getByLabel('INCAR tags').fill('NCORE');
  expect(await page.getByRole('alert').textContent()).toMatch(/with commas/);
  expect(await page.getByRole('button', { name: 'Download', exact: true }).isDisabled()).toBe(true);
  await page.getByLabel('INCAR tags').fill('NCORE=4');
  const files = unzipped((await save(page)).bytes);
  expect(files.get('INCAR')).toMatch(/ENCUT\s+= 520[\s\S]*IVDW\s+= 12[\s\S]*NCORE\s+= 4/);
  expect(files.get('KPOINTS')).toContain('2 3 1');
  expect(readPoscar(files.get('POSCAR')!).frozen!.reduce((n, f) => n + f, 0)).toBe(36);
  // An element that is not there is refused by the writer, in words.
  await page.getByLabel('starting moments').fill('Fe=3');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await page.getByText(/^Not written: .*not Fe/).waitFor();
});

test('a number that is refused holds the download back', async () => {
  const page = await openDialog();
  await choose(page, 'Relaxation');
  const button = page.getByRole('button', { name: 'Download', exact: true });
  await page.getByLabel('ENCUT').fill('50');
  await page.getByText(/A whole number from 100 to 3000 eV/).waitFor();
  await page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>('.export-foot .primary')!.disabled,
  );
  await page.getByLabel('ENCUT').fill('500');
  await page.waitForFunction(
    () => !document.querySelector<HTMLButtonElement>('.export-foot .primary')!.disabled,
  );
  await page.getByLabel('frozen atoms').selectOption('planes');
  await page.getByLabel('planes at the bottom').fill('99');
  await page.getByLabel('planes at the top').fill('99');
  await page.getByText(/all 200 are frozen/).waitFor();
  await button.click();
  await page.getByText(/^Not written: .*all 200 are frozen/).waitFor();
});

test('no browser is told that a POSCAR is a text, which would call it POSCAR.txt', async () => {
  const page = await openDialog();
  await page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
      document.documentElement.dataset['blob'] = (blob as Blob).type;
      return make(blob);
    };
  });
  for (const label of ['POSCAR', 'Recipe']) {
    await choose(page, label);
    await save(page);
    const type = await page.evaluate(() => document.documentElement.dataset['blob']);
    expect(type, label).toBe('application/octet-stream');
  }
});

test('a set of a frame holds that frame in its recipe', async () => {
  opened = await openPage();
  const { page } = opened;
  await page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>('.play')?.disabled === false,
  );
  await page.getByRole('slider', { name: /frame|time/i }).press('End');
  await page.getByRole('button', { name: /Export/ }).click();
  await page.getByRole('button', { name: /More formats/ }).click();
  await choose(page, 'Relaxation');
  const files = unzipped((await save(page)).bytes);
  const recipe = parseRecipe(JSON.parse(files.get('recipe.json')!));
  expect(recipe.relaxed?.note).toMatch(/^universal potential frame at \d+ fs, not relaxed$/);
  expect(files.get('POSCAR')!.split('\n')[0]).toMatch(/fs, not relaxed$/);
  const again = filesOf(sourceOf(recipe), 'vasp-relax');
  for (const [path, text] of again) expect(files.get(path), path).toBe(text);
});

test('on a phone nothing of the dialog is wider than the screen', async () => {
  const page = await openDialog({ width: 390, height: 844 });
  for (const label of ['POSCAR', 'Relaxation', 'Dynamics', 'Quantum ESPRESSO', 'References']) {
    await choose(page, label);
    for (const more of await page.locator('dialog details').all())
      await more.evaluate((d) => (d as HTMLDetailsElement).setAttribute('open', ''));
    const wide = await page.evaluate(() =>
      ['dialog', '.export-body', '.export-targets', '.export-detail', '.export-foot'].filter(
        (at) => {
          const part = document.querySelector(at)!;
          return part.scrollWidth > part.clientWidth || part.getBoundingClientRect().right > 390;
        },
      ),
    );
    expect(wide, label).toEqual([]);
  }
  await choose(page, 'Relaxation');
  // One line: the unit stays whole.
  const unit = page.locator('.export-settings .unit').first();
  expect((await unit.boundingBox())!.height).toBeLessThan(25);
});

test('structure files read back, CIF with the symmetry that was found', async () => {
  const page = await openDialog();
  const built = sourceOf().built.structure;
  await choose(page, 'Extended XYZ');
  const xyz = await save(page);
  expect(readFrame(xyz.bytes, xyz.name, 0).file.structure.layer).toEqual(built.layer);
  await choose(page, 'CIF');
  await page.getByLabel(/one atom of each orbit/).check();
  const cif = await save(page);
  expect(readCif(cif.bytes.toString('utf8')).structure.numbers).toHaveLength(200);
  await page
    .getByRole('status')
    .getByText(/Space group|P 1/)
    .waitFor();
  expect(await page.getByRole('region', { name: /cannot hold/ }).textContent()).toMatch(
    /orientation/,
  );
  await choose(page, 'Recipe');
  expect(JSON.parse((await save(page)).bytes.toString('utf8'))).toMatchObject({
    preset: 'cspbbr3-cds',
  });
});

test('look inside shows the files before they are kept', async () => {
  const page = await openDialog();
  await choose(page, 'Quantum ESPRESSO');
  await page.getByRole('button', { name: 'Look inside' }).click();
  const files = page.getByRole('region', { name: 'Files' });
  await files.waitFor();
  expect(await files.locator('pre').textContent()).toMatch(/&CONTROL[\s\S]*calculation = 'relax'/);
  // In sight and under the keys, not below the checks.
  const [list, foot] = await Promise.all(
    [files, page.locator('.export-foot')].map((part) => part.boundingBox()),
  );
  expect(list!.y + 100).toBeLessThan(foot!.y);
  expect(await files.locator('pre').evaluate((pre) => pre === document.activeElement)).toBe(true);
  await files.getByRole('combobox').selectOption('README.txt');
  expect(await files.locator('pre').textContent()).toMatch(/How to run/);
  // Other settings make it old.
  await page.getByLabel('ecutwfc').fill('60');
  expect(await files.count()).toBe(0);
});

test('references: seven folders, and energies come back as three quantities', async () => {
  const page = await openDialog();
  await choose(page, 'References');
  const files = unzipped((await save(page)).bytes);
  expect([...files.keys()].filter((p) => /^\d-[^/]+\/POSCAR$/.test(p))).toHaveLength(7);
  await page.getByText('Have the energies?').click();
  const type = (name: RegExp, value: string) => page.getByLabel(name).fill(value);
  await type(/1-stack/, '-700');
  await type(/2-substrate-slab/, '−350.5');
  await type(/3-film-slab/, '-340,5');
  await type(/4-substrate/, '-16');
  await type(/5-substrate/, '-16.05');
  await type(/6-film/, '-6.1');
  await type(/7-film/, '-6.12');
  const table = page.getByRole('table', { name: 'Energies of the interface' });
  expect(await table.textContent()).toMatch(/Work of adhesion0\.7328 J\/m²/);
  expect(await table.textContent()).toMatch(/Interface energynot known/);
  expect(await table.textContent()).toMatch(/CsPbBr310\.000 meV\/atom/);
  await type(/beyond whole units/, '-24');
  expect(await table.textContent()).toMatch(/Interface energy−?\d+\.\d{4} J\/m²/);
});

test('a check is mended with one press, as one step of the history', async () => {
  const [substrate, film] = recipeA.steps;
  const thin = {
    ...recipeA,
    preset: null,
    steps: [substrate!, film!, { kind: 'vacuum', vacuumAng: 6 }],
  } as const;
  const page = await openDialog({ hash: linkOf(thin) });
  await choose(page, 'Static + DOS');
  const checks = page.getByRole('region', { name: 'Checks before a calculation' });
  expect(await checks.textContent()).toMatch(/6\.0 Å of vacuum/);
  await checks.getByRole('button', { name: 'Set the vacuum to 15 Å' }).click();
  expect(await checks.textContent()).not.toMatch(/6\.0 Å of vacuum/);
  await page.keyboard.press('Escape');
  expect(await page.getByLabel('Vacuum').inputValue()).toMatch(/^15/);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await page.getByLabel('Vacuum').inputValue()).toMatch(/^6/);
});

test('the recorded run leaves as a trajectory, its last snapshots as single points', async () => {
  opened = await openPage();
  const { page } = opened;
  await page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>('.play')?.disabled === false,
  );
  await page.getByRole('button', { name: /Export/ }).click();
  await page.getByRole('button', { name: /More formats/ }).click();
  await choose(page, 'XDATCAR');
  const { name, bytes } = await save(page);
  const last = readFrame(bytes, name, 400);
  expect(last.frames).toBe(401);
  expect(last.file.structure.numbers).toHaveLength(200);
  await choose(page, 'NA-MD snapshots');
  const files = unzipped((await save(page)).bytes);
  const snapshots = [...files.keys()].filter((p) => p.startsWith('frames/'));
  expect(snapshots).toHaveLength(100);
  const snapshot = readPoscar(files.get(snapshots.at(-1)!)!).structure;
  for (const [k, x] of snapshot.xyz.entries())
    expect(Math.abs(x - last.file.structure.xyz[k]!)).toBeLessThan(1e-4);
});

test.each([
  ['light', 1440, 900],
  ['dark', 390, 844],
] as const)(
  'axe finds nothing in the %s dialog at %i px, and keys stay inside it',
  async (colorScheme, width, height) => {
    const page = await openDialog({ colorScheme, width, height });
    await choose(page, 'Relaxation');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
    await page.evaluate(
      readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    );
    for (const label of ['Relaxation', 'References', 'CIF']) {
      await choose(page, label);
      const found = await page.evaluate(async () => {
        type Axe = {
          run: (at: string) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
        const { violations } = await (window as unknown as { axe: Axe }).axe.run('dialog');
        return violations.map((v) => `${v.id}: ${v.nodes[0]!.html}`);
      });
      expect(found, label).toEqual([]);
    }
    for (let i = 0; i < 40; i++) await page.keyboard.press('Tab');
    const inside = await page.evaluate(
      () =>
        document.activeElement === document.body ||
        document.activeElement!.closest('dialog') !== null,
    );
    expect(inside).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement!.textContent)).toMatch(/Export/);
  },
);
