import { expect, test } from 'vitest';
import { OWN_CRYSTAL, shortName } from '#core/recipe/crystals/library.ts';
import { retitled, slabTitle } from '#core/recipe/edits/title.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../../helpers/library.ts';

test.each([
  ['graphene', 'graphene'],
  ['hBN', 'h-BN'],
  ['quartz', 'quartz'],
  ['MoS2', 'MoS2'],
  ['LaAlO3', 'LaAlO3'],
  ['CdS-wurtzite', 'CdS'],
  ['Si', 'Si'],
])('the crystal %s of the library is called %s', (id, name) => {
  expect(shortName(library.get(id)!)).toBe(name);
});

test('an imported crystal is called by its formula, whatever its file was called', () => {
  const id = `${OWN_CRYSTAL}C-12345678`;
  expect(shortName({ id, name: 'final (2) new', formula: 'C' })).toBe('C');
});

test('an edited document of graphene is titled graphene, as its report says', () => {
  expect(retitled(presetOf('graphene-hbn').recipe, library).title).toBe(
    'graphene (001) on h-BN (001)',
  );
  expect(retitled(presetOf('ws2-mos2').recipe, library).title).toBe('WS₂ (001) on MoS₂ (001)');
});

test('only numbers that count atoms are set low in a title', () => {
  const title = (name: string) => slabTitle({ id: name, name, formula: name }, name, [0, 0, 1]);
  expect(title('Cs20Pb16')).toBe('Cs₂₀Pb₁₆ (001)');
  expect(title('4H-SiC')).toBe('4H-SiC (001)');
});
