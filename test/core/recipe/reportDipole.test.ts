import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { PRESETS, presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { library } from '../../helpers/library.ts';

/** A recipe whose cell is n times as large along a. */
const along = (recipe: Recipe, n: number): Recipe => ({
  ...recipe,
  steps: recipe.steps.map((s) =>
    'slab' in s
      ? {
          ...s,
          slab: {
            ...s.slab,
            matrix: [s.slab.matrix[0].map((x) => n * x) as [number, number], s.slab.matrix[1]],
          },
        }
      : s,
  ),
});

const rigid = PRESETS.filter(
  ({ recipe }) => recipe.relaxed === undefined && !recipe.title.includes('twisted'),
);

test('the dipole of a slab is that of its atoms in the whole cell: Σ q z about its middle', () => {
  let compared = 0;
  for (const { id, recipe } of rigid) {
    const built = build(recipe, library);
    const { structure, charges, slabs } = built;
    for (const [k, layer] of reportOf(built).layers.entries()) {
      const { spec } = slabs[k]!;
      if (layer.dipole === null || spec.normalStrain !== undefined) continue;
      const members = [...structure.layer.keys()].filter((i) => structure.layer[i] === k);
      const z = members.map((i) => structure.xyz[3 * i + 2]!);
      const middle = (Math.min(...z) + Math.max(...z)) / 2;
      const sum = members.reduce((s, i, n) => s + charges[i]! * (z[n]! - middle), 0);
      expect(layer.dipole, `${id} ${layer.label}`).toBeCloseTo(sum, 3);
      if (Math.abs(sum) > 1) compared++;
    }
  }
  expect(compared).toBeGreaterThan(1);
});

test('a cell of twice the area has twice the dipole, charge, area and atoms', () => {
  const { recipe } = rigid.find(({ recipe: r }) =>
    reportOf(build(r, library)).layers.some((l) => l.dipole !== null && Math.abs(l.dipole) > 1),
  )!;
  const [one, two] = [1, 2].map((n) => reportOf(build(along(recipe, n), library)));
  expect(two!.atoms).toBe(2 * one!.atoms);
  expect(two!.area).toBeCloseTo(2 * one!.area, 8);
  for (const [k, layer] of two!.layers.entries()) {
    const single = one!.layers[k]!;
    if (single.dipole !== null) expect(layer.dipole).toBeCloseTo(2 * single.dipole, 4);
    expect(layer.charge).toBeCloseTo(2 * single.charge!, 6);
    expect(layer.thickness).toBeCloseTo(single.thickness, 9);
  }
  expect(two!.vacuum).toBe(one!.vacuum);
});

test('a polar slab has the dipole of its planes, counted by hand', () => {
  // Zinc blende (111) as one bilayer: Σ q z = q · d / 2 · 2 = q · a√3/12 for a pair of planes a√3/12 apart.
  const cds = presetOf('cspbbr3-cds').recipe.steps[1];
  if (cds === undefined || !('slab' in cds)) throw new Error('the paper has a film');
  const recipe: Recipe = {
    epistack: 1,
    title: 'CdS (111), one bilayer',
    preset: null,
    strained: { who: 'film' },
    steps: [
      {
        kind: 'substrate',
        slab: {
          material: cds.slab.material,
          cell: cds.slab.cell,
          hkl: [1, 1, 1],
          planes: 2,
          termination: 0,
          remove: [],
          inPlane: 'primitive',
          matrix: [
            [3, 0],
            [0, 1],
          ],
        },
      },
      { kind: 'vacuum', vacuumAng: 15 },
    ],
  };
  const { layers } = reportOf(build(recipe, library));
  const aAng = cds.slab.cell!.a!;
  const spacing = layers[0]!.thickness;
  expect([(aAng * Math.sqrt(3)) / 12, (aAng * Math.sqrt(3)) / 4]).toContainEqual(
    expect.closeTo(spacing, 6),
  );
  // Three cells, charges of ±2 e.
  expect(Math.abs(layers[0]!.dipole!)).toBeCloseTo(3 * 2 * spacing, 5);
});
