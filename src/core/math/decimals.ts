// Numbers as people read them; files of other programs have their own rules.

/** U+2212 for every hyphen, so that minus signs align with digits and read as signs. */
export const trueMinus = (text: string): string => text.replaceAll('-', '−');

/** With so many decimals. No negative zero: −0.00 reads as a finding. */
export const fixed = (x: number, digits: number): string => {
  const text = x.toFixed(digits);
  return trueMinus(Number(text) === 0 ? text.replace('-', '') : text);
};

/** With a plus before what is above zero in the digits shown. */
export const signed = (x: number, digits: number): string => {
  const text = fixed(x, digits);
  return Number(text) > 0 ? `+${text}` : text;
};

/** All digits that it has, with its sign; 0 has none. */
export const signedInFull = (x: number): string => `${x > 0 ? '+' : ''}${trueMinus(String(x))}`;

/** A fraction in percent, without the % sign. */
export const percent = (fraction: number, digits: number): string => fixed(100 * fraction, digits);
export const signedPercent = (fraction: number, digits = 2): string =>
  signed(100 * fraction, digits);
