import { expect, test } from 'vitest';
import { buildNanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { coherence } from '#core/nanocrystal/cap/capMatch.ts';
import { NANOCRYSTAL_PRESETS, nanocrystalPreset } from '#core/nanocrystal/nanocrystalPresets.ts';
import { nanocrystalOfInterface } from '#core/nanocrystal/ofInterface.ts';
import { orientationOf } from '#core/nanocrystal/orientation.ts';
import { parseNanocrystal } from '#core/nanocrystal/parseNanocrystal.ts';
import { periodicModel } from '#core/nanocrystal/periodicModel.ts';
import { build } from '#core/recipe/build.ts';
import { crystalOf, materialOf } from '#core/recipe/crystals/library.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { filmsOf, substrateOf } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { library } from '../../helpers/library.ts';

const janus = nanocrystalPreset('cspbbr3-cds-5.5nm').recipe;

test('the model of the paper’s particle is reading C: 1 × 5 of the rectangle, −1.5 % and +2.4 %', () => {
  const { recipe, notes } = periodicModel(janus, library);
  const built = build(recipe, library);
  const [substrate, film] = built.slabs;
  expect(substrate!.slab.surface.plane.coprime).toEqual([1, 1, 0]);
  expect(film!.slab.surface.plane.coprime).toEqual([2, -1, -1]);
  const sides = built.cell.map((v) => Math.hypot(...v)).sort((p, q) => p - q);
  expect(sides[0]).toBeCloseTo(8.341, 3);
  expect(sides[1]).toBeCloseTo(29.49, 2);
  // CdS is stretched by 8.341/8.217 − 1 = 1.51 % and pressed by 29.49/30.189 − 1 = −2.32 %.
  expect(notes[0]).toMatch(/1\.51 %/);
  expect(notes[0]).toMatch(/−2\.32 %/);
  // The orientation is that of the particle.
  const { directions, gapAng } = orientationOf(recipe, library);
  const lies = (uvw: readonly number[], along: readonly number[]) =>
    uvw
      .map((x) => x * Math.hypot(...along))
      .every((x, k) => Math.abs(Math.abs(x) - Math.abs(along[k]! * Math.hypot(...uvw))) < 1e-6);
  expect(
    (lies(directions.core, [0, 0, 1]) && lies(directions.cap, [1, 1, 1])) ||
      (lies(directions.core, [1, -1, 0]) && lies(directions.cap, [0, 1, -1])),
  ).toBe(true);
  expect(gapAng).toBeCloseTo(2.8, 6);
});

test('every preset has a model, whose faces end as those of the particle do', () => {
  for (const { recipe } of NANOCRYSTAL_PRESETS.slice(3)) {
    const model = periodicModel(recipe, library);
    const built = build(model.recipe, library);
    expect(built.structure.numbers.length, recipe.title).toBeGreaterThan(10);
    expect(model.notes.at(-1)).toContain('of the particle alone');
    expect(filmsOf(model.recipe)).toHaveLength(recipe.cap === null ? 0 : 1);
  }
  // A cube with faces of Cs and Br: so ends the slab.
  const cube = periodicModel(nanocrystalPreset('cspbbr3-cube-16.1nm').recipe, library);
  const { slab } = build(cube.recipe, library).slabs[0]!;
  expect(slab.surface.planes[substrateOf(cube.recipe).slab.termination]!.composition).toEqual({
    Cs: 1,
    Br: 1,
  });
  const titanium = {
    ...janus.core,
    facets: [{ hkl: [1, 0, 0], distanceNm: 2, species: ['Pb', 'Br'] }],
  } as const;
  const other = periodicModel({ ...janus, core: titanium, cap: null }, library).recipe;
  expect(
    build(other, library).slabs[0]!.slab.surface.planes[substrateOf(other).slab.termination]!
      .composition,
  ).toEqual({ Pb: 1, Br: 2 });
});

test('crystals that have no common cell are refused, and a sphere without a second crystal', () => {
  const cap = { ...janus.cap!, cell: { a: 60 } };
  expect(() => periodicModel({ ...janus, cap }, library)).toThrow(/common cell of up to 500 Å²/);
  expect(() =>
    periodicModel(
      { ...janus, cap: null, core: { ...janus.core, facets: [], sphereNm: 3 } },
      library,
    ),
  ).toThrow(/face/);
});

test('every interface has a nanocrystal, in its orientation, with a second crystal that its face carries', () => {
  for (const id of ['cspbbr3-cds-b', 'ge-si', 'gan-al2o3']) {
    const { recipe } = presetOf(id);
    const { recipe: particle, notes } = nanocrystalOfInterface(recipe, library);
    expect(parseNanocrystal(JSON.parse(JSON.stringify(particle)))).toEqual(particle);
    const built = buildNanocrystal(particle, library);
    expect(built.parts, recipe.title).toHaveLength(2);
    expect(built.warnings.join()).not.toContain('hangs over');
    expect(built.facets.filter((f) => f.isCovered)).toHaveLength(1);
    expect(particle.cap).toMatchObject(orientationOf(recipe, library));
    expect(notes.length).toBeGreaterThanOrEqual(2);
  }
  expect(nanocrystalOfInterface(presetOf('cspbbr3-cds').recipe, library).notes.join()).toContain(
    'taken out',
  );
});

test('there and back is the same interface: planes, strain of the film, gap', () => {
  for (const id of ['ge-si', 'cspbbr3-cds-b']) {
    const { recipe } = presetOf(id);
    const model = periodicModel(nanocrystalOfInterface(recipe, library).recipe, library).recipe;
    const [p, q] = [recipe, model].map((r) => reportOf(build(r, library)));
    expect(Math.abs(q!.mismatch!.area)).toBeCloseTo(Math.abs(p!.mismatch!.area), 9);
    expect(filmsOf(model)[0]!.separationAng).toBeCloseTo(filmsOf(recipe)[0]!.separationAng, 3);
  }
});

test('a second crystal in whole cells of the core is stretched by what lengths say', () => {
  const crystal = (spec: { material: string; cell: typeof janus.core.cell }) =>
    crystalOf(materialOf(library, spec.material), spec.cell);
  const cap = {
    ...janus.cap!,
    facet: [1, 0, 0],
    plane: [1, 0, 0],
    directions: { core: [0, 0, 1], cap: [0, 0, 1] },
  } as const;
  // Two primitive vectors of CdS (100), a/√2, make its conventional cell: a on a of the core.
  const { strain, turnRad } = coherence(crystal(janus.core), crystal(cap), cap, {
    core: [
      [1, 0],
      [0, 1],
    ],
    cap: [
      [1, 1],
      [-1, 1],
    ],
  });
  expect(Math.abs(turnRad % (Math.PI / 2))).toBeCloseTo(0, 9);
  expect(strain.xx).toBeCloseTo(5.898 / 5.81 - 1, 9);
  expect(strain.yy).toBeCloseTo(5.898 / 5.81 - 1, 9);
  expect(strain.xy).toBeCloseTo(0, 9);
});
