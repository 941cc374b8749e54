import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { composition } from '#core/crystal/structure.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { FilmStep } from '#core/recipe/recipe.ts';
import { linkOf } from '#core/recipe/share.ts';
import {
  type OpenOptions,
  type OpenPage,
  openPage,
  pressInHeader,
} from '../../helpers/browser/page.ts';

let opened: OpenPage | null = null;
const open = async (options?: OpenOptions): Promise<Page> => {
  opened = await openPage(options);
  return opened.page;
};
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const mismatch = (page: Page, axis: 'a' | 'b') =>
  page.getByTestId(`mismatch-${axis}`).textContent();
const setNumber = async (page: Page, label: string, nth: number, value: string) => {
  const field = page.getByLabel(label, { exact: true }).nth(nth);
  await field.fill(value);
  await field.press('Enter');
};
const playable = (page: Page) =>
  page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>('.play')?.disabled === false,
  );

test('opens on the paper’s interface: 200 atoms, mismatch and contacts, nothing in the console', async () => {
  const page = await open();
  expect(await mismatch(page, 'a')).toBe('−1.49 %');
  expect(await mismatch(page, 'b')).toBe('−1.49 %');
  expect(await page.getByTestId('contact-Cs-S').textContent()).toBe('3.733');
  expect(await page.getByTestId('contact-Br-Cd').textContent()).toBe('3.053');
  await playable(page);
  expect(opened!.errors).toEqual([]);
});

test('changing a supercell changes the mismatch; undo and redo take it back and forth', async () => {
  const page = await open();
  // Top is top: the film's card comes first.
  await setNumber(page, 'cells along a', 0, '3');
  expect(await mismatch(page, 'a')).toBe('+47.76 %');
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await mismatch(page, 'a')).toBe('−1.49 %');
  await page.getByRole('button', { name: 'Redo' }).click();
  expect(await mismatch(page, 'a')).toBe('+47.76 %');
});

test('what is typed while an earlier plane takes effect is kept, and takes effect in its turn', async () => {
  const page = await open();
  // What finds d₀ is fetched with the first change of plane: held back, as on a slow network.
  let arrive = () => {};
  const arrived = new Promise<void>((done) => {
    arrive = done;
  });
  await page.route('**/assets/followSeparation-*.js', async (route) => {
    await arrived;
    await route.continue();
  });
  const plane = page.getByLabel('plane', { exact: true }).first();
  await plane.fill('1 1 1');
  await plane.press('Enter');
  await plane.fill('2 1 1');
  arrive();
  await page.getByText('CdS (111) on CsPbBr₃ (110)').first().waitFor();
  expect(await plane.inputValue()).toBe('2 1 1');
  await plane.press('Enter');
  await page.getByText('CdS (211) on CsPbBr₃ (110)').first().waitFor();
  // Where nobody types, the field shows the document.
  await plane.blur();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => plane.inputValue()).toBe('1 1 1');
});

test('a drag of the d₀ slider is one step of the history', async () => {
  const page = await open();
  const slider = page.getByLabel('d₀ slider');
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + 0.29 * box.width, box.y + box.height / 2);
  await page.mouse.down();
  for (let k = 1; k <= 8; k++)
    await page.mouse.move(box.x + (0.29 + 0.03 * k) * box.width, box.y + box.height / 2);
  const during = await page.getByTestId('contact-Cs-S').textContent();
  await page.mouse.up();
  expect(Number(during)).toBeGreaterThan(3.8);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await page.getByTestId('contact-Cs-S').textContent()).toBe('3.733');
  expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
});

test('a click on a Cs and on its S measures their distance; the keyboard can do it too', async () => {
  const page = await open();
  await page.getByLabel('Atom numbers to measure, counted from 1').fill('17 145');
  await page.keyboard.press('Enter');
  expect(await page.getByTestId('measured').textContent()).toMatch(/^\d+\.\d{3} Å$/);
  // Others can be typed at once; what is none is refused in words, and those before are not taken for it.
  await page.keyboard.type('17 17');
  await page.keyboard.press('Enter');
  expect(await page.locator('.readout [role=alert]').textContent()).toBe(
    'atom 17 stands there twice',
  );
  expect(await page.getByTestId('measured').count()).toBe(0);
  // From the side no atom of the front row is hidden: pick the frontmost Cs and S that are visible.
  const pair = await page.evaluate(async () => {
    type Scene = { projectAtom: (i: number) => readonly [number, number] };
    const scene = (window as unknown as { epistackScene: Scene }).epistackScene;
    return [16, 144].map((i) => [...scene.projectAtom(i)] as [number, number]);
  });
  const canvas = (await page.getByRole('application').boundingBox())!;
  for (const [x, y] of pair as [number, number][])
    await page.mouse.click(canvas.x + x, canvas.y + y);
  const text = await page.locator('.readout').textContent();
  expect(text).toMatch(/(Cs|S|Cd|Br|Pb) \d+ · (Cs|S|Cd|Br|Pb) \d+/);
  expect(text).toMatch(/\d\.\d{3} Å.*distance.*nearest image/);
});

test('the recorded run plays, pauses, steps, scrubs and returns to the built structure', async () => {
  const page = await open();
  await playable(page);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForFunction(
    () => Number.parseFloat(document.querySelector('[data-testid=time]')!.textContent!) > 0.1,
  );
  await page.getByRole('button', { name: 'Pause' }).click();
  const paused = await page.getByTestId('time').textContent();
  await page.waitForTimeout(150);
  expect(await page.getByTestId('time').textContent()).toBe(paused);
  await page.getByLabel('Frame', { exact: true }).fill('250');
  expect(await page.getByTestId('time').textContent()).toBe('5.00 ps');
  await page.getByRole('button', { name: 'Next frame' }).click();
  expect(await page.getByTestId('time').textContent()).toBe('5.02 ps');
  await page.locator('.plot .u-over').click({ position: { x: 10, y: 20 } });
  expect(Number.parseFloat((await page.getByTestId('time').textContent())!)).toBeLessThan(0.5);
  await page.getByRole('button', { name: 'Built', exact: true }).click();
  expect(await page.getByTestId('time').textContent()).toBe('built');
  expect(opened!.errors).toEqual([]);
});

test('a reload keeps the work', async () => {
  const page = await open();
  await setNumber(page, 'd₀', 0, '3.10');
  const before = await page.getByTestId('contact-Cs-S').textContent();
  expect(before).not.toBe('3.733');
  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
  expect(await page.getByTestId('contact-Cs-S').textContent()).toBe(before);
  // What could be undone before can be undone after.
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await page.getByTestId('contact-Cs-S').textContent()).toBe('3.733');
  await page.getByRole('button', { name: 'Redo' }).click();
  expect(await page.getByTestId('contact-Cs-S').textContent()).toBe(before);
});

test('a link rebuilds the document; a broken one says so and leaves the page alive', async () => {
  const [substrate, film, vacuum] = DEFAULT_PRESET.recipe.steps;
  const wide = { ...(film as FilmStep), separationAng: 4 };
  const page = await open({
    hash: linkOf({ ...DEFAULT_PRESET.recipe, steps: [substrate!, wide, vacuum!] }),
  });
  expect(await page.getByLabel('d₀', { exact: true }).inputValue()).toBe('4.00');
  await opened!.close();
  opened = await openPage({ hash: '#r=not-a-document' });
  await opened.page
    .getByRole('status')
    .filter({ hasText: /could not be opened/ })
    .waitFor();
  expect(await mismatch(opened.page, 'a')).toBe('−1.49 %');
});

test('POSCAR of the built structure and of an MD frame, with frozen layers, read back', async () => {
  const page = await open();
  const save = async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download POSCAR' }).click();
    return readPoscar(readFileSync(await (await download).path(), 'utf8'));
  };
  await page.getByRole('button', { name: /Export/ }).click();
  const built = await save();
  expect(composition(built.structure.numbers)).toEqual({ Cs: 20, Pb: 16, Br: 52, Cd: 56, S: 56 });
  expect(built.title).toMatch(/#r=/);
  expect(built.frozen).toBeNull();
  await page.getByLabel(/Selective dynamics/).check();
  await page.getByRole('button', { name: 'Cartesian' }).click();
  const frozen = await save();
  expect(frozen.frozen!.reduce((n, f) => n + f, 0)).toBe(300);
  expect(
    Math.max(...frozen.structure.xyz.map((x, i) => Math.abs(x - built.structure.xyz[i]!))),
  ).toBeLessThan(1e-6);
  await page.keyboard.press('Escape');
  await playable(page);
  await page.getByLabel('Frame', { exact: true }).fill('300');
  await page.getByRole('button', { name: /Export/ }).click();
  const frame = await save();
  expect(frame.title).toMatch(/universal potential frame at 6000 fs/);
  expect(frame.structure.xyz).not.toEqual(built.structure.xyz);
});

test('title and files carry the name of the document, the edited one too', async () => {
  const page = await open({ painted: true });
  expect(await page.title()).toBe('CdS (110) on CsPbBr3 (110) — Epistack');
  const save = async (button: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    return (await download).suggestedFilename();
  };
  await page.getByRole('button', { name: /Export/ }).click();
  expect(await save('Download POSCAR')).toBe('CdS-110_on_CsPbBr3-110.vasp');
  expect(await save('Download picture (PNG)')).toBe('CdS-110_on_CsPbBr3-110.png');
  await page.keyboard.press('Escape');
  const field = page.getByLabel('plane', { exact: true }).first();
  await field.fill('1 1 1');
  await field.press('Enter');
  await expect.poll(() => page.title()).toBe('CdS (111) on CsPbBr3 (110) — Epistack');
  await page.getByRole('button', { name: /Export/ }).click();
  expect(await save('Download recipe (JSON)')).toBe('CdS-111_on_CsPbBr3-110.json');
});

test('an edited stack claims nothing of the paper: title, attribution and columns follow', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'shared' }).click();
  expect(await page.getByRole('region', { name: 'Mismatch' }).textContent()).toContain(
    '−2.96 % of 196.8 Å²',
  );
  const field = page.getByLabel('plane', { exact: true }).first();
  await field.fill('1 1 1');
  await field.press('Enter');
  // The rule for d₀ may have to be fetched first.
  await expect
    .poll(() => page.locator('.doc').textContent())
    .toMatch(/^CdS \(111\) on CsPbBr₃ \(110\)edited from Qiu/);
  await expect
    .poll(() => page.getByRole('region', { name: 'Contacts' }).textContent())
    .not.toMatch(/300 K|paper/);
});

test('a plane that cannot be cut is refused in words, the last picture stays', async () => {
  const page = await open();
  const field = page.getByLabel('plane', { exact: true }).first();
  await field.fill('0 0 0');
  await field.press('Enter');
  // What was typed stays, the reason stands under it, and Escape brings the plane back.
  expect(await field.inputValue()).toBe('0 0 0');
  expect(await page.getByRole('alert').textContent()).toMatch(/not all zero/);
  expect(await mismatch(page, 'a')).toBe('−1.49 %');
  await field.press('Escape');
  expect(await field.inputValue()).toBe('1 1 0');
  const planes = page.getByLabel('planes', { exact: true }).first();
  await planes.fill('2.5');
  expect(await page.getByRole('alert').textContent()).toMatch(/whole number from 1 to 200/);
  await planes.press('Escape');
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.getByLabel('Open a preset').selectOption('cspbbr3-cds-b');
  expect(await mismatch(page, 'b')).toBe('+4.48 %');
  await page.getByRole('button', { name: 'C microscope' }).click();
  expect(await mismatch(page, 'b')).toBe('+2.37 %');
});

test('nothing hangs over the page at any size', async () => {
  const page = await open();
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    // A wide screen shows the page at once; only its panels scroll.
    const over = () =>
      page.evaluate(() => [
        document.documentElement.scrollWidth - window.innerWidth,
        window.innerWidth > 700 ? document.documentElement.scrollHeight - window.innerHeight : 0,
      ]);
    await expect
      .poll(async () => Math.max(...(await over())), { message: `${width}` })
      .toBeLessThanOrEqual(0);
  }
});

test('what can be set in the cards stands in one column, at one height', async () => {
  const page = await open();
  const seen = await page.evaluate(() => {
    const controls = '.field, .pick, .segments, .pair';
    const columns = [...document.querySelectorAll('.card .body .row')].flatMap((row) =>
      [...row.children].filter((child) => child.matches(controls)),
    );
    const single = [...document.querySelectorAll('.stack .row .field, .stack .row .pick')];
    const set = (of: readonly Element[], side: 'left' | 'right' | 'height') => [
      ...new Set(of.filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect()[side])),
    ];
    const column = columns
      .filter((c) => c.closest('.pair') === null || c.matches('.pair'))
      .concat([...document.querySelectorAll('.interface .top .field')]);
    return {
      rows: column.length,
      left: set(column, 'left'),
      right: set(column, 'right'),
      height: set(single, 'height'),
    };
  });
  expect(seen.rows).toBeGreaterThan(10);
  expect(seen.height).toEqual([28]);
  expect(seen.left).toHaveLength(1);
  expect(seen.right).toHaveLength(1);
});

test('on a phone the picture has most of the page, and the sheet below it goes up and to each part', async () => {
  const page = await open({ width: 390, height: 844 });
  const box = async (of: string) => (await page.locator(of).first().boundingBox())!;
  expect((await box('.view')).height).toBeGreaterThan(844 / 2);
  const small = await page
    .locator('.sheet-bar button, .player button:visible, .stack .row .field, .stack .row .pick')
    .evaluateAll((all) => all.filter((e) => e.checkVisibility() && e.clientHeight < 37).length);
  expect(small).toBe(0);
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  const bar = await box('.sheet-bar');
  expect(Math.abs((await box('.report')).y - (bar.y + bar.height))).toBeLessThan(2);
  await expect
    .poll(() => page.locator('.sheet-bar button').nth(2).getAttribute('aria-current'))
    .toBe('true');
  await page.getByRole('button', { name: 'Raise the panel' }).click();
  expect((await box('.sheet-parts')).height).toBeGreaterThan(844 / 2);
  // The report is shorter than the sheet now, and is still what its name goes to.
  for (const [nth, name] of [
    [1, 'Stack'],
    [2, 'Report'],
  ] as const) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect
      .poll(() => page.locator('.sheet-bar button').nth(nth).getAttribute('aria-current'))
      .toBe('true');
  }
  expect((await box('.view')).height).toBeGreaterThan(150);
  await page.getByRole('button', { name: 'Lower the panel' }).click();
  expect((await box('.view')).height).toBeGreaterThan(844 / 2);
  // The Look panel leaves the picture as it is, and is none of the parts that have a name.
  const wasHigh = (await box('.view')).height;
  await page.locator('.sheet-bar button').nth(0).click();
  await pressInHeader(page, 'Look');
  await page.getByRole('heading', { name: 'Look', exact: true }).waitFor();
  await expect.poll(() => page.locator('.sheet-bar button[aria-current="true"]').count()).toBe(0);
  expect((await box('.view')).height).toBe(wasHigh);
  await page.getByRole('button', { name: 'Close Look' }).click();
  await expect
    .poll(() => page.locator('.sheet-bar button').nth(0).getAttribute('aria-current'))
    .toBe('true');
  // A room that takes the whole page hides the sheet, scrolled as it is.
  await pressInHeader(page, 'Find matches');
  await page.getByRole('button', { name: '← Back to the stack' }).click();
  await page.locator('.sheet-bar').waitFor();
  // A room of the sheet comes up to the bar and gets the sheet's height; no part's name stays marked.
  await page.getByRole('button', { name: 'Analyse' }).click();
  await page.getByRole('heading', { name: 'Analysis' }).waitFor();
  await expect
    .poll(async () => {
      const { y, height } = await box('.sheet-bar');
      return Math.abs((await box('.analysis')).y - (y + height));
    })
    .toBeLessThan(2);
  expect((await box('.sheet-parts')).height).toBeGreaterThan(844 / 2);
  await expect.poll(() => page.locator('.sheet-bar button[aria-current="true"]').count()).toBe(0);
});
