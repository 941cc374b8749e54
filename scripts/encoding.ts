import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/** Compressed once and kept: strong enough to be small, and no longer than a blink for the largest file. */
const BROTLI_QUALITY = 9;
const GZIP_LEVEL = 9;
/** Smaller files gain less than the header costs. */
const LEAST_BYTES = 256;
/** Already compressed, or without an extension that says what they are. */
const PACKED = /\.(?:gz|zip|png|jpe?g|webp|woff2?)$/i;

/** Whether a file is worth compressing. */
export const isCompressible = (name: string, bytes: number): boolean =>
  bytes >= LEAST_BYTES && !PACKED.test(name);

/**
 * The best encoding that a request accepts, by its weights; of equals the smaller one.
 * @param accepted value of `Accept-Encoding`; nothing at all accepts the plain bytes
 */
export function encodingFor(accepted: string | undefined): Encoding {
  const weights = new Map(
    (accepted ?? '').split(',').map((part) => {
      const [name, ...parameters] = part.split(';').map((s) => s.trim().toLowerCase());
      const q = parameters.find((p) => p.startsWith('q='))?.slice(2);
      return [name!, q === undefined ? 1 : Number(q)] as const;
    }),
  );
  const weight = (name: string) => weights.get(name) ?? weights.get('*') ?? 0;
  if (weight('br') > 0 && weight('br') >= weight('gzip')) return 'br';
  return weight('gzip') > 0 ? 'gzip' : 'identity';
}

const compress: Readonly<Record<Exclude<Encoding, 'identity'>, (b: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: GZIP_LEVEL }),
};

/** Compressed files of a site, each made when it is first asked for and made again when it has changed. */
export function compressedFiles(): (
  path: string,
  encoding: Exclude<Encoding, 'identity'>,
  version: string,
) => Promise<Buffer> {
  const made = new Map<string, { readonly version: string; readonly bytes: Promise<Buffer> }>();
  return (path, encoding, version) => {
    const key = `${encoding} ${path}`;
    const known = made.get(key);
    if (known?.version === version) return known.bytes;
    const bytes = readFile(path).then(compress[encoding]);
    made.set(key, { version, bytes });
    bytes.catch(() => made.delete(key));
    return bytes;
  };
}
