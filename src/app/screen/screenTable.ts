import { EpistackError } from '#core/errors.ts';
import { paretoFront } from '#core/match/pareto.ts';
import { isRefused, type LineMatch, type LineSide } from '#core/screen/line.ts';
import { lineProblem, parseLine } from '#core/screen/parse.ts';
import { compareMatches, interfaceGroup, type RankBy } from '#core/screen/rank.ts';
import { differences, type ScreenHeader } from '#core/screen/settings.ts';
import type { ScreenKey, ScreenView } from './screenView.ts';

/** The part of a candidate that is kept in memory; the rest is read from the file when it is opened. */
interface Entry {
  readonly key: string;
  readonly film: LineSide;
  readonly substrate: LineSide;
  /** Lower-case text that the filters search. */
  readonly filmText: string;
  readonly substrateText: string;
  readonly count: number;
  readonly matches: readonly LineMatch[];
  /** Bytes of its line in the file. */
  readonly start: number;
  readonly end: number;
}

/** Line of the file, from 1, that could not be read. */
export interface BadLine {
  readonly line: number;
  readonly reason: string;
}

/** A file of results, read line by line. Filled by {@link addLine}. */
export interface ScreenResults {
  header: ScreenHeader | null;
  readonly entries: Entry[];
  readonly keys: Set<string>;
  readonly sides: Map<string, { readonly side: LineSide; readonly text: string }>;
  /** Candidates without a match within the limits. */
  none: number;
  refused: number;
  repeated: number;
  badCount: number;
  /** The first of the bad lines. */
  readonly bad: BadLine[];
}

/** Largest number of bad lines that are listed. */
const NAMED = 100;

export const emptyTable = (): ScreenResults => ({
  header: null,
  entries: [],
  keys: new Set(),
  sides: new Map(),
  none: 0,
  refused: 0,
  repeated: 0,
  badCount: 0,
  bad: [],
});

/** Adds one line; a line that is not a screening result is recorded as bad and skipped. */
export function addLine(
  table: ScreenResults,
  text: string,
  at: { readonly line: number; readonly start: number; readonly end: number },
): void {
  if (text.trim() === '') return;
  const reason = taken(table, text, at);
  if (reason === null) return;
  table.badCount++;
  if (table.bad.length < NAMED) table.bad.push({ line: at.line, reason });
}

function taken(
  table: ScreenResults,
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): string | null {
  try {
    const parsed = parseLine(text);
    if (parsed.kind === 'header') {
      if (table.header === null) table.header = parsed.header;
      const differ = differences(table.header, parsed.header);
      return differ.length === 0 ? null : `a screen with another ${differ.join(', ')} begins here`;
    }
    const { line } = parsed;
    if (table.keys.has(line.key)) {
      table.repeated++;
      return null;
    }
    table.keys.add(line.key);
    if (isRefused(line)) table.refused++;
    else if (line.matches.length === 0) table.none++;
    else {
      const [film, substrate] = [known(table, line.film), known(table, line.substrate)];
      table.entries.push({
        key: line.key,
        film: film.side,
        substrate: substrate.side,
        filmText: film.text,
        substrateText: substrate.text,
        count: line.count,
        matches: line.matches,
        start,
        end,
      });
    }
    return null;
  } catch (error) {
    if (error instanceof SyntaxError) return 'no JSON (is the line cut off?)';
    if (error instanceof EpistackError) return lineProblem(error);
    throw error;
  }
}

/** Returns one shared object for a plane of a crystal, which thousands of lines repeat. */
function known(table: ScreenResults, side: LineSide) {
  const name = `${side.id} ${side.hkl} ${side.planes}`;
  const old = table.sides.get(name);
  if (old !== undefined) return old;
  const { id, name: title, formula, hkl } = side;
  const text = `${formula} ${title} ${id} (${hkl.join('')}) (${hkl.join(' ')}) ${hkl.join(',')}`;
  const made = { side, text: plain(text) };
  table.sides.set(name, made);
  return made;
}

const plain = (text: string): string => text.toLowerCase().replaceAll('−', '-');

/** The rows of a view, by their places. */
export interface Arranged {
  /** Entries in the order shown. */
  readonly order: Uint32Array<ArrayBuffer>;
  /** Å² or atoms, and the largest strain: of row i, for the plot. */
  readonly sizes: Float32Array<ArrayBuffer>;
  readonly strains: Float32Array<ArrayBuffer>;
  /** Rows on the Pareto front, by rising size. */
  readonly front: Uint32Array<ArrayBuffer>;
}

export const matchFor = ({ matches }: Pick<Entry, 'matches'>, by: RankBy): LineMatch =>
  matches.reduce((best, m) => (compareMatches(m, best, by) < 0 ? m : best));

const VALUE: Readonly<Record<Exclude<ScreenKey, 'film' | 'substrate'>, (m: LineMatch) => number>> =
  {
    strain: (m) => m.maxStrain,
    area: (m) => m.substrateArea,
    atoms: (m) => m.atoms,
    twist: (m) => Math.abs(m.twistDeg),
    elastic: (m) => m.elastic ?? Number.POSITIVE_INFINITY,
    adhesion: (m) => m.adhesion?.relaxed ?? Number.NEGATIVE_INFINITY,
    interface: (m) => m.adhesion?.interface ?? Number.POSITIVE_INFINITY,
  };

/** Filters and sorts; equals keep the order of the ranking, then of their keys. */
export function arrange(table: ScreenResults, view: ScreenView): Arranged {
  const [film, substrate] = [wordsOf(view.film), wordsOf(view.substrate)];
  const shown: { readonly at: number; readonly entry: Entry; readonly match: LineMatch }[] = [];
  for (const [at, entry] of table.entries.entries())
    if (film.every((w) => entry.filmText.includes(w)))
      if (substrate.every((w) => entry.substrateText.includes(w)))
        shown.push({ at, entry, match: matchFor(entry, view.by) });
  const sign = view.down ? -1 : 1;
  const { sort } = view;
  const compare = (p: (typeof shown)[number], q: (typeof shown)[number]): number => {
    if (sort === 'film' || sort === 'substrate') {
      const [x, y] = [p.entry[`${sort}Text`], q.entry[`${sort}Text`]];
      if (x !== y) return x < y ? -sign : sign;
    } else {
      const group = sort === 'interface' ? interfaceGroup(p.match) - interfaceGroup(q.match) : 0;
      if (group !== 0) return sign * group;
      const [x, y] = [VALUE[sort](p.match), VALUE[sort](q.match)];
      if (x !== y) return x < y ? -sign : sign;
    }
    return compareMatches(p.match, q.match, view.by) || (p.entry.key < q.entry.key ? -1 : 1);
  };
  shown.sort(compare);
  const size = VALUE[view.across];
  return {
    order: Uint32Array.from(shown, (s) => s.at),
    sizes: Float32Array.from(shown, (s) => size(s.match)),
    strains: Float32Array.from(shown, (s) => s.match.maxStrain),
    front: Uint32Array.from(paretoFront(shown.map((s) => [size(s.match), s.match.maxStrain]))),
  };
}

const wordsOf = (text: string): readonly string[] =>
  plain(text)
    .split(/\s+/)
    .filter((w) => w !== '');

/** What the table shows of a candidate. */
export interface ScreenRow {
  readonly key: string;
  readonly film: LineSide;
  readonly substrate: LineSide;
  readonly count: number;
  readonly match: LineMatch;
}

export function screenRow(table: ScreenResults, at: number, by: RankBy): ScreenRow {
  const entry = table.entries[at]!;
  const { key, film, substrate, count } = entry;
  return { key, film, substrate, count, match: matchFor(entry, by) };
}
