import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as xrd } from '#cli/commands/scattering/xrd.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-xrd-'));
afterAll(() => rmSync(folder, { recursive: true }));

const answer = async (...args: string[]) => xrd.run(readArguments(args, xrd.options));
const refused = (...args: string[]) => expect(answer(...args)).rejects;

test('lines of a library crystal in the range that was asked for', async () => {
  const { value, text } = await answer('preset:CdS', '--range', '20,45');
  const { peaks } = value as { peaks: { twoTheta: number; intensity: number; d: number }[] };
  expect(peaks.map(({ d }) => (5.81 / d) ** 2).map(Math.round)).toEqual([3, 4, 8]);
  expect(Math.max(...peaks.map(({ intensity }) => intensity))).toBe(100);
  expect(text).toContain('(1 1 1)');
  expect(value).not.toHaveProperty('profile');
});

test('a wrong range is a mistake of the line, a wrong wavelength of the request', async () => {
  for (const range of ['70', '70,10', 'a,b', ',', '0,200'])
    await refused('preset:CdS', '--range', range).toThrow(UsageError);
  await refused('preset:CdS', '--wavelength', '0').toThrow(/wavelength/);
  await refused('preset:CdS', '--wavelength', 'CuKx').toThrow(UsageError);
  await refused('preset:CdS', '--size', '1,2').toThrow(UsageError);
  await refused('preset:CdS', '--out', 'x.pdf').toThrow(/\.csv, \.svg or \.png/);
  await refused().toThrow(UsageError);
});

test('a size gives the profile too, one point a step', async () => {
  const { value } = await answer('preset:CdS', '--size', '8', '--step', '0.05', '--range', '20,30');
  const { profile } = value as { profile: { from: number; intensity: number[] } };
  expect(profile.intensity).toHaveLength(201);
  const highest = profile.intensity.indexOf(100);
  expect(profile.from + 0.05 * highest).toBeCloseTo(26.57, 1);
});

test('two crystals by mass with a measured pattern, as a table and as a figure', async () => {
  const scan = join(folder, 'scan.xy');
  writeFileSync(scan, '20 5\n26 80\n40 6\n');
  const common = ['preset:CsPbBr3', 'preset:CdS', '--fractions', '3,1', '--measured', scan];
  for (const name of ['p.csv', 'p.svg']) {
    const out = join(folder, name);
    const { value, text } = await answer(...common, '--out', out);
    expect((value as { phases: { fraction: number }[] }).phases.map((p) => p.fraction)).toEqual([
      0.75, 0.25,
    ]);
    expect(text).toContain(`written: ${out}`);
    const file = readFileSync(out, 'utf8');
    for (const word of ['CsPbBr3 (75 % by mass)', 'CdS (25 % by mass)', 'measured: scan.xy'])
      expect(file).toContain(word);
  }
});

test('the Debye sum of a particle beside the patterns of its crystals', async () => {
  const particle = join(folder, 'two.xyz');
  writeFileSync(particle, '2\nLattice="9 0 0 0 9 0 0 0 9" pbc="F F F"\nCu 0 0 0\nCu 0 0 2.5\n');
  const out = join(folder, 'd.csv');
  const args = ['preset:Si', '--debye', particle, '--step', '1'];
  const { value } = await answer(...args, '--out', out);
  expect((value as { debye: { intensity: number[] } }).debye.intensity).toHaveLength(61);
  expect(readFileSync(out, 'utf8')).toContain('Debye sum: two.xyz');
  await refused(...args, '--measured', particle).toThrow(/do not go together/);
});

test('a scan along the normal and one in the plane of a stack, and of the atoms of a file', async () => {
  const out = join(folder, 'scan.csv');
  const normal = ['preset:ge-si', '--geometry', 'out-of-plane', '--film-periods', '50'];
  const { value, text } = await answer(...normal, '--range', '60,75', '--out', out);
  const { bands } = value as { bands: { lines: { q: number; label: string }[] }[] };
  // (0 0 4) of Ge: q = 2π · 4/5.658, of the document that is not relaxed along its normal.
  expect(bands[1]!.lines[0]).toMatchObject({
    label: 'Ge (0 0 4)',
    q: expect.closeTo((8 * Math.PI) / 5.658, 3),
  });
  expect(text).toContain('kinematic theory fails');
  expect(readFileSync(out, 'utf8')).toContain('thickness of Ge, 50 periods: 141.45 Å');
  const strained = await answer(...normal, '--range', '60,75', '--spacing', 'poisson');
  // Biaxially compressed: longer along the normal.
  const [, film] = (strained.value as typeof value & { bands: typeof bands }).bands;
  expect(film!.lines[0]!.q).toBeLessThan((8 * Math.PI) / 5.658 - 0.05);
  const plane = await answer('preset:CdS', '--geometry', 'in-plane');
  expect((plane.value as { bands: typeof bands }).bands[0]!.lines[0]!.label).toBe('CdS (2 0 0)');
  await refused('preset:CdS', '--geometry', 'sideways').toThrow(UsageError);
  await refused('preset:CdS', '--geometry', 'in-plane', '--size', '9').toThrow(/powders/);
  await refused('preset:CdS', '--repeats', '3').toThrow(/--repeats belongs to/);
  const real = [...normal, '--range', '60,75', '--sample', '8', '--roughness', '3'];
  const short = await answer(...real);
  expect(short.text).toContain('a sample 8 mm long in a beam 0.1 mm high: below 2θ 1.43°');
  expect(short.text).toContain('3 Å of the surface, 3 Å of the interfaces');
  await refused(...normal, '--roughness', '1,2,3').toThrow(UsageError);
  await refused(...normal, '--roughness', '-1').toThrow(/--roughness: expected/);
  await refused('preset:CdS', '--geometry', 'in-plane', '--roughness', '1').toThrow(/heights/);
  await refused('preset:CdS', '--geometry', 'out-of-plane', '--roughness', '1').toThrow(/recipe/);
  await refused(...normal, '--beam', '1').toThrow(/--beam needs --sample/);
  await refused('preset:CdS', '--geometry', 'in-plane', '--sample', '8').toThrow(/out-of-plane/);
  await refused(...normal, '--repeats', '3').toThrow(/--repeats: expected 1, unless/);
});
