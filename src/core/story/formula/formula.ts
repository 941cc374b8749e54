import { FUNCTIONS, LETTERS, SIGNS } from './formulaNames.ts';

/** A formula as parts, to be set by whoever shows it. */
export type Formula =
  /** A quantity, set in italics. */
  | { readonly is: 'letter'; readonly text: string }
  /** ln, cos, or upright words. */
  | { readonly is: 'name'; readonly text: string }
  | { readonly is: 'number'; readonly text: string }
  /** `isPrefix`: it stands before what it belongs to, as the minus of −2. */
  | { readonly is: 'sign'; readonly text: string; readonly isPrefix: boolean }
  | { readonly is: 'words'; readonly text: string }
  | { readonly is: 'row'; readonly of: readonly Formula[] }
  | { readonly is: 'fraction'; readonly above: Formula; readonly below: Formula }
  | { readonly is: 'root'; readonly of: Formula }
  | {
      readonly is: 'scripts';
      readonly base: Formula;
      readonly sub: Formula | null;
      readonly sup: Formula | null;
    }
  /** Brackets as tall as what they hold. */
  | {
      readonly is: 'fenced';
      readonly open: string;
      readonly close: string;
      readonly of: Formula;
    };

/** What is wrong with a formula, in words for who wrote it. */
export class FormulaError extends Error {}

/** Deeper than this nobody reads. */
const DEEPEST = 12;

/**
 * Reads the few commands of TeX that docs/stories.md lists; nothing in it can become markup, a colour or an address.
 * @throws {FormulaError} naming what it does not know
 */
export function parseFormula(tex: string): Formula {
  return new Reader(tex).row(null, 0);
}

const OPENING = '([|';
const CLOSING = ')]|';
const IN_NUMBER = /^\d+(?:[.,]\d+)*/;
/** A relation or an operation: a minus after it belongs to what follows. */
const JOINS = new Set([...'=+−·×/<>≤≥≈≠∝±,→']);

class Reader {
  #at = 0;
  readonly #tex: string;

  constructor(tex: string) {
    this.#tex = tex;
  }

  /** @param until what ends the row, or null for the end of the text */
  row(until: '}' | '\\right' | null, depth: number): Formula {
    if (depth > DEEPEST) throw new FormulaError('it is nested too deep');
    const of: Formula[] = [];
    for (;;) {
      this.#skip();
      if (this.#at >= this.#tex.length) {
        if (until === null) return single(of);
        throw new FormulaError(until === '}' ? 'a } is missing' : 'a \\right is missing');
      }
      if (until !== null && this.#takes(until)) return single(of);
      const found = this.#scripted(of, depth);
      if (found !== null) of.push(found);
    }
  }

  /** The next part with what stands above and below it; null for a space. */
  #scripted(before: readonly Formula[], depth: number): Formula | null {
    const base = this.#part(before, depth);
    if (base === null) return null;
    let sub: Formula | null = null;
    let sup: Formula | null = null;
    for (;;) {
      this.#skip();
      const next = this.#tex[this.#at];
      if (next === '_' && sub === null) sub = this.#script(depth);
      else if (next === '^' && sup === null) sup = this.#script(depth);
      else break;
    }
    return sub === null && sup === null ? base : { is: 'scripts', base, sub, sup };
  }

  #script(depth: number): Formula {
    this.#at++;
    return this.#argument(depth);
  }

  /** One part, or several in braces. */
  #argument(depth: number): Formula {
    this.#skip();
    if (this.#takes('{')) return this.row('}', depth + 1);
    // As in TeX, of a number without braces its first digit alone.
    const digit = /^\d/.exec(this.#tex.slice(this.#at));
    if (digit !== null) {
      this.#at++;
      return { is: 'number', text: digit[0] };
    }
    const found = this.#part([], depth + 1);
    if (found === null) throw new FormulaError('something is missing after _, ^, \\frac or \\sqrt');
    return found;
  }

  #part(before: readonly Formula[], depth: number): Formula | null {
    const rest = this.#tex.slice(this.#at);
    if (rest === '') throw new FormulaError('something is missing at its end');
    const number = IN_NUMBER.exec(rest)?.[0];
    if (number !== undefined) {
      this.#at += number.length;
      return { is: 'number', text: number };
    }
    if (rest[0] === '\\') return this.#command(before, depth);
    const char = String.fromCodePoint(rest.codePointAt(0)!);
    this.#at += char.length;
    if (char === '{') return this.row('}', depth + 1);
    if ('}_^'.includes(char)) throw new FormulaError(`a ${char} too many`);
    if (/\p{L}/u.test(char)) return { is: 'letter', text: char };
    return signOf(char === '-' ? '−' : char === '*' ? '·' : char, before);
  }

  #command(before: readonly Formula[], depth: number): Formula | null {
    const name = /^\\([a-zA-Z]+|.)/u.exec(this.#tex.slice(this.#at))?.[1];
    if (name === undefined) throw new FormulaError('a \\ stands alone');
    this.#at += name.length + 1;
    if (name === 'frac')
      return {
        is: 'fraction',
        above: this.#argument(depth),
        below: this.#argument(depth),
      };
    if (name === 'sqrt') return { is: 'root', of: this.#argument(depth) };
    if (name === 'text') return { is: 'words', text: this.#words() };
    if (name === 'mathrm') return { is: 'name', text: this.#words().trim() };
    if (name === 'left') return this.#fenced(depth);
    if (name === ',' || name === ' ') return null;
    if (FUNCTIONS.has(name)) return { is: 'name', text: name };
    const letter = LETTERS.get(name);
    if (letter !== undefined) return { is: 'letter', text: letter };
    const sign = SIGNS.get(name);
    if (sign !== undefined) return signOf(sign, before);
    throw new FormulaError(`\\${name} is not known`);
  }

  #fenced(depth: number): Formula {
    const open = this.#bracket(OPENING);
    const of = this.row('\\right', depth + 1);
    return { is: 'fenced', open, close: this.#bracket(CLOSING), of };
  }

  #bracket(known: string): string {
    this.#skip();
    const char = this.#tex[this.#at] ?? '';
    if (char === '' || !known.includes(char))
      throw new FormulaError(`after \\left or \\right comes one of ${[...known].join(' ')}`);
    this.#at++;
    return char;
  }

  #words(): string {
    if (!this.#takes('{')) throw new FormulaError('words stand in braces: \\text{film}');
    const end = this.#tex.indexOf('}', this.#at);
    if (end < 0) throw new FormulaError('a } is missing');
    const words = this.#tex.slice(this.#at, end);
    this.#at = end + 1;
    return words;
  }

  #takes(what: string): boolean {
    if (!this.#tex.startsWith(what, this.#at)) return false;
    this.#at += what.length;
    return true;
  }

  #skip(): void {
    while (/\s/.test(this.#tex[this.#at] ?? '')) this.#at++;
  }
}

const single = (of: readonly Formula[]): Formula => (of.length === 1 ? of[0]! : { is: 'row', of });

function signOf(text: string, before: readonly Formula[]): Formula {
  const last = before.at(-1);
  const isFirst =
    last === undefined ||
    (last.is === 'sign' && (JOINS.has(last.text) || '(['.includes(last.text)));
  return { is: 'sign', text, isPrefix: isFirst && '−+±'.includes(text) };
}
