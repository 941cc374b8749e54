import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { limitsIn } from '#core/atoms/coordination.ts';
import { bondsOf, forEachPair, pairName } from '#core/crystal/neighbors.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';

/** By pair of elements, how many pairs of atoms in two slabs. */
function across(id: string) {
  const built = build(presetOf(id).recipe, library);
  const { structure, charges } = built;
  const { numbers, layer, lattice, xyz } = structure;
  const [drawn, counted]: Record<string, number>[] = [{}, {}];
  const add = (to: Record<string, number>, i: number, j: number) => {
    if (layer[i] === layer[j]) return;
    const name = pairName(numbers[i]!, numbers[j]!);
    to[name] = (to[name] ?? 0) + 1;
  };
  const bonds = bondsOf(structure, charges);
  for (let k = 0; k < bonds.a.length; k++) add(drawn!, bonds.a[k]!, bonds.b[k]!);
  const limits = limitsIn(built);
  forEachPair(lattice, xyz, 4.5, (i, j, _, ang) => {
    const name = pairName(numbers[i]!, numbers[j]!);
    if (ang <= limits.get(name)! && !(charges[i]! * charges[j]! > 0)) add(counted!, i, j);
  });
  return { drawn, counted };
}

test.each([
  // The crystal goes on: each atom below has one above.
  ['ge-si', { 'Ge-Si': 4 }],
  ['gaas-si', { 'As-Si': 4 }],
  ['inas-gaas', { 'In-As': 4 }],
  ['laalo3-srtio3', { 'Ti-O': 1, 'La-O': 4 }],
  ['gan-al2o3', { 'Al-N': 1 }],
  // Br–Cd of 3.05 Å is a contact.
  ['cspbbr3-cds', {}],
  ['graphene-hbn', {}],
  ['ws2-mos2', {}],
])('%s: bonds across its interface', (id, bonds) => {
  expect(across(id).drawn).toEqual(bonds);
});

/** They are counted as neighbours and have no sticks. */
const SPACERS = ['Cs-S', 'Sr-Si'];

test.each([
  'ge-si',
  'inas-gaas',
  'laalo3-srtio3',
  'fe-mgo',
  'gan-al2o3',
  'srtio3-si',
  'cspbbr3-cds',
])('%s: what is drawn across is what the coordination counts', (id) => {
  const { drawn, counted } = across(id);
  for (const pair of SPACERS) delete counted![pair];
  expect(drawn).toEqual(counted);
});
