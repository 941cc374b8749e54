import { parseNumber, refuse } from '#core/io/text/text.ts';

// The syntax of CIF 1.1 alone; what the tags mean is in cif.ts.

export const CIF = 'CIF';

export interface CifValue {
  readonly text: string;
  readonly line: number;
  /** Quoted or a text field: then "." and "?" are ordinary text. */
  readonly quoted: boolean;
  /** The tag stands on this other line too, with another value. */
  readonly rival?: number;
}

export interface CifLoop {
  readonly line: number;
  readonly tags: readonly string[];
  /** Row after row, `tags.length` values each; whole rows only. */
  readonly values: readonly CifValue[];
  /** Where the values end that fill no row; null when all do. */
  readonly raggedLine: number | null;
  /** Values in all, those that fill no row included. */
  readonly count: number;
}

/** Tags are lower case, with "_" where mmCIF has ".": `_cell_length_a`. */
export interface CifBlock {
  readonly name: string;
  readonly line: number;
  readonly items: ReadonlyMap<string, CifValue>;
  readonly loops: readonly CifLoop[];
}

type Token = CifValue & { readonly kind: 'value' | 'tag' | 'loop' | 'data' };

/**
 * The data blocks of a file in order.
 * @throws `parse` with the line
 * @see https://www.iucr.org/resources/cif/spec/version1.1/cifsyntax
 */
export function parseCifText(text: string): CifBlock[] {
  const tokens = tokenize(text.replace(/\r\n?/g, '\n').replace(/^\ufeff/, ''));
  const blocks: {
    name: string;
    line: number;
    items: Map<string, CifValue>;
    loops: CifLoop[];
  }[] = [];
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i++]!;
    if (token.kind === 'data') {
      blocks.push({ name: token.text, line: token.line, items: new Map(), loops: [] });
      continue;
    }
    const block = blocks.at(-1);
    if (block === undefined) refuse(CIF, token.line, 'a line "data_NAME" before anything else');
    if (token.kind === 'loop') {
      const loop = parseLoop(tokens, i, token.line);
      block.loops.push(loop);
      i += loop.tags.length + loop.count;
    } else if (token.kind === 'tag') {
      const value = tokens[i++];
      if (value?.kind !== 'value') refuse(CIF, token.line, `a value after ${token.text}`);
      block.items.set(token.text, oneOf(block.items.get(token.text), value));
    } else refuse(CIF, token.line, `a tag before the value "${token.text.slice(0, 40)}"`);
  }
  return blocks;
}

/** A tag that stands twice keeps the value that it has; where both have one, the first is kept, and asking for it throws. */
function oneOf(before: CifValue | undefined, value: CifValue): CifValue {
  const says = (v: CifValue) => isGiven(v) && v.text.trim() !== '';
  if (before === undefined || !says(before)) return value;
  return !says(value) || before.text.trim() === value.text.trim()
    ? before
    : { ...before, rival: value.line };
}

function parseLoop(tokens: readonly Token[], start: number, line: number): CifLoop {
  let at = start;
  while (tokens[at]?.kind === 'tag') at++;
  const tags = tokens.slice(start, at).map((t) => t.text);
  if (tags.length === 0) refuse(CIF, line, 'names of columns, which begin with "_", after loop_');
  const first = at;
  while (tokens[at]?.kind === 'value') at++;
  const values = tokens.slice(first, at);
  const rest = values.length % tags.length;
  return {
    line,
    tags,
    values: rest === 0 ? values : values.slice(0, -rest),
    raggedLine: rest === 0 ? null : values.at(-1)!.line,
    count: values.length,
  };
}

/** @param text with line ends \n */
function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const isSecond = text.startsWith('#\\#CIF_2');
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const c = text[at]!;
    if (c === '\n') {
      line++;
      at++;
    } else if (isSpace(c)) at++;
    else if (c === '#') at = orEnd(text.indexOf('\n', at), text);
    else if (c === ';' && (at === 0 || text[at - 1] === '\n')) {
      const end = text.indexOf('\n;', at);
      if (end < 0) refuse(CIF, line, 'a line that begins with ";" to close this text field');
      const field = text.slice(at + 1, end);
      tokens.push({ kind: 'value', text: field, line, quoted: true });
      line += field.split('\n').length;
      at = end + 2;
    } else if (isSecond && QUOTES.includes(c) && tripleEnd(text, at) > 0) {
      const end = tripleEnd(text, at);
      const field = text.slice(at + 3, end);
      tokens.push({ kind: 'value', text: field, line, quoted: true });
      line += field.split('\n').length - 1;
      at = end + 3;
    } else if (QUOTES.includes(c)) {
      const end = closingQuote(text, at);
      if (end < 0) refuse(CIF, line, `a closing ${c} on the same line`);
      tokens.push({ kind: 'value', text: text.slice(at + 1, end), line, quoted: true });
      at = end + 1;
      // What follows a quote that closes before no white space, a comma as a rule, is no value.
      while (at < text.length && !isSpace(text[at]!)) at++;
    } else {
      const start = at;
      while (at < text.length && !isSpace(text[at]!)) at++;
      tokens.push(bareToken(text.slice(start, at), line));
    }
  }
  return tokens;
}

const QUOTES = '\'"';

/** Where three quotes close what three have opened, over lines, as in CIF 2; −1 where none do. */
function tripleEnd(text: string, open: number): number {
  const three = text[open]!.repeat(3);
  return text.startsWith(three, open) ? text.indexOf(three, open + 3) : -1;
}

/**
 * A quote closes only before white space: 'O5' in C4'' is one value. Where none does, the last one of the line closes
 * what some programs write as a list: 'A. Author, B. Author', −1 when the line ends first.
 */
function closingQuote(text: string, open: number): number {
  let last = -1;
  for (let at = open + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] !== text[open]) continue;
    if (at + 1 === text.length || isSpace(text[at + 1]!)) return at;
    if (text[at + 1] === ',') last = at;
  }
  return last;
}

function bareToken(text: string, line: number): Token {
  const lower = text.toLowerCase();
  if (text.startsWith('_'))
    return { kind: 'tag', text: lower.replace('.', '_'), line, quoted: false };
  if (lower === 'loop_') return { kind: 'loop', text, line, quoted: false };
  if (lower.startsWith('data_')) return { kind: 'data', text: text.slice(5), line, quoted: false };
  if (lower.startsWith('save_') || lower === 'stop_' || lower === 'global_')
    refuse(CIF, line, `data blocks only; ${lower.slice(0, 7)} belongs to dictionaries`);
  return { kind: 'value', text, line, quoted: false };
}

const isSpace = (c: string): boolean => c === ' ' || c === '\t' || c === '\n' || c === '\f';
const orEnd = (at: number, text: string): number => (at < 0 ? text.length : at);

/** "." (inapplicable) and "?" (unknown) count as no value. */
export const isGiven = (value: CifValue | undefined): value is CifValue =>
  value !== undefined && (value.quoted || (value.text !== '.' && value.text !== '?'));

/**
 * The first of these tags that has a value outside loops.
 * @throws `parse` when the file gives it twice, with different values
 */
export function item(block: CifBlock, ...tags: readonly string[]): CifValue | undefined {
  const found = tags.find((tag) => isGiven(block.items.get(tag)));
  return found === undefined ? undefined : sure(found, block.items.get(found)!);
}

function sure(tag: string, value: CifValue): CifValue {
  if (value.rival !== undefined)
    refuse(CIF, value.rival, `${tag} once; line ${value.line} gives another value`);
  return value;
}

/** "5.4309(3)" is 5.4309; undefined for what is no number. */
export const cifNumber = (value: CifValue | undefined): number | undefined =>
  isGiven(value) ? parseNumber(value.text.trim().replace(/\(\d+\)$/, '')) : undefined;

/**
 * The loop that holds a tag; single values outside loops count as a loop of one row.
 * @throws `parse` when two loops hold it, or its last row is not whole
 */
export function loopWith(block: CifBlock, tag: string): CifLoop | undefined {
  const [loop, second] = block.loops.filter((l) => l.tags.includes(tag));
  if (second !== undefined) refuse(CIF, second.line, `one loop with ${tag}`);
  if (loop !== undefined && loop.raggedLine !== null)
    refuse(
      CIF,
      loop.raggedLine,
      `${loop.tags.length} values a row; the loop of line ${loop.line} has ${loop.count} in all`,
    );
  if (loop !== undefined || !block.items.has(tag)) return loop;
  const { line } = sure(tag, block.items.get(tag)!);
  const values = [...block.items.values()];
  return {
    line,
    tags: [...block.items.keys()],
    values,
    raggedLine: null,
    count: values.length,
  };
}

/** The values of a tag in a loop, row by row; undefined when the loop has no such tag. */
export function column(loop: CifLoop, tag: string): readonly CifValue[] | undefined {
  const at = loop.tags.indexOf(tag);
  const width = loop.tags.length;
  return at < 0 ? undefined : loop.values.filter((_, k) => k % width === at);
}
