import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { addFilm } from '#core/recipe/edits/film.ts';
import { fitFilm, repeatStack } from '#core/recipe/edits/fit.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { changeMaterial } from '#core/recipe/edits/slab.ts';
import { DEFAULT_PRESET, FIRST_FILM } from '#core/recipe/presets/presets.ts';
import { filmsOf, relativeShift } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { library } from '../../../helpers/library.ts';

const { recipe } = DEFAULT_PRESET;
/** Three slabs, the uppermost of another crystal and shifted. */
const three = poseFilm(
  2,
  { shift: [0.25, 0.125] },
  true,
)(changeMaterial(2, 'MgO', library)(addFilm(FIRST_FILM, library)(recipe)));

test('a stack on a supercell of its cell is the same stack repeated', () => {
  const rows = [
    [1, 1],
    [-1, 2],
  ] as const;
  const [before, after] = [build(three, library), build(repeatStack(rows)(three), library)];
  expect(after.structure.numbers.length).toBe(3 * before.structure.numbers.length);
  const [report, repeated] = [reportOf(before), reportOf(after)];
  expect(repeated.area).toBeCloseTo(3 * report.area, 6);
  // As near as before: no slab was shifted against another.
  expect(repeated.closest!.distance).toBeCloseTo(report.closest!.distance, 6);
  for (const [i, { pair, nearestMean, count }] of report.contacts.entries()) {
    expect(repeated.contacts[i]).toMatchObject({ pair, count: 3 * count });
    // Shifts are written to a millionth of the cell.
    expect(repeated.contacts[i]!.nearestMean).toBeCloseTo(nearestMean, 4);
  }
});

test('a film farther up is fitted to multiples of the cell below it, which the others then repeat', () => {
  const filmMatrix = [
    [3, 0],
    [0, 5],
  ] as const;
  const substrateMatrix = [
    [2, 0],
    [0, 1],
  ] as const;
  const fitted = fitFilm(2, { filmMatrix, substrateMatrix }, library)(three);
  const [before, after] = [build(three, library), build(fitted, library)];
  expect(after.slabs[2]!.matrix).toEqual(filmMatrix);
  for (const i of [0, 1]) {
    const [[a, b], [c, d]] = before.slabs[i]!.matrix;
    expect(after.slabs[i]!.matrix).toEqual([
      [2 * a, 2 * b],
      [c, d],
    ]);
  }
  expect(relativeShift(fitted, { lower: 1, upper: 2 })).toEqual([0, 0]);
  expect(filmsOf(fitted)[1]!.separationAng).toBe(filmsOf(three)[1]!.separationAng);
});

test('the same cell by other rows leaves the slabs below as they are written', () => {
  const turned = [
    [0, 1],
    [-1, 0],
  ] as const;
  const rows = [
    [2, 1],
    [0, 3],
  ] as const;
  const fitted = fitFilm(2, { filmMatrix: rows, substrateMatrix: turned }, library)(three);
  expect(fitted.steps.slice(0, 2)).toEqual(three.steps.slice(0, 2));
  // Row i of the film lies on row i of the substrate: the first row of the cell is minus the second of the pair.
  expect(filmsOf(fitted)[1]!.slab.matrix).toEqual([
    [0, -3],
    [2, 1],
  ]);
});
