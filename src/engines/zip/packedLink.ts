import { deflateSync, Inflate } from 'fflate';
import { canonicalJson, fnv1a } from '#core/recipe/hash.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import {
  asciiText,
  badLink,
  bytesOfLink,
  linkIn,
  PACKED_PREFIX,
  recipeOfLink,
  recipeOfText,
  toBase64Url,
} from '#core/recipe/share.ts';
import { LINK_DICTIONARY } from './linkDictionary.ts';

/** Most bytes that a link may unpack to: several times the largest document that is allowed. */
export const MAX_LINK_BYTES = 4_000_000;
/** Packed bytes that are unpacked at a time: they cannot become more than some thousand times as many. */
const STEP_BYTES = 512;

const bytesOf = (ascii: string) => Uint8Array.from(ascii, (c) => c.charCodeAt(0));
const dictionary = bytesOf(LINK_DICTIONARY);

/** Bytes of the checksum in front: deflate itself does not notice a letter that was changed. */
const CHECK_BYTES = 4;
const checkOf = (json: string): number => Number.parseInt(fnv1a(json), 16);

/**
 * The whole document as a link fragment: `#z=` and base64url of a checksum and of the text by deflate, with a dictionary
 * of what most documents hold.
 */
export const packedLinkOf = (recipe: Recipe): string =>
  PACKED_PREFIX + packedText(canonicalJson(recipe));

/** An ASCII text as base64url of a checksum and of the text by deflate. */
export function packedText(json: string): string {
  const packed = deflateSync(bytesOf(json), { level: 9, dictionary });
  const bytes = new Uint8Array(CHECK_BYTES + packed.length);
  new DataView(bytes.buffer).setUint32(0, checkOf(json));
  bytes.set(packed, CHECK_BYTES);
  return toBase64Url(bytes);
}

/**
 * The document of a link, packed or plain, alone or at the end of an address.
 * @throws `recipe` when it is cut off, altered, not a link of ours, or would unpack to more than any document
 */
export function recipeOfAnyLink(address: string): Recipe {
  if (linkIn(address)?.startsWith(PACKED_PREFIX) !== true) return recipeOfLink(address);
  return recipeOfText(textOfPacked(bytesOfLink(address, PACKED_PREFIX)));
}

/** The text that {@link packedText} packed. @throws `recipe` when it is cut off or altered, or unpacks to too much */
export function textOfPacked(bytes: Uint8Array): string {
  if (bytes.length <= CHECK_BYTES) throw badLink();
  const json = asciiText(unpacked(bytes.subarray(CHECK_BYTES)));
  const { buffer, byteOffset } = bytes;
  if (new DataView(buffer, byteOffset).getUint32(0) !== checkOf(json)) throw badLink();
  return json;
}

/** Unpacks step by step, so that a small link cannot fill the memory. */
function unpacked(packed: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  const inflate = new Inflate({ dictionary }, (part, isLast) => {
    parts.push(part);
    length += part.length;
    isWhole = isLast;
  });
  for (let at = 0; at < packed.length || at === 0; at += STEP_BYTES) {
    const isLast = at + STEP_BYTES >= packed.length;
    try {
      inflate.push(packed.slice(at, at + STEP_BYTES), isLast);
    } catch {
      throw badLink();
    }
    if (length > MAX_LINK_BYTES)
      throw badLink(`a link that holds at most ${MAX_LINK_BYTES / 1e6} MB`);
  }
  if (!isWhole) throw badLink();
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
