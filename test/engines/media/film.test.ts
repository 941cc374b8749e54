import { expect, test } from 'vitest';
import { bitsASecond } from '#engines/media/film.ts';

test('a film has the bits that its pixels and frames need, and few frames a second have more each', () => {
  const small = { widthPx: 640, heightPx: 480, framesPerSecond: 10 };
  // Measured on a turntable of 200 atoms: at 0.33 bits a pixel letters and atoms leave ghosts, at 0.6 they are sharp.
  expect(bitsASecond(small) / (640 * 480 * 10)).toBeGreaterThan(0.59);
  expect(bitsASecond({ ...small, widthPx: 1280 }) / bitsASecond(small)).toBeCloseTo(2, 5);
  const smooth = bitsASecond({ ...small, framesPerSecond: 40 });
  expect(smooth / bitsASecond(small)).toBeCloseTo(2, 5);
  // Six seconds of the usual film go through a mail.
  const usual = bitsASecond({ widthPx: 1280, heightPx: 720, framesPerSecond: 25 });
  expect((6 * usual) / 8 / 2 ** 20).toBeLessThan(8);
});
