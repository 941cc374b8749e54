import { expect, test } from 'vitest';
import { composition } from '#core/crystal/structure.ts';
import { buildNanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { nanocrystalLink, nanocrystalOfLink } from '#core/nanocrystal/nanocrystalLink.ts';
import { NANOCRYSTAL_PRESETS, nanocrystalPreset } from '#core/nanocrystal/nanocrystalPresets.ts';
import { orientationOf } from '#core/nanocrystal/orientation.ts';
import { parseNanocrystal } from '#core/nanocrystal/parseNanocrystal.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';

test.each(NANOCRYSTAL_PRESETS.map((p) => [p.id, p] as const))(
  'preset %s is what its file and its link say',
  (_, { recipe }) => {
    expect(parseNanocrystal(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    expect(nanocrystalOfLink(`https://x.y/?a=1${nanocrystalLink(recipe)}&utm=1`)).toEqual(recipe);
  },
);

test('a crystal of the library takes its first lattice constants where none are given; another one needs them', () => {
  const { recipe } = nanocrystalPreset('cspbbr3-cds-5.5nm');
  const { cell: _, ...core } = recipe.core;
  const { cell: __, ...cap } = recipe.cap!;
  const read = parseNanocrystal({ ...recipe, core, cap }, library);
  expect(read.core.cell).toEqual(library.get('CsPbBr3')!.constants[0]!.cell);
  expect(read.cap!.cell).toEqual(library.get('CdS')!.constants[0]!.cell);
  expect(() => parseNanocrystal({ ...recipe, core })).toThrow(/core\.cell/);
  expect(() => parseNanocrystal({ ...recipe, core: { ...core, material: '@x' } }, library)).toThrow(
    /core\.cell/,
  );
});

test('presets are neutral, of the size that they name', () => {
  for (const { id, recipe } of NANOCRYSTAL_PRESETS) {
    if (id.endsWith('16.1nm') || id.endsWith('11.1nm')) continue;
    const { chargeE, sizeNm, structure } = buildNanocrystal(recipe, library);
    expect(chargeE, id).toBe(0);
    const named = /-([\d.]+)nm$/.exec(id)?.[1];
    if (named !== undefined) expect(Math.abs(sizeNm - Number(named)), id).toBeLessThan(0.3);
    expect(structure.numbers.length).toBeGreaterThan(1000);
  }
});

test('the cube of 16.1 nm is 27 cells: Cs 28³ less 82 taken away, Pb 27³, Br 3·27²·28', () => {
  const { structure } = buildNanocrystal(nanocrystalPreset('cspbbr3-cube-16.1nm').recipe, library);
  expect(composition(structure.numbers)).toEqual({
    Cs: 28 ** 3 - 82,
    Pb: 27 ** 3,
    Br: 3 * 27 ** 2 * 28,
  });
});

test('an interface tells the orientation of its film', () => {
  const microscope = orientationOf(presetOf('cspbbr3-cds-c').recipe, library);
  expect(microscope.facet).toEqual([1, 1, 0]);
  const { core, cap } = microscope.directions;
  for (const [plane, uvw] of [
    [microscope.facet, core],
    [microscope.plane, cap],
  ] as const)
    expect(plane.reduce((sum, x, k) => sum + x * uvw[k]!, 0)).toBe(0);
  expect(microscope.gapAng).toBeGreaterThan(1);
  const { recipe } = presetOf('cspbbr3-cds-c');
  const bare = { ...recipe, steps: recipe.steps.filter(({ kind }) => kind !== 'film') };
  expect(() => orientationOf(bare, library)).toThrow(/film/);
});

const VALID = nanocrystalPreset('cspbbr3-cds-5.5nm').recipe;
const spoilt = (change: object) => () => parseNanocrystal({ ...VALID, ...change });

test('a recipe that is none is refused with the field', () => {
  expect(spoilt({ epistackNanocrystal: 2 })).toThrow(/version/);
  expect(spoilt({ colour: 'red' })).toThrow(/colour/);
  expect(spoilt({ neutral: 'yes' })).toThrow(/neutral/);
  expect(spoilt({ core: { ...VALID.core, facets: [] } })).toThrow(/core\.facets/);
  expect(spoilt({ core: { ...VALID.core, sizeNm: 3 } })).toThrow(/core\.sizeNm/);
  expect(
    spoilt({ core: { ...VALID.core, facets: [{ hkl: [1, 0, 0], energy: 1, distanceNm: 1 }] } }),
  ).toThrow(/either/);
  expect(
    spoilt({
      core: { ...VALID.core, facets: [{ hkl: [1, 0, 0], distanceNm: 1, species: ['Xx'] }] },
    }),
  ).toThrow(/symbol/);
  expect(spoilt({ core: { ...VALID.core, facets: [{ hkl: [1, 0, 0], energy: 1 }] } })).toThrow(
    /core\.sizeNm.*goes with energies/,
  );
  expect(spoilt({ cap: { ...VALID.cap, shape: { kind: 'cone' } } })).toThrow(/cap\.shape\.kind/);
  expect(spoilt({ cap: { ...VALID.cap, gapAng: -1 } })).toThrow(/cap\.gapAng/);
  expect(() => nanocrystalOfLink('#n=abcde')).toThrow(/cut off/);
  expect(() => nanocrystalOfLink('#r=abcd')).toThrow(/cut off/);
});

test('crystals of its own stay in a recipe', () => {
  const crystals = [{ ...library.get('CdS')!, id: '@mine' }];
  const kept = parseNanocrystal(JSON.parse(JSON.stringify({ ...VALID, crystals })));
  expect(kept.crystals).toHaveLength(1);
  expect(kept.crystals![0]!.sites).toEqual(crystals[0]!.sites);
});

test('on an oblique face the second crystal begins at the gap above the outermost plane', () => {
  const { structure } = buildNanocrystal(nanocrystalPreset('cspbbr3-cds-5.5nm').recipe, library);
  const along = (layer: number) =>
    [...structure.layer.keys()]
      .filter((i) => structure.layer[i] === layer)
      .map((i) => (structure.xyz[3 * i]! + structure.xyz[3 * i + 1]!) / Math.SQRT2);
  expect(Math.min(...along(1)) - Math.max(...along(0))).toBeCloseTo(2.8, 6);
});
