import { isJpeg, isPng, isTiff } from './imageKind.ts';
import { type Inflate, type Pixels, refuseImage } from './pixels.ts';
import { readPng } from './png.ts';
import { readTiff } from './tiff.ts';

/** Which files are read here, for messages and help. */
export const MICROGRAPH_FILES =
  'PNG (any depth, not interlaced) and TIFF (8, 16 or 32 bits, grey or RGB, in strips; uncompressed, LZW, deflate or PackBits)';

/**
 * Reads an image by its content.
 * @param name for the message
 * @throws `micrograph` for what is damaged, too large or of another kind
 */
export function readMicrograph(bytes: Uint8Array, name: string, inflate: Inflate): Pixels {
  if (bytes.length === 0) refuseImage(name, 'the file is empty');
  if (isPng(bytes)) return readPng(bytes, inflate);
  if (isTiff(bytes)) return readTiff(bytes, inflate);
  if (isJpeg(bytes))
    return refuseImage(
      name,
      'JPEG is read on the page only; save it as PNG or TIFF, best from the original',
    );
  return refuseImage(name, `it is none of what is read: ${MICROGRAPH_FILES}`);
}
