import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as build } from '#cli/commands/build.ts';
import { command as convert } from '#cli/commands/convert.ts';
import { command as matching } from '#cli/commands/match.ts';
import { command as stacking } from '#cli/commands/stack.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import type { Report } from '#core/recipe/report/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

type Row = Record<string, unknown> & { number: number; substrateArea: number; maxStrain: number };
type Answer = Report & { match: Row; separationRule?: string; reading?: string[] };

const pair = (film: string, filmHkl: string, substrate: string, substrateHkl: string) => [
  ...['--film', film, '--film-hkl', filmHkl],
  ...['--substrate', substrate, '--substrate-hkl', substrateHkl],
];
const answer = (args: readonly string[]) => stacking.run(readArguments(args, stacking.options));
const stack = async (...args: string[]) => (await answer(args)).value as Answer;
const matches = async (...args: string[]) =>
  ((await matching.run(readArguments(args, matching.options))).value as { matches: Row[] }).matches;

const GAN = pair('preset:GaN', '0,0,1', 'preset:Al2O3', '0,0,1');

describe('--match takes the number that match prints', () => {
  test.each([[[]], [['--max-strain', '0.03']], [['--length-tol', '0.05', '--max-area', '150']]])(
    'with %j',
    async (limits) => {
      const rows = await matches(...GAN, ...limits);
      expect(rows.map((r) => r.number)).toEqual(rows.map((_, i) => i + 1));
      for (const row of [rows[0]!, rows[4]!]) {
        const built = await stack(...GAN, ...limits, '--match', String(row.number));
        expect(built.match).toEqual(row);
        expect(built.area).toBeCloseTo(row.substrateArea, 6);
        expect(built.mismatch!.area).toBeCloseTo((row['mismatch'] as { area: number }).area, 9);
      }
    },
  );

  test('without it the smallest within the strain is built', async () => {
    const built = await stack(...GAN, '--max-strain', '0.02');
    const [least] = await matches(...GAN, '--max-strain', '0.02');
    expect(built.match).toEqual(least);
    // 5 % where nothing is said: the unit cells turned by 30°, 16 % apart, are none.
    const usual = await stack(...GAN);
    expect(usual.match).toEqual((await matches(...GAN, '--max-strain', '0.05'))[0]);
    expect(Math.abs(usual.match.maxStrain)).toBeLessThan(0.05);
  });

  test('a number that there is not, and a pair without any match, are refused', async () => {
    await expect(stack(...GAN, '--match', '9999')).rejects.toThrow(/no match 9999: there are \d+/);
    await expect(stack(...GAN, '--match', '0')).rejects.toThrow(UsageError);
    await expect(stack(...GAN, '--max-area', '9')).rejects.toThrow(
      /no common cell of these planes up to 9 Å² within a strain of 5 %/,
    );
    const mirrored = pair('preset:quartz', '1,0,0', 'preset:quartz', '1,0,0');
    const rows = await matches(...mirrored, '--mirrors', '--max-strain', '0.01');
    const mirror = rows.find((r) => r['mirror'])!;
    await expect(
      stack(...mirrored, '--mirrors', '--max-strain', '0.01', '--match', String(mirror.number)),
    ).rejects.toThrow(/mirror image/);
  });
});

describe('files', () => {
  const written = async (preset: string, name: string) => {
    await convert.run(readArguments([`preset:${preset}`, file(name)], convert.options));
    return file(name);
  };

  test('a file gives the interface that its library crystal gives', async () => {
    const [film, substrate] = [await written('GaAs', 'film.cif'), await written('Si', 'si.vasp')];
    const ours = await stack(...pair('preset:GaAs', '1,1,0', 'preset:Si', '1,1,0'));
    const theirs = await stack(...pair(film, '1,1,0', substrate, '1,1,0'));
    expect(theirs.composition).toEqual(ours.composition);
    expect(theirs.separations[0]).toBeCloseTo(ours.separations[0]!, 3);
    expect(theirs.mismatch!.a).toBeCloseTo(ours.mismatch!.a, 9);
    expect(theirs.layers.map((l) => l.label)).toEqual(['si', 'film']);
  });

  test('the same file on both sides is carried once', async () => {
    const si = await written('Si', 'si.vasp');
    const built = await stack(...pair(si, '1,0,0', si, '1,0,0'), '--recipe', file('same.json'));
    expect(built.mismatch!.area).toBeCloseTo(0, 9);
    const recipe = JSON.parse(readFileSync(file('same.json'), 'utf8'));
    expect(recipe.crystals).toHaveLength(1);
  });

  test('indices are in the axes of the file, of a left-handed one too', async () => {
    const right = await written('CsPbBr3-Pnma', 'right.vasp');
    const { structure } = readPoscar(readFileSync(right, 'utf8'));
    // The same crystal with b and c named the other way round: (0 1 0) of one is (0 0 1) of the other.
    const lines = readFileSync(right, 'utf8').split('\n');
    const atoms = lines.slice(8, 8 + structure.numbers.length).map((line) => {
      const [x, y, z] = line.trim().split(/\s+/);
      return `${x} ${z} ${y}`;
    });
    const left = [...lines.slice(0, 3), lines[4], lines[3], ...lines.slice(5, 8), ...atoms, ''];
    writeFileSync(file('left.vasp'), left.join('\n'));
    const on = (path: string, hkl: string) =>
      stack(...pair('preset:CdS', '0,0,1', path, hkl), '--max-strain', '0.1');
    for (const [ofRight, ofLeft] of [
      ['0,1,0', '0,0,1'],
      ['1,0,0', '1,0,0'],
    ] as const) {
      const [a, b] = [await on(right, ofRight), await on(file('left.vasp'), ofLeft)];
      expect(b.area).toBeCloseTo(a.area, 6);
      expect(b.match.maxStrain).toBeCloseTo(a.match.maxStrain, 6);
      expect(b.layers[0]!.thickness).toBeCloseTo(a.layers[0]!.thickness, 6);
    }
  });

  test('a sheet in vacuum stays a sheet, without the vacuum of its file', async () => {
    const args = pair('test/fixtures/cases/MoS2-monolayer.vasp', '0,0,1', 'preset:WS2', '0,0,1');
    const built = await stack(...args);
    const [substrate, film] = [built.layers[0]!, built.layers[1]!];
    expect(film.thickness).toBeCloseTo(3.12, 3);
    expect(film.composition['S']).toBe(2 * film.composition['Mo']!);
    expect(substrate.composition['S']).toBe(2 * substrate.composition['W']!);
    expect(built.separationRule).toMatch(/^layer-gap/);
    expect(built.separations[0]).toBeGreaterThan(2.8);
    expect(built.vacuum).toBe(20);
  });
});

test('d₀, vacuum and thickness as asked; what is written is what build makes of it', async () => {
  const args = pair('preset:InAs', '1,1,1', 'preset:GaAs', '1,1,1');
  const [out, recipe] = [file('stack.vasp'), file('stack.json')];
  const asked = ['--d0', '2.5', '--vacuum', '30', '--thickness', '25', '--max-strain', '0.08'];
  const built = await stack(...args, ...asked, '--out', out, '--recipe', recipe);
  expect(built.separations).toEqual([2.5]);
  expect(built.vacuum).toBe(30);
  for (const { thickness } of built.layers) expect(Math.abs(thickness - 25)).toBeLessThan(6);
  expect(built.separationRule).toBeUndefined();
  const again = build.run(readArguments([recipe, '--out', file('again.vasp')], build.options));
  expect(again.value).toMatchObject({ atoms: built.atoms, title: 'InAs (111) on GaAs (111)' });
  expect(readFileSync(file('again.vasp'), 'utf8')).toBe(readFileSync(out, 'utf8'));
  const auto = await stack(...args, '--max-strain', '0.08', '--d0', 'auto');
  expect(auto.separationRule).toBe('radii');
  expect(auto.separations[0]).not.toBe(2.5);
  const { text } = await answer([...args, '--max-strain', '0.08']);
  expect(text).toMatch(
    /^ +# .*\n +1 +\d.*\nd0 by rule: spheres of the covalent radii first touch\n\n/,
  );
});

test('options that cannot be are refused by their own name, before a file is read', async () => {
  const args = pair('missing.cif', '1,1,1', 'preset:GaAs', '1,1,1');
  const ours = pair('preset:InAs', '1,1,1', 'preset:GaAs', '1,1,1');
  for (const [line, text] of [
    [[...ours, '--max-strain', '0.08', '--d0', '-3'], /--d0: expected a number from 0 to 100/],
    [[...ours, '--max-strain', '0.08', '--vacuum', '-3'], /--vacuum: expected/],
    [[...args, '--d0', 'near'], /--d0 takes a number/],
    [[...args, '--thickness', '0'], /--thickness/],
    [pair('-', '1,1,1', '-', '1,1,1'), /cannot both be standard input/],
    [[...args, '--out', 'stack.unknown'], /format/],
    [[...args, '--max-strain', '0.1', '--length-tol', '0.1'], /no meaning/],
  ] as const)
    await expect(stack(...line)).rejects.toThrow(
      expect.toSatisfy((e: Error) => e instanceof UsageError && text.test(e.message)),
    );
  await expect(stack(...args)).rejects.toThrow(/cannot read missing\.cif/);
});
