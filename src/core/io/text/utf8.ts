import { checkTextSize } from './limits.ts';

// Part of Node and of every browser; the core is typed without either.
declare class TextDecoder {
  constructor(encoding?: string);
  decode(bytes: Uint8Array): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array;
}

/** Whether a file begins with the mark of UTF-16, which some programs of Windows write; null: it does not. */
function utf16Of([a, b]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

const [LF, CR] = [10, 13];
const hasOwnLines = (head: Uint8Array): boolean =>
  head.includes(CR) && !head.includes(LF) && !head.includes(0);

/**
 * Whether the bytes of a file are other than readers of bytes take: UTF-16, or lines that end in \r alone.
 * @param head where it begins
 */
export const isForeignText = (head: Uint8Array): boolean =>
  utf16Of(head) !== null || hasOwnLines(head);

/**
 * UTF-8 with lines that end in \n for {@link isForeignText}; other bytes as they are.
 * @throws `too-large` over 256 MB
 */
export function plainText<B extends ArrayBufferLike>(bytes: Uint8Array<B>): Uint8Array<B> {
  if (!isForeignText(bytes)) return bytes;
  const encoding = utf16Of(bytes);
  checkTextSize(bytes.length);
  const text = new TextDecoder(encoding ?? 'utf-8').decode(bytes);
  return encodeUtf8(text.replaceAll(/\r\n?/g, '\n')) as Uint8Array<B>;
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
