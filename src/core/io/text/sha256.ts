import { encodeUtf8 } from './utf8.ts';

/** The first 32 bits of the fractional part of a root of each of the first primes: the constants of SHA-256. */
function rootsOfPrimes(count: number, root: (prime: number) => number): Uint32Array {
  const out = new Uint32Array(count);
  for (let n = 2, k = 0; k < count; n++) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) isPrime = false;
    if (!isPrime) continue;
    const x = root(n);
    out[k++] = (x - Math.floor(x)) * 2 ** 32;
  }
  return out;
}

const START = rootsOfPrimes(8, Math.sqrt);
const ROUNDS = rootsOfPrimes(64, Math.cbrt);

const turned = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/**
 * SHA-256 of bytes, or of a text in UTF-8, as `sha256sum` prints it.
 * @see FIPS 180-4, doi 10.6028/NIST.FIPS.180-4
 */
export function sha256(content: Uint8Array | string): string {
  const bytes = typeof content === 'string' ? encodeUtf8(content) : content;
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor((8 * bytes.length) / 2 ** 32));
  view.setUint32(length - 4, (8 * bytes.length) >>> 0);
  const state = Uint32Array.from(START);
  const words = new Uint32Array(64);
  for (let at = 0; at < length; at += 64) {
    for (let t = 0; t < 16; t++) words[t] = view.getUint32(at + 4 * t);
    addBlock(state, words);
  }
  return Array.from(state, (x) => x.toString(16).padStart(8, '0')).join('');
}

/** @param words the block in the first 16; the others are filled here */
function addBlock(state: Uint32Array, words: Uint32Array): void {
  for (let t = 16; t < 64; t++) {
    const [p, q] = [words[t - 15]!, words[t - 2]!];
    const s0 = turned(p, 7) ^ turned(p, 18) ^ (p >>> 3);
    const s1 = turned(q, 17) ^ turned(q, 19) ^ (q >>> 10);
    words[t] = words[t - 16]! + s0 + words[t - 7]! + s1;
  }
  // Eight words: a typed array keeps no length in its type.
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let t = 0; t < 64; t++) {
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[t]! + words[t]!) | 0;
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [i, x] of [a, b, c, d, e, f, g, h].entries()) state[i] = state[i]! + x;
}
