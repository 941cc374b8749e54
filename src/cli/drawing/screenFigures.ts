import { type Arguments, numberOption, optional, RequestError } from '#cli/args.ts';
import { readBytes } from '#cli/input.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { ScreenLine } from '#core/screen/line.ts';
import { isRefused } from '#core/screen/line.ts';
import { recipeOfAnyLink } from '#engines/zip/packedLink.ts';

/** A figure of a batch. */
export interface BatchFigure {
  /** Of its file, without ending: rank, film and substrate with their planes. */
  readonly stem: string;
  readonly recipe: Recipe;
}

/** The best candidates of a table of `screen`, least strained first. @throws {RequestError} */
export function screenFigures(args: Arguments, path: string): readonly BatchFigure[] {
  const top = numberOption(args, 'top', true) ?? 10;
  const order = optional(args, 'by') ?? 'strain';
  const lines = new TextDecoder()
    .decode(readBytes(path))
    .split('\n')
    .filter((line) => line.trim() !== '');
  const found = lines.flatMap((text, k) => {
    const line = parsed(path, k, text);
    // The first line says what was screened.
    if (!('key' in line) || isRefused(line)) return [];
    const best = line.matches.at(-1);
    return best === undefined || line.link === null ? [] : [{ line, best, link: line.link }];
  });
  if (found.length === 0) throw new RequestError(`${path} holds no match of epistack screen`);
  const value = ({ best }: (typeof found)[number]) =>
    order === 'area' ? best.filmArea : order === 'atoms' ? best.atoms : best.maxStrain;
  const width = String(Math.min(top, found.length)).length;
  return found
    .sort((p, q) => value(p) - value(q))
    .slice(0, top)
    .map(({ line, link }, rank) => ({
      stem: [
        String(rank + 1).padStart(width, '0'),
        `${line.film.formula}-${line.film.hkl.join('')}`,
        `on-${line.substrate.formula}-${line.substrate.hkl.join('')}`,
      ].join('_'),
      recipe: recipeOfAnyLink(link),
    }));
}

function parsed(path: string, k: number, text: string): ScreenLine {
  try {
    return JSON.parse(text) as ScreenLine;
  } catch {
    throw new RequestError(`${path}: line ${k + 1} is no line of epistack screen`);
  }
}
