import { expect, test } from 'vitest';
import { pngOf } from '#engines/media/png.ts';
import { decodePng } from '../../helpers/media/png.ts';
import { fc } from '../../helpers/property.ts';

async function* cut(pixels: Uint8ClampedArray, bytes: number) {
  for (let at = 0; at < pixels.length; at += bytes) yield pixels.subarray(at, at + bytes);
}

test('what is written band by band is read back, opaque or not, with its printed size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        widthPx: fc.integer({ min: 1, max: 40 }),
        heightPx: fc.integer({ min: 1, max: 30 }),
        rows: fc.integer({ min: 1, max: 12 }),
        alpha: fc.boolean(),
        dpi: fc.constantFrom(null, 72, 300, 600),
        seed: fc.integer({ min: 1, max: 1e6 }),
        smooth: fc.boolean(),
      }),
      async ({ rows, seed, smooth, ...head }) => {
        const { widthPx, heightPx, alpha, dpi } = head;
        const pixels = Uint8ClampedArray.from({ length: 4 * widthPx * heightPx }, (_, i) =>
          smooth ? (i >> 2) % 256 : (seed * (i + 1) * 7919) % 256,
        );
        const blob = await pngOf(head, cut(pixels, 4 * widthPx * rows));
        const read = decodePng(new Uint8Array(await blob.arrayBuffer()));
        expect([read.widthPx, read.heightPx, read.channels]).toEqual([
          widthPx,
          heightPx,
          alpha ? 4 : 3,
        ]);
        const expected = alpha ? pixels : pixels.filter((_, i) => i % 4 < 3);
        expect([...read.pixels]).toEqual([...expected]);
        expect(read.perMetre).toBe(dpi === null ? null : Math.round(dpi / 0.0254));
      },
    ),
    { numRuns: 60 },
  );
});

test('a band that cannot be made is the failure of the file, and nothing waits', async () => {
  async function* broken() {
    yield new Uint8ClampedArray(4 * 10);
    throw new Error('stopped');
  }
  const head = { widthPx: 10, heightPx: 2, alpha: true, dpi: null };
  await expect(pngOf(head, broken())).rejects.toThrow('stopped');
});
