import { expect, test } from 'vitest';
import { subscripts } from '#core/crystal/structure.ts';

test.each([
  ['Cs20PbBr3', 'Cs₂₀PbBr₃'],
  ['Cu3Au, ordered: 1 of 12 (0.6)', 'Cu₃Au, ordered: 1 of 12 (0.6)'],
  ['(NH4)2S', '(NH₄)₂S'],
  ['Cu0.5Zn0.5', 'Cu₀.₅Zn₀.₅'],
  ['4H-SiC', '4H-SiC'],
])('the counts of %s are set low: %s', (text, expected) => expect(subscripts(text)).toBe(expected));
