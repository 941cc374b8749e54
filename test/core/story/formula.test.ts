import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseFormula } from '#core/story/formula/formula.ts';
import { formulaFault, piecesOf } from '#core/story/formula/formulasIn.ts';
import { plainFormula } from '#core/story/formula/plainFormula.ts';

const plain = (tex: string) => plainFormula(parseFormula(tex));

test.each([
  [
    String.raw`h = \frac{b (1 - \nu \cos^2 \theta)}{8\pi f (1 + \nu) \cos \lambda} \left( \ln\frac{h}{b} + 1 \right)`,
    'h = ((b (1 − ν cos² θ)) / (8π f (1 + ν) cos λ)) (ln (h / b) + 1)',
  ],
  [String.raw`ε_⊥ = -2 \frac{c_{12}}{c_{11}} ε`, 'ε_⊥ = −2 (c₁₂ / c₁₁) ε'],
  [String.raw`\sqrt{2 (1 + δ)} a/\sqrt{2}`, '√(2 (1 + δ)) a / √2'],
  [String.raw`\frac{1}{2} (U^2 - 1)`, '(1 / 2) (U² − 1)'],
  [String.raw`a_{Fe}\sqrt{2}`, 'a_(Fe) √2'],
  [String.raw`l_\text{film}^{-1} \times 3.5\,\%`, 'l_(film)⁻¹ × 3.5%'],
  [String.raw`\frac{a^2}{b}`, 'a² / b'],
])('%s is read, and said in a line of text', (tex, said) => {
  expect(plain(tex)).toBe(said);
});

test('a fraction keeps what stands above and below it, an index what it belongs to', () => {
  expect(parseFormula('x_1^2')).toEqual({
    is: 'scripts',
    base: { is: 'letter', text: 'x' },
    sub: { is: 'number', text: '1' },
    sup: { is: 'number', text: '2' },
  });
  // As in TeX: one digit without braces.
  expect(plain('x^23')).toBe('x² 3');
  expect(parseFormula(String.raw`\frac12`)).toMatchObject({
    above: { text: '1' },
    below: { text: '2' },
  });
  // The minus of −2 is no difference.
  expect(parseFormula('-2')).toMatchObject({ of: [{ is: 'sign', isPrefix: true }, {}] });
  expect(parseFormula('a-2')).toMatchObject({ of: [{}, { is: 'sign', isPrefix: false }, {}] });
});

test('a dollar is a dollar where no formula is meant, and what cannot be read stays as typed', () => {
  const texts = (text: string) => piecesOf(text).map((p) => (p.is === 'text' ? p.text : [p.tex]));
  expect(texts('It costs $5, not $6.')).toEqual(['It costs $5, not $6.']);
  expect(texts('with $a$ and $b = 2$.')).toEqual(['with ', ['a'], ' and ', ['b = 2'], '.']);
  expect(texts(String.raw`no $\href{x}{y}$ here`)).toEqual([String.raw`no $\href{x}{y}$ here`]);
  expect(texts('<b>$x$</b>')).toEqual(['<b>', ['x'], '</b>']);
});

test.each([
  [String.raw`$\colour{red}$`, String.raw`\colour is not known`],
  [String.raw`$\frac{a}{b$`, 'a } is missing'],
  [String.raw`$\left( a$`, String.raw`a \right is missing`],
  ['$x^$', 'something is missing'],
  ['$a}$', 'a } too many'],
  [`$${'{'.repeat(20)}a${'}'.repeat(20)}$`, 'too deep'],
])('%s: its writer is told what is wrong', (text, fault) => {
  expect(formulaFault(text)).toContain(fault);
});

test('no formula of the stories that come along is broken', () => {
  const stories = new URL('../../../public/stories/', import.meta.url);
  for (const name of readdirSync(stories)) {
    const texts: string[] = [];
    JSON.parse(readFileSync(new URL(name, stories), 'utf8'), (_key, value) => {
      if (typeof value === 'string') texts.push(value);
      return value;
    });
    expect(texts.map(formulaFault).filter((fault) => fault !== null)).toEqual([]);
    // None was left with a dollar that is no formula.
    expect(texts.flatMap(piecesOf).filter((p) => p.is === 'text' && p.text.includes('$'))).toEqual(
      [],
    );
  }
});
