import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runLammps } from '#engines/lammps/runLammps.ts';
import { lammpsCases } from '../../helpers/lammps/lammpsCases.ts';
import { hasNativeLammps, runNative } from '../../helpers/lammps/lammpsNative.ts';

// Seconds alone; CI shares two cores with other test files.
const recorded = JSON.parse(
  readFileSync(new URL('../../fixtures/lammps-native.json', import.meta.url), 'utf8'),
) as { readonly engine: string; readonly totalKcalMol: Readonly<Record<string, number>> };
const native = hasNativeLammps();
if (!native)
  console.warn(
    `No "lmp" here (Debian: apt-get install lammps): compared with its record only, ${recorded.engine}.`,
  );

const apart = (a: number, b: number) => Math.abs(a / b - 1);

describe('the same two files in an ordinary LAMMPS', () => {
  const cases = lammpsCases();

  test('every case is recorded (else: scripts/record-lammps.ts)', () => {
    expect(Object.keys(recorded.totalKcalMol)).toEqual(Object.keys(cases));
  });

  test.each(Object.keys(cases))('%s: the same energy to 1e-6', async (name) => {
    const input = cases[name]!;
    const here = (await runLammps(input, {})).last.totalKcalMol;
    expect(apart(here, recorded.totalKcalMol[name]!)).toBeLessThan(1e-6);
    if (!native) return;
    const there = runNative(input).last?.totalKcalMol;
    expect(there).toBeDefined();
    expect(apart(here, there!)).toBeLessThan(1e-6);
  });
});
