/** Greek letters by their names in TeX. */
export const LETTERS: ReadonlyMap<string, string> = new Map([
  ...pairs(
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho',
    0x3b1,
  ),
  ...pairs('sigma tau upsilon phi chi psi omega', 0x3c3),
  ...pairs('Gamma Delta', 0x393),
  ['varepsilon', String.fromCodePoint(0x3b5)],
  ['Theta', String.fromCodePoint(0x398)],
  ['Lambda', String.fromCodePoint(0x39b)],
  ['Pi', String.fromCodePoint(0x3a0)],
  ['Sigma', String.fromCodePoint(0x3a3)],
  ['Phi', String.fromCodePoint(0x3a6)],
  ['Psi', String.fromCodePoint(0x3a8)],
  ['Omega', String.fromCodePoint(0x3a9)],
]);

/** One letter after the other. */
function pairs(names: string, first: number): [string, string][] {
  return names.split(' ').map((name, i) => [name, String.fromCodePoint(first + i)]);
}

export const SIGNS: ReadonlyMap<string, string> = new Map([
  ['cdot', '·'],
  ['times', '×'],
  ['pm', '±'],
  ['approx', '≈'],
  ['le', '≤'],
  ['ge', '≥'],
  ['ne', '≠'],
  ['propto', '∝'],
  ['infty', '∞'],
  ['parallel', '∥'],
  ['perp', '⊥'],
  ['langle', '⟨'],
  ['rangle', '⟩'],
  ['degree', '°'],
  ['to', '→'],
  ['%', '%'],
]);

export const FUNCTIONS: ReadonlySet<string> = new Set(
  'ln log exp sin cos tan arcsin arccos arctan min max'.split(' '),
);
