import {
  COLOUR_NOTE,
  checkSize,
  greyOf,
  type Inflate,
  type Pixels,
  refuseImage,
} from './pixels.ts';

const FORMAT = 'TIFF';

/** Tags of the Tag Image File Format, revision 6.0. */
const TAG = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  description: 270,
  stripOffsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  xResolution: 282,
  planar: 284,
  predictor: 317,
  tileWidth: 322,
  sampleFormat: 339,
} as const;

const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
};

const LZW = 5;
const DEFLATE = [8, 32_946];
const PACKBITS = 32_773;
const FLOAT = 3;
const SIGNED = 2;
/** More entries than this are those of a broken file. */
const MOST_ENTRIES = 1000;

/**
 * Reads the first page of a TIFF in strips: 8, 16 or 32 bits, whole numbers or floats, grey or RGB, as they are or packed by
 * LZW, deflate or PackBits. The size of a pixel is read where ImageJ wrote it.
 * @throws `micrograph`
 */
export function readTiff(bytes: Uint8Array, inflate: Inflate): Pixels {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const tags = readTags(view, little);
  const one = (tag: number, otherwise: number) => tags.get(tag)?.[0] ?? otherwise;
  const [width, height] = [one(TAG.width, 0), one(TAG.height, 0)];
  checkSize(FORMAT, width, height);
  if (tags.has(TAG.tileWidth))
    refuseImage(FORMAT, 'it is saved in tiles, which are not read: save it in strips');
  const samples = one(TAG.samples, 1);
  const bits = tags.get(TAG.bits) ?? [1];
  const depth = bits[0]!;
  const photometric = one(TAG.photometric, 1);
  if (![8, 16, 32].includes(depth) || bits.some((b) => b !== depth))
    refuseImage(FORMAT, `samples of ${bits.join(', ')} bits are not read: 8, 16 and 32 are`);
  if (photometric > 2)
    refuseImage(FORMAT, 'its colours are those of a palette or of print: save it in grey or RGB');
  if (samples > 1 && one(TAG.planar, 1) !== 1)
    refuseImage(FORMAT, 'its colours are saved apart: save them together, or in grey');
  const format = one(TAG.sampleFormat, 1);
  const rowBytes = (width * samples * depth) / 8;
  const rows = unpackedStrips(bytes, tags, { rowBytes, height, inflate });
  if (one(TAG.predictor, 1) === 2) takeBack(rows, { width, height, samples, depth, little });
  else if (one(TAG.predictor, 1) !== 1)
    refuseImage(FORMAT, 'its predictor is not read: save it without compression');
  const data = new DataView(rows.buffer);
  const read = (n: number): number => {
    if (depth === 8) return format === SIGNED ? data.getInt8(n) : data.getUint8(n);
    if (depth === 16)
      return format === SIGNED ? data.getInt16(2 * n, little) : data.getUint16(2 * n, little);
    if (format === FLOAT) return data.getFloat32(4 * n, little);
    return format === SIGNED ? data.getInt32(4 * n, little) : data.getUint32(4 * n, little);
  };
  const values = new Float32Array(width * height);
  const isColour = photometric === 2 && samples >= 3;
  for (let k = 0; k < values.length; k++) {
    const n = k * samples;
    const grey = isColour ? greyOf(read(n), read(n + 1), read(n + 2)) : read(n);
    if (!Number.isFinite(grey))
      refuseImage(FORMAT, `pixel ${k + 1} has no number for its brightness`);
    // Photometric 0: the smallest number is white.
    values[k] = photometric === 0 ? -grey : grey;
  }
  return { width, height, values, pixelAng: pixelOf(tags), notes: isColour ? [COLOUR_NOTE] : [] };
}

type Tags = ReadonlyMap<number, readonly number[]>;

/** Numbers of all entries of the first page; text as its codes; a ratio as its quotient. */
function readTags(view: DataView, little: boolean): Tags {
  const at = view.byteLength >= 8 ? view.getUint32(4, little) : 0;
  if (at < 8 || at + 2 > view.byteLength)
    refuseImage(FORMAT, 'the file is cut off: it has no directory');
  const count = view.getUint16(at, little);
  if (count > MOST_ENTRIES || at + 2 + 12 * count > view.byteLength)
    refuseImage(FORMAT, 'the file is cut off in its directory');
  const tags = new Map<number, readonly number[]>();
  for (let k = 0; k < count; k++) {
    const entry = at + 2 + 12 * k;
    const type = view.getUint16(entry + 2, little);
    const length = view.getUint32(entry + 4, little);
    const size = TYPE_BYTES[type];
    if (size === undefined) continue;
    const start = size * length <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
    // Entries of other programs may be anything: those that do not fit are left out.
    if (length > view.byteLength || start + size * length > view.byteLength) continue;
    const values = Array.from({ length }, (_, n) => numberAt(view, start + n * size, type, little));
    tags.set(view.getUint16(entry, little), values);
  }
  return tags;
}

function numberAt(view: DataView, at: number, type: number, little: boolean): number {
  if (type === 3) return view.getUint16(at, little);
  if (type === 4) return view.getUint32(at, little);
  if (type === 5) return view.getUint32(at, little) / view.getUint32(at + 4, little);
  if (type === 11) return view.getFloat32(at, little);
  if (type === 12) return view.getFloat64(at, little);
  return view.getUint8(at);
}

interface Strips {
  readonly rowBytes: number;
  readonly height: number;
  readonly inflate: Inflate;
}

function unpackedStrips(
  bytes: Uint8Array,
  tags: Tags,
  { rowBytes, height, inflate }: Strips,
): Uint8Array {
  const offsets = tags.get(TAG.stripOffsets) ?? [];
  const lengths = tags.get(TAG.stripBytes) ?? [];
  const rowsPerStrip = Math.min(height, tags.get(TAG.rowsPerStrip)?.[0] ?? height);
  const compression = tags.get(TAG.compression)?.[0] ?? 1;
  const out = new Uint8Array(rowBytes * height);
  const strips = Math.ceil(height / Math.max(1, rowsPerStrip));
  for (let k = 0; k < strips; k++) {
    const [start, length] = [offsets[k], lengths[k] ?? rowBytes * rowsPerStrip];
    if (start === undefined || start + length > bytes.length)
      refuseImage(FORMAT, `the file is cut off: strip ${k + 1} of ${strips} is not there`);
    const packed = bytes.subarray(start, start + length);
    const wanted = rowBytes * Math.min(rowsPerStrip, height - k * rowsPerStrip);
    const strip = unpacked(packed, compression, wanted, inflate);
    if (strip.length < wanted) refuseImage(FORMAT, `strip ${k + 1} of ${strips} ends too early`);
    out.set(strip.subarray(0, wanted), k * rowsPerStrip * rowBytes);
  }
  return out;
}

function unpacked(
  packed: Uint8Array,
  compression: number,
  wanted: number,
  inflate: Inflate,
): Uint8Array {
  if (compression === 1) return packed;
  if (compression === LZW) return lzw(packed, wanted);
  if (compression === PACKBITS) return packBits(packed, wanted);
  if (!DEFLATE.includes(compression))
    refuseImage(
      FORMAT,
      `its compression (${compression}) is not read: save it without, or with LZW or deflate`,
    );
  try {
    return inflate(packed, wanted);
  } catch {
    return refuseImage(FORMAT, 'its data are damaged and do not unpack');
  }
}

const CLEAR = 256;
const END = 257;
const LONGEST_CODE = 12;

/** LZW as TIFF has it: codes of 9 to 12 bits, the highest bit first, which become wider one code earlier than they need to. */
function lzw(packed: Uint8Array, wanted: number): Uint8Array {
  const out = new Uint8Array(wanted);
  const [prefix, suffix, length] = [
    new Uint16Array(4097),
    new Uint8Array(4097),
    new Uint16Array(4097),
  ];
  for (let k = 0; k < 256; k++) [suffix[k], length[k]] = [k, 1];
  let [next, width, before, at, bits, held] = [258, 9, -1, 0, 0, 0];
  const write = (code: number): number => {
    let c = code;
    for (let n = length[code]! - 1; n >= 0; n--) {
      if (at + n < wanted) out[at + n] = suffix[c]!;
      c = prefix[c]!;
    }
    at += length[code]!;
    return suffix[firstOf(code)]!;
  };
  const firstOf = (code: number): number => {
    let c = code;
    while (length[c]! > 1) c = prefix[c]!;
    return c;
  };
  for (const byte of packed) {
    held = ((held << 8) | byte) & 0xff_ffff;
    bits += 8;
    if (bits < width) continue;
    const code = (held >> (bits - width)) & ((1 << width) - 1);
    bits -= width;
    if (code === END || at >= wanted) break;
    if (code === CLEAR) {
      [next, width, before] = [258, 9, -1];
      continue;
    }
    if (before >= 0 && next < 4096) {
      if (code > next) refuseImage(FORMAT, 'its LZW data are damaged');
      suffix[next] = suffix[firstOf(code === next ? before : code)]!;
      [prefix[next], length[next]] = [before, length[before]! + 1];
      next++;
    } else if (code >= next) refuseImage(FORMAT, 'its LZW data are damaged');
    write(code);
    before = code;
    if (next + 1 >= 1 << width && width < LONGEST_CODE) width++;
  }
  return out.subarray(0, Math.min(at, wanted));
}

function packBits(packed: Uint8Array, wanted: number): Uint8Array {
  const out = new Uint8Array(wanted);
  let to = 0;
  for (let at = 0; at < packed.length && to < wanted; ) {
    const n = (packed[at++]! << 24) >> 24;
    if (n === -128) continue;
    const count = Math.min(n >= 0 ? n + 1 : 1 - n, wanted - to);
    if (n >= 0) {
      out.set(packed.subarray(at, at + count), to);
      at += n + 1;
    } else out.fill(packed[at++]!, to, to + count);
    to += count;
  }
  return out.subarray(0, to);
}

/** Predictor 2: each sample was saved as its difference from the one at its left. */
function takeBack(
  rows: Uint8Array,
  s: { width: number; height: number; samples: number; depth: number; little: boolean },
): void {
  const data = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
  const across = s.width * s.samples;
  for (let j = 0; j < s.height; j++)
    for (let i = s.samples; i < across; i++) {
      const n = j * across + i;
      if (s.depth === 8) rows[n] = rows[n]! + rows[n - s.samples]!;
      else if (s.depth === 16)
        data.setUint16(
          2 * n,
          data.getUint16(2 * n, s.little) + data.getUint16(2 * (n - s.samples), s.little),
          s.little,
        );
      else
        data.setUint32(
          4 * n,
          data.getUint32(4 * n, s.little) + data.getUint32(4 * (n - s.samples), s.little),
          s.little,
        );
    }
}

const UNITS_ANG: Readonly<Record<string, number>> = {
  nm: 10,
  micron: 1e4,
  um: 1e4,
  µm: 1e4,
  A: 1,
  Å: 1,
  pm: 0.01,
};

/** ImageJ writes pixels per unit as the resolution, and the unit into the description. */
function pixelOf(tags: Tags): number | null {
  const text = String.fromCharCode(...(tags.get(TAG.description) ?? []).slice(0, 4000));
  const unit = /(?:^|\n)unit=(\\u00B5m|\\u00C5|[^\n\0]+)/.exec(text)?.[1];
  const known = unit === '\\u00B5m' ? 'µm' : unit === '\\u00C5' ? 'Å' : unit;
  const perUnit = tags.get(TAG.xResolution)?.[0];
  const ang = known === undefined ? undefined : UNITS_ANG[known];
  if (ang === undefined || perUnit === undefined || !(perUnit > 0 && perUnit < 1e9)) return null;
  return ang / perUnit;
}
