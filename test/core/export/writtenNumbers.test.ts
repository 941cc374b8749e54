import { expect, test } from 'vitest';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { normalScan } from '#core/export/references/normalScan.ts';
import { referencesOf } from '#core/export/references/references.ts';
import { tags } from '#core/export/settings/settings.ts';
import { pwOf } from '#core/export/writeFile.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { filesOf, recipeA, sourceOf } from '../../helpers/export.ts';

const plain = (text: string): string => text.replace(/\s+/g, ' ');

test('the scan of plane distances is that of the crystal, whatever normal strain the recipe gives', () => {
  const strained: Recipe = {
    ...recipeA,
    steps: recipeA.steps.map((s) =>
      s.kind === 'film' ? { ...s, slab: { ...s.slab, normalStrain: 0.02 } } : s,
    ),
  };
  const heights = (recipe: Recipe): readonly number[] => {
    const { built, report } = sourceOf(recipe);
    const bulk = referencesOf(built, report, built.structure).all.find(
      (r) => r.id === 'upperBulkStrained',
    )!.structure;
    return normalScan(bulk, built, 1).flatMap((s) => [
      s.structure.lattice[8]!,
      s.structure.xyz[5]!,
    ]);
  };
  const [given, free] = [heights(strained), heights(recipeA)];
  expect(given).toHaveLength(10);
  for (const [k, z] of given.entries()) expect(z).toBeCloseTo(free[k]!, 9);
});

test('the README of the references names the excess of the slab that has one, and of no other', () => {
  // The default substrate has lost 4 Pb of 20 formula units; the film is CdS as it is.
  const readme = plain(filesOf(sourceOf(), 'references').get('README.txt')!);
  const [lower, upper] = sourceOf().built.slabs.map((s) => s.name) as [string, string];
  expect(readme).toContain(`${lower}: the slab holds`);
  expect(readme).not.toContain(`${upper}: the slab holds`);
  expect(readme.match(/beyond whole formula units/g)).toHaveLength(1);
  // R of a slab is its units times the energy of one, and the excess where there is any.
  expect(readme).toMatch(/R_lower = [\d.]+ x E\(strained bulk\) \/ \d+ \+ E\(/);
  expect(readme).toMatch(/R_upper = 56 x E\(strained bulk\) \/ \d+ (?!\+)/);
});

test('the snapshots of a run that is not there yet: how many of how many ps', () => {
  const dynamics = { ...DEFAULT_EXPORT.vasp.dynamics, lastFs: 2500, stepFs: 2 };
  const options = { ...DEFAULT_EXPORT, vasp: { ...DEFAULT_EXPORT.vasp, dynamics } };
  const readme = plain(filesOf(sourceOf(), 'vasp-namd', options).get('README.txt')!);
  expect(readme).toMatch(/XDATCAR\.all 1250: .* the last 2\.5 ps/);
});

test('plane waves of the density reach further than those of ultrasoft or PAW wave functions need', () => {
  // INPUT_PW: 4 × is for norm-conserving potentials; PAW and ultrasoft ones ask for 8 to 12.
  const { wavefunctionRy, densityRy } = DEFAULT_EXPORT;
  expect(densityRy / wavefunctionRy).toBeGreaterThanOrEqual(8);
  expect(densityRy / wavefunctionRy).toBeLessThanOrEqual(12);
});

test.each([
  ['magmom', '3', true],
  ['magmom', '-0.5', true],
  ['magmom', '', false],
  ['magmom', 'up', false],
  ['magmom', 'Infinity', false],
  ['hubbard', '2:4', true],
  ['hubbard', '2:4:0.5', true],
  ['hubbard', '2:', false],
  ['hubbard', '2:x', false],
  ['hubbard', '0:4', false],
  ['hubbard', '2:4:0.5:1', false],
] as const)('%s takes "%s": %s', (option, text, taken) => {
  const setting = tags.find((t) => t.option === option)!;
  expect(setting.read(text) !== undefined).toBe(taken);
});

test.each([2, 4, 6])(
  'with %s Å of vacuum the sawtooth turns back within half of it',
  (vacuumAng) => {
    const source = sourceOf({
      ...recipeA,
      steps: recipeA.steps.map((s) => (s.kind === 'vacuum' ? { ...s, vacuumAng } : s)),
    });
    const text = pwOf(source, 'relax', { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT, dipole: 'on' });
    const width = Number(/eopreg = ([\d.]+)/.exec(text)![1]);
    expect(width * source.built.structure.lattice[8]!).toBeCloseTo(vacuumAng / 2, 2);
  },
);
