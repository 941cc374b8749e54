import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { limitsIn } from '#core/atoms/coordination.ts';
import { bondsOf, canBond, forEachPair, pairName } from '#core/crystal/neighbors.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';

/** By pair of elements, how many pairs of atoms in two slabs. @param d0Ang of all films; null: the preset's */
function across(id: string, d0Ang: number | null = null) {
  const { recipe } = presetOf(id);
  const steps = recipe.steps.map((step) =>
    step.kind === 'film' && d0Ang !== null ? { ...step, separationAng: d0Ang } : step,
  );
  const built = build({ ...recipe, steps } as typeof recipe, library);
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
    if (ang <= limits.get(name)! && canBond(numbers, charges, i, j)) add(counted!, i, j);
  });
  return { drawn, counted };
}

test.each([
  // The crystal goes on: each atom below has one above.
  ['ge-si', { 'Ge-Si': 4 }],
  ['gaas-si', { 'As-Si': 4 }],
  ['inas-gaas', { 'In-As': 4 }],
  ['laalo3-srtio3', { 'Ti-O': 1 }],
  // A metal film stands on O, and off Mg.
  ['fe-mgo', { 'Fe-O': 2 }],
  ['gan-al2o3', { 'Al-N': 1 }],
  // Br–Cd of 3.05 Å is a contact.
  ['cspbbr3-cds', {}],
  ['graphene-hbn', {}],
  ['ws2-mos2', {}],
])('%s: bonds across its interface', (id, bonds) => {
  expect(across(id).drawn).toEqual(bonds);
});

/** They are counted as neighbours and have no sticks. */
const SPACERS = ['Cs-S', 'La-O', 'Sr-O'];

test.each([
  'ge-si',
  'inas-gaas',
  'laalo3-srtio3',
  'fe-mgo',
  'gan-al2o3',
  'srtio3-si',
  'cspbbr3-cds',
])('%s: what is drawn across is what the coordination counts, at any d₀', (id) => {
  for (const d0Ang of [null, 0.8, 1.2, 1.7, 2, 2.3, 2.8, 3.2]) {
    const { drawn, counted } = across(id, d0Ang);
    for (const pair of SPACERS) delete counted![pair];
    expect(drawn, `d₀ ${d0Ang}`).toEqual(counted);
  }
});
