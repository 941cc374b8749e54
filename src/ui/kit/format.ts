/** U+2212, so that minus signs align with digits and read as signs. */
const minus = (text: string): string => text.replace('-', '−');

export const fixed = (x: number, digits: number): string => {
  const text = x.toFixed(digits);
  // No negative zero: −0.00 reads as a finding.
  return minus(Number(text) === 0 ? text.replace('-', '') : text);
};
/** With a plus before what is above zero in the digits shown. */
export const signed = (x: number, digits: number): string => {
  const text = fixed(x, digits);
  return Number(text) > 0 ? `+${text}` : text;
};

/** A fraction in percent, without the % sign. */
export const percent = (fraction: number, digits: number): string => fixed(100 * fraction, digits);
export const signedPercent = (fraction: number, digits = 2): string =>
  signed(100 * fraction, digits);

/** "15,125". */
export const thousands = (count: number): string => count.toLocaleString('en');

const SUBSCRIPT = '₀₁₂₃₄₅₆₇₈₉';
/** "Cs20Pb16" → "Cs₂₀Pb₁₆". */
export const subscripts = (formula: string): string =>
  formula.replace(/(?<=[A-Za-z)])\d+(?:\.\d+)?/g, (count) =>
    count.replace(/\d/g, (d) => SUBSCRIPT[Number(d)]!),
  );

/** "Cs-S" → "Cs–S". */
export const pairText = (pair: string): string => pair.replace('-', '–');
