import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { command as film } from '#cli/commands/film.ts';
import { command } from '#cli/commands/picture.ts';
import { chromiums } from '#cli/drawing/chromium.ts';
import { FILM_ENDINGS, PICTURE_ENDINGS } from '#cli/drawing/endings.ts';
import { screenFigures } from '#cli/drawing/screenFigures.ts';
import { EpistackError } from '#core/errors.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { linkOf } from '#core/recipe/share.ts';
import { DRAWN_TARGETS } from '#ui/figure/drawnTargets.ts';
import { namedView } from '#ui/figure/namedView.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'epistack-picture-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const run = (...args: string[]) => command.run(readArguments(args, command.options));

test.each([
  [['preset:ge-si', '--out', '-'], /--out is a file/],
  [['preset:ge-si', '--out', 'x.png', '--size', '10'], /WIDTHxHEIGHT/],
  [['preset:ge-si', '--out', 'x.png', '--size', '9x9', '--mm', '9x9'], /two sizes/],
  [['preset:ge-si', '--out', 'x.png', '--style', 'q'], /balls, filling, sticks/],
  [['preset:ge-si', '--out', 'x.png', '--without', 'ink'], /legend, scale, axes, labels/],
  [['preset:ge-si', '--out', 'x.png', '--repeat', '3x2'], /3x2x1/],
  [['preset:ge-si', '--out', 'x.png', '--dpi', '1'], /--dpi is 36 to 2400/],
  [['preset:ge-si', '--out', 'x.png', '--top', '3'], /--top is for --from/],
  [['preset:ge-si', '--out', 'x.png', '--resume'], /--resume is for --from/],
  [['preset:ge-si', '--out', 'x.xsf'], /ends in one of \.png, .*"\.xsf"; "convert"/],
  [['preset:ge-si', '--from', 't.jsonl', '--out', 'x'], /two sources/],
  [['--from', 't.jsonl', '--out', 'x', '--frame', '2'], /--frame is for --trajectory/],
  [
    ['--from', 't.jsonl', '--out', 'x', '--print-scale', '2'],
    /--print-scale is for \.stl, not for/,
  ],
  [
    ['preset:ge-si', '--out', 'x.glb', '--size', '9x9'],
    /--size is for \.png, \.svg, \.zip and \.pov/,
  ],
  [['preset:ge-si', '--out', 'x.vesta', '--lift', '2'], /--lift is for .* not for "\.vesta"/],
])('%j is refused before a browser is started', async (args, reason) => {
  await expect(run(...args)).rejects.toThrow(reason);
});

test.each([
  [['preset:ge-si', '--every', '5'], /--every is for the frames of --trajectory/],
  [['--trajectory', 't.xyz', '--seconds', '2'], /--seconds is not for --trajectory/],
  [['story:six-numbers', '--view', 'a'], /--view is for a RECIPE: each step/],
  [['story:six-numbers', '--clip', 'c:2:14'], /--clip is for a RECIPE: each step/],
])('a film %j is refused before a browser is started', async (args, reason) => {
  const all = [...args, '--out', join(dir, 'x.gif')];
  await expect(film.run(readArguments(all, film.options))).rejects.toThrow(reason);
});

test('the endings that are named are those of all that can be drawn', () => {
  const drawn = DRAWN_TARGETS.flatMap(({ endings }) => endings);
  expect([...PICTURE_ENDINGS, ...FILM_ENDINGS].sort()).toEqual(drawn.toSorted());
});

test('a file of three dimensions is written where no browser runs', async () => {
  const before = process.env['CHROME_PATH'];
  process.env['CHROME_PATH'] = join(dir, 'none');
  try {
    const out = join(dir, 'ge.stl');
    const { text } = await run('preset:ge-si', '--out', out, '--print-scale', '3');
    expect(text).toMatch(/1 Å is 3 mm/);
    const flat = run('preset:ge-si', '--out', join(dir, 'ge.svg'), '--size', '0x10');
    await expect(flat).rejects.toThrow(/0 × 10 px is outside/);
    expect(existsSync(join(dir, 'ge.svg'))).toBe(false);
    expect(readFileSync(out).subarray(0, 8).toString()).toBe('Epistack');
    await expect(run('preset:ge-si', '--out', out, '--colour', 'mood')).rejects.toThrow(/--colour/);
  } finally {
    if (before === undefined) delete process.env['CHROME_PATH'];
    else process.env['CHROME_PATH'] = before;
  }
});

test('a column of a file colours its atoms, in a file that needs no browser; columns need a file, frames are counted', async () => {
  const run0 = 'test/fixtures/trajectories/ase-forces.extxyz';
  const svg = join(dir, 'f.svg');
  await run(
    '--trajectory',
    run0,
    '--frame',
    '-1',
    '--colour',
    'forces:z',
    '--arrows',
    'forces',
    '--out',
    svg,
  );
  const text = readFileSync(svg, 'utf8');
  expect(text).toContain('forces, along z');
  expect(text).toMatch(/forces: [\d.]+ Å for 1 eV\/Å/);
  // A shaft and four lines of the head for each atom that has a force.
  const arrows = text.match(/<line [^>]*stroke-width="2" stroke-linecap="round"\/>/g) ?? [];
  expect(arrows.length).toBeGreaterThan(0);
  expect(arrows.length % 5).toBe(0);
  await expect(
    run('--trajectory', run0, '--arrows', 'forces', '--out', join(dir, 'f.stl')),
  ).rejects.toThrow(/--arrows is for .png, .svg and .zip, not for ".stl"/);
  for (const ending of ['svg', 'glb', 'vesta'])
    await expect(
      run('preset:ge-si', '--floor-shadow', '--out', join(dir, `f.${ending}`)),
    ).rejects.toThrow(`--floor-shadow is for .png and .zip, not for ".${ending}"`);
  await expect(run('preset:ge-si', '--arrows', 'forces', '--out', svg)).rejects.toThrow(
    /--arrows is for --trajectory/,
  );
  await expect(run('--trajectory', run0, '--frame', '99', '--out', svg)).rejects.toThrow(
    /no frame 99/,
  );
  await expect(run('preset:ge-si', '--trajectory', run0, '--out', svg)).rejects.toThrow(
    /other atoms, or another order, than the recipe builds/,
  );
});

test('where no browser runs, one line says what to install, and nothing is written', async () => {
  const before = process.env['CHROME_PATH'];
  process.env['CHROME_PATH'] = join(dir, 'none');
  try {
    expect([...chromiums()]).toEqual([{ executablePath: join(dir, 'none') }]);
    const out = join(dir, 'none.png');
    await expect(run('preset:ge-si', '--out', out)).rejects.toThrow(/install Google Chrome/);
    expect(existsSync(out)).toBe(false);
  } finally {
    if (before === undefined) delete process.env['CHROME_PATH'];
    else process.env['CHROME_PATH'] = before;
  }
});

const side = (formula: string) => ({ formula, hkl: [0, 0, 1] });
const line = (film: string, maxStrain: number, preset: string) =>
  JSON.stringify({
    key: film,
    film: side(film),
    substrate: side('Si'),
    count: 1,
    matches: [{ maxStrain, filmArea: 10, atoms: 4 }],
    link: linkOf(presetOf(preset).recipe),
  });

test('a table of a screen gives the least strained first, named by rank and planes', async () => {
  const table = join(dir, 'table.jsonl');
  const lines = [
    '{"epistackScreen":1}',
    line('Ge', 0.04, 'ge-si'),
    '{"key":"x","refused":"no"}',
    line('SrTiO3', 0.01, 'srtio3-si'),
  ];
  writeFileSync(table, `${lines.join('\n')}\n`);
  const { figures, unread } = screenFigures({ positionals: [], values: {} }, table);
  expect(figures.map(({ stem }) => stem)).toEqual(['1_SrTiO3-001_on-Si-001', '2_Ge-001_on-Si-001']);
  expect(figures[1]!.recipe()).toEqual(presetOf('ge-si').recipe);
  // A torn line, and a link that is damaged, are of their own row.
  expect(unread).toEqual([]);
  writeFileSync(table, `${lines[1]}\n${lines[3]!.replace(/"link":"[^"]*/, '$&x!')}\n{"key":"to`);
  const torn = screenFigures({ positionals: [], values: {} }, table);
  expect(torn.unread).toEqual(['line 3 is no line of epistack screen']);
  expect(() => torn.figures[0]!.recipe()).toThrow(EpistackError);
  expect(torn.figures[1]!.recipe()).toEqual(presetOf('ge-si').recipe);
  await expect(run('--from', table, '--out', dir, '--top', '0')).rejects.toThrow(/--top is 1 or/);
  await expect(run('--from', table, '--out', table)).rejects.toThrow(/is a file, not a folder/);
  // What was drawn before is left where it is asked for: here all of it, and no browser is needed.
  const folder = mkdtempSync(join(dir, 'drawn-'));
  for (const { stem } of torn.figures) writeFileSync(join(folder, `${stem}.png`), 'before');
  const again = await run('--from', table, '--out', folder, '--resume');
  expect(again.text).toMatch(/^there already, and left: 2\nnot drawn: .*line 3/);
  expect(again.value).toMatchObject({ pictures: [], there: 2 });
  writeFileSync(table, 'nonsense\n');
  expect(() => screenFigures({ positionals: [], values: {} }, table)).toThrow(/line 1/);
  expect(readFileSync(table, 'utf8')).toBe('nonsense\n');
  expect(readdirSync(dir)).toContain('table.jsonl');
});

test('a view is a name or a direction of the cell that points at the eye', () => {
  const cell = [4, 0, 0, 0, 5, 0, 0, 0, 20];
  expect(namedView('b', cell)).toEqual({ direction: 'b', request: 0 });
  const stand = namedView('1-10', cell)!.stand!;
  expect(stand).toMatchObject({ elevationRad: 0 });
  expect('azimuthRad' in stand && stand.azimuthRad).toBeCloseTo(Math.atan2(-5, 4), 12);
  expect(namedView('0,0,-1', cell)!.stand).toMatchObject({ elevationRad: -Math.PI / 2 });
  for (const text of ['000', 'q', '1', '1,1,1,1']) expect(namedView(text, cell)).toBeNull();
});
