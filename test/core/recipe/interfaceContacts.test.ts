import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { interfaceContacts, leadingPairs } from '#core/recipe/interfaceContacts.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { describeWarning } from '#core/recipe/report/warnings.ts';
import { library } from '../../helpers/library.ts';

const contactsOf = (recipe: Recipe) => interfaceContacts(build(recipe, library))[0]!;
const textbook = (id: string) => contactsOf(presetOf(id).recipe);
const slab = (
  material: string,
  a: number,
  hkl: readonly number[],
  termination: number,
): SlabSpec => ({
  material,
  cell: { a },
  hkl,
  planes: 8,
  termination,
  remove: [],
  inPlane: 'primitive',
  matrix: [
    [1, 0],
    [0, 1],
  ],
});
const stack = (lower: SlabSpec, upper: SlabSpec, separationAng: number): Recipe => ({
  epistack: 1,
  title: 'two slabs',
  preset: null,
  strained: { who: 'film' },
  steps: [
    { kind: 'substrate', slab: lower },
    { kind: 'film', slab: upper, registryShift: [0, 0], separationAng },
    { kind: 'vacuum', vacuumAng: 20 },
  ],
});

test('the default stack begins with the paper’s two contacts, then its like charges', () => {
  const pairs = contactsOf(DEFAULT_PRESET.recipe);
  expect(pairs.map((p) => [p.pair, p.relation])).toEqual([
    ['Cs-S', 'opposite'],
    ['Br-Cd', 'opposite'],
    ['Cs-Cd', 'like'],
    ['Br-S', 'like'],
  ]);
  expect(pairs[0]!.nearestMeanAng).toBeCloseTo(3.733, 3);
  expect(pairs[1]!.nearestMeanAng).toBeCloseTo(3.053, 3);
  expect(leadingPairs(pairs)).toEqual(pairs.slice(0, 2));
});

test.each([
  ['ge-si', 'Si-Ge'],
  ['fe-mgo', 'O-Fe'],
  ['srtio3-si', 'Si-O'],
  ['graphene-hbn', 'B-C'],
  ['gaas-si', 'Si-As'],
])('a neutral side has contacts that lead, and no like charges (%s)', (id, first) => {
  const pairs = textbook(id);
  expect(pairs.map((p) => p.relation)).toEqual(pairs.map(() => 'neutral'));
  expect(pairs[0]!.pair).toBe(first);
  expect(leadingPairs(pairs)[0]!.pair).toBe(first);
  const report = reportOf(build(presetOf(id).recipe, library));
  expect(report.warnings.map((w) => w.code)).not.toContain('like-charges');
});

test('species of deeper planes are listed where they are in reach, after the outermost', () => {
  // GaAs (111) ends on Ga or As; the other half of the bilayer lies 0.82 Å deeper.
  const pairs = contactsOf(
    stack(slab('Si', 5.431, [1, 1, 1], 0), slab('GaAs', 5.6533, [1, 1, 1], 0), 2.4),
  );
  expect(pairs.map((p) => [p.pair, p.isOutermost])).toEqual([
    ['Si-Ga', true],
    ['Si-As', false],
  ]);
  // Strained to silicon in the plane only: the height of the bilayer is kept.
  expect(pairs[0]!.minAng).toBeCloseTo(2.4, 6);
  expect(pairs[1]!.minAng).toBeGreaterThan(2.4);
  for (const p of pairs) expect(p.minAng).toBeLessThanOrEqual(p.cutoffAng);
  // Fifteen Å apart nothing is in reach but the outermost pair, which always is.
  const apart = contactsOf(
    stack(slab('Si', 5.431, [1, 1, 1], 0), slab('GaAs', 5.6533, [1, 1, 1], 0), 15),
  );
  expect(apart.map((p) => p.pair)).toEqual(['Si-Ga']);
});

test('cations that meet cations are like charges, with nothing else in the outermost planes too', () => {
  const recipe = stack(slab('GaAs', 5.6533, [1, 1, 1], 0), slab('InAs', 6.0583, [1, 1, 1], 0), 2.6);
  const terminations = [0, 1].flatMap((t) => [0, 1].map((u) => [t, u] as const));
  const found = terminations.map(([t, u]) => {
    const [lower, upper] = recipe.steps as unknown as [{ slab: SlabSpec }, { slab: SlabSpec }];
    const report = reportOf(
      build(
        stack({ ...lower.slab, termination: t }, { ...upper.slab, termination: u }, 2.6),
        library,
      ),
    );
    const warned = report.warnings.find((w) => w.code === 'like-charges');
    const [closest] = report.contacts.toSorted((p, q) => p.min - q.min);
    return [closest!.relation, warned !== undefined];
  });
  for (const [relation, warned] of found) expect(warned).toBe(relation === 'like');
  expect(new Set(found.map(([relation]) => relation))).toEqual(new Set(['like', 'opposite']));
});

test('a formal charge is told apart from a charged cell', () => {
  const { recipe } = DEFAULT_PRESET;
  const film = recipe.steps[1]!;
  if (film.kind !== 'film') throw new Error('no film');
  const missing = {
    ...recipe,
    steps: recipe.steps.map((s) =>
      s === film
        ? { ...film, slab: { ...film.slab, remove: [{ face: 'bottom', species: 'Cd' }] } }
        : s,
    ),
  } as Recipe;
  const text = reportOf(build(missing, library))
    .warnings.map(describeWarning)
    .find((t) => t.includes('formal charges'))!;
  expect(text).toMatch(/add up to −16 e/);
  expect(text).toMatch(
    /DFT code counts electrons and keeps the cell neutral: 16 electrons are missing/,
  );
  expect(text).toMatch(/Only point charges make the cell itself charged/);
});
