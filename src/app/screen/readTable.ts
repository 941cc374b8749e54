import { Refusal } from '#app/jobs/problems.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { addLine, emptyTable, type ScreenResults } from './screenTable.ts';

/** A line of screening results has a few kB; a line longer than this belongs to another kind of file. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;

/**
 * Reads a file of results as it streams in, never all of it at once.
 * @param onBytes told how many bytes and lines were read so far
 * @throws Refusal for a file that holds no screen, or cannot be read
 */
export async function readTable(
  file: Blob,
  onBytes: (bytes: number, lines: number) => void,
): Promise<ScreenResults> {
  const table = emptyTable();
  const reader = file.stream().getReader();
  let rest = new Uint8Array(0);
  let [start, line] = [0, 1];
  const take = (bytes: Uint8Array): void => {
    addLine(table, decodeUtf8(bytes), { line, start, end: start + bytes.length });
    if (line === 1 && table.header === null) throw notOurs();
    start += bytes.length + 1;
    line++;
  };
  // The file was moved or changed on disk.
  const read = () =>
    reader.read().catch((error: Error) => {
      throw new Refusal(error.message);
    });
  for (let next = await read(); !next.done; next = await read()) {
    const bytes = joined(rest, next.value);
    let at = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, at)) {
      take(bytes.subarray(at, end));
      at = end + 1;
    }
    rest = bytes.slice(at);
    if (rest.length > MAX_LINE_BYTES) throw notOurs();
    onBytes(start + rest.length, line - 1);
  }
  if (rest.length > 0) take(rest);
  if (table.header === null) throw notOurs();
  return table;
}

const notOurs = () => new Refusal('it does not begin as a table of epistack screen');

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
