import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as adhesion } from '#cli/commands/universal/adhesion.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-adhesion-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = join(folder, 'nequix-own.nqx');
writeFileSync(model, randomModel(5));
const answer = (...args: string[]) =>
  adhesion.run(readArguments(['preset:ws2-mos2', '--model', model, ...args], adhesion.options));

test('the curve in both units, the work rigid and relaxed, and the engine', async () => {
  const { value, text } = await answer(
    '--range',
    '2.6,3.4',
    '--relax',
    '--steps',
    '4',
    '--force',
    '1e-6',
  );
  const { curve, workOfAdhesion, interfaceEnergy, areaAng2, engine } = value as {
    areaAng2: number;
    curve: { d0: number; energyEvAng2: number; energyJm2: number }[];
    workOfAdhesion: Record<string, number | boolean>;
    interfaceEnergy: { evAng2: number; jm2: number };
    engine: string;
  };
  expect(curve.map(({ d0 }) => d0)).toEqual([2.6, 2.7, 2.8, 2.9, 3, 3.1, 3.2, 3.3, 3.4]);
  // 1 eV = 1.602176634e-19 J, 1 Å² = 1e-20 m².
  for (const { energyEvAng2, energyJm2 } of curve)
    expect(energyJm2).toBeCloseTo((energyEvAng2 * 1.602176634e-19) / 1e-20, 9);
  expect(areaAng2).toBeGreaterThan(8);
  expect(workOfAdhesion).toMatchObject({
    rigidEvAng2: expect.any(Number),
    relaxedEvAng2: expect.any(Number),
    converged: false,
  });
  // WS2 and MoS2 are of whole formulas.
  expect(interfaceEnergy.jm2).toBeCloseTo(16.02176634 * interfaceEnergy.evAng2, 9);
  expect(text).toMatch(/interface energy +−?\d/);
  expect(engine).toMatch(/^machine-learned PBE \(Nequix own\), no dispersion/);
  expect(text).toMatch(/work of adhesion, relaxed .* J\/m², .* meV\/Å² \(not converged\)/);
});

test('of a stack that is not held together it is said', async () => {
  // Farther than the potential reaches.
  const { value, text } = await answer('--range', '7,7.2', '--relax', '--steps', '1');
  const { notes = [] } = value as { notes?: readonly string[] };
  const said = notes.find((note) => /came apart/.test(note));
  expect(said).toMatch(/^The relaxed work of adhesion is not above 0\.01 J\/m²/);
  expect(text).toContain(`note: ${said}`);
});

test('interfaces that are not there, and ranges that are none, are mistakes of the line', async () => {
  for (const wrong of [
    ['--interface', '2'],
    ['--interface', '0'],
    ['--range', '3'],
    ['--range', '4,3'],
    ['--force', '0'],
    ['--steps', '0'],
  ])
    await expect(answer(...wrong)).rejects.toThrow(UsageError);
});
