import { describe, expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { addFilm, changeFilm, removeFilm, stackCrystal } from '#core/recipe/edits/film.ts';
import { chooseMatch } from '#core/recipe/edits/match.ts';
import { edited } from '#core/recipe/edits/outdated.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { changeMaterial, changePlane, changeSlab, flipStep } from '#core/recipe/edits/slab.ts';
import { clearNormalStrain, shareStrain, strainWho } from '#core/recipe/edits/strain.ts';
import { changeVacuum, setSuperlattice } from '#core/recipe/edits/vacuum.ts';
import { isSameStack } from '#core/recipe/hash.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { DEFAULT_PRESET, FIRST_FILM, presetOf } from '#core/recipe/presets/presets.ts';
import {
  closingOf,
  type FilmStep,
  filmsOf,
  type Recipe,
  relativeShift,
} from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { library } from '../../helpers/library.ts';

const { recipe } = DEFAULT_PRESET;
const alone: Recipe = { ...recipe, steps: [recipe.steps[0]!, recipe.steps.at(-1)!] };

describe('slabs', () => {
  test('a plane named by four indices stays the same words on another crystal, and cuts it', () => {
    const hklOf = (r: Recipe) => filmsOf(r)[0]!.slab.hkl;
    const wurtzite = changePlane(
      1,
      [1, 0, -1, 0],
      library,
    )(changeMaterial(1, 'CdS-wurtzite', library)(recipe));
    expect(hklOf(changeMaterial(1, 'GaN', library)(wurtzite))).toEqual([1, 0, -1, 0]);
    const cubic = changeMaterial(1, 'Si', library)(wurtzite);
    expect(hklOf(cubic)).toEqual([1, 0, 0]);
    expect(() => build(cubic, library)).not.toThrow();
    expect(() => build(changePlane(1, [1, 0, -1, 4], library)(cubic), library)).toThrow(
      /four indices are for hexagonal axes/,
    );
  });

  test('another plane starts the cut anew and renames the stack', () => {
    const next = changePlane(0, [1, 0, -10], library)(recipe);
    expect(next.title).toBe('CdS (110) on CsPbBr₃ (1 0 −10)');
    expect(next.steps[0]).toMatchObject({ slab: { termination: 0, remove: [] } });
  });

  test('another crystal has none of the shifts that were found for the one before; slabs farther up keep theirs', () => {
    const three = poseFilm(
      3,
      { shift: [0.1, 0.2] },
      true,
    )(
      poseFilm(
        2,
        { shift: [0.3, 0.4] },
        true,
      )(addFilm(FIRST_FILM, library)(addFilm(FIRST_FILM, library)(recipe))),
    );
    const shifts = (r: Recipe) =>
      [1, 2, 3].map((upper) =>
        relativeShift(r, { lower: upper - 1, upper }).map((x) => +x.toFixed(6)),
      );
    const own = shifts(three)[0]!;
    expect(own).not.toEqual([0, 0]);
    expect(shifts(changeMaterial(2, 'ZnS', library)(three))).toEqual([own, [0, 0], [0, 0]]);
    expect(shifts(changeMaterial(1, 'ZnS', library)(three))).toEqual([
      [0, 0],
      [0, 0],
      [0.1, 0.2],
    ]);
    expect(shifts(changeMaterial(0, 'ZnS', library)(three))).toEqual([
      [0, 0],
      [0.3, 0.4],
      [0.1, 0.2],
    ]);
    // The same crystal again, as with other constants, is the same pair.
    expect(shifts(changeMaterial(1, 'CdS', library)(three))).toEqual(shifts(three));
  });

  test('turned over twice a slab faces as before', () => {
    const twice = flipStep(1, library)(flipStep(1, library)(recipe));
    expect(filmsOf(twice)[0]!.slab.hkl).toEqual([1, 1, 0]);
    const contacts = (r: Recipe) =>
      reportOf(build(r, library)).layers[1]!.planes.map((p) => p.label);
    expect(contacts(twice)).toEqual(contacts(recipe));
  });

  test('a step that is none is refused with how many films there are', () => {
    expect(() => changeSlab(2, { planes: 3 })(recipe)).toThrow('no film 2: the stack has one film');
    expect(() => changeFilm(0, { separationAng: 3 })(recipe)).toThrow('no film 0');
    expect(() => poseFilm(1, { separationAng: 3 }, true)(alone)).toThrow('the stack has 0 films');
    expect(() => removeFilm(2, library)(recipe)).toThrow('no film 2');
    expect(() => changeMaterial(1, 'unobtainium', library)(recipe)).toThrow('no crystal');
  });
});

describe('films', () => {
  test('one more is a copy of the top one, and the first of a stack without films is the given one', () => {
    const two = addFilm(FIRST_FILM, library)(recipe);
    expect(two.title).toBe('CdS (110) on CdS (110) on CsPbBr₃ (110)');
    expect(filmsOf(two)[1]).toMatchObject({ slab: filmsOf(recipe)[0]!.slab, separationAng: 3 });
    expect(closingOf(two)).toEqual(closingOf(recipe));
    expect(filmsOf(addFilm(FIRST_FILM, library)(alone))[0]!.slab).toEqual(FIRST_FILM);
    expect(removeFilm(1, library)(two)).toEqual({
      ...two,
      title: recipe.title,
      steps: two.steps.toSpliced(1, 1),
    });
  });

  test('a crystal of one’s own takes the first film’s place, or lies on top', () => {
    const { elastic: _, ...gaas } = library.get('GaAs')!;
    const own = { ...gaas, id: '@GaAs-1' };
    const put = (onTop: boolean, r: Recipe) =>
      filmsOf(stackCrystal(own, onTop, FIRST_FILM, library)(r)).map((f) => f.slab.material);
    expect(put(false, recipe)).toEqual(['@GaAs-1']);
    expect(put(true, recipe)).toEqual(['CdS', '@GaAs-1']);
    expect(put(false, alone)).toEqual(['@GaAs-1']);
    const held = stackCrystal(own, false, FIRST_FILM, library)(recipe);
    expect(parseRecipe(JSON.parse(JSON.stringify(held)))).toEqual(held);
    expect(held.title).toBe('GaAs (110) on CsPbBr₃ (110)');
  });

  test('a film carries those above it along, or leaves them where they are', () => {
    const [substrate, film, vacuum] = recipe.steps as [
      Recipe['steps'][0],
      FilmStep,
      Recipe['steps'][0],
    ];
    const top: FilmStep = { ...film, registryShift: [0.9, 0.3] };
    const three: Recipe = { ...recipe, steps: [substrate, film, top, vacuum] };
    const shifts = (r: Recipe) =>
      [1, 2].map((upper) => relativeShift(r, { lower: upper - 1, upper }));
    const mod1 = (x: number) => x - Math.floor(x + 1e-9);
    const before = shifts(three)[1]!.map(mod1);
    const to = [0.4, 0.95] as const;
    const carried = shifts(poseFilm(1, { shift: to }, true)(three));
    expect(carried[0]).toEqual([expect.closeTo(0.4, 9), expect.closeTo(0.95, 9)]);
    expect(carried[1]!.map(mod1)).toEqual(before.map((x) => expect.closeTo(x, 6)));
    const left = poseFilm(1, { shift: to, separationAng: 3.5 }, false)(three);
    expect(left.steps[2]).toEqual(top);
    expect((left.steps[1] as FilmStep).separationAng).toBe(3.5);
  });

  test('a film shifted along one edge alone moves along that edge', () => {
    const [a, b] = filmsOf(recipe)[0]!.registryShift;
    const shifted = (shift: readonly [number, number]) =>
      filmsOf(poseFilm(1, { shift }, true)(recipe))[0]!.registryShift;
    expect(shifted([a + 0.1, b])).toEqual([expect.closeTo(a + 0.1, 6), b]);
    expect(shifted([a, b + 0.1])).toEqual([a, expect.closeTo(b + 0.1, 6)]);
    expect(shifted([a, b])).toEqual([a, b]);
  });
});

test('the strain goes to whom it is given: 0.3 of it to the film leaves 0.3 of the misfit in it', () => {
  const ge = presetOf('ge-si').recipe;
  const strainOf = (r: Recipe) => reportOf(build(r, library)).layers.map((l) => l.strain.xx);
  expect(strainOf(strainWho('substrate')(ge))).toEqual([
    expect.closeTo(5.658 / 5.431 - 1, 4),
    expect.closeTo(0, 9),
  ]);
  const [substrate, film] = strainOf(shareStrain(0.3)(ge));
  const cell = 5.658 + 0.3 * (5.431 - 5.658);
  expect(film).toBeCloseTo(cell / 5.658 - 1, 3);
  expect(substrate).toBeCloseTo(cell / 5.431 - 1, 3);
  expect(strainWho('shared')(ge).strained).toEqual({ who: 'shared', filmShare: 0.5 });
});

test('a stack is opened and closed along c; closed it keeps the first interface’s gap', () => {
  const closed = setSuperlattice(true)(recipe);
  expect(closingOf(closed)).toEqual({ kind: 'superlattice', separationAng: 2.8 });
  expect(setSuperlattice(true)(closed)).toBe(closed);
  expect(closingOf(setSuperlattice(false)(closed))).toEqual({ kind: 'vacuum', vacuumAng: 20 });
  expect(reportOf(build(changeVacuum(31)(closed), library)).vacuum).toBe(31);
});

describe('a match', () => {
  const cells = {
    filmMatrix: [
      [2, 0],
      [0, 2],
    ],
    substrateMatrix: [
      [2, 0],
      [0, 2],
    ],
  } as const;

  test('on the planes there are keeps how the slabs end; on others the cut starts again', () => {
    const kept = chooseMatch(cells, {}, library)(recipe);
    expect(kept.steps[0]).toMatchObject({
      slab: { inPlane: 'primitive', remove: [{ face: 'top' }] },
    });
    expect(filmsOf(kept)[0]).toMatchObject({ registryShift: [0, 0], separationAng: 2.8 });
    // (220) names the plane that there is.
    expect(chooseMatch(cells, { film: [2, 2, 0] }, library)(recipe)).toEqual(kept);
    const turned = chooseMatch(cells, { film: [1, 1, 1], substrate: [1, 1, 1] }, library)(recipe);
    expect(turned.steps[0]).toMatchObject({ slab: { hkl: [1, 1, 1], remove: [] } });
    expect(() => chooseMatch(cells, {}, library)(alone)).toThrow('no film 1');
    expect(() => chooseMatch({ ...cells, mirror: true }, {}, library)(recipe)).toThrow('mirror');
  });
});

describe('what belongs to one stack only', () => {
  const relaxed = { ...recipe, relaxed: { note: 'test', milliAng: [1, 2, 3] } };

  test('is gone with another stack, and stays with another title', () => {
    expect(edited(poseFilm(1, { separationAng: 3 }, true))(relaxed).relaxed).toBeUndefined();
    expect(edited((r) => ({ ...r, title: 'renamed' }))(relaxed).relaxed).toBe(relaxed.relaxed);
  });

  test('strains along the normal go with the strain in the plane that they answer', () => {
    const answered = changeSlab(1, { normalStrain: 0.02 })(recipe);
    const given = (r: Recipe) => filmsOf(r)[0]!.slab.normalStrain;
    expect(given(edited(shareStrain(0.3))(answered))).toBeUndefined();
    expect(given(edited(changeVacuum(30))(answered))).toBe(0.02);
    expect(given(clearNormalStrain(answered))).toBeUndefined();
  });
});

test('one stack is another’s whatever their titles and unused crystals; not with another shift or crystal', () => {
  const { elastic: _, ...own } = { ...library.get('GaAs')!, id: '@GaAs-1' };
  expect(isSameStack(recipe, { ...recipe, title: 'x', preset: null, crystals: [own] })).toBe(true);
  expect(isSameStack(recipe, poseFilm(1, { shift: [0.1, 0.1] }, true)(recipe))).toBe(false);
  const uses = stackCrystal(own, false, FIRST_FILM, library)(recipe);
  expect(isSameStack(uses, { ...uses, crystals: [{ ...own, name: 'other' }] })).toBe(false);
});
