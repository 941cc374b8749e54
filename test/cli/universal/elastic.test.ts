import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as elastic } from '#cli/commands/universal/elastic.ts';
import { command as lattice } from '#cli/commands/universal/lattice.ts';
import { packagedLibrary } from '#cli/library.ts';
import { unitCellStructure } from '#core/crystal/crystal.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import { crystalOf, materialOf } from '#core/recipe/crystals/library.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-elastic-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = join(folder, 'nequix-own.nqx');
writeFileSync(model, randomModel(5));
const answer = (...args: string[]) =>
  elastic.run(
    readArguments([...args, '--model', model, '--steps', '1'], elastic.options),
  ) as Promise<{ value: Record<string, unknown>; text: string }>;

test('constants that the symmetry leaves, the whole matrix, and that so few steps settle nothing', async () => {
  const { value, text } = await answer('preset:GaN');
  expect(Object.keys(value['constants'] as object)).toEqual(['c11', 'c12', 'c13', 'c33', 'c44']);
  const stiffness = value['stiffness'] as number[][];
  expect(stiffness.map((r) => r.length)).toEqual([6, 6, 6, 6, 6, 6]);
  for (let i = 0; i < 6; i++)
    for (let j = 0; j < 6; j++) expect(stiffness[i]![j]).toBe(stiffness[j]![i]);
  expect(value).toMatchObject({
    spaceGroup: { number: 186 },
    atoms: 4,
    converged: false,
    engine: expect.stringMatching(/^machine-learned PBE \(Nequix own\), no dispersion/),
  });
  expect(text).toMatch(/not converged/);
}, 60_000);

test('a file in a supercell is computed as its primitive cell, with its symmetry', async () => {
  const library = packagedLibrary();
  const { cell } = materialOf(library, 'MgO').constants[0]!;
  const {
    lattice: l,
    numbers,
    xyz,
  } = unitCellStructure(crystalOf(materialOf(library, 'MgO'), cell));
  const frac = Array.from(numbers, (_, i) => mulRow(row(xyz, i), inverse(l)));
  const twice = [0, 1].flatMap((k) =>
    [12, 8].map((z) =>
      frac.flatMap(([x, y, w], i) => (numbers[i] === z ? [[(x + k) / 2, y, w]] : [])),
    ),
  );
  const of = (z: 0 | 1) => [...twice[z]!, ...twice[z + 2]!].map((f) => f.join(' '));
  const file = join(folder, 'POSCAR');
  writeFileSync(
    file,
    `MgO\n1\n${2 * cell.a} 0 0\n0 ${cell.a} 0\n0 0 ${cell.a}\nMg O\n8 8\nDirect\n${[...of(0), ...of(1)].join('\n')}\n`,
  );
  const { value } = await answer(file);
  expect(value).toMatchObject({ atoms: 2, spaceGroup: { number: 225 }, formula: 'MgO' });
  expect(Object.keys(value['constants'] as object)).toEqual(['c11', 'c12', 'c44']);
}, 60_000);

test('what is no force and no count is a mistake of the line', async () => {
  for (const wrong of [
    ['--force', '0'],
    ['--steps', '0'],
  ])
    await expect(
      elastic.run(
        readArguments(['preset:MgO', '--model', model, ...wrong], elastic.options),
      ) as Promise<unknown>,
    ).rejects.toThrow(UsageError);
});

test('lattice: each crystal once, and a mismatch for each film', async () => {
  const { value } = (await lattice.run(
    readArguments(['preset:graphene-hbn', '--model', model], lattice.options),
  )) as {
    value: {
      crystals: { name: string; cell: { a: number }; relaxed: { a: number } }[];
      mismatch: { document: { a: number }[]; inPotential: { a: number }[] };
    };
  };
  const [lower, upper] = value.crystals;
  const of = (key: 'cell' | 'relaxed') => (upper![key].a - lower![key].a) / lower![key].a;
  expect(value.mismatch.document[0]!.a).toBeCloseTo(of('cell'), 9);
  expect(value.mismatch.inPotential[0]!.a).toBeCloseTo(of('relaxed'), 9);
}, 60_000);
