import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseRecipe } from '#core/recipe/parse.ts';

const file = new URL('../../../fixtures/recipes/v1/own-crystal.json', import.meta.url);
const held = JSON.parse(readFileSync(file, 'utf8'));
const withSite = (change: object) => {
  const [crystal] = held.crystals;
  const [site, ...others] = crystal.sites;
  return () =>
    parseRecipe({
      ...held,
      crystals: [{ ...crystal, sites: [{ ...site, ...change }, ...others] }],
    });
};

test.each([
  ['a place beyond ten cells', { xyz: [0, 10.5, 0] }, 'crystals[0].sites[0].xyz[1]'],
  ['a place before ten cells', { xyz: [0, 0, -10.5] }, 'crystals[0].sites[0].xyz[2]'],
  ['two coordinates', { xyz: [0, 0] }, 'crystals[0].sites[0].xyz'],
  ['a charge beyond 20 e', { chargeE: 20.5 }, 'crystals[0].sites[0].chargeE'],
  ['no element', { symbol: 'Xx' }, 'crystals[0].sites[0].symbol: expected an element symbol'],
])('a carried crystal with %s is refused by the field', (_, change, message) => {
  expect(withSite(change)).toThrow(message);
});

test('ten cells away and 20 e are read', () => {
  expect(withSite({ xyz: [10, -10, 0], chargeE: -20 })().crystals![0]!.sites[0]).toMatchObject({
    xyz: [10, -10, 0],
    chargeE: -20,
  });
});
