import { expect, test } from 'vitest';
import { completingImages } from '#core/crystal/coordination/completion.ts';
import { polyhedraOf } from '#core/crystal/coordination/polyhedra.ts';
import { bondsOf } from '#core/crystal/neighbors.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../../helpers/library.ts';

const of = (id: string, completion: 'cell' | 'complete' = 'complete') => {
  const { structure, charges } = build(presetOf(id).recipe, library);
  const bonds = bondsOf(structure, charges);
  const images = completingImages(structure, bonds, charges, completion);
  return { structure, list: polyhedraOf(bonds, structure.numbers, charges, images) };
};

/** How many polyhedra of each number of corners there are around an element, in the cell itself. */
function own({ structure, list }: ReturnType<typeof of>, z: number): Record<number, number> {
  const out: Record<number, number> = {};
  for (let k = 0; k < list.centre.length; k++) {
    if (structure.numbers[list.centre[k]!] !== z) continue;
    if (list.centreCells.slice(3 * k, 3 * k + 3).some((c) => c !== 0)) continue;
    const corners = list.start[k + 1]! - list.start[k]!;
    out[corners] = (out[corners] ?? 0) + 1;
  }
  return out;
}

test('PbBr6 and CdS4 in the slabs; at the faces of a slab what is left of them', () => {
  const default_ = of('cspbbr3-cds');
  const count = (z: number) => default_.structure.numbers.filter((n) => n === z).length;
  const lead = own(default_, 82);
  expect(lead[6]).toBeGreaterThan(7);
  expect(Object.values(lead).reduce((s, n) => s + n, 0)).toBeLessThanOrEqual(count(82));
  expect(own(default_, 48)[4]).toBeGreaterThan(0.6 * count(48));
  expect(own(default_, 55)).toEqual({});
});

test('TiO6 is drawn, the twelve around a filler are not', () => {
  const oxide = of('laalo3-srtio3');
  expect(own(oxide, 22)[6]).toBeGreaterThan(0);
  expect(Object.keys(own(oxide, 57)).every((n) => Number(n) <= 8)).toBe(true);
});

test('bodies on the faces of the cell are repeated where all their ligands are drawn, and not where the cell is cut', () => {
  const whole = of('cspbbr3-cds').list;
  const cut = of('cspbbr3-cds', 'cell').list;
  const images = (l: typeof whole) => l.centreCells.filter((c) => c !== 0).length;
  expect(images(cut)).toBe(0);
  expect(images(whole)).toBeGreaterThan(0);
  expect(whole.centre.length).toBeGreaterThan(cut.centre.length);
});
