import { unzlibSync } from 'fflate';

/** Inflates a zlib stream, up to so many bytes: what is beyond is dropped, so that a small file takes no large memory. */
export const inflateZlib = (bytes: Uint8Array, most: number): Uint8Array =>
  unzlibSync(bytes, { out: new Uint8Array(most) });
