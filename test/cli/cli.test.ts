import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPoscar } from '#core/io/poscar.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-cli-'));
const main = ['node_modules/tsx/dist/cli.mjs', 'src/cli/main.ts'];
const run = (...args: string[]) =>
  execFileSync(process.execPath, [...main, ...args], { encoding: 'utf8' });
const fail = (...args: string[]) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [...main, ...args], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/^epistack: /);
  return { status, stderr };
};

test('build answers the contract and writes a POSCAR that reads back', () => {
  const out = join(folder, 'POSCAR');
  const answer = JSON.parse(run('build', 'preset:cspbbr3-cds', '--json', '--out', out));
  expect(answer).toMatchObject({
    atoms: 200,
    composition: { Cs: 20, Pb: 16, Br: 52, Cd: 56, S: 56 },
  });
  expect(answer.mismatch.a).toBeCloseTo(-0.0149, 4);
  expect(readPoscar(readFileSync(out, 'utf8')).structure.numbers.length).toBe(200);
  const link = /#r=\S+/.exec(readFileSync(out, 'utf8'))![0];
  expect(JSON.parse(run('build', link, '--json'))).toEqual(answer);
  expect(JSON.parse(run('inspect', out, '--json'))).toMatchObject({
    format: 'poscar',
    frames: 1,
    atoms: 200,
  });
}, 60_000);

test('slab takes indices that begin with a minus sign', () => {
  const answer = JSON.parse(
    run('slab', '--crystal', 'test/reference/TiO2-rutile.vasp', '--hkl', '-1,1,0', '--json'),
  );
  expect(answer).toMatchObject({
    hkl: [-1, 1, 0],
    atomsPerPrimitive: 6,
    area: expect.closeTo(19.22432, 3),
  });
  expect(answer.terminations).toHaveLength(3);
}, 60_000);

test('inspect finds the space group; convert keeps the atoms', () => {
  expect(JSON.parse(run('inspect', 'preset:CdS-wurtzite', '--json')).spaceGroup).toEqual({
    number: 186,
    symbol: 'P6_3mc',
  });
  const out = join(folder, 'rutile.xyz');
  run('convert', 'test/reference/TiO2-rutile.cif', out);
  expect(JSON.parse(run('inspect', out, '--json'))).toMatchObject({
    format: 'extxyz',
    atoms: 6,
    spaceGroup: { number: 136 },
  });
}, 60_000);

test('failures are one line: exit 1 for what cannot be done, 2 for what cannot be understood', () => {
  expect(fail('build', 'preset:nope')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('cspbbr3-cds'),
  });
  expect(fail('inspect', join(folder, 'missing.cif'))).toMatchObject({ status: 1 });
  expect(fail('slab', '--crystal', 'preset:CdS')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--hkl'),
  });
  expect(fail('frobnicate')).toMatchObject({ status: 2 });
}, 60_000);
