import { splitLines } from '#core/io/text/text.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import type { Format, Head } from './format.ts';
import {
  FORMATS,
  OUTPUTS,
  type Output,
  type Playable,
  READABLE,
  type Readable,
} from './formats.ts';

/** How much of a file tells its format: more than any header. */
export const SNIFF_BYTES = 65536;

export function sniffedHead(data: string | Uint8Array): Head {
  const text =
    typeof data === 'string'
      ? data.slice(0, SNIFF_BYTES).replace(/^\ufeff/, '')
      : decodeUtf8(data.subarray(0, SNIFF_BYTES));
  const lines = splitLines(text);
  return { lines, first: lines.find((line) => line.trim() !== '') ?? '' };
}

/** The format of a file by its content, whatever it is called; the first in the list that takes it. */
const formatOfContent = (head: Head): Format | null =>
  FORMATS.find((f) => f.sniff?.(head) ?? false) ?? null;

/**
 * The format that a file's name stands for, or null. Directories and case do not matter; an
 * ending decides before a beginning, so "POSCAR_film.cif" is a CIF.
 */
function formatOfName<F extends Format>(name: string, among: readonly F[]): F | null {
  const base = (name.split(/[/\\]/).at(-1) ?? '').toLowerCase();
  const matching = (test: (pattern: string) => boolean) =>
    among.find(({ names }) => names.some((pattern) => test(pattern.toLowerCase())));
  return (
    matching((p) => p.startsWith('.') && base.endsWith(p)) ??
    matching((p) => {
      const [begin, end] = p.split('*');
      return end !== undefined && base.startsWith(begin!) && base.endsWith(end);
    }) ??
    null
  );
}

/**
 * The format to read one structure with: by the content, and by the name only when the content does not
 * tell, so that the message fits.
 * @returns null when neither tells, and for files that are only played
 */
export function structureFormatOf(data: string | Uint8Array, name: string): Readable | null {
  const found = formatOfContent(sniffedHead(data));
  const isReadable = (f: Format | null): f is Readable => f?.structure !== undefined;
  return isReadable(found) ? found : formatOfName(name, READABLE);
}

/**
 * The format to read all frames with; names do not matter.
 * @param head at least the first {@link SNIFF_BYTES}, or the whole of a shorter file
 * @returns null for everything else, files of one structure by nature included
 */
export function trajectoryFormatOf(head: Uint8Array): Playable | null {
  const found = formatOfContent(sniffedHead(head));
  const isPlayable = (f: Format | null): f is Playable => f?.trajectory !== undefined;
  return isPlayable(found) ? found : null;
}

/** The format to write a file of this name in, or null. */
export const outputOfName = (name: string): Output | null => formatOfName(name, OUTPUTS);
