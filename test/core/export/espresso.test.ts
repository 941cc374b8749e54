import { expect, test } from 'vitest';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { cp2kOf, pwOf } from '#core/export/writeFile.ts';
import { PRESETS, presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { recipeA, sourceOf } from '../../helpers/export.ts';

const settings = { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT };

/** A number of a namelist, null where it does not stand. */
const numberOf = (text: string, name: string): number | null => {
  const found = new RegExp(`^ *${name} = ([-\\d.]+)`, 'm').exec(text);
  return found === null ? null : Number(found[1]);
};

/** The same stack with so much vacuum. */
const withVacuum = (recipe: Recipe, vacuumAng: number): Recipe => ({
  ...recipe,
  steps: recipe.steps.map((s) => (s.kind === 'vacuum' ? { ...s, vacuumAng } : s)),
});

/**
 * pw.x: the sawtooth grows over the cell and drops between emaxpos and emaxpos + eopreg (fractions of c,
 * INPUT_PW). Where it drops there must be no electrons.
 */
function expectDropInVacuum(recipe: Recipe): void {
  const source = sourceOf(recipe);
  const { structure } = source.built;
  const text = pwOf(source, 'relax', { ...settings, dipole: 'on' });
  const [begin, width] = [numberOf(text, 'emaxpos')!, numberOf(text, 'eopreg')!];
  expect(numberOf(text, 'edir')).toBe(3);
  const c = structure.lattice[8]!;
  expect(width).toBeGreaterThan(0);
  // As far from the atoms below as from those above, and half of the vacuum at most.
  const fractions = Array.from(structure.numbers, (_, i) => structure.xyz[3 * i + 2]! / c);
  const past = fractions.map((z) => z - begin - Math.floor(z - begin));
  const up = Math.min(...past) - width;
  const down = 1 - Math.max(...past);
  expect(up * c, recipe.title).toBeGreaterThan(source.report.vacuum / 5);
  expect(down * c, recipe.title).toBeCloseTo(up * c, 1);
}

test('the sawtooth of pw.x turns back in the middle of the vacuum, never in the slab', () => {
  const slabs = PRESETS.filter((p) => p.recipe.steps.some((s) => s.kind === 'vacuum'));
  expect(slabs.length).toBeGreaterThan(3);
  for (const { recipe } of slabs.slice(0, 6)) expectDropInVacuum(recipe);
  for (const vacuumAng of [6, 12, 40]) expectDropInVacuum(withVacuum(recipeA, vacuumAng));
});

test('without a correction there is no sawtooth', () => {
  const text = pwOf(sourceOf(presetOf('ge-si').recipe), 'scf', { ...settings, dipole: 'off' });
  for (const name of ['emaxpos', 'eopreg', 'edir', 'tefield']) expect(text).not.toContain(name);
});

test.each(['pw.x', 'CP2K'] as const)(
  'a relaxation with %s has the mesh of relaxations, one point the mesh of electrons',
  (code) => {
    const options = {
      ...settings,
      relaxMesh: { kind: 'mesh', mesh: [2, 3, 1] },
      electronicMesh: { kind: 'mesh', mesh: [5, 7, 1] },
    } as const;
    const source = sourceOf();
    const relax =
      code === 'pw.x' ? pwOf(source, 'relax', options) : cp2kOf(source, 'relax', options);
    const single =
      code === 'pw.x' ? pwOf(source, 'scf', options) : cp2kOf(source, 'energy', options);
    const form = code === 'pw.x' ? /K_POINTS automatic\n(\d+ \d+ \d+)/ : /MACDONALD (\d+ \d+ \d+)/;
    expect(form.exec(relax)![1]).toBe('2 3 1');
    expect(form.exec(single)![1]).toBe('5 7 1');
  },
);
