import { basename } from 'node:path';
import { draftFile } from '#cli/writing/draftFile.ts';
import { OUTPUT_WORDS, type OutputId } from '#core/io/formats.ts';
import { outputOfName } from '#core/io/recognise.ts';
import { type Arguments, UsageError } from './args.ts';

/** The output format: `--format`, else the file's name. */
export function anyOutput(path: string, asked: string | null): OutputId {
  const known = OUTPUT_WORDS.join(', ');
  if (asked !== null) {
    const output = OUTPUT_WORDS.find((word) => word === asked);
    if (output === undefined) throw new UsageError(`--format is one of ${known}, not "${asked}"`);
    return output;
  }
  const output = outputOfName(basename(path));
  if (output === null)
    throw new UsageError(`cannot tell a format from the name "${path}": use --format (${known})`);
  return output.id;
}

/** Refuses a file and a JSON value on the same standard output. @throws {UsageError} */
export function checkOut(out: string | null, { values }: Arguments): void {
  if (out === '-' && values['json'])
    throw new UsageError('--json and a file on standard output do not go together');
}

/**
 * Writes a file, or standard output for `-`. The new file replaces an old one only when it is whole, see
 * {@link draftFile}.
 * @throws {RequestError} naming the file
 */
export const writeText = (path: string, text: string | Uint8Array): void =>
  writeParts(path, [text]);

/** The same for a long file, in parts, so that it is never in memory as a whole. */
export function writeParts(path: string, parts: Iterable<string | Uint8Array>): void {
  if (path === '-') {
    for (const part of parts) {
      process.stdout.write(part);
      // The reader is gone, or the disk behind it is full: the handler of `main.ts` says so.
      if (process.stdout.destroyed) return;
    }
    return;
  }
  const draft = draftFile(path);
  try {
    for (const part of parts) draft.write(part);
  } catch (error) {
    draft.drop();
    throw error;
  }
  draft.keep();
}
