import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findFit } from '#app/matches/fitting.ts';
import { matchHandlers } from '#app/matches/matchHandlers.ts';
import { matchingStore, setLimits } from '#app/matches/matching.ts';
import type { MatchTasks } from '#app/matches/matchTasks.ts';
import { isUnfit } from '#core/match/strain.ts';
import { build } from '#core/recipe/build.ts';
import { addFilm } from '#core/recipe/edits/film.ts';
import { fitFilm } from '#core/recipe/edits/fit.ts';
import { changeMaterial, changePlane } from '#core/recipe/edits/slab.ts';
import { DEFAULT_PRESET, FIRST_FILM, presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { library } from '../../helpers/library.ts';
import { standInWorkers, threadWorker } from '../../helpers/threadWorker.ts';

const initial = matchingStore.getState();
beforeEach(() => {
  standInWorkers({ 'match.worker': () => threadWorker<MatchTasks>(matchHandlers) });
  matchingStore.setState(initial, true);
});
afterEach(() => vi.unstubAllGlobals());

const mismatchOf = (recipe: Recipe, step: number) =>
  reportOf(build(recipe, library)).mismatches[step - 1]!;

const { recipe } = DEFAULT_PRESET;
const oneMore = addFilm(FIRST_FILM, library)(recipe);

test.each([
  ['another film', changeMaterial(1, 'graphene', library)(recipe), 1],
  ['another substrate', changeMaterial(0, 'MgO', library)(recipe), 1],
  ['another plane', changePlane(1, [2, 1, 1], library)(recipe), 1],
  ['another film on the first', changeMaterial(2, 'MgO', library)(oneMore), 2],
])(
  '%s that does not fit is fitted by the smallest cell within the limits',
  async (_, changed, step) => {
    expect(isUnfit(mismatchOf(changed, step))).toBe(true);
    const best = (await findFit(build(changed, library), step))!;
    expect(best.strain).toBeLessThan(0.05);
    const fitted = fitFilm(step, best.match, library)(changed);
    const mismatch = mismatchOf(fitted, step);
    expect(isUnfit(mismatch)).toBe(false);
    expect(mismatch.a).toBeCloseTo(best.match.mismatch.a, 5);
    // What fitted before still does.
    if (step === 2) expect(mismatchOf(fitted, 1).a).toBeCloseTo(mismatchOf(changed, 1).a, 9);
  },
);

test('nothing within the limits is no match', async () => {
  setLimits({ maxAreaAng2: 5 });
  expect(await findFit(build(presetOf('gan-al2o3').recipe, library), 1)).toBeNull();
});
