import type { FilmHead, FilmPainter } from './filmHead.ts';

/** Colours that a GIF holds. */
const COLORS = 256;
/** Frames from which the colours of all are chosen: one set of colours does not flicker. */
const LOOKED_AT = 3;

/**
 * Delays of frames, in hundredths of a second, as the format has them. They differ by one where the rate has no whole
 * number of them, so that the film as a whole keeps its time.
 */
export const delaysOf = ({ frames, framesPerSecond }: FilmHead): readonly number[] => {
  const at = (k: number) => Math.round((100 * k) / framesPerSecond);
  return Array.from({ length: frames }, (_, k) => at(k + 1) - at(k));
};

/** A GIF that plays for ever. */
export async function gifOf(head: FilmHead, paint: FilmPainter): Promise<Blob> {
  const { GIFEncoder, applyPalette, quantize } = await import('gifenc');
  const { widthPx, heightPx, frames } = head;
  const pixelsAt = async (k: number): Promise<Uint8ClampedArray> => {
    const ctx = (await paint(k)).getContext('2d')!;
    return ctx.getImageData(0, 0, widthPx, heightPx).data;
  };
  const looked: Uint8ClampedArray[] = [];
  for (let k = 0; k < Math.min(LOOKED_AT, frames); k++)
    looked.push(await pixelsAt(Math.floor((k * frames) / LOOKED_AT)));
  const all = new Uint8ClampedArray(looked.length * 4 * widthPx * heightPx);
  for (const [k, pixels] of looked.entries()) all.set(pixels, k * pixels.length);
  const palette = quantize(all, COLORS);
  const delays = delaysOf(head);
  const gif = GIFEncoder();
  for (let k = 0; k < frames; k++) {
    const index = applyPalette(await pixelsAt(k), palette);
    // The colours stand in the head of the file, once.
    const colors = k === 0 ? { palette } : {};
    gif.writeFrame(index, widthPx, heightPx, { ...colors, delay: 10 * delays[k]! });
  }
  gif.finish();
  return new Blob([gif.bytes()], { type: 'image/gif' });
}
