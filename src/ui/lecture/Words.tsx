import { createElement, Fragment, type ReactNode } from 'react';
import type { Formula } from '#core/story/formula/formula.ts';
import { piecesOf } from '#core/story/formula/formulasIn.ts';
import { plainFormula } from '#core/story/formula/plainFormula.ts';
import { unbroken } from '#core/story/unbroken.ts';
import './formula.css';

/** A text of a story with its formulas set; one that is nothing but a formula is set large. */
export function Words({ text }: { readonly text: string }) {
  const pieces = piecesOf(text);
  const isAlone = pieces.length === 1;
  let at = 0;
  return pieces.map((piece) => {
    const key = at++;
    return (
      <Fragment key={key}>
        {piece.is === 'text' ? (
          unbroken(piece.text)
        ) : (
          <SetFormula formula={piece.formula} isAlone={isAlone} />
        )}
      </Fragment>
    );
  });
}

/** MathML, which all browsers set themselves; a screen reader that does not know it reads one line of text. */
function SetFormula({
  formula,
  isAlone,
}: {
  readonly formula: Formula;
  readonly isAlone: boolean;
}) {
  return createElement(
    'math',
    { display: isAlone ? 'block' : 'inline', 'aria-label': plainFormula(formula) },
    formula.is === 'row' ? formula.of.map(part) : part(formula),
  );
}

/** Signs that stand close to both sides. */
const CLOSE = '/:%°';

function part(formula: Formula, key?: number): ReactNode {
  const at = key === undefined ? {} : { key };
  switch (formula.is) {
    case 'letter':
      // Upright for MathML: the style sheet slants the letters of the page's own font, which has no others.
      return createElement(
        'mi',
        { ...at, mathvariant: 'normal', className: 'quantity' },
        formula.text,
      );
    case 'name':
      return createElement(
        'mi',
        { ...at, mathvariant: 'normal', className: 'function' },
        formula.text,
      );
    case 'number':
      return createElement('mn', at, formula.text);
    case 'words':
      return createElement('mtext', at, formula.text);
    case 'sign':
      return createElement(
        'mo',
        {
          ...at,
          stretchy: 'false',
          ...(formula.isPrefix && { form: 'prefix' }),
          ...(CLOSE.includes(formula.text) && { lspace: '0', rspace: '0' }),
        },
        formula.text,
      );
    case 'row':
      return createElement('mrow', at, formula.of.map(part));
    case 'fraction':
      return createElement('mfrac', at, part(formula.above), part(formula.below));
    case 'root':
      return createElement('msqrt', at, part(formula.of));
    case 'fenced':
      return createElement(
        'mrow',
        at,
        createElement('mo', { fence: 'true', form: 'prefix' }, formula.open),
        part(formula.of),
        createElement('mo', { fence: 'true', form: 'postfix' }, formula.close),
      );
    case 'scripts': {
      const { base, sub, sup } = formula;
      if (sub === null) return createElement('msup', at, part(base), part(sup!));
      if (sup === null) return createElement('msub', at, part(base), part(sub));
      return createElement('msubsup', at, part(base), part(sub), part(sup));
    }
  }
}
