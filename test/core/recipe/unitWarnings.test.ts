import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { crystalOfFile } from '#core/io/crystalFile.ts';
import { readAtoms } from '#core/io/readAtoms.ts';
import { build } from '#core/recipe/build.ts';
import { withOwn } from '#core/recipe/crystals/library.ts';
import { PRESETS, presetOf } from '#core/recipe/presets/presets.ts';
import type { FilmStep, Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { describeWarning, type Warning } from '#core/recipe/report/warnings.ts';
import { library } from '../../helpers/library.ts';
import { materialOfCrystal } from '../../helpers/materialOfCrystal.ts';

const materialOf = (name: string) => {
  const bytes = readFileSync(new URL(`../../fixtures/cases/${name}`, import.meta.url));
  return materialOfCrystal(`@${name}`, crystalOfFile(readAtoms(bytes, name).file).crystal);
};
const MOS2 = materialOf('MoS2-monolayer.vasp');
const BI2TE3 = materialOf('Bi2Te3.cif');
const MAPBI3 = materialOf('MAPbI3.vasp');

function warningsOf(material: typeof MOS2, spec: Partial<SlabSpec>): readonly Warning[] {
  const slab: SlabSpec = {
    material: material.id,
    cell: material.constants[0]!.cell,
    hkl: [0, 0, 1],
    planes: 3,
    termination: 0,
    remove: [],
    inPlane: 'primitive',
    matrix: [
      [1, 0],
      [0, 1],
    ],
    ...spec,
  };
  const recipe: Recipe = {
    epistack: 1,
    title: 'a slab',
    preset: null,
    strained: { who: 'film' },
    crystals: [material],
    steps: [
      { kind: 'substrate', slab },
      { kind: 'vacuum', vacuumAng: 20 },
    ],
  };
  return reportOf(build(recipe, withOwn(library, recipe.crystals))).warnings;
}
const unitCodes = (warnings: readonly Warning[]) =>
  warnings
    .map((w) => w.code)
    .filter((code) => ['gap-in-slab', 'broken-molecule', 'broken-layer'].includes(code));

test('a sheet that is cut through its vacuum: the gap inside and the opened layer are named', () => {
  // Of the three terminations one is the layer; the others begin inside it and cross the vacuum.
  const found = [0, 1, 2].map((termination) => warningsOf(MOS2, { termination }));
  expect(found.map(unitCodes).toSorted((p, q) => p.length - q.length)).toEqual([
    [],
    ['gap-in-slab', 'broken-layer', 'broken-layer'],
    ['gap-in-slab', 'broken-layer', 'broken-layer'],
  ]);
  const gap = found.flat().find((w) => w.code === 'gap-in-slab')!;
  expect(describeWarning(gap)).toMatch(/: \d+\.\d Å inside the slab hold no atom/);
});

test('a layered crystal that ends inside a layer is named with its face, a whole one is not', () => {
  const counts = [0, 1, 2, 3, 4].map((termination) =>
    warningsOf(BI2TE3, { planes: 5, termination }).filter((w) => w.code === 'broken-layer'),
  );
  expect(counts.filter((w) => w.length === 0).length).toBe(1);
  const four = [0, 1, 2, 3, 4].flatMap((termination) =>
    warningsOf(BI2TE3, { planes: 4, termination }).filter((w) => w.code === 'broken-layer'),
  );
  // Four of five planes: one end can be in the gap, never both.
  expect(new Set(four.map((w) => w.face))).toEqual(new Set(['top', 'bottom']));
  expect(four.map((w) => w.unit)).toEqual(four.map(() => 'layer'));
});

test('broken methylammonium is named by its pieces; planes of whole units break none', () => {
  const cut = Array.from({ length: 4 }, (_, termination) =>
    warningsOf(MAPBI3, { planes: 7, termination }),
  );
  const broken = cut.flat().find((w) => w.code === 'broken-molecule')!;
  expect(broken.pieces.length).toBeGreaterThan(0);
  expect(describeWarning(broken)).toMatch(/molecules or ions of the crystal are broken/);
  for (const termination of [0, 1])
    expect(unitCodes(warningsOf(MAPBI3, { planesOf: 'units', planes: 2, termination }))).toEqual(
      [],
    );
});

test('taking one species from a molecular plane leaves a piece', () => {
  const found = warningsOf(MAPBI3, {
    planesOf: 'units',
    planes: 4,
    termination: 0,
    remove: [{ face: 'top', species: 'N' }],
  });
  expect(found.some((w) => w.code === 'broken-molecule' || w.code === 'gap-in-slab')).toBe(true);
});

test('no preset has a gap, a broken molecule or an opened layer', () => {
  for (const { recipe } of PRESETS)
    expect(unitCodes(reportOf(build(recipe, library)).warnings)).toEqual([]);
});

test('two layers pressed together are judged by van der Waals radii, crystals with cut bonds by covalent ones', () => {
  const at = (id: string, separationAng: number) => {
    const { recipe } = presetOf(id);
    const steps = recipe.steps.map((s) =>
      s.kind === 'film' ? ({ ...s, separationAng } as FilmStep) : s,
    );
    return reportOf(build({ ...recipe, steps }, library)).warnings.find(
      (w) => w.code === 'short-contact',
    );
  };
  expect(at('graphene-hbn', 3.342)).toBeUndefined();
  expect(at('graphene-hbn', 1.6)).toMatchObject({
    radii: 'van der Waals',
    radiiAng: 1.77 + 1.91,
    distanceAng: expect.closeTo(1.6, 6),
  });
  // Sulphur over sulphur: like charges are no reason to stay silent here.
  expect(at('ws2-mos2', 1.7)).toMatchObject({ pair: 'S-S', radii: 'van der Waals' });
  expect(at('ws2-mos2', 2.998)).toBeUndefined();
  expect(at('ge-si', 1.9)?.radii ?? 'covalent').toBe('covalent');
});
