import { crc32, deflateSync } from 'node:zlib';

export interface PngWish {
  readonly depth: 8 | 16;
  /** Of every row, 0 … 4. */
  readonly filter: number;
  readonly perMetre?: number;
  /** The size that the header tells, where it is another. */
  readonly said?: readonly [number, number];
  readonly interlace?: number;
  /** Instead of the packed rows. */
  readonly data?: Buffer;
}

/** A grey PNG. */
export function pngOf(
  width: number,
  height: number,
  values: readonly number[],
  wish: PngWish,
): Uint8Array {
  const step = wish.depth / 8;
  const stride = width * step;
  const plain = Buffer.alloc(stride * height);
  for (const [k, v] of values.entries())
    if (step === 1) plain[k] = v;
    else plain.writeUInt16BE(v, 2 * k);
  const rows = Buffer.alloc((stride + 1) * height);
  for (let j = 0; j < height; j++) {
    rows[j * (stride + 1)] = wish.filter;
    for (let i = 0; i < stride; i++) {
      const at = j * stride + i;
      const a = i >= step ? plain[at - step]! : 0;
      const b = j > 0 ? plain[at - stride]! : 0;
      const c = i >= step && j > 0 ? plain[at - stride - step]! : 0;
      rows[j * (stride + 1) + 1 + i] =
        plain[at]! - [0, a, b, (a + b) >> 1, paeth(a, b, c)][wish.filter]!;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(wish.said?.[0] ?? width, 0);
  header.writeUInt32BE(wish.said?.[1] ?? height, 4);
  header.set([wish.depth, 0, 0, 0, wish.interlace ?? 0], 8);
  const size = Buffer.alloc(9);
  size.writeUInt32BE(wish.perMetre ?? 0, 0);
  size[8] = 1;
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    ...(wish.perMetre === undefined ? [] : [chunk('pHYs', size)]),
    chunk('IDAT', wish.data ?? deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}
