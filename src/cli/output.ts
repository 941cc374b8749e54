import { closeSync, lstatSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
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

export function writeText(path: string, text: string): void {
  if (path === '-') process.stdout.write(text);
  else writeFileSync(path, text);
}

/**
 * Writes a long file in parts, so that it is never in memory as a whole. The new file replaces an old one only when
 * it is complete; after a failure the old one is unchanged.
 */
export function writeParts(path: string, parts: Iterable<string>): void {
  if (path === '-') {
    for (const part of parts) process.stdout.write(part);
    return;
  }
  // Pipes and devices are written directly, as they have no old content to keep.
  const isPlain = lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
  const target = isPlain ? `${path}.part` : path;
  const fd = openNamed(target, path);
  try {
    for (const part of parts) writeFileSync(fd, part);
  } catch (error) {
    if (isPlain) rmSync(target, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
  if (isPlain) renameSync(target, path);
}

/** Errors of opening name the requested file, not the temporary one. */
function openNamed(target: string, path: string): number {
  try {
    return openSync(target, 'w');
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replaceAll(target, path);
    throw error;
  }
}
