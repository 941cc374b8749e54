import { zipSync } from 'fflate';

/** Bytes before the content of the first file of a zip, besides its name and what is put there to pad. */
const HEAD = 30 + 4;
/** Content begins at a multiple of this, so that it can be read where it lies. */
const ALIGNED = 64;
/** Of the field that pads; no program reads it. */
const PAD = 0x1986;

/** A zip of one file, not compressed and aligned as USDZ asks. */
export function alignedZip(path: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const room = ALIGNED - ((HEAD + path.length) % ALIGNED);
  // fflate fills a buffer of its own, never a shared one.
  return zipSync(
    { [path]: [content, { extra: { [PAD]: new Uint8Array(room % ALIGNED) } }] },
    { level: 0, mtime: new Date(1980, 0, 2, 12) },
  ) as Uint8Array<ArrayBuffer>;
}
