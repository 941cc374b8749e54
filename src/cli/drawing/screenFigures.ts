import { type Arguments, numberOption, optional, RequestError, UsageError } from '#cli/args.ts';
import { readBytes } from '#cli/input.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { ScreenLine } from '#core/screen/line.ts';
import { isRefused } from '#core/screen/line.ts';
import { recipeOfAnyLink } from '#engines/zip/packedLink.ts';

/** A figure of a batch. */
export interface BatchFigure {
  /** Of its file, without ending: rank, film and substrate with their planes. */
  readonly stem: string;
  /** @throws EpistackError, and others, of a row that holds none */
  readonly recipe: () => Recipe;
}

/** The best candidates of a table of `screen`, least strained first, and the lines that are no rows of one. */
interface ScreenFigures {
  readonly figures: readonly BatchFigure[];
  readonly unread: readonly string[];
}

/** @throws {RequestError} where the table holds no match */
export function screenFigures(args: Arguments, path: string): ScreenFigures {
  const top = numberOption(args, 'top', true) ?? 10;
  if (top < 1) throw new UsageError(`--top is 1 or more, not ${top}`);
  const order = optional(args, 'by') ?? 'strain';
  const lines = new TextDecoder()
    .decode(readBytes(path))
    .split('\n')
    .map((text, k) => ({ text, number: k + 1 }))
    .filter(({ text }) => text.trim() !== '');
  const unread: string[] = [];
  const found = lines.flatMap(({ text, number }) => {
    const line = parsed(text);
    if (line === null) unread.push(`line ${number} is no line of epistack screen`);
    // The first line says what was screened.
    if (line === null || !('key' in line) || isRefused(line)) return [];
    const best = line.matches.at(-1);
    return best === undefined || line.link === null ? [] : [{ line, best, link: line.link }];
  });
  if (found.length === 0)
    throw new RequestError(
      [`${path} holds no match of epistack screen`, ...unread.slice(0, 1)].join(': '),
    );
  const value = ({ best }: (typeof found)[number]) =>
    order === 'area' ? best.filmArea : order === 'atoms' ? best.atoms : best.maxStrain;
  const width = String(Math.min(top, found.length)).length;
  const figures = found
    .sort((p, q) => value(p) - value(q))
    .slice(0, top)
    .map(({ line, link }, rank) => ({
      stem: [
        String(rank + 1).padStart(width, '0'),
        `${line.film.formula}-${line.film.hkl.join('')}`,
        `on-${line.substrate.formula}-${line.substrate.hkl.join('')}`,
      ].join('_'),
      recipe: () => recipeOfAnyLink(link),
    }));
  return { figures, unread };
}

/** A line of the table; null for one that was torn, or is of something else. */
function parsed(text: string): ScreenLine | null {
  try {
    const line = JSON.parse(text) as ScreenLine | null;
    return typeof line === 'object' ? line : null;
  } catch {
    return null;
  }
}
