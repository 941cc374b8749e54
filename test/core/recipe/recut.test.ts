import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { composition } from '#core/crystal/structure.ts';
import { crystalOfFile } from '#core/io/crystalFile.ts';
import { readAtoms } from '#core/io/readAtoms.ts';
import { row } from '#core/math/mat3.ts';
import { norm } from '#core/math/vec3.ts';
import { build } from '#core/recipe/build.ts';
import { type Material, withOwn } from '#core/recipe/crystals/library.ts';
import {
  changeMaterial,
  changePlane,
  changePlanesOf,
  replaceCrystal,
} from '#core/recipe/edits/slab.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { filmsOf, type Recipe } from '#core/recipe/recipe.ts';
import { heightsOf } from '#core/surface/slab.ts';
import { library } from '../../helpers/library.ts';

const DEFAULT = presetOf('cspbbr3-cds')!.recipe;

/** Every atom of a file as a site of P 1. */
function materialOfFile(name: string): Material {
  const bytes = readFileSync(new URL(`../../fixtures/cases/${name}`, import.meta.url));
  const { crystal } = crystalOfFile(readAtoms(bytes, name).file);
  const [a, b, c] = [0, 1, 2].map((k) => norm(row(crystal.lattice, k)));
  return {
    id: `@${name}`,
    name,
    formula: name,
    phase: '',
    spaceGroup: { number: 1, symbol: 'P1', hall: 'P 1' },
    sites: Array.from(crystal.numbers, (z, i) => ({
      symbol: SYMBOLS[z]!,
      xyz: [...row(crystal.frac, i)] as [number, number, number],
      chargeE: null,
    })),
    constants: [
      {
        id: 'file',
        label: 'file',
        kind: 'given',
        cell: { a: a!, b: b!, c: c!, alpha: 90, beta: 90, gamma: 90 },
        source: name,
      },
    ],
  };
}

const film = (recipe: Recipe) => filmsOf(recipe)[0]!.slab;
const filmOf = (recipe: Recipe) => {
  const { slab } = build(recipe, withOwn(library, recipe.crystals)).slabs[1]!;
  const { lowAng, highAng } = heightsOf(slab);
  return { elements: composition(slab.numbers), thicknessAng: highAng - lowAng };
};

test('a framework keeps its count of planes and begins at the first termination', () => {
  const changed = changePlane(1, [1, 1, 1], library)(DEFAULT);
  expect(film(changed)).toMatchObject({
    hkl: [1, 1, 1],
    planes: film(DEFAULT).planes,
    termination: 0,
  });
  expect(film(changed)).not.toHaveProperty('planesOf');
});

test('a layered crystal is cut between its layers, about as thick as what was there', () => {
  const changed = changePlane(1, [0, 0, 1], library)(changeMaterial(1, 'MoS2', library)(DEFAULT));
  const { elements, thicknessAng } = filmOf(changed);
  expect(elements['S']).toBe(2 * elements['Mo']!);
  const before = filmOf(DEFAULT).thicknessAng;
  // Whole layers of 3.17 Å, 6.15 Å apart.
  expect((thicknessAng - 3.1734) / 6.15).toBeCloseTo(Math.round((before - 3.1734) / 6.15), 2);
});

test('a sheet comes in along its own plane, once, and is not stood on its edge', () => {
  const changed = changeMaterial(1, 'graphene', library)(DEFAULT);
  expect(film(changed)).toMatchObject({ hkl: [0, 0, 1], planes: 1, termination: 0 });
  expect(filmOf(changed)).toEqual({ elements: { C: 2 }, thicknessAng: 0 });
});

test('a crystal with molecules is cut around them, and the document says so', () => {
  const changed = replaceCrystal(1, materialOfFile('MAPbI3.vasp'), library)(DEFAULT);
  expect(film(changed).planesOf).toBe('units');
  const { elements } = filmOf(changePlane(1, [0, 0, 1], library)(changed));
  expect(elements['C']).toBe(elements['N']);
  expect(elements['H']).toBe(6 * elements['C']!);
  // Another crystal after it has planes of atoms again.
  expect(film(changeMaterial(1, 'CdS', library)(changed))).not.toHaveProperty('planesOf');
});

test('molecules may be cut through on request, at about the same thickness, and kept whole again', () => {
  const whole = changePlane(
    1,
    [0, 0, 1],
    library,
  )(replaceCrystal(1, materialOfFile('MAPbI3.vasp'), library)(DEFAULT));
  const through = changePlanesOf(1, 'atoms', library)(whole);
  expect(film(through)).not.toHaveProperty('planesOf');
  expect(filmOf(through).thicknessAng).toBeCloseTo(filmOf(whole).thicknessAng, -1);
  expect(film(changePlanesOf(1, 'units', library)(through)).planes).toBe(film(whole).planes);
});
