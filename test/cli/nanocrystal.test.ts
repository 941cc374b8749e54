import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { command as inspect } from '#cli/commands/inspect.ts';
import { command as nanocrystal } from '#cli/commands/nanocrystal.ts';
import { openAtoms } from '#cli/input.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-nanocrystal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const answer = (...args: string[]) => nanocrystal.run(readArguments(args, nanocrystal.options));

interface Value {
  readonly atoms: number;
  readonly composition: Record<string, number>;
  readonly facets: { hkl: number[]; area: number; atoms: number; charge: number }[];
  readonly charge: number;
  readonly sizeNm: number;
  readonly link: string;
}

test('the answer of the contract, and files that hold the same atoms', () => {
  const recipe = join(folder, 'particle.json');
  const { value, text } = answer('preset:cspbbr3-cds-5.5nm', '--recipe', recipe);
  const { atoms, composition, facets, charge, sizeNm, link } = value as Value;
  expect(Object.values(composition).reduce((sum, n) => sum + n, 0)).toBe(atoms);
  expect(charge).toBe(0);
  expect(sizeNm).toBeCloseTo(5.3082, 6);
  expect(facets.map((f) => f.hkl)).toContainEqual([1, 1, 0]);
  expect(text).toContain('under the second crystal');
  for (const again of [recipe, link]) expect((answer(again).value as Value).atoms).toBe(atoms);
  for (const name of ['p.xyz', 'p.cif', 'POSCAR']) {
    const out = join(folder, name);
    answer(recipe, '--out', out);
    expect(openAtoms(out).at(0).structure.numbers.length, name).toBe(atoms);
  }
  const data = join(folder, 'p.data');
  answer(recipe, '--out', data);
  const text1 = readFileSync(data, 'utf8');
  expect(text1).toMatch(new RegExp(`^${atoms} atoms$`, 'm'));
  // Its charges are those of its ions, and add up to none.
  const rows = text1
    .split('Atoms # charge\n\n')[1]!
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  expect(new Set(rows.map((r) => r[2]))).toEqual(new Set([1, 2, -1, -2]));
  expect(rows.reduce((sum, r) => sum + r[2]!, 0)).toBe(0);
  expect(readFileSync(join(folder, 'p.xyz'), 'utf8')).toContain('pbc="F F F"');
});

test('the orientation of an interface is taken over', () => {
  const particle = JSON.parse(readFileSync(writtenPreset('cspbbr3-cds-5.5nm'), 'utf8')) as {
    cap: { plane: number[] };
  };
  expect(particle.cap.plane).toEqual([2, -1, -1]);
  const out = join(folder, 'turned.json');
  answer('preset:cspbbr3-cds-5.5nm', '--interface', 'preset:cspbbr3-cds', '--recipe', out);
  const turned = JSON.parse(readFileSync(out, 'utf8')) as { cap: { plane: number[] } };
  expect(turned.cap.plane).toEqual([1, 1, 0]);
});

test('an interface becomes a nanocrystal, and a nanocrystal the periodic model of its face', () => {
  const [particle, model] = [join(folder, 'of.json'), join(folder, 'model.json')];
  const of = answer('--of-interface', 'preset:ge-si', '--recipe', particle, '--periodic', model);
  expect(of.text).toContain('choices, to be changed');
  expect((of.value as { notes: string[] }).notes.at(-1)).toMatch(/^periodic model: /);
  expect((answer(particle).value as Value).atoms).toBe((of.value as Value).atoms);
  expect(JSON.parse(readFileSync(model, 'utf8'))).toMatchObject({
    title: 'Ge (001) on Si (001)',
    steps: [{ kind: 'substrate' }, { kind: 'film' }, { kind: 'vacuum' }],
  });
  expect(() => answer('preset:cds-zns-core-shell', '--of-interface', 'preset:ge-si')).toThrow();
});

test('a particle in its box is told to be one thing: a cluster', async () => {
  const out = join(folder, 'shell.xyz');
  answer('preset:cds-zns-core-shell', '--out', out);
  const { value } = await inspect.run(readArguments([out], inspect.options));
  expect((value as { warnings: string[] }).warnings).toEqual([
    expect.stringMatching(/^by its file nothing repeats: a molecule or a cluster/),
  ]);
});

function writtenPreset(id: string): string {
  const path = join(folder, `${id}.json`);
  answer(`preset:${id}`, '--recipe', path);
  return path;
}

test('what cannot be read or built is one line that says why', () => {
  expect(() => answer('preset:none')).toThrow(/cspbbr3-cds-16.1nm/);
  const bad = join(folder, 'bad.json');
  writeFileSync(bad, '{"epistackNanocrystal": 1');
  expect(() => answer(bad)).toThrow(/JSON/);
  expect(() => answer('preset:cspbbr3-cube-16.1nm', '--interface', 'preset:ge-si')).toThrow(
    /second crystal/,
  );
});
