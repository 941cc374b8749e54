import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as terminations } from '#cli/commands/universal/terminations.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-terminations-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = join(folder, 'nequix-own.nqx');
writeFileSync(model, randomModel(5));
const answer = async (...args: string[]) =>
  (await terminations.run(readArguments([...args, '--model', model], terminations.options))) as {
    value: Answer;
    text: string;
  };

interface Answer {
  readonly chemicalPotential: {
    readonly of: string;
    readonly high: { readonly by: string[] };
  } | null;
  readonly terminations: readonly {
    readonly label: string;
    readonly energyEvAng2: number;
    readonly energyJm2: number;
    readonly slopeJm2PerEv: number;
    readonly faces: string;
  }[];
}

test('a plane of a document and of a crystal: units, order, bounds by the other crystals', async () => {
  const { value, text } = await answer(
    ...['--crystal', 'preset:MgO', '--hkl', '1,1,1', '--thickness', '2', '--steps', '1'],
    ...['--phases', 'preset:Al,preset:Fe'],
  );
  const [first, second] = value.terminations;
  // 1 eV = 1.602176634e-19 J, 1 Å² = 1e-20 m².
  expect(first!.energyJm2).toBeCloseTo(first!.energyEvAng2 * 16.02176634, 9);
  expect(first!.energyEvAng2).toBeLessThanOrEqual(second!.energyEvAng2);
  expect(first!.slopeJm2PerEv).toBeCloseTo(-second!.slopeJm2PerEv, 9);
  // Neither holds Mg or O.
  expect(value.chemicalPotential).toMatchObject({ zero: 'crossing', high: null, low: null });
  expect(text).toMatch(/J\/m², .* eV\/Å², [+−]\d+\.\d{3} J\/m² each eV/);
}, 60_000);

test('what is not there is a mistake of the line', async () => {
  for (const wrong of [
    ['preset:fe-mgo', '--slab', '3'],
    ['preset:fe-mgo', '--hkl', '1,0,0'],
    ['preset:fe-mgo', '--thickness', '0'],
    ['preset:fe-mgo', '--steps', '0'],
  ])
    await expect(answer(...wrong)).rejects.toThrow(UsageError);
});
