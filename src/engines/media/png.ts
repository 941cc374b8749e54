/** What stands in a PNG besides its pixels. */
export interface PngHead {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Whether opacity is kept; else three bytes a pixel. */
  readonly alpha: boolean;
  /** Printed pixels an inch; null where a picture has no printed size. */
  readonly dpi: number | null;
}

/**
 * A PNG of any size, from bands of rows that are made one after the other: no more than one of them is held.
 * @param bands RGBA rows from the top, any number of whole rows each
 */
export async function pngOf(head: PngHead, bands: AsyncIterable<Uint8ClampedArray>): Promise<Blob> {
  const packer = new CompressionStream('deflate');
  const writer = packer.writable.getWriter();
  const parts = chunksOf(packer.readable);
  // What goes wrong while rows are made is thrown below; the reader must not wait for more then.
  const packed = parts.catch((error: unknown) => error as Error);
  try {
    let above: Uint8Array | null = null;
    for await (const band of bands) {
      const filtered = filterRows(band, head, above);
      above = filtered.last;
      await writer.write(filtered.bytes);
    }
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    await packed;
    throw error;
  }
  const data = await parts;
  return new Blob(
    [
      SIGNATURE,
      chunk('IHDR', header(head)),
      chunk('sRGB', new Uint8Array(1)),
      ...(head.dpi === null ? [] : [chunk('pHYs', printedSize(head.dpi))]),
      ...data.map((bytes) => chunk('IDAT', bytes)),
      chunk('IEND', new Uint8Array(0)),
    ],
    { type: 'image/png' },
  );
}

const SIGNATURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

async function chunksOf(packed: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const out: Uint8Array[] = [];
  const reader = packed.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) out.push(next.value);
  return out;
}

function header({ widthPx, heightPx, alpha }: PngHead): Uint8Array {
  const out = new Uint8Array(13);
  const view = new DataView(out.buffer);
  view.setUint32(0, widthPx);
  view.setUint32(4, heightPx);
  // Eight bits a channel, RGBA or RGB.
  out[8] = 8;
  out[9] = alpha ? 6 : 2;
  return out;
}

/** Pixels a metre, both ways: the format knows no inch. */
function printedSize(dpi: number): Uint8Array {
  const out = new Uint8Array(9);
  const view = new DataView(out.buffer);
  const perMetre = Math.round(dpi / 0.0254);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  out[8] = 1;
  return out;
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let k = 0; k < 4; k++) out[4 + k] = type.charCodeAt(k);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC[(c ^ byte) & 255]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** Rows as the packer gets them: each with the filter that leaves the smallest differences, and its number before it. */
function filterRows(
  band: Uint8ClampedArray,
  { widthPx, alpha }: PngHead,
  above: Uint8Array | null,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly last: Uint8Array } {
  const size = alpha ? 4 : 3;
  const width = size * widthPx;
  const rows = band.length / (4 * widthPx);
  const bytes = new Uint8Array(rows * (width + 1));
  let before = above ?? new Uint8Array(width);
  const tried = FILTERS.map(() => new Uint8Array(width));
  for (let r = 0; r < rows; r++) {
    const row = new Uint8Array(width);
    const from = 4 * widthPx * r;
    if (alpha) row.set(band.subarray(from, from + width));
    else
      for (let x = 0, i = from; x < width; x += 3, i += 4) {
        row[x] = band[i]!;
        row[x + 1] = band[i + 1]!;
        row[x + 2] = band[i + 2]!;
      }
    let best = 0;
    let least = Infinity;
    for (const [k, filter] of FILTERS.entries()) {
      const sum = filter.apply(row, before, size, tried[k]!);
      if (sum >= least) continue;
      least = sum;
      best = k;
    }
    bytes[r * (width + 1)] = FILTERS[best]!.type;
    bytes.set(tried[best]!, r * (width + 1) + 1);
    before = row;
  }
  return { bytes, last: before };
}

interface Filter {
  /** Its number in the format. */
  readonly type: number;
  /** Writes the differences, and returns the sum of their sizes. */
  readonly apply: (row: Uint8Array, above: Uint8Array, size: number, out: Uint8Array) => number;
}

/** How far a byte is from zero, either way round. */
const away = (byte: number): number => (byte < 128 ? byte : 256 - byte);

const FILTERS: readonly Filter[] = [
  {
    type: 1,
    apply: (row, _, size, out) => {
      let sum = 0;
      for (let x = 0; x < row.length; x++) {
        out[x] = row[x]! - (x < size ? 0 : row[x - size]!);
        sum += away(out[x]!);
      }
      return sum;
    },
  },
  {
    type: 2,
    apply: (row, above, _, out) => {
      let sum = 0;
      for (let x = 0; x < row.length; x++) {
        out[x] = row[x]! - above[x]!;
        sum += away(out[x]!);
      }
      return sum;
    },
  },
  {
    type: 4,
    apply: (row, above, size, out) => {
      let sum = 0;
      for (let x = 0; x < row.length; x++) {
        const a = x < size ? 0 : row[x - size]!;
        const b = above[x]!;
        const c = x < size ? 0 : above[x - size]!;
        const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
        out[x] = row[x]! - (pa <= pb && pa <= pc ? a : pb <= pc ? b : c);
        sum += away(out[x]!);
      }
      return sum;
    },
  },
];
