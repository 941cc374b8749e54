import { expect, test } from 'vitest';
import { chemistry, pairText, thousands } from '#ui/kit/format.ts';

test('a pair is written with a dash', () => expect(pairText('Cs-S')).toBe('Cs–S'));

test('thousands are set apart', () => expect(thousands(15125)).toBe('15,125'));

test.each([
  ['Cd-S at 1.898 Å', 'Cd–S at 1.898 Å'],
  ['CsPbBr3: asymmetric slab, Al2O3 and MoS2', 'CsPbBr₃: asymmetric slab, Al₂O₃ and MoS₂'],
  ['C-N bonds of (CH3NH3)', 'C–N bonds of (CH₃NH₃)'],
  ['W_sv of PBE.54, LDAU1, EDIFF 1E-5, D3-BJ, k-points, P4_2/mnm', null],
  ['20 Å, CsPbBr3-110_vasp, A-B, non-polar, In-plane', null],
])('“%s” is written as the page writes chemistry', (text, expected) =>
  expect(chemistry(text)).toBe(expected ?? text),
);
