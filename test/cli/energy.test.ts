import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RequestError, readArguments } from '#cli/args.ts';
import { command as energy } from '#cli/commands/energy.ts';
import { randomModel } from '../helpers/randomModel.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-energy-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = join(folder, 'random.nqx');
writeFileSync(model, randomModel(5));

interface Value {
  readonly energy: number;
  readonly forces: readonly (readonly number[])[];
  readonly stress: readonly (readonly number[])[];
  readonly engine: string;
}
const answer = (...args: string[]) =>
  energy.run(readArguments(['--model', model, ...args], energy.options));
const value = (...args: string[]) => answer(...args).value as Value;

const cell = (x: number): string =>
  `Lattice="4.2 0 0 0 4.2 0 0 0 4.2" Properties=species:S:1:pos:R:3\nCs 0 0 0\nBr ${x} 2.15 2.05\n`;
const both = join(folder, 'two.xyz');
writeFileSync(both, `2\n${cell(2.1)}2\n${cell(3.3)}`);

test('energy, forces in the order of the file, and stress; --frame counts from 0 and from the end', () => {
  const first = value(both);
  expect(first.forces).toHaveLength(2);
  expect(first.stress.map((row) => row.length)).toEqual([3, 3, 3]);
  for (let k = 0; k < 3; k++) expect(first.forces[0]![k]! + first.forces[1]![k]!).toBeCloseTo(0, 5);
  const last = value(both, '--frame', '-1');
  expect(last.energy).not.toBeCloseTo(first.energy, 4);
  expect(value(both, '--frame', '1').energy).toBe(last.energy);
  expect(() => value(both, '--frame', '2')).toThrow(/no frame 2: .* has 2/);
});

test('the engine and its limits are said', () => {
  expect(value(both).engine).toMatch(/machine-learned PBE \(Nequix\), no dispersion; WebAssembly/);
  expect(answer(both).text).toContain('eV/Å');
});

test('without a model, or with another file for one, it says what to do', () => {
  const bare = readArguments([both], energy.options);
  const before = process.env['EPISTACK_MODEL'];
  delete process.env['EPISTACK_MODEL'];
  expect(() => energy.run(bare)).toThrow(RequestError);
  expect(() => energy.run(bare)).toThrow(/--model FILE or EPISTACK_MODEL/);
  expect(() => energy.run(readArguments([both, '--model', both], energy.options))).toThrow(
    /two\.xyz: not a model file/,
  );
  process.env['EPISTACK_MODEL'] = model;
  expect((energy.run(bare).value as Value).energy).toBe(value(both).energy);
  if (before === undefined) delete process.env['EPISTACK_MODEL'];
  else process.env['EPISTACK_MODEL'] = before;
});
