import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readMicrograph } from '#core/micrograph/readMicrograph.ts';
import { inflateZlib } from '#engines/zip/inflate.ts';
import { pngOf } from '../../helpers/images/pngFile.ts';
import { type TiffWish, tiffOf } from '../../helpers/images/tiffFile.ts';

const WIDTH = 7;
const HEIGHT = 5;
/** A picture with every kind of step: 0 … 255, or 0 … 65535. */
const pattern = (most: number) =>
  Array.from({ length: WIDTH * HEIGHT }, (_, k) => (k * k * 37 + 11 * k) % (most + 1));
const read = (bytes: Uint8Array) => readMicrograph(bytes, 'a.file', inflateZlib);

describe('TIFF', () => {
  const wishes: readonly TiffWish[] = [
    { depth: 8, compression: 1, little: true },
    { depth: 8, compression: 1, little: false, rowsPerStrip: 2 },
    { depth: 16, compression: 1, little: true },
    { depth: 16, compression: 1, little: false },
    { depth: 8, compression: 8, little: true, predictor: true },
    { depth: 16, compression: 8, little: false, predictor: true, rowsPerStrip: 3 },
    { depth: 8, compression: 5, little: true },
    { depth: 16, compression: 5, little: true, rowsPerStrip: 2 },
    { depth: 8, compression: 32_773, little: true },
  ];
  test.each(wishes)('%o', (wish) => {
    const values = pattern(wish.depth === 8 ? 255 : 65_535);
    const { width, height, values: found } = read(tiffOf(WIDTH, HEIGHT, values, wish));
    expect([width, height]).toEqual([WIDTH, HEIGHT]);
    expect([...found]).toEqual(values);
  });

  test('LZW over many codes: 9 to 12 bits and back', () => {
    const [width, height] = [220, 90];
    const values = Array.from(
      { length: width * height },
      (_, k) => (k * 7919 + ((k * k) >> 5)) % 256,
    );
    const file = tiffOf(width, height, values, { depth: 8, compression: 5, little: true });
    expect([...read(file).values]).toEqual(values);
  });

  test('the size of a pixel where ImageJ wrote it, white zero, and colours as grey', () => {
    const values = pattern(255);
    const scaled = tiffOf(WIDTH, HEIGHT, values, {
      ...{ depth: 8, compression: 1, little: true },
      description: 'ImageJ=1.53t\nunit=nm\n',
      perUnit: [50, 1],
    });
    expect(read(scaled).pixelAng).toBeCloseTo(0.2, 12);
    const white = tiffOf(WIDTH, HEIGHT, values, {
      depth: 8,
      compression: 1,
      little: true,
      photometric: 0,
    });
    expect(read(white).values[1]).toBe(-values[1]!);
    const rgb = tiffOf(2, 1, [255, 0, 0, 9, 9, 9], {
      depth: 8,
      compression: 1,
      little: true,
      photometric: 2,
    });
    expect([...read(rgb).values].map((v) => Math.round(v))).toEqual([76, 9]);
    expect(read(rgb).notes[0]).toContain('grey');
  });
});

describe('PNG', () => {
  test.each([
    [8, 0],
    [16, 0],
    [8, 1],
    [8, 2],
    [8, 3],
    [8, 4],
    [16, 4],
  ] as const)('%i bits, filter %i', (depth, filter) => {
    const values = pattern(depth === 8 ? 255 : 65_535);
    const found = read(pngOf(WIDTH, HEIGHT, values, { depth, filter }));
    expect([...found.values]).toEqual(values);
    expect(found.pixelAng).toBeNull();
  });

  test('a pixel of a tenth of a nanometre; that of a screen is none', () => {
    const of = (perMetre: number) =>
      read(pngOf(2, 2, [1, 2, 3, 4], { depth: 8, filter: 0, perMetre }));
    expect(of(4_000_000_000).pixelAng).toBeCloseTo(2.5, 9);
    expect(of(3780).pixelAng).toBeNull();
  });
});

describe('what is refused, in words', () => {
  const tiff = tiffOf(WIDTH, HEIGHT, pattern(255), { depth: 8, compression: 8, little: true });
  const png = pngOf(WIDTH, HEIGHT, pattern(255), { depth: 8, filter: 2 });
  const wish = { depth: 8, compression: 1, little: true } as const;
  test.each([
    ['nothing', new Uint8Array(0), /empty/],
    ['text', new TextEncoder().encode('hello'), /none of what is read/],
    ['JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), /JPEG/],
    ['a cut TIFF', tiff.subarray(0, 6), /cut off/],
    ['a TIFF cut in its strips', tiff.subarray(0, tiff.length - 9), /cut off|damaged|early/],
    ['a TIFF of no size', tiffOf(0, 3, [], wish), /0 × 3/],
    [
      'a huge TIFF',
      tiffOf(WIDTH, HEIGHT, pattern(255), { ...wish, said: [40_000, 40_000] }),
      /too many/,
    ],
    [
      'a TIFF that promises more',
      tiffOf(WIDTH, HEIGHT, pattern(255), { ...wish, said: [700, 500] }),
      /early/,
    ],
    ['a TIFF that tells no width', tiffOf(2, 3, pattern(5), { ...wish, lacks: 256 }), /0 × 3/],
    ['a TIFF that tells no height', tiffOf(2, 3, pattern(5), { ...wish, lacks: 257 }), /2 × 0/],
    ['samples of 4 bits', tiffOf(2, 1, [1, 2], { ...wish, bitsSaid: [4] }), /of 4 bits/],
    [
      'samples of different depths',
      tiffOf(1, 1, [1, 2, 3], { ...wish, photometric: 2, bitsSaid: [8, 8, 16] }),
      /of 8, 8, 16 bits/,
    ],
    [
      'an unknown compression',
      tiffOf(WIDTH, HEIGHT, pattern(255), { ...wish, compressionSaid: 7 }),
      /compression \(7\)/,
    ],
    ['a cut PNG', png.subarray(0, 60), /cut off/],
    ['a PNG of no size', pngOf(0, 0, [], { depth: 8, filter: 0 }), /0 × 0/],
    [
      'a huge PNG',
      pngOf(2, 2, [1, 2, 3, 4], { depth: 8, filter: 0, said: [30_000, 30_000] }),
      /too many/,
    ],
    [
      'a PNG that ends early',
      pngOf(2, 2, [1, 2, 3, 4], { depth: 8, filter: 0, said: [200, 200] }),
      /rows/,
    ],
    [
      'a damaged PNG',
      pngOf(2, 2, [1, 2, 3, 4], { depth: 8, filter: 0, data: Buffer.from('no zlib') }),
      /damaged/,
    ],
    [
      'an interlaced PNG',
      pngOf(2, 2, [1, 2, 3, 4], { depth: 8, filter: 0, interlace: 1 }),
      /interlaced/,
    ],
    [
      'a filter that is none',
      pngOf(1, 1, [], { depth: 8, filter: 0, data: deflateSync(Buffer.of(9, 1)) }),
      /filter 9/,
    ],
  ] as const)('%s', (_, bytes, message) => {
    expect(() => read(bytes)).toThrow(message);
  });

  test('a tiny file cannot take much memory', () => {
    const bomb = pngOf(2, 2, [], {
      depth: 8,
      filter: 0,
      data: deflateSync(Buffer.alloc(2_000_000)),
    });
    expect(read(bomb).values).toHaveLength(4);
    expect(inflateZlib(deflateSync(Buffer.alloc(100_000)), 100)).toHaveLength(100);
  });
});
