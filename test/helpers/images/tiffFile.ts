import { deflateSync } from 'node:zlib';

export interface TiffWish {
  readonly depth: 8 | 16;
  readonly compression: number;
  readonly little: boolean;
  readonly rowsPerStrip?: number;
  readonly predictor?: boolean;
  /** 2: three samples a pixel. */
  readonly photometric?: number;
  readonly description?: string;
  readonly perUnit?: readonly [number, number];
  /** The size that the directory tells, where it is another. */
  readonly said?: readonly [number, number];
  readonly compressionSaid?: number;
  /** Bits of the samples that the directory tells, where they are others. */
  readonly bitsSaid?: readonly number[];
  /** A tag that the directory lacks. */
  readonly lacks?: number;
}

/** A TIFF in strips. */
export function tiffOf(
  width: number,
  height: number,
  values: readonly number[],
  wish: TiffWish,
): Uint8Array {
  const { depth, little, photometric = 1 } = wish;
  const samples = photometric === 2 ? 3 : 1;
  const across = width * samples;
  const rowsPerStrip = wish.rowsPerStrip ?? Math.max(1, height);
  const strips: Buffer[] = [];
  for (let first = 0; first < height; first += rowsPerStrip) {
    const last = Math.min(height, first + rowsPerStrip);
    const raw = Buffer.alloc(((last - first) * across * depth) / 8);
    for (let k = 0; k < (last - first) * across; k++) {
      const at = first * across + k;
      const before = wish.predictor && k % across >= samples ? values[at - samples]! : 0;
      const v = (values[at]! - before) & (2 ** depth - 1);
      if (depth === 8) raw[k] = v;
      else if (little) raw.writeUInt16LE(v, 2 * k);
      else raw.writeUInt16BE(v, 2 * k);
    }
    strips.push(packed(raw, wish.compression));
  }
  const all: [tag: number, type: number, values: readonly number[]][] = [
    [256, 4, [wish.said?.[0] ?? width]],
    [257, 4, [wish.said?.[1] ?? height]],
    [258, 3, wish.bitsSaid ?? Array<number>(samples).fill(depth)],
    [259, 3, [wish.compressionSaid ?? wish.compression]],
    [262, 3, [photometric]],
    ...(wish.description === undefined
      ? []
      : [[270, 2, [...Buffer.from(`${wish.description}\0`)]] as [number, number, number[]]]),
    [273, 4, []],
    [277, 3, [samples]],
    [278, 4, [wish.said?.[1] ?? rowsPerStrip]],
    [279, 4, strips.map((s) => s.length)],
    ...(wish.perUnit === undefined
      ? []
      : [[282, 5, [...wish.perUnit]] as [number, number, number[]]]),
    ...(wish.predictor ? [[317, 3, [2]] as [number, number, number[]]] : []),
  ];
  const entries = all.filter(([tag]) => tag !== wish.lacks);
  let at = 8;
  entries.find(([tag]) => tag === 273)![2] = strips.map((s) => {
    const start = at;
    at += s.length;
    return start;
  });
  const directory = at;
  const bytes = (type: number) => ({ 2: 1, 3: 2, 4: 4, 5: 4 })[type]!;
  let extra = directory + 2 + 12 * entries.length + 4;
  const total = entries.reduce((n, [, type, list]) => {
    const size = bytes(type) * list.length;
    return n + (size > 4 ? size : 0);
  }, extra);
  const out = Buffer.alloc(total);
  const u16 = (v: number, to: number) =>
    little ? out.writeUInt16LE(v, to) : out.writeUInt16BE(v, to);
  const u32 = (v: number, to: number) =>
    little ? out.writeUInt32LE(v, to) : out.writeUInt32BE(v, to);
  out.write(little ? 'II' : 'MM', 0, 'latin1');
  u16(42, 2);
  u32(directory, 4);
  let to = 8;
  for (const strip of strips) {
    strip.copy(out, to);
    to += strip.length;
  }
  u16(entries.length, directory);
  for (const [k, [tag, type, list]] of entries.entries()) {
    const entry = directory + 2 + 12 * k;
    u16(tag, entry);
    u16(type, entry + 2);
    u32(type === 5 ? list.length / 2 : list.length, entry + 4);
    const size = bytes(type) * list.length;
    const start = size > 4 ? extra : entry + 8;
    if (size > 4) {
      u32(extra, entry + 8);
      extra += size;
    }
    for (const [n, v] of list.entries())
      if (bytes(type) === 1) out[start + n] = v;
      else if (bytes(type) === 2) u16(v, start + 2 * n);
      else u32(v, start + 4 * n);
  }
  return out;
}

function packed(raw: Buffer, compression: number): Buffer {
  if (compression === 8) return deflateSync(raw);
  if (compression === 5) return lzw(raw);
  if (compression === 32_773) return packBits(raw);
  return raw;
}

/** As TIFF 6.0, section 13, tells the compressor: clear first, wider after entries 511, 1023 and 2047, clear again after entry 4094. */
function lzw(raw: Buffer): Buffer {
  const bits: number[] = [];
  let [table, next, width] = [new Map<string, number>(), 258, 9];
  const put = (code: number) => {
    for (let b = width - 1; b >= 0; b--) bits.push((code >> b) & 1);
  };
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : table.get(text)!);
  put(256);
  let held = '';
  for (const byte of raw) {
    const letter = String.fromCharCode(byte);
    const longer = held + letter;
    if (longer.length === 1 || table.has(longer)) {
      held = longer;
      continue;
    }
    put(codeOf(held));
    table.set(longer, next++);
    if (next === 512 || next === 1024 || next === 2048) width++;
    if (next === 4095) {
      put(256);
      [table, next, width] = [new Map(), 258, 9];
    }
    held = letter;
  }
  if (held !== '') put(codeOf(held));
  put(257);
  while (bits.length % 8 !== 0) bits.push(0);
  return Buffer.from(
    Array.from({ length: bits.length / 8 }, (_, k) =>
      bits.slice(8 * k, 8 * k + 8).reduce((v, b) => 2 * v + b, 0),
    ),
  );
}

/** Runs of three and more as runs, all else as it is. */
function packBits(raw: Buffer): Buffer {
  const out: number[] = [];
  for (let at = 0; at < raw.length; ) {
    let run = 1;
    while (run < 128 && raw[at + run] === raw[at]) run++;
    if (run >= 3) out.push(257 - run, raw[at]!);
    else out.push(run - 1, ...raw.subarray(at, at + run));
    at += run;
  }
  return Buffer.from(out);
}
