import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RequestError, readArguments } from '#cli/args.ts';
import { command as energy } from '#cli/commands/universal/energy.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-energy-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = join(folder, 'random.nqx');
writeFileSync(model, randomModel(5));

interface Value {
  readonly energy: number;
  readonly forces: readonly (readonly number[])[];
  readonly stress: readonly (readonly number[])[];
  readonly engine: string;
  readonly dispersion?: number;
}
const answer = (...args: string[]) =>
  energy.run(readArguments(['--model', model, ...args], energy.options));
const value = async (...args: string[]) => (await answer(...args)).value as Value;

const cell = (x: number): string =>
  `Lattice="4.2 0 0 0 4.2 0 0 0 4.2" Properties=species:S:1:pos:R:3\nCs 0 0 0\nBr ${x} 2.15 2.05\n`;
const both = join(folder, 'two.xyz');
writeFileSync(both, `2\n${cell(2.1)}2\n${cell(3.3)}`);

test('energy, forces in the order of the file, and stress; --frame counts from 0 and from the end', async () => {
  const first = await value(both);
  expect(first.forces).toHaveLength(2);
  expect(first.stress.map((row) => row.length)).toEqual([3, 3, 3]);
  for (let k = 0; k < 3; k++) expect(first.forces[0]![k]! + first.forces[1]![k]!).toBeCloseTo(0, 5);
  const last = await value(both, '--frame', '-1');
  expect(last.energy).not.toBeCloseTo(first.energy, 4);
  expect((await value(both, '--frame', '1')).energy).toBe(last.energy);
  await expect(value(both, '--frame', '2')).rejects.toThrow(/no frame 2: .* has 2/);
});

test('the engine and its limits are said', async () => {
  expect((await value(both)).engine).toMatch(
    /machine-learned PBE \(Nequix from .*\.nqx\), no dispersion; WebAssembly/,
  );
  expect((await answer(both)).text).toContain('eV/Å');
});

test('in numbers of 64 bits differences of energies are the force', async () => {
  const at = async (x: number) => {
    const file = join(folder, `${x}.xyz`);
    writeFileSync(file, `2\n${cell(x)}`);
    return value(file, '--double');
  };
  const [here, less, more] = [await at(2.1), await at(2.0999), await at(2.1001)];
  expect(here.engine).toContain('64 bit');
  expect((less.energy - more.energy) / 2e-4).toBeCloseTo(here.forces[1]![0]!, 6);
});

test('--d3 adds the dispersion term of PBE, and says so', async () => {
  const [bare, bj, zero] = [
    await value(both),
    await value(both, '--d3', 'bj'),
    await value(both, '--d3', 'zero'),
  ];
  expect(bare.dispersion).toBeUndefined();
  for (const [by, name] of [
    [bj, 'D3(BJ)'],
    [zero, 'D3(0)'],
  ] as const) {
    expect(by.dispersion).toBeLessThan(-0.1);
    expect(by.energy - bare.energy).toBeCloseTo(by.dispersion!, 9);
    expect(by.engine).toContain(`) + ${name}; `);
    // The model's forces have an error of 32 bits, the same in both.
    expect(by.forces[0]![1]! - bare.forces[0]![1]!).not.toBeCloseTo(0, 5);
    expect(by.stress[0]![0]!).not.toBeCloseTo(bare.stress[0]![0]!, 5);
  }
  expect(bj.dispersion).not.toBeCloseTo(zero.dispersion!, 3);
  await expect(value(both, '--d3', 'd4')).rejects.toThrow('--d3 is none, bj, zero, not "d4"');
  const preview = readArguments([both, '--potential', 'lj', '--d3', 'bj'], energy.options);
  await expect(async () => energy.run(preview)).rejects.toThrow(/--d3 goes with the universal/);
});

test('without a model, or with another file for one, it says what to do', async () => {
  const bare = readArguments([both], energy.options);
  const before = process.env['EPISTACK_MODEL'];
  delete process.env['EPISTACK_MODEL'];
  await expect(energy.run(bare)).rejects.toThrow(RequestError);
  await expect(energy.run(bare)).rejects.toThrow(/--model FILE or EPISTACK_MODEL/);
  await expect(energy.run(readArguments([both, '--model', both], energy.options))).rejects.toThrow(
    /two\.xyz: not a model file/,
  );
  process.env['EPISTACK_MODEL'] = model;
  expect(((await energy.run(bare)).value as Value).energy).toBe((await value(both)).energy);
  if (before === undefined) delete process.env['EPISTACK_MODEL'];
  else process.env['EPISTACK_MODEL'] = before;
});

test('--potential takes the classical preview of md: the same energy', async () => {
  const classical = (...args: string[]) =>
    energy.run(readArguments(['preset:cspbbr3-cds', ...args], energy.options));
  const answered = (await classical('--potential', 'lj-ions')).value as Value;
  const native = JSON.parse(
    readFileSync(new URL('../../fixtures/lammps-native.json', import.meta.url), 'utf8'),
  ).totalKcalMol['preset cspbbr3-cds'];
  // 1 eV = 23.060548 kcal/mol (CODATA 2018).
  expect(Math.abs((answered.energy * 23.060548) / native - 1)).toBeLessThan(1e-6);
  expect(answered.forces).toHaveLength(200);
  expect(answered.engine).toMatch(/^classical preview, LAMMPS .*, lj-ions$/);
  await expect(classical('--potential', 'huggins')).rejects.toThrow(/--potential is one of/);
  await expect(classical('--potential', 'matsui-akaogi')).rejects.toThrow(/lj-ions does/);
});
