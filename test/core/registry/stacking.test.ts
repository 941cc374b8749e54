import { expect, test } from 'vitest';
import { build, interfacesOf } from '#core/recipe/build.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { FilmStep, Recipe } from '#core/recipe/recipe.ts';
import { relativeShift } from '#core/recipe/recipe.ts';
import { facingOf, measurePairs } from '#core/registry/facing.ts';
import { stackingAt, stackings } from '#core/registry/stacking.ts';
import { library } from '../../helpers/library.ts';

const recipeOf = (id: string): Recipe => presetOf(id).recipe;
const namesOf = (recipe: Recipe) => {
  const built = build(recipe, library);
  const at = interfacesOf(built)[0]!;
  const places = stackings(built, at);
  return {
    places: places.map(({ name, over }) => `${name}: ${over}`),
    here: stackingAt(places, built, at, relativeShift(recipe, at))?.name ?? null,
    built,
    at,
    shifts: places.map((p) => p.shift),
  };
};
/** The recipe with its film's crystal in the substrate's place too. */
const onItself = (recipe: Recipe): Recipe => {
  const film = recipe.steps[1] as FilmStep;
  return {
    ...recipe,
    steps: [{ kind: 'substrate', slab: film.slab }, film, recipe.steps.at(-1)!],
  };
};

test('graphene on graphene: AA is atom on atom, AB and BA are the two staggered places', () => {
  const { places, built, at, shifts } = namesOf(onItself(recipeOf('graphene-hbn')));
  expect(places).toEqual(['AA: C over C', 'AB: C over C', 'BA: C over C']);
  // Mean over both atoms of the distance to the nearest: d₀, or half of them a bond length aside.
  const bondAng = 2.46 / Math.sqrt(3);
  const means = shifts.map(
    (shift) =>
      measurePairs(facingOf(built, at), { shift, separationAng: 3.354 })[0]!.nearestMeanAng,
  );
  const staggered = (3.354 + Math.hypot(3.354, bondAng)) / 2;
  expect(means.map((m) => Number(m.toFixed(2)))).toEqual([
    3.35,
    Number(staggered.toFixed(2)),
    Number(staggered.toFixed(2)),
  ]);
});

test('graphene on h-BN: named by the atom that carbon stands over; the preset is the favoured C over B', () => {
  const { places, here } = namesOf(recipeOf('graphene-hbn'));
  expect(places[0]).toMatch(/^AA: C over [BN], C over [BN]$/);
  expect(places.slice(1)).toEqual(['AB: C over B', 'BA: C over N']);
  expect(here).toBe('AB');
});

test('antiparallel layers, as in bulk 2H: AA′ is metal over sulphur; turned by 60° they are AA, AB, BA', () => {
  const antiparallel = namesOf(recipeOf('ws2-mos2'));
  expect(antiparallel.here).toBe('AA′');
  expect(antiparallel.places.toSorted()).toEqual([
    'AA′: W over S, S over Mo',
    'AB′: W over Mo',
    'A′B: S over S',
  ]);
  const [substrate, film, vacuum] = recipeOf('ws2-mos2').steps as [
    Recipe['steps'][0],
    FilmStep,
    Recipe['steps'][0],
  ];
  const turned = namesOf({
    ...recipeOf('ws2-mos2'),
    steps: [
      substrate!,
      {
        ...film,
        slab: {
          ...film.slab,
          // The film turned by 60° about its normal.
          matrix: [
            [1, 1],
            [-1, 0],
          ],
        },
      },
      vacuum!,
    ],
  });
  expect(turned.places).toEqual(['AA: W over Mo, S over S', 'AB: W over S', 'BA: S over Mo']);
});

test('a shift between the places has no name, nor have other crystals or a moiré', () => {
  const recipe = recipeOf('graphene-hbn');
  const { here, places } = namesOf(poseFilm(1, { shift: [0.2, 0.05] }, false)(recipe));
  expect([here, places.length]).toEqual([null, 3]);
  expect(namesOf(recipeOf('ge-si')).places).toEqual([]);
  const [substrate, film, vacuum] = recipe.steps as [
    { kind: 'substrate'; slab: FilmStep['slab'] },
    FilmStep,
    Recipe['steps'][0],
  ];
  const moire = namesOf({
    ...recipe,
    steps: [
      {
        ...substrate,
        slab: {
          ...substrate.slab,
          matrix: [
            [3, 1],
            [-1, 2],
          ],
        },
      },
      {
        ...film,
        slab: {
          ...film.slab,
          matrix: [
            [3, 2],
            [-2, 1],
          ],
        },
      },
      vacuum!,
    ],
  });
  expect(moire.places).toEqual([]);
});
