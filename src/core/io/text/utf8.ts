import { checkTextSize } from './limits.ts';

// Part of Node and of every browser; the core is typed without either.
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array;
}

/**
 * UTF-8 to text; a byte-order mark is dropped, bytes that are not UTF-8 become U+FFFD.
 * @throws `too-large` over 256 MB
 */
export function decodeUtf8(bytes: Uint8Array): string {
  checkTextSize(bytes.length);
  return new TextDecoder().decode(bytes);
}

/** Text to UTF-8; an unpaired surrogate becomes U+FFFD. */
export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
