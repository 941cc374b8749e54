import { strToU8, unzipSync, type ZippableFile, zipSync } from 'fflate';

/** Made by Unix: then the upper half of the attributes is a file mode. */
const UNIX = 3;
/** Regular files; scripts may be run as they are unpacked. */
const modeOf = (path: string): number => (path.endsWith('.sh') ? 0o100755 : 0o100644);

/** A file of a zip: its path (forward slashes) and content. */
export type ZipEntry =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly bytes: Uint8Array };

/**
 * A zip whose bytes depend on names and contents alone: entries sorted, one fixed time, no extra fields. Scripts keep their
 * execute bit.
 */
export function zipFiles(files: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const sorted = files.toSorted((p, q) => (p.path < q.path ? -1 : 1));
  const tree = Object.fromEntries(
    sorted.map((file): [string, ZippableFile] => [
      file.path,
      [
        'bytes' in file ? file.bytes : strToU8(file.text),
        { os: UNIX, attrs: modeOf(file.path) * 0x10000 },
      ],
    ]),
  );
  // Zip stores local wall-clock fields: the same ones in every time zone, and far from any midnight.
  // fflate fills a buffer of its own, never a shared one, which a Blob would refuse.
  return zipSync(tree, { mtime: new Date(1980, 0, 2, 12), level: 6 }) as Uint8Array<ArrayBuffer>;
}

/** A file of this many bytes is the largest that is unpacked. */
const MOST_BYTES = 256_000_000;

/** The files of a zip by path, all or those that are wanted; null for bytes that are no zip. */
export function unzipped(
  bytes: Uint8Array,
  isWanted: (path: string) => boolean = () => true,
): ReadonlyMap<string, Uint8Array> | null {
  try {
    return new Map(
      Object.entries(
        unzipSync(bytes, {
          filter: ({ name, originalSize }) => originalSize <= MOST_BYTES && isWanted(name),
        }),
      ),
    );
  } catch {
    return null;
  }
}
