import type { GreyImage } from '#core/microscope/spectrum/spectrum.ts';

/** An image as a TIFF file of 32-bit floats, with the size of its pixels in its resolution tags and in words. */
export function floatTiff(
  { width, height, pixelAng, values }: GreyImage,
  unit: string,
): Uint8Array<ArrayBuffer> {
  const about = `pixel ${pixelAng} Å, values in ${unit}\0`
    .replaceAll('Å', 'A')
    .replaceAll('²', '^2');
  const words = Uint8Array.from(about, (letter) => letter.charCodeAt(0));
  const entries = 13;
  const directory = 8;
  const extra = directory + 2 + 12 * entries + 4;
  const text = extra + 16;
  const data = Math.ceil((text + words.length) / 4) * 4;
  const bytes = new Uint8Array(data + 4 * values.length);
  const view = new DataView(bytes.buffer);
  const u16 = (at: number, v: number) => view.setUint16(at, v, true);
  const u32 = (at: number, v: number) => view.setUint32(at, v, true);
  bytes.set([0x49, 0x49, 42, 0]);
  u32(4, directory);
  u16(directory, entries);
  const [SHORT, LONG, RATIONAL, ASCII] = [3, 4, 5, 2];
  const tags: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, 1, 32],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 1],
    [270, ASCII, words.length, text],
    [273, LONG, 1, data],
    [277, SHORT, 1, 1],
    [278, LONG, 1, height],
    [279, LONG, 1, 4 * values.length],
    // Pixels a centimetre.
    [282, RATIONAL, 1, extra],
    [283, RATIONAL, 1, extra],
    // IEEE floats.
    [339, SHORT, 1, 3],
  ];
  for (const [k, [tag, type, count, value]] of tags.entries()) {
    const at = directory + 2 + 12 * k;
    u16(at, tag);
    u16(at + 2, type);
    u32(at + 4, count);
    if (type === SHORT) u16(at + 8, value);
    else u32(at + 8, value);
  }
  u32(extra, Math.round(1e8 / pixelAng));
  u32(extra + 4, 1);
  bytes.set(words, text);
  for (const [i, v] of values.entries()) view.setFloat32(data + 4 * i, v, true);
  return bytes;
}
