import { checkTextSize } from './limits.ts';

// The core is typed without DOM or Node, and TextDecoder belongs to those.

/** Characters built at once: well below the argument limits of String.fromCharCode. */
const CHUNK = 8192;

/**
 * UTF-8 to text; a byte-order mark is dropped, each byte that is not UTF-8 becomes U+FFFD.
 * @throws `too-large` over 256 MB
 */
export function decodeUtf8(bytes: Uint8Array): string {
  checkTextSize(bytes.length);
  const units = new Uint16Array(Math.min(bytes.length, CHUNK) + 2);
  let used = 0;
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const [point, size] = codePoint(bytes, at);
    at += size;
    if (point > 0xffff) {
      units[used++] = 0xd800 + ((point - 0x10000) >> 10);
      units[used++] = 0xdc00 + ((point - 0x10000) & 0x3ff);
    } else if (point !== 0xfeff || at !== 3) units[used++] = point;
    if (used >= CHUNK) {
      text += String.fromCharCode(...units.subarray(0, used));
      used = 0;
    }
  }
  return text + String.fromCharCode(...units.subarray(0, used));
}

const INVALID: readonly [number, number] = [0xfffd, 1];

/** The code point at a byte and how many bytes it takes. */
function codePoint(bytes: Uint8Array, at: number): readonly [point: number, size: number] {
  const first = bytes[at]!;
  if (first < 0x80) return [first, 1];
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > bytes.length) return INVALID;
  let point = first & (0x7f >> size);
  for (let k = 1; k < size; k++) {
    const next = bytes[at + k]!;
    if ((next & 0xc0) !== 0x80) return INVALID;
    point = (point << 6) | (next & 0x3f);
  }
  const smallest = size === 4 ? 0x10000 : size === 3 ? 0x800 : 0x80;
  const surrogate = point >= 0xd800 && point <= 0xdfff;
  return point < smallest || point > 0x10ffff || surrogate ? INVALID : [point, size];
}

/** Text to UTF-8; an unpaired surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const out = new Uint8Array(text.length * 3);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    let point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    else if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) out[n++] = point;
    else {
      const size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      out[n++] = ((0xf00 >> size) & 0xff) | (point >> (6 * (size - 1)));
      for (let k = size - 2; k >= 0; k--) out[n++] = 0x80 | ((point >> (6 * k)) & 0x3f);
    }
  }
  return out.slice(0, n);
}
