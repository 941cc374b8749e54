import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { filesOf, sourceOf } from '../../../helpers/export.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/cp2k/${name}`, import.meta.url), 'utf8');

interface Run {
  readonly atoms: number;
  readonly steps: number;
  readonly change: readonly number[];
  readonly energyHa: readonly number[];
  readonly alpha: number;
  readonly beta: number;
  readonly history: number;
}

const EPS_SCF = 1e-6;
const EV_PER_HA = 27.2114;
const runs = JSON.parse(read('scf.json')) as Readonly<Record<string, Run>>;
const source = sourceOf(parseRecipe(JSON.parse(read('interface.recipe.json'))));
const files = filesOf(source, 'cp2k', {
  ...DEFAULT_EXPORT,
  vasp: { ...DEFAULT_EXPORT.vasp, relaxMesh: { kind: 'mesh', mesh: [2, 3, 1] } },
});

/** Lines of FORCE_EVAL that CP2K acts on. */
const actingLines = (input: string): string[] =>
  input
    .slice(input.indexOf('&FORCE_EVAL'), input.indexOf('&END FORCE_EVAL'))
    .split('\n')
    .map((line) => line.replace(/!.*/, '').trim())
    .filter((line) => line !== '');

const mixing = (input: string): number[] =>
  ['ALPHA', 'BETA', 'NBROYDEN'].map((name) =>
    Number(new RegExp(`^ *${name} (\\S+)`, 'm').exec(input)![1]),
  );

test('relax.inp of the interface is the input that converged in CP2K', () => {
  const ran = actingLines(read('interface.inp'));
  const written = actingLines(files.get('relax.inp')!);
  // It was one energy, from the atoms. The run was stopped earlier had it not converged; what is off by default it says aloud.
  expect(ran.filter((line) => !written.includes(line))).toEqual([
    'SCF_GUESS ATOMIC',
    'MAX_SCF 100',
    'SURFACE_DIPOLE_CORRECTION .FALSE.',
    'SURF_DIP_DIR Z',
  ]);
  expect(written.filter((line) => !ran.includes(line))).toEqual([
    'SYMMETRY .FALSE.',
    'SCF_GUESS RESTART',
    'MAX_SCF 200',
  ]);
  const { atoms, change, energyHa } = runs['interface']!;
  expect(atoms).toBe(source.built.structure.numbers.length);
  expect(change.at(-1)).toBeLessThan(EPS_SCF);
  expect(energyHa).toHaveLength(change.length);
});

test.each(['smallSlabCorrected', 'interfaceCorrectedAsWritten'])(
  'energy.inp mixes as a run with the dipole correction that converged: %s',
  (name) => {
    const { alpha, beta, history, change, steps, atoms } = runs[name]!;
    expect(mixing(files.get('energy.inp')!)).toEqual([alpha, beta, history]);
    expect(change).toHaveLength(steps);
    expect(change.at(-1)).toBeLessThan(EPS_SCF);
    expect(files.get('README.txt')!.replaceAll(/\s+/g, ' ')).toContain(
      `in ${steps} steps on ${atoms} atoms`,
    );
  },
);

test('the interface with its correction mixed otherwise did not converge', () => {
  expect(Math.min(...runs['interfaceCorrected']!.change)).toBeGreaterThan(1000 * EPS_SCF);
});

test.each([
  ['smallSlabCorrected', 'smallSlab', 76.6],
  ['interfaceCorrectedAsWritten', 'interface', 108.5],
] as const)('the correction changes the energy by what the documents say: %s', (on, off, meV) => {
  const last = (name: string): number => runs[name]!.energyHa.at(-1)!;
  expect(1000 * EV_PER_HA * (last(on) - last(off))).toBeCloseTo(meV, 1);
});
