import type { GreyImage } from '#core/microscope/spectrum/spectrum.ts';
import { drawText, textWidth } from './pixelText.ts';
import { scaleBar } from './scaleBar.ts';

/** A picture in grey, 0 … 255, rows from the top. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly levels: Uint8ClampedArray<ArrayBuffer>;
}

/** Values in grey from their lowest to their highest, some of the extremes cut off. @param cut part at each end */
export function greyOf({ width, height, values }: GreyImage, cut = 0.0005): GreyPicture {
  const sample = Float32Array.from(
    { length: Math.min(values.length, 40_000) },
    (_, k) => values[Math.floor((k * values.length) / Math.min(values.length, 40_000))]!,
  ).sort();
  const low = sample[Math.floor(cut * (sample.length - 1))]!;
  const high = sample[Math.ceil((1 - cut) * (sample.length - 1))]!;
  const scale = high > low ? 255 / (high - low) : 0;
  return { width, height, levels: Uint8ClampedArray.from(values, (v) => (v - low) * scale) };
}

/** Pixels as RGBA. */
export function rgbaOf({ levels }: GreyPicture): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(4 * levels.length);
  for (let i = 0; i < levels.length; i++) {
    out[4 * i] = out[4 * i + 1] = out[4 * i + 2] = levels[i]!;
    out[4 * i + 3] = 255;
  }
  return out;
}

/** The picture with a white scale bar and its length, both rimmed in black, at the lower left. */
export function withScaleBar(picture: GreyPicture, pixelAng: number): GreyPicture {
  const { width, height } = picture;
  const { lengthAng, text } = scaleBar(width * pixelAng);
  const letters = Math.max(1, Math.round(Math.min(width, height) / 200));
  const pad = 6 * letters;
  const long = Math.max(textWidth(text) * letters, Math.round(lengthAng / pixelAng));
  if (long + 2 * pad > width || 16 * letters + 2 * pad > height) return picture;
  const levels = picture.levels.slice();
  const paint = (x: number, y: number, level: number) => {
    if (x >= 0 && y >= 0 && x < width && y < height) levels[y * width + x] = level;
  };
  const bar = Math.round(lengthAng / pixelAng);
  const bottom = height - pad;
  const draw = (dx: number, dy: number, level: number) => {
    for (let y = bottom - 3 * letters; y < bottom; y++)
      for (let x = pad; x < pad + bar; x++) paint(x + dx, y + dy, level);
    drawText(text, letters, (x, y) => paint(pad + x + dx, bottom - 12 * letters + y + dy, level));
  };
  for (const [dx, dy] of [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
    [1, 1],
    [-1, -1],
    [1, -1],
    [-1, 1],
  ] as const)
    draw(dx * letters, dy * letters, 0);
  draw(0, 0, 255);
  return { width, height, levels };
}
