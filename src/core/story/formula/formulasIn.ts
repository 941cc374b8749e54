import type { StoryStep } from '#core/story/story.ts';
import { type Formula, FormulaError, parseFormula } from './formula.ts';

/** A text of a story: words, and formulas between dollars. */
export type Piece =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'formula'; readonly tex: string; readonly formula: Formula };

/**
 * A dollar opens a formula before a letter or sign and closes it after one, never before a digit: "from $5 to $6" has
 * none.
 */
const FORMULA = /\$(?=[^\s$])([^$]*[^\s$\\])\$(?!\d)/g;

/** The pieces of a text; what cannot be read as a formula stays as it was typed. */
export function piecesOf(text: string): readonly Piece[] {
  const out: Piece[] = [];
  let from = 0;
  const say = (words: string) => {
    if (words !== '') out.push({ is: 'text', text: words });
  };
  for (const found of text.matchAll(FORMULA)) {
    const tex = found[1]!;
    const formula = readable(tex);
    if (formula === null) continue;
    say(text.slice(from, found.index));
    out.push({ is: 'formula', tex, formula });
    from = found.index + found[0].length;
  }
  say(text.slice(from));
  return out;
}

function readable(tex: string): Formula | null {
  try {
    return parseFormula(tex);
  } catch {
    return null;
  }
}

/** What is wrong with the formulas of a text, in words for who wrote it; null where all can be read. */
export function formulaFault(text: string): string | null {
  for (const [, tex] of text.matchAll(FORMULA))
    try {
      parseFormula(tex!);
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      return `The formula $${tex}$ cannot be read and is shown as typed: ${error.message}.`;
    }
  return null;
}

/** What is wrong with the formulas of a step. */
export const stepFaults = ({ text = [], questions = [] }: StoryStep): readonly string[] =>
  [...text, ...questions.flatMap((q) => [q.ask, q.answer])]
    .map(formulaFault)
    .filter((fault) => fault !== null);
