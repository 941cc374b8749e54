/**
 * Colour and opacity from one picture on black and one on white: what differs is what shines
 * through. The edges are coverage, so the alpha in the drawing buffer itself means nothing.
 * @param b RGBA on black; becomes the result, not premultiplied
 * @param w RGBA on white
 */
export function alphaFromTwoBackgrounds(b: Uint8ClampedArray, w: Uint8ClampedArray): void {
  for (let i = 0; i < b.length; i += 4) {
    const through = (w[i]! - b[i]! + w[i + 1]! - b[i + 1]! + w[i + 2]! - b[i + 2]!) / 3;
    const alpha = 255 - through;
    // A clamped array rounds and bounds what is written to it.
    if (alpha > 0) for (let c = 0; c < 3; c++) b[i + c] = (b[i + c]! * 255) / alpha;
    b[i + 3] = alpha;
  }
}
