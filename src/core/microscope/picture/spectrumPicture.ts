import type { Spectrum } from '#core/microscope/spectrum/spectrum.ts';
import type { GreyPicture } from './greyPicture.ts';

/** The middle of a transform in grey, and how far it reaches. */
export interface SpectrumPicture extends GreyPicture {
  /** From the middle to each edge, 1/Å. */
  readonly reachPerAng: number;
}

/** Powers of ten below the strongest spot that are told apart. */
export const DECADES = 5;

/** The middle of a transform in grey by the logarithm of the power. @param reachPerAng asked for; less where the transform ends */
export function spectrumPicture(
  { size, power, stepPerAng, resolutionPerAng }: Spectrum,
  reachPerAng: number,
): SpectrumPicture {
  const half = Math.min(size / 2 - 1, Math.max(4, Math.round(reachPerAng / stepPerAng)));
  const width = 2 * half + 1;
  const levels = new Uint8ClampedArray(width * width);
  // What is nearest to the middle is the shape of the specimen: often far stronger than its crystals.
  const middle = (3 * resolutionPerAng[1]) / stepPerAng;
  let strongest = 0;
  for (let y = -half; y <= half; y++)
    for (let x = -half; x <= half; x++)
      if (Math.hypot(x, y) > middle)
        strongest = Math.max(strongest, power[(size / 2 + y) * size + size / 2 + x]!);
  for (let y = -half; y <= half; y++)
    for (let x = -half; x <= half; x++) {
      const p = power[(size / 2 + y) * size + size / 2 + x]! / strongest;
      levels[(y + half) * width + x + half] = 255 * (1 + Math.log10(Math.max(p, 1e-30)) / DECADES);
    }
  return { width, height: width, levels, reachPerAng: (half + 0.5) * stepPerAng };
}
