import { refuse } from '#core/io/text/text.ts';

// JSON with the line of every value, so that what is wrong in a file can be named; NaN and Infinity, which Python
// writes, are numbers. Values may stand one after the other, as in JSON Lines.

export type JsonNode =
  | {
      readonly kind: 'object';
      readonly line: number;
      readonly entries: ReadonlyMap<string, JsonNode>;
    }
  | { readonly kind: 'array'; readonly line: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly line: number; readonly value: string }
  | { readonly kind: 'number'; readonly line: number; readonly value: number }
  | { readonly kind: 'boolean'; readonly line: number; readonly value: boolean }
  | { readonly kind: 'null'; readonly line: number };

/** Deepest nesting of values; no file of structures comes near it. */
const MAX_DEPTH = 100;

/**
 * All values of a text, one after the other.
 * @param format named in a refusal
 * @throws `parse` with the line
 */
export function parseJson(format: string, text: string): readonly JsonNode[] {
  const c: Scanner = { format, text, at: 0, line: 1 };
  const values: JsonNode[] = [];
  skipBlanks(c);
  while (c.at < text.length) {
    values.push(readValue(c, 0));
    skipBlanks(c);
  }
  return values;
}

interface Scanner {
  readonly format: string;
  readonly text: string;
  at: number;
  line: number;
}

function skipBlanks(c: Scanner): void {
  for (; c.at < c.text.length; c.at++) {
    const char = c.text.charCodeAt(c.at);
    if (char === 10) c.line++;
    else if (char !== 32 && char !== 13 && char !== 9) return;
  }
}

const NUMBER = /-?(?:Infinity|NaN|(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const WORD = /true|false|null/y;
// A character that is escaped, or any but a quote, a backslash and a line end: one way to match each.
const STRING = /"(?:\\.|[^"\\\n\r])*"/y;

function readValue(c: Scanner, depth: number): JsonNode {
  if (depth > MAX_DEPTH) refuse(c.format, c.line, `at most ${MAX_DEPTH} lists within lists`);
  const { line } = c;
  switch (c.text[c.at]) {
    case '{':
      return readObject(c, depth);
    case '[':
      return readArray(c, depth);
    case '"':
      return { kind: 'string', line, value: readString(c) };
    default: {
      const word = match(c, WORD);
      if (word === 'null') return { kind: 'null', line };
      if (word !== null) return { kind: 'boolean', line, value: word === 'true' };
      const number = match(c, NUMBER);
      if (number === null) wrong(c, 'a value: a number, a text in quotes, a list or an object');
      return { kind: 'number', line, value: Number(number) };
    }
  }
}

function readObject(c: Scanner, depth: number): JsonNode {
  const { line } = c;
  const entries = new Map<string, JsonNode>();
  c.at++;
  skipBlanks(c);
  while (c.text[c.at] !== '}') {
    if (entries.size > 0) expect(c, ',', '"," or "}"');
    if (c.text[c.at] !== '"') wrong(c, 'a name in quotes');
    const name = readString(c);
    skipBlanks(c);
    expect(c, ':', '":" after a name');
    if (entries.has(name)) wrong(c, `"${name.slice(0, 40)}" once`);
    entries.set(name, readValue(c, depth + 1));
    skipBlanks(c);
  }
  c.at++;
  return { kind: 'object', line, entries };
}

function readArray(c: Scanner, depth: number): JsonNode {
  const { line } = c;
  const items: JsonNode[] = [];
  c.at++;
  skipBlanks(c);
  while (c.text[c.at] !== ']') {
    if (items.length > 0) expect(c, ',', '"," or "]"');
    items.push(readValue(c, depth + 1));
    skipBlanks(c);
  }
  c.at++;
  return { kind: 'array', line, items };
}

function readString(c: Scanner): string {
  const { at } = c;
  const text = match(c, STRING);
  try {
    if (text !== null) return JSON.parse(text) as string;
  } catch {
    c.at = at;
  }
  return wrong(c, 'a text that its quotes close on the same line');
}

function expect(c: Scanner, char: string, what: string): void {
  if (c.text[c.at] !== char) wrong(c, what);
  c.at++;
  skipBlanks(c);
}

function match(c: Scanner, pattern: RegExp): string | null {
  pattern.lastIndex = c.at;
  const found = pattern.exec(c.text)?.[0] ?? null;
  if (found !== null) c.at = pattern.lastIndex;
  return found;
}

function wrong(c: Scanner, expected: string): never {
  const ends = c.at >= c.text.length;
  refuse(c.format, c.line, ends ? `${expected}; the file ends before it` : expected);
}
