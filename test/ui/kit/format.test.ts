import { expect, test } from 'vitest';
import {
  chemistry,
  fixed,
  pairText,
  percent,
  signed,
  signedPercent,
  subscripts,
  thousands,
} from '#ui/kit/format.ts';

test('minus signs are signs, and there is no negative zero', () => {
  expect([fixed(-1.5, 2), fixed(-0.001, 2), fixed(0, 0), fixed(2.345, 1)]).toEqual([
    '−1.50',
    '0.00',
    '0',
    '2.3',
  ]);
});

test('percents carry their sign, plus as well; what rounds to nothing has none', () => {
  expect([0.0418, -0.0401, 1e-7, -1e-7].map((x) => signedPercent(x))).toEqual([
    '+4.18',
    '−4.01',
    '0.00',
    '0.00',
  ]);
  expect(signedPercent(0.5, 0)).toBe('+50');
});

test('formulas and pairs', () => {
  expect(subscripts('Cs20PbBr3')).toBe('Cs₂₀PbBr₃');
  expect(subscripts('Cu3Au, ordered: 1 of 12 (0.6)')).toBe('Cu₃Au, ordered: 1 of 12 (0.6)');
  expect(subscripts('(NH4)2S')).toBe('(NH₄)₂S');
  expect(pairText('Cs-S')).toBe('Cs–S');
});

test('a plus stands before what is above zero as it is shown', () => {
  expect([2, 0.004, 0, -0.004, -2].map((x) => signed(x, 2))).toEqual([
    '+2.00',
    '0.00',
    '0.00',
    '0.00',
    '−2.00',
  ]);
});

test('fractions are shown in percent', () => {
  expect(percent(0.0149, 1)).toBe('1.5');
  expect(percent(-0.0149, 2)).toBe('−1.49');
  expect(signedPercent(0.0149)).toBe('+1.49');
  expect(signedPercent(-0.00001)).toBe('0.00');
});

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
