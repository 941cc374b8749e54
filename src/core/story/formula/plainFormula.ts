import type { Formula } from './formula.ts';

const RAISED: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '−': '⁻',
  '+': '⁺',
};
const isDigits = (text: string): boolean => /^\d+$/.test(text);
const lowered = (digits: string): string =>
  digits.replace(/\d/g, (d) => String.fromCodePoint(0x2080 + Number(d)));

/** The same formula in one line of text, for who cannot see it set: "h = b (1 − ν cos² θ) / (8π f)". */
export function plainFormula(formula: Formula): string {
  switch (formula.is) {
    case 'letter':
    case 'name':
    case 'number':
    case 'words':
    case 'sign':
      return formula.text;
    case 'row':
      return rowText(formula.of);
    case 'fraction':
      return `${inBrackets(formula.above, false)} / ${inBrackets(formula.below, true)}`;
    case 'root':
      return `√${inBrackets(formula.of, true)}`;
    case 'fenced':
      return `${formula.open}${plainFormula(formula.of)}${formula.close}`;
    case 'scripts': {
      const { base, sub, sup } = formula;
      const below = sub === null ? '' : plainFormula(sub);
      const above = sup === null ? '' : plainFormula(sup);
      const subText =
        below === ''
          ? ''
          : isDigits(below)
            ? lowered(below)
            : `_${bound(isWord(sub!) ? below.replaceAll(' ', '') : below)}`;
      const isRaised = above !== '' && [...above].every((c) => c in RAISED);
      const supText = isRaised
        ? [...above].map((c) => RAISED[c]).join('')
        : above === ''
          ? ''
          : `^${bound(above)}`;
      return `${inBrackets(base, true)}${subText}${supText}`;
    }
  }
}

/** Letters that belong together, as the Fe of a_Fe. */
const isWord = (f: Formula): boolean => f.is === 'row' && f.of.every(({ is }) => is === 'letter');

const bound = (text: string): string => ([...text].length === 1 ? text : `(${text})`);

/** Brackets where a line of text would otherwise read another way. */
function inBrackets(formula: Formula, evenProducts: boolean): string {
  const text = plainFormula(formula);
  if (formula.is === 'fraction') return `(${text})`;
  if (formula.is !== 'row') return text;
  const isSum = formula.of.some((f) => f.is === 'sign' && APART.includes(f.text));
  return isSum || evenProducts ? `(${text})` : text;
}

const APART = '+−±=<>≤≥≈≠∝,→';
const isApart = (f: Formula | undefined) =>
  f === undefined || (f.is === 'sign' && APART.includes(f.text));
const isOpening = (f: Formula | undefined) => f?.is === 'sign' && '([⟨'.includes(f.text);
const isClosing = (f: Formula | undefined) => f?.is === 'sign' && ')]⟩,°%'.includes(f.text);

/** A space between two parts unless they belong close together. */
function rowText(of: readonly Formula[]): string {
  let out = '';
  for (const [i, part] of of.entries()) {
    const last = of[i - 1];
    const isClose =
      last === undefined ||
      isOpening(last) ||
      isClosing(part) ||
      (last.is === 'sign' && last.isPrefix) ||
      // 8π, ln(…
      (last.is === 'number' && part.is === 'letter') ||
      (last.is === 'name' && (part.is === 'fenced' || isOpening(part)));
    const isAmongFactors = part.is === 'fraction' && !(isApart(last) && isApart(of[i + 1]));
    const text = plainFormula(part);
    out += `${isClose ? '' : ' '}${isAmongFactors ? `(${text})` : text}`;
  }
  return out.replace(/ {2,}/g, ' ');
}
