import { expect, test } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import { dipoleOf } from '#core/export/dipole.ts';
import type { Source } from '#core/export/exportSource.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { setChecks } from '#core/export/setFiles.ts';
import { inverse, mulCol, mulRow } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { PRESETS, presetOf } from '#core/recipe/presets/presets.ts';
import type { FilmStep, Recipe, SlabSpec, Step } from '#core/recipe/recipe.ts';
import { planarMaps } from '#core/surface/operations.ts';
import { turnsOver } from '#core/surface/turnsOver.ts';
import { filesOf, recipeA, sourceOf } from '../../helpers/export.ts';

const dipoleIn = ({ built, report }: Source, structure: Structure = built.structure) =>
  dipoleOf(structure, report, built.slabs, 'auto');

/** CdS (110) of 7 planes, ZnS of 5, CdS of 7 again: its middle plane is a mirror. */
function sandwich(shift: readonly [number, number], last = 7): Recipe {
  const cds = (recipeA.steps[1] as FilmStep).slab;
  const zns = (presetOf('cspbbr3-zns').recipe.steps[1] as FilmStep).slab;
  const one = (slab: SlabSpec, planes: number): SlabSpec => ({
    ...slab,
    planes,
    termination: 0,
    remove: [],
    matrix: [
      [1, 0],
      [0, 1],
    ],
  });
  const film = (slab: SlabSpec): Step => ({
    ...(recipeA.steps[1] as FilmStep),
    slab,
    registryShift: [...shift],
    separationAng: 2,
  });
  return {
    epistack: 1,
    title: 'CdS ZnS CdS',
    preset: null,
    strained: { who: 'film' },
    steps: [
      { kind: 'substrate', slab: one(cds, 7) },
      film(one(zns, 5)),
      film(one(cds, last)),
      { kind: 'vacuum', vacuumAng: 15 },
    ],
  };
}

test('a stack that turns over onto itself needs no correction, and says which operation says so', () => {
  // Twisted by two-fold axes in the plane: P622, proper operations only.
  for (const recipe of [presetOf('twisted-graphene-1-1').recipe, sandwich([0, 0])]) {
    const source = sourceOf(recipe);
    expect(dipoleIn(source)).toMatchObject({ correct: false, facesDiffer: false });
    expect(dipoleIn(source).reason).toMatch(/turns the whole stack over onto itself/);
    const files = filesOf(source, 'vasp-relax');
    expect(files.get('INCAR')).not.toContain('LDIPOL');
    const check = setChecks(source, 'vasp-relax', DEFAULT_EXPORT).find((c) => c.id === 'dipole')!;
    expect(check).toMatchObject({ fix: null, remedy: null });
  }
});

test('unlike faces, or like ones that nothing joins, differ', () => {
  expect(dipoleIn(sourceOf()).reason).toMatch(/^The faces differ, .*CsPbBr3.* below and .*CdS/);
  const thicker = dipoleIn(sourceOf(sandwich([0, 0], 9)));
  expect(thicker).toMatchObject({ correct: true, facesDiffer: true });
  expect(thicker.reason).toMatch(/nothing turns the stack over/);
});

test('a moved frame is judged by where its atoms are', () => {
  const source = sourceOf(sandwich([0, 0]));
  const { structure } = source.built;
  const xyz = structure.xyz.map((x, k) => x + (k === 2 ? 0.3 : 0));
  expect(dipoleIn(source, { ...structure, xyz })).toMatchObject({ correct: true });
  expect(filesOf({ ...source, xyz }, 'vasp-relax').get('INCAR')).toContain('LDIPOL');
  // Moved as one, across the side of the cell, it is the same stack.
  const along = structure.xyz.map((x, k) => x + [3.1, 2.7, 1][k % 3]!);
  expect(dipoleIn(source, { ...structure, xyz: along })).toMatchObject({ correct: false });
});

/** Every map of the plane with every shift, every atom compared with every other. */
function turnsOverByAllPairs({ numbers, xyz, lattice }: Structure): boolean {
  const inv = inverse(lattice);
  const at = (i: number): Vec3 => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
  const atoms = [...numbers.keys()];
  return planarMaps(lattice, true).some((linear) => {
    const moved = atoms.map((i) => mulCol(linear, at(i)));
    return atoms.some((j) => {
      const shift = [0, 1, 2].map((k) => at(j)[k]! - moved[0]![k]!);
      return moved.every((p, i) =>
        atoms.some((m) => {
          const d = mulRow([0, 1, 2].map((k) => p[k]! + shift[k]! - at(m)[k]!) as never, inv);
          const e = mulRow(d.map((x: number) => x - Math.round(x)) as never, lattice);
          return numbers[m] === numbers[i] && Math.hypot(...e) < 0.05;
        }),
      );
    });
  });
}

test('the quick answer is the thorough one', () => {
  const found = new Set<boolean>();
  for (const { recipe } of PRESETS) {
    const { structure } = sourceOf(recipe).built;
    if (structure.numbers.length > 120) continue;
    found.add(turnsOver(structure));
    expect(turnsOver(structure), recipe.title).toBe(turnsOverByAllPairs(structure));
  }
  expect(found.size).toBe(2);
});
