import { strToU8, zipSync } from 'fflate';

/**
 * A zip whose bytes depend on names and contents alone: entries sorted, one fixed time, no extra fields.
 * @param files path inside the zip (forward slashes) and content
 */
export function zipFiles(
  files: readonly { readonly path: string; readonly text: string }[],
): Uint8Array<ArrayBuffer> {
  const sorted = files.toSorted((p, q) => (p.path < q.path ? -1 : 1));
  const tree = Object.fromEntries(sorted.map(({ path, text }) => [path, strToU8(text)]));
  // Zip stores local wall-clock fields: the same ones in every time zone, and far from any midnight.
  return zipSync(tree, { mtime: new Date(1980, 0, 2, 12), level: 6 }) as Uint8Array<ArrayBuffer>;
}
