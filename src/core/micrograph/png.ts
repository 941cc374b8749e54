import {
  COLOUR_NOTE,
  checkSize,
  greyOf,
  type Inflate,
  type Pixels,
  refuseImage,
} from './pixels.ts';

const FORMAT = 'PNG';
const SIGNATURE_BYTES = 8;
/** Samples of a pixel by its colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS = [1, 2, 4, 8, 16];
const METRE_ANG = 1e10;
/** A pixel larger than this is that of a screen or of paper, not of a micrograph, Å. */
const LARGEST_PIXEL_ANG = 1e5;

/**
 * Reads a PNG of any depth and colour type, not interlaced; transparency is left out.
 * @see W3C, Portable Network Graphics (PNG) Specification
 * @throws `micrograph`
 */
export function readPng(bytes: Uint8Array, inflate: Inflate): Pixels {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [width, height, depth, colour, interlace] = [0, 0, 0, 0, 0];
  let palette: Uint8Array | null = null;
  let pixelAng: number | null = null;
  const parts: Uint8Array[] = [];
  let isEnded = false;
  for (let at = SIGNATURE_BYTES; at + 12 <= bytes.length && !isEnded; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (data.length < length) break;
    if (type === 'IHDR' && length >= 13) {
      [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
      [depth, colour, interlace] = [data[8]!, data[9]!, data[12]!];
    } else if (type === 'PLTE') palette = data;
    else if (type === 'IDAT') parts.push(data);
    else if (type === 'pHYs' && length >= 9 && data[8] === 1) {
      const edge = METRE_ANG / view.getUint32(at + 8);
      if (edge < LARGEST_PIXEL_ANG) pixelAng = edge;
    } else if (type === 'IEND') isEnded = true;
    at += 12 + length;
  }
  checkSize(FORMAT, width, height);
  const channels = CHANNELS[colour];
  if (channels === undefined || !DEPTHS.includes(depth))
    refuseImage(FORMAT, `colour type ${colour} with ${depth} bits is none of the format`);
  if (interlace !== 0)
    refuseImage(FORMAT, 'it is interlaced, which is not read: save it without interlacing');
  if (!isEnded) refuseImage(FORMAT, 'the file is cut off before its end');
  const bits = channels * depth;
  const stride = Math.ceil((width * bits) / 8);
  const raw = inflated(parts, inflate, (stride + 1) * height);
  if (raw.length < (stride + 1) * height)
    refuseImage(
      FORMAT,
      `its data end after ${Math.floor(raw.length / (stride + 1))} of ${height} rows`,
    );
  const rows = unfiltered(raw, stride, height, Math.max(1, bits >> 3));
  const values = new Float32Array(width * height);
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++) {
      const sample = (c: number) => sampleOf(rows, j * stride, i * channels + c, depth);
      let grey = sample(0);
      if (colour === 3) {
        const entry = 3 * grey;
        if (palette === null || entry + 2 >= palette.length)
          refuseImage(FORMAT, `its palette has no colour ${grey}`);
        grey = greyOf(palette[entry]!, palette[entry + 1]!, palette[entry + 2]!);
      } else if (channels >= 3) grey = greyOf(grey, sample(1), sample(2));
      values[j * width + i] = grey;
    }
  return {
    width,
    height,
    values,
    pixelAng,
    notes: channels >= 3 || colour === 3 ? [COLOUR_NOTE] : [],
  };
}

function inflated(parts: readonly Uint8Array[], inflate: Inflate, most: number): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  try {
    return inflate(whole, most);
  } catch {
    return refuseImage(FORMAT, 'its data are damaged and do not unpack');
  }
}

function sampleOf(rows: Uint8Array, start: number, n: number, depth: number): number {
  if (depth === 8) return rows[start + n]!;
  if (depth === 16) return 256 * rows[start + 2 * n]! + rows[start + 2 * n + 1]!;
  const bit = n * depth;
  return (rows[start + (bit >> 3)]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

/** Takes back the filter of each row. */
function unfiltered(raw: Uint8Array, stride: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let j = 0; j < height; j++) {
    const filter = raw[j * (stride + 1)]!;
    if (filter > 4)
      refuseImage(FORMAT, `row ${j + 1} has the filter ${filter}, which there is not`);
    for (let i = 0; i < stride; i++) {
      const at = j * stride + i;
      const left = i >= step ? out[at - step]! : 0;
      const up = j > 0 ? out[at - stride]! : 0;
      const corner = j > 0 && i >= step ? out[at - stride - step]! : 0;
      out[at] = raw[j * (stride + 1) + 1 + i]! + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const estimate = left + up - corner;
  const [a, b, c] = [
    Math.abs(estimate - left),
    Math.abs(estimate - up),
    Math.abs(estimate - corner),
  ];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
