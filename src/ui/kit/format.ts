/** U+2212, so that minus signs align with digits and read as signs. */
const minus = (text: string): string => text.replace('-', '−');

export const fixed = (x: number, digits: number): string => {
  const text = x.toFixed(digits);
  // No negative zero: −0.00 reads as a finding.
  return minus(Number(text) === 0 ? text.replace('-', '') : text);
};
export const signedPercent = (fraction: number, digits = 2): string => {
  const text = fixed(100 * fraction, digits);
  return Number(text) > 0 ? `+${text}` : text;
};

const SUBSCRIPT = '₀₁₂₃₄₅₆₇₈₉';
/** "Cs20Pb16" → "Cs₂₀Pb₁₆". */
export const subscripts = (formula: string): string =>
  formula.replace(/\d/g, (d) => SUBSCRIPT[Number(d)]!);

/** "Cs-S" → "Cs–S". */
export const pairText = (pair: string): string => pair.replace('-', '–');
