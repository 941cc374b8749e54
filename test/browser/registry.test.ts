import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import type { FilmStep } from '#core/recipe/recipe.ts';
import { linkOf } from '#core/recipe/share.ts';
import { type OpenOptions, type OpenPage, openPage } from '../helpers/browser/page.ts';

let opened: OpenPage | null = null;
const open = async (options?: OpenOptions): Promise<{ page: Page; card: Locator }> => {
  opened = await openPage(options);
  const { page } = opened;
  return { page, card: page.getByRole('region', { name: 'Interface', exact: true }).first() };
};
afterEach(async () => {
  expect(opened?.errors ?? []).toEqual([]);
  await opened?.close();
  opened = null;
});

const contact = (page: Page, pair: string) => page.getByTestId(`contact-${pair}`).textContent();
const undo = (page: Page) => page.getByRole('button', { name: 'Undo' });
const [substrate, film, vacuum] = DEFAULT_PRESET.recipe.steps as [
  (typeof DEFAULT_PRESET.recipe.steps)[0],
  FilmStep,
  (typeof DEFAULT_PRESET.recipe.steps)[0],
];

test('dragging on the pad moves the film: the report follows, and one undo takes it back', async () => {
  const { page, card } = await open();
  const box = (await card.getByRole('button', { name: /^Registry shift/ }).boundingBox())!;
  const at = (f: number) => [box.x + f * box.width, box.y + (1 - f) * box.height] as const;
  await page.mouse.move(...at(0.3));
  await page.mouse.down();
  for (const f of [0.4, 0.45, 0.5]) await page.mouse.move(...at(f));
  // The middle of the pad is the middle of a cell that is a quarter of a by half of b.
  expect(await card.getByLabel('shift a').inputValue()).toBe('0.1250');
  expect(await card.getByLabel('shift b').inputValue()).toBe('0.2500');
  const during = await contact(page, 'Cs-S');
  await page.mouse.up();
  expect(during).not.toBe('3.733');
  expect(await contact(page, 'Cs-S')).toBe(during);
  await undo(page).click();
  expect(await contact(page, 'Cs-S')).toBe('3.733');
  expect(await undo(page).isDisabled()).toBe(true);
});

test('arrow keys step the shift, also out of the cell into its next copy', async () => {
  const { page, card } = await open();
  const pad = card.getByRole('button', { name: /^Registry shift/ });
  await pad.press('Shift+ArrowRight');
  expect(await card.getByLabel('shift a').inputValue()).toBe('0.1084');
  for (let k = 0; k < 3; k++) await pad.press('Shift+ArrowRight');
  expect(await card.getByLabel('shift a').inputValue()).toBe('0.2584');
  await undo(page).click();
  expect(await card.getByLabel('shift a').inputValue()).toBe('0.2084');
});

test('a map of all shifts is scanned, the best place is gone to in one step, the table is saved', async () => {
  const { page, card } = await open();
  await card.getByText('map of all shifts').click();
  await card.getByLabel('measure').selectOption('closest');
  await card.getByRole('button', { name: 'Scan the shifts' }).click();
  await card.getByText(/the cross/).waitFor();
  const text = (await card.getByTestId('map-best').textContent())!;
  const best = /best (\d\.\d{3}) Å/.exec(text)![1];
  await card.getByRole('button', { name: 'Go to maximum' }).click();
  const here = async () =>
    /Here (\d\.\d{3}) Å/.exec((await card.getByTestId('map-best').textContent())!)![1];
  expect(await here()).toBe(best);
  const closest = card.getByRole('row', { name: /^closest pair/ });
  expect(await closest.textContent()).toContain(`${best}${best}`);
  // Every attractive contact is at least that long now.
  expect(Number(await contact(page, 'Br-Cd'))).toBeGreaterThan(Number(best) - 1e-3);
  const saving = page.waitForEvent('download');
  await card.getByRole('button', { name: 'CSV' }).click();
  const csv = readFileSync(await (await saving).path(), 'utf8');
  expect(csv).toMatch(/^# CdS \(110\) on CsPbBr₃ \(110\), interface 1: closest pair/);
  expect(csv.split('\n').length).toBeGreaterThan(500);
  // Another d₀ is another map.
  await card.getByLabel('d₀', { exact: true }).fill('3.10');
  await card.getByLabel('d₀', { exact: true }).press('Enter');
  expect(await card.getByText(/scan again/).count()).toBe(1);
  await undo(page).click();
  await undo(page).click();
  expect(await contact(page, 'Cs-S')).toBe('3.733');
  expect(await undo(page).isDisabled()).toBe(true);
});

test('LAMMPS maps energies, with d₀ chosen at each shift; another stack is refused by name', async () => {
  const { card } = await open();
  await card.getByText('map of all shifts').click();
  await card.getByLabel('measure').selectOption('energy');
  await card.getByRole('button', { name: 'scan too' }).click();
  // Over three thousand points: told how far it is, and ended before.
  await card.getByRole('button', { name: 'Scan the shifts' }).click();
  await card.getByRole('progressbar', { name: 'Scan' }).waitFor();
  await card.getByRole('button', { name: 'cancel' }).click();
  expect(await card.getByRole('progressbar', { name: 'Scan' }).count()).toBe(0);
  expect(await card.getByTestId('map-best').count()).toBe(0);
  await card.getByLabel('scan d₀ from').fill('2.7');
  await card.getByLabel('scan d₀ to').fill('2.8');
  await card.getByRole('button', { name: 'Scan the shifts' }).click();
  await card.getByText(/kcal\/mol at .* d₀ 2\.[78]\d\d Å/).waitFor({ timeout: 90_000 });
  await card.getByRole('button', { name: 'Go to minimum' }).click();
  // Computed by LAMMPS where the stack is now.
  await card.getByText(/^Here 0\.00 kcal\/mol/).waitFor({ timeout: 30_000 });
  // Without its Cd the lowest plane leaves the cell charged.
  await opened!.close();
  opened = await openPage({
    hash: linkOf({
      ...DEFAULT_PRESET.recipe,
      steps: [
        substrate,
        { ...film, slab: { ...film.slab, remove: [{ face: 'bottom', species: 'Cd' }] } },
        vacuum,
      ],
    }),
  });
  const other = opened.page.getByRole('region', { name: 'Interface', exact: true });
  await other.getByText('map of all shifts').click();
  await other.getByLabel('measure').selectOption('energy');
  expect(await other.getByText(/potential needs a neutral cell/).count()).toBe(1);
  expect(await other.getByRole('button', { name: 'Scan the shifts' }).isDisabled()).toBe(true);
});

test('the d₀ of the rule is offered with its rule, and follows another crystal', async () => {
  const { page, card } = await open();
  await card.getByRole('button', { name: 'Set d₀ automatically' }).click();
  await card
    .getByText(/^d₀ automatic, 3\.\d\d Å: spheres of the covalent radii first touch\.$/)
    .waitFor();
  await page.getByText('crystal, cell, source').first().click();
  await page.getByLabel('crystal', { exact: true }).first().selectOption('graphene');
  await card
    .getByText(/^d₀ automatic, 3\.35 Å: gap that the layered crystal keeps between its layers;/)
    .waitFor();
  await undo(page).click();
  await undo(page).click();
  await card.getByRole('button', { name: 'Set d₀ automatically' }).waitFor();
  expect(await contact(page, 'Cs-S')).toBe('3.733');
});

test('d₀ by rules: plane spacing, a shortest contact, radii; each is one step', async () => {
  const { page, card } = await open();
  await card.getByText('set d₀ by a rule').click();
  const d0 = card.getByLabel('d₀', { exact: true });
  await card.getByRole('button', { name: 'Set d₀ to 2.070 Å' }).click();
  expect(await d0.inputValue()).toBe('2.07');
  await card.getByLabel('from').selectOption('shortest');
  await card.getByLabel('pair').selectOption('Cs-S');
  await card.getByLabel('shortest contact').fill('3.6');
  await card.getByRole('button', { name: /^Set d₀ to/ }).click();
  expect(await contact(page, 'Cs-S')).toBe('3.600');
  await card.getByLabel('shortest contact').fill('0.6');
  expect(await card.getByText(/at d₀ = 0 the shortest distance is already/).count()).toBe(1);
  await card.getByLabel('from').selectOption('radii');
  await card.getByRole('button', { name: /^Set d₀ to/ }).click();
  for (let k = 0; k < 3; k++) await undo(page).click();
  expect(await contact(page, 'Cs-S')).toBe('3.733');
  expect(await undo(page).isDisabled()).toBe(true);
});

test('shift from contact means: solved in a worker, each pose is one click', async () => {
  const { page, card } = await open();
  await card.getByText('set d₀ by a rule').click();
  await card.getByLabel('from').selectOption('solve');
  await card.getByLabel('Cs–S mean').fill('3.6');
  await card.getByLabel('Br–Cd mean').fill('3.2');
  await card.getByRole('button', { name: 'Solve', exact: true }).click();
  const poses = card.locator('.poses button');
  await poses.first().waitFor();
  expect(await poses.count()).toBeGreaterThan(0);
  await poses.first().click();
  expect(await contact(page, 'Cs-S')).toBe('3.600');
  expect(await contact(page, 'Br-Cd')).toBe('3.200');
  await card.getByLabel('Br–Cd mean').fill('9');
  await card.getByRole('button', { name: 'Solve', exact: true }).click();
  await card.getByText(/No pose meets them/).waitFor();
  await undo(page).click();
  expect(await contact(page, 'Cs-S')).toBe('3.733');
});

test('with a third slab the pad of the lower interface carries the upper slab, or leaves it', async () => {
  const { page } = await open({
    hash: linkOf({
      ...DEFAULT_PRESET.recipe,
      steps: [substrate, film, { ...film, registryShift: [0.2, 0.3] }, vacuum],
    }),
  });
  // Top is top: the upper interface comes first.
  const [upper, lower] = [0, 1].map((n) =>
    page.getByRole('region', { name: 'Interface', exact: true }).nth(n),
  ) as [Locator, Locator];
  const relative = () => upper.getByLabel('shift a').inputValue();
  expect(await relative()).toBe('0.1416');
  const pad = lower.getByRole('button', { name: /^Registry shift/ });
  await pad.press('ArrowRight');
  expect(await lower.getByLabel('shift a').inputValue()).toBe('0.0634');
  expect(await relative()).toBe('0.1416');
  await lower.getByLabel(/move the slabs above/).uncheck();
  await pad.press('ArrowRight');
  expect(await lower.getByLabel('shift a').inputValue()).toBe('0.0684');
  expect(await relative()).toBe('0.1366');
});

test('two honeycomb layers: the stacking here has its name, and the named places are a click away', async () => {
  const { card } = await open({ hash: linkOf(presetOf('graphene-hbn').recipe) });
  await card.getByText('map of all shifts').click();
  const named = card.getByTestId('stacking');
  await named.waitFor();
  expect(await named.textContent()).toBe('Stacking here: AB, C over B.');
  await card.getByRole('button', { name: 'AA', exact: true }).click();
  await card.getByText(/^Stacking here: AA, C over/).waitFor();
  await card.getByLabel('shift a').fill('0.2');
  await card.getByLabel('shift a').press('Enter');
  await card.getByText('Stacking here: between the named ones.').waitFor();
});
