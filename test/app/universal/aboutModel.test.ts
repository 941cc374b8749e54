import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { inJm2, labelOf, unknownIn } from '#app/universal/aboutModel.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';

const { structure } = build(presetOf('cspbbr3-cds').recipe, library);

test('the elements that a model does not know are named, each once', () => {
  const all = new Set(structure.numbers);
  expect(unknownIn(structure, { elements: all })).toBeNull();
  const known = new Set([...all].filter((z) => z !== 82 && z !== 16));
  expect(unknownIn(structure, { elements: known })).toBe('The model does not know Pb, S.');
});

test('the label says which dispersion term is added', () => {
  const label = (dispersion: 'none' | 'bj' | 'zero') =>
    labelOf({ name: 'nequix-oam-1-pft.nqx', dispersion });
  expect(label('none')).toBe('machine-learned PBE (Nequix oam-1-pft), no dispersion');
  expect(label('bj')).toBe('machine-learned PBE (Nequix oam-1-pft) + D3(BJ)');
  expect(label('zero')).toBe('machine-learned PBE (Nequix oam-1-pft) + D3(0)');
});

test('1 eV/Å² is 16.02 J/m²', () => expect(inJm2(1)).toBeCloseTo(16.0217663, 6));
