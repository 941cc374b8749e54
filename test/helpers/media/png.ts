import { inflateSync } from 'node:zlib';

export interface DecodedPng {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 3 | 4;
  /** Rows from the top. */
  readonly pixels: Uint8Array;
  /** Printed pixels a metre; null where the file says nothing. */
  readonly perMetre: number | null;
}

/** Reads a PNG of eight bits a channel as the specification has it, without the writer's help. */
export function decodePng(bytes: Uint8Array): DecodedPng {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x89504e47) throw new Error('no PNG');
  const packed: Uint8Array[] = [];
  let [widthPx, heightPx, channels, perMetre] = [0, 0, 3 as 3 | 4, null as number | null];
  for (let at = 8; at < bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (view.getUint32(at + 8 + length) !== crc32(bytes.subarray(at + 4, at + 8 + length)))
      throw new Error(`checksum of ${type}`);
    if (type === 'IHDR') {
      widthPx = view.getUint32(at + 8);
      heightPx = view.getUint32(at + 12);
      channels = bytes[at + 17] === 6 ? 4 : 3;
    }
    if (type === 'pHYs') perMetre = view.getUint32(at + 8);
    if (type === 'IDAT') packed.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const raw = inflateSync(Buffer.concat(packed));
  const width = channels * widthPx;
  if (raw.length !== heightPx * (width + 1)) throw new Error(`${raw.length} bytes of pixels`);
  const pixels = new Uint8Array(heightPx * width);
  for (let r = 0; r < heightPx; r++) {
    const filter = raw[r * (width + 1)]!;
    for (let x = 0; x < width; x++) {
      const a = x < channels ? 0 : pixels[r * width + x - channels]!;
      const b = r === 0 ? 0 : pixels[(r - 1) * width + x]!;
      const c = x < channels || r === 0 ? 0 : pixels[(r - 1) * width + x - channels]!;
      const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
      const guess = [0, a, b, (a + b) >> 1, pa <= pb && pa <= pc ? a : pb <= pc ? b : c][filter]!;
      pixels[r * width + x] = raw[r * (width + 1) + 1 + x]! + guess;
    }
  }
  return { widthPx, heightPx, channels, pixels, perMetre };
}

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) {
    c ^= byte;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  return (c ^ 0xffffffff) >>> 0;
}
