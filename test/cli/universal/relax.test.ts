import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as build } from '#cli/commands/build.ts';
import { command as nanocrystal } from '#cli/commands/nanocrystal.ts';
import { command as energy } from '#cli/commands/universal/energy.ts';
import { command as relax } from '#cli/commands/universal/relax.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-relax-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = join(folder, 'random.nqx');
writeFileSync(model, randomModel(5));
const recipe = join(folder, 'relaxed.json');

interface Value {
  readonly atoms: number;
  readonly separations: unknown;
  readonly notes: readonly string[];
  readonly relaxation: {
    readonly steps: number;
    readonly converged: boolean;
    readonly maxForce: number;
    readonly energyBefore: number;
    readonly energy: number;
    readonly engine: string;
  };
}
const answer = async (...args: string[]) =>
  relax.run(readArguments(['preset:ws2-mos2', '--model', model, ...args], relax.options));

test('a relaxed stack goes down in energy, and its document holds the positions', async () => {
  const { value, text } = await answer('--steps', '12', '--recipe', recipe);
  const { relaxation, atoms } = value as Value;
  expect(atoms).toBe(6);
  expect(relaxation.energy).toBeLessThan(relaxation.energyBefore);
  expect(relaxation.steps).toBeLessThanOrEqual(12);
  expect(relaxation.engine).toContain('machine-learned');
  expect(text).toContain(relaxation.converged ? 'converged' : 'not converged in 12 steps');
  expect(JSON.parse(readFileSync(recipe, 'utf8')).relaxed.milliAng).toHaveLength(18);
  const again = await build.run(readArguments([recipe], build.options));
  expect((again.value as Value).separations).toEqual((value as Value).separations);
  expect((again.value as Value).notes.join()).toContain('machine-learned PBE');
});

test('what is written meets the force that it was relaxed to', async () => {
  const forceEvAng = 1e-5;
  const out = join(folder, 'written.vasp');
  const { value } = await answer('--force', `${forceEvAng}`, '--out', out);
  expect((value as Value).relaxation.converged).toBe(true);
  const read = await energy.run(readArguments([out, '--model', model], energy.options));
  const { forces } = read.value as { forces: readonly (readonly number[])[] };
  expect(Math.max(...forces.map((force) => Math.hypot(...force)))).toBeLessThan(1.1 * forceEvAng);
});

test('held planes stay; wrong numbers are mistakes of the line', async () => {
  const held = join(folder, 'held.json');
  await answer('--steps', '25', '--force', '1e-6', '--freeze', '2,0', '--recipe', held);
  const moved: number[] = JSON.parse(readFileSync(held, 'utf8')).relaxed.milliAng;
  const still = [0, 1, 2, 3, 4, 5].filter((i) =>
    moved.slice(3 * i, 3 * i + 3).every((d) => d === 0),
  );
  expect(still).toHaveLength(2);
  for (const wrong of [
    ['--force', '0'],
    ['--steps', '-1'],
    ['--freeze', 'all'],
  ])
    await expect(answer(...wrong)).rejects.toThrow(UsageError);
  await expect(answer('--freeze', '3,0')).rejects.toThrow(/--freeze.*0 to 2/);
});

const sphere = join(folder, 'sphere.json');
writeFileSync(
  sphere,
  JSON.stringify({
    epistackNanocrystal: 1,
    core: { material: 'CdS', sphereNm: 0.85 },
  }),
);

test('a nanocrystal is relaxed alone; its recipe holds the positions, and its file the forces that were reached', async () => {
  const [out, relaxed] = [join(folder, 'sphere.xyz'), join(folder, 'sphere-relaxed.json')];
  const { value } = await relax.run(
    readArguments(
      [
        sphere,
        ...['--model', model, '--force', '2e-3', '--steps', '10'],
        ...['--out', out, '--recipe', relaxed],
      ],
      relax.options,
    ),
  );
  const { atoms, relaxation } = value as Value;
  expect(atoms).toBe(17);
  expect(relaxation.energy).toBeLessThan(relaxation.energyBefore);
  const point = await energy.run(readArguments([out, '--model', model], energy.options));
  const { energy: again, forces } = point.value as { energy: number; forces: number[][] };
  expect(again).toBeCloseTo(relaxation.energy, 5);
  expect(Math.max(...forces.map((f) => Math.hypot(...f)))).toBeCloseTo(relaxation.maxForce, 5);
  const report = await nanocrystal.run(readArguments([relaxed], nanocrystal.options));
  expect((report.value as { warnings: string[] }).warnings.join()).toContain(
    'positions are relaxed',
  );
  for (const wrong of [
    ['--freeze', '1,0'],
    ['--move', 'd0'],
  ])
    await expect(
      relax.run(readArguments([sphere, '--model', model, ...wrong], relax.options)),
    ).rejects.toThrow(UsageError);
});
