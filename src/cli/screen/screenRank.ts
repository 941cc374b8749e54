import { join } from 'node:path';
import { type Arguments, numberOption, optional, RequestError, UsageError } from '#cli/args.ts';
import { packagedLibrary } from '#cli/library.ts';
import { writeParts, writeText } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { makeFolder } from '#cli/writing/draftFile.ts';
import { fixed } from '#core/math/decimals.ts';
import { documentName, fileStem } from '#core/recipe/documentName.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { recipeOfLink } from '#core/recipe/share.ts';
import { interfaceNotes } from '#core/screen/impossible.ts';
import type { FoundLine, LineAdhesion, LineSide, ScreenLine } from '#core/screen/line.ts';
import { doubtsOf, impossibleNotes, isRefused } from '#core/screen/line.ts';
import {
  csvParts,
  RANKS,
  type RankBy,
  type Ranked,
  ranked,
  rankedMatch,
} from '#core/screen/rank.ts';
import { withMatch } from '#core/screen/recipe.ts';
import { differences, energiesText, type ScreenHeader } from '#core/screen/settings.ts';
import { hklText } from '#core/surface/miller.ts';
import { readResults } from './screenFile.ts';

export const rankOptions = {
  by: 'string',
  top: 'string',
  csv: 'string',
  recipes: 'string',
} as const;

/** Default of --top: rows that are shown and recipes that are written. */
export const TOP = 20;

/** `--by`: what candidates are ranked by. @throws {UsageError} */
export function rankBy(args: Arguments): RankBy {
  const asked = optional(args, 'by') ?? 'strain';
  const by = RANKS.find((r) => r === asked);
  if (by === undefined) throw new UsageError(`--by is ${RANKS.join(', ')}, not "${asked}"`);
  return by;
}

/** Merges files of results into one table. */
export function rank(args: Arguments): CommandAnswer {
  const paths = args.positionals;
  if (paths.length === 0) throw new UsageError('--rank needs the files of results');
  const by = rankBy(args);
  const top = numberOption(args, 'top', true);
  if (top !== null && top < 1) throw new UsageError(`--top is a number of rows, not ${top}`);
  const [csv, recipes] = [optional(args, 'csv'), optional(args, 'recipes')];
  if (csv === '-' && args.values['json'])
    throw new UsageError('--json and a table on standard output do not go together');
  const merged = merge(paths, by);
  const rows = merged.rows.slice(0, top ?? undefined);
  if (csv !== null) writeParts(csv, csvParts(rows));
  const best = rows.slice(0, top ?? TOP);
  const written = recipes === null ? [] : writeRecipes(recipes, best, paths);
  const { candidates, refused, bad } = merged;
  const value = {
    by,
    candidates,
    withMatches: merged.rows.length,
    refused,
    unreadable: bad,
    ...(merged.header.energies === undefined ? {} : { engine: energiesText(merged.header) }),
    ...(recipes === null ? {} : { recipes: written }),
    rows: rows.map(({ line, match }, i) => {
      const { key, film, substrate, count } = line;
      return { rank: i + 1, key, film, substrate, count, ...withNotes(match) };
    }),
  };
  if (csv === '-') return { value, text: '' };
  const text = [
    ...table(best),
    ...doubtLines(best),
    ...[energiesText(merged.header)].filter((text) => text !== null),
    `${candidates} candidates, ${merged.rows.length} with matches${refused > 0 ? `, ${refused} refused` : ''}; ranked by ${NAMES[by]}`,
    ...bad.map((b) => `left out, ${b}`),
    ...(csv === null ? [] : [`written: ${csv} (${rows.length} rows)`]),
    ...(recipes === null ? [] : [`written: ${written.length} recipes in ${recipes}`]),
  ];
  return { value, text: `${text.join('\n')}\n` };
}

/** A match with what is to be said of its energies, which lines of earlier versions do not hold. */
function withNotes(match: Ranked['match']): Ranked['match'] {
  const { adhesion } = match;
  if (adhesion === undefined) return match;
  const notes = [...new Set([...impossibleNotes(adhesion), ...(adhesion.notes ?? [])])];
  return notes.length === 0 ? match : { ...match, adhesion: { ...adhesion, notes } };
}

const NAMES: Readonly<Record<RankBy, string>> = {
  strain: 'least strain',
  area: 'smallest area',
  atoms: 'fewest atoms',
  energy: 'least elastic energy of the film; films without elastic constants last',
  adhesion: 'largest relaxed work of adhesion; candidates without one last',
  interface:
    'lowest interface energy; behind these the ones that cannot be (see their notes), candidates without one last',
};

interface Merged {
  readonly header: ScreenHeader;
  readonly rows: readonly Ranked[];
  readonly candidates: number;
  readonly refused: number;
  readonly bad: readonly string[];
}

interface Head {
  readonly header: ScreenHeader;
  readonly path: string;
}

/** @throws {RequestError} for a file without a header, or settings that differ */
export function merge(paths: readonly string[], by: RankBy): Merged {
  const bad: string[] = [];
  const keys = new Set<string>();
  let refused = 0;
  let first: Head | null = null;
  function* lines(): Generator<ScreenLine> {
    for (const path of paths) {
      let headed = false;
      for (const item of readResults(path)) {
        if (!headed && !('kind' in item && item.kind === 'header')) throw noScreen(path);
        if (!('kind' in item)) bad.push(`${item.path}, line ${item.number}: ${item.reason}`);
        else if (item.kind === 'header') {
          headed = true;
          first ??= { header: item.header, path };
          const differ = differences(first.header, item.header);
          if (differ.length > 0)
            throw new RequestError(
              `${first.path} and ${path} do not belong in one table, they differ in ${differ.join(', ')}`,
            );
        } else if (!keys.has(item.line.key)) {
          keys.add(item.line.key);
          if (isRefused(item.line)) refused++;
          yield slim(item.line, by);
        }
      }
    }
  }
  const rows = ranked(lines(), by);
  if (first === null) throw noScreen(paths[0]!);
  // Set inside of the generator, which the compiler does not follow.
  return { header: (first as Head).header, rows, candidates: keys.size, refused, bad };
}

const noScreen = (path: string) =>
  new RequestError(`${path}: the first line is not that of a screen`);

/** Only what the table shows, so that millions of lines fit in memory; links are read again. */
function slim(line: ScreenLine, by: RankBy): ScreenLine {
  if (isRefused(line)) return line;
  const match = rankedMatch(line, by);
  return { ...line, matches: match === null ? [] : [match], link: null };
}

function writeRecipes(
  folder: string,
  rows: readonly Ranked[],
  paths: readonly string[],
): readonly string[] {
  const links = linesWithLinks(rows, paths);
  makeFolder(folder);
  const width = Math.max(3, String(rows.length).length);
  return rows.map(({ line, match }, i) => {
    const recipe = recipeIn(links.get(line.key)!, match);
    const number = String(i + 1).padStart(width, '0');
    const path = join(folder, `${number}-${fileStem(documentName(recipe))}.json`);
    writeText(path, `${JSON.stringify(recipe, null, 2)}\n`);
    return path;
  });
}

/** The lines of some rows as the files have them, with their links. */
export function linesWithLinks(
  rows: readonly Ranked[],
  paths: readonly string[],
): ReadonlyMap<string, FoundLine> {
  const links = new Map<string, FoundLine>();
  const wanted = new Set(rows.map((r) => r.line.key));
  for (const path of paths)
    for (const item of readResults(path))
      if ('kind' in item && item.kind === 'line' && wanted.has(item.line.key))
        if (!isRefused(item.line) && !links.has(item.line.key)) links.set(item.line.key, item.line);
  return links;
}

export function recipeIn(line: FoundLine, match: Ranked['match']): Recipe {
  const recipe = recipeOfLink(line.link!);
  const best = line.matches.at(-1)!;
  const same = (m: Ranked['match']) => JSON.stringify([m.filmMatrix, m.substrateMatrix]);
  return same(best) === same(match) ? recipe : withMatch(recipe, match, packagedLibrary());
}

/** With an asterisk where something is to be known of it, which stands below the table. */
const adhesionText = (adhesion: LineAdhesion): string =>
  `${fixed(adhesion.relaxed, 4)}${doubtsOf(adhesion).length > 0 ? '*' : ''}`;

const interfaceText = (jm2: number): string =>
  `${fixed(jm2, 4)}${interfaceNotes(jm2).length > 0 ? '*' : ''}`;

const doubtLines = (rows: readonly Ranked[]): readonly string[] =>
  rows.flatMap(({ match }, i) =>
    match.adhesion === undefined
      ? []
      : doubtsOf(match.adhesion).map((text) => `* ${i + 1}: ${text}`),
  );

function table(rows: readonly Ranked[]): readonly string[] {
  if (rows.length === 0) return [];
  const plane = ({ formula, hkl }: LineSide) => `${formula} ${hklText(hkl)}`;
  const hasAdhesion = rows.some(({ match }) => match.adhesion !== undefined);
  const hasInterface = rows.some(({ match }) => typeof match.adhesion?.interface === 'number');
  const cells = rows.map(({ line, match: m }, i) => [
    String(i + 1),
    plane(line.film),
    plane(line.substrate),
    (100 * m.maxStrain).toFixed(3),
    m.substrateArea.toFixed(1),
    String(m.atoms),
    fixed(m.twistDeg, 2),
    m.elastic === null ? '' : m.elastic.toFixed(4),
    ...(hasAdhesion ? [m.adhesion === undefined ? '' : adhesionText(m.adhesion)] : []),
    ...(hasInterface
      ? [m.adhesion?.interface == null ? '' : interfaceText(m.adhesion.interface)]
      : []),
    `${line.film.tasker ?? '?'} on ${line.substrate.tasker ?? '?'}`,
  ]);
  const head = [
    '#',
    'film',
    'substrate',
    'strain %',
    'area Å²',
    'atoms',
    'twist °',
    'elastic J/m²',
    ...(hasAdhesion ? ['adhesion J/m²'] : []),
    ...(hasInterface ? ['interface J/m²'] : []),
    'Tasker types',
  ];
  const widths = head.map((h, k) => Math.max(h.length, ...cells.map((row) => row[k]!.length)));
  const left = new Set([1, 2, head.length - 1]);
  return [head, ...cells].map((row) =>
    row
      .map((c, k) => (left.has(k) ? c.padEnd(widths[k]!) : c.padStart(widths[k]!)))
      .join('  ')
      .trimEnd(),
  );
}
