import { extname } from 'node:path';
import { UsageError } from '#cli/args.ts';

// Told here, as a browser is started only for what can be written.
export const PICTURE_ENDINGS = [
  '.png',
  '.zip',
  '.svg',
  '.glb',
  '.usdz',
  '.stl',
  '.pov',
  '.vesta',
] as const;
export const FILM_ENDINGS = ['.mp4', '.webm', '.gif'] as const;

/**
 * The ending of a drawn file, in small letters.
 * @param what "picture" or "film"
 * @throws {UsageError} for one that is none of the known ones
 */
export function endingOf(path: string, what: string, known: readonly string[]): string {
  const ending = extname(path).toLowerCase();
  if (known.includes(ending)) return ending;
  throw new UsageError(
    `the name of a ${what} ends in one of ${known.join(', ')}, not in "${ending}"; "convert" writes files of atoms`,
  );
}
