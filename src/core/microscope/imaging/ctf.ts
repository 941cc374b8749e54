import { electronWavelengthAng } from './electrons.ts';

/** Lens and beam of a TEM. */
export interface Lens {
  readonly kv: number;
  /** Δf, nm: negative is underfocus. */
  readonly defocusNm: number;
  /** Spherical aberration, mm. */
  readonly csMm: number;
  /** Standard deviation of the focus, nm: instabilities and the spread of energies. */
  readonly focalSpreadNm: number;
  /** Standard deviation of the directions of illumination, mrad. */
  readonly convergenceMrad: number;
}

/**
 * Phase that the lens adds, rad: χ = π Δf λ g² + ½ π C_s λ³ g⁴. In a weak-phase image sin χ = −1 shows atoms dark.
 * @param g 1/Å
 * @see Williams, Carter, Transmission Electron Microscopy, Springer 2009, chapter 28
 */
export function lensPhase({ kv, defocusNm, csMm }: Lens, g: number): number {
  const lambda = electronWavelengthAng(kv);
  const g2 = g * g;
  return Math.PI * lambda * g2 * (defocusNm * 10 + 0.5 * csMm * 1e7 * lambda * lambda * g2);
}

/** Damping by focal spread and by convergence, each for a Gaussian distribution: 0 … 1. @param g 1/Å */
export function envelope(
  { kv, defocusNm, csMm, focalSpreadNm, convergenceMrad }: Lens,
  g: number,
): number {
  const lambda = electronWavelengthAng(kv);
  const temporal = Math.PI * lambda * focalSpreadNm * 10 * g * g;
  const slope = 2 * Math.PI * g * (defocusNm * 10 + csMm * 1e7 * lambda * lambda * g * g);
  const spatial = convergenceMrad * 1e-3 * slope;
  return Math.exp(-0.5 * (temporal * temporal + spatial * spatial));
}

/** Transfer of a weak-phase object: sin χ with its envelopes, −1 … 1. @param g 1/Å */
export const transfer = (lens: Lens, g: number): number =>
  Math.sin(lensPhase(lens, g)) * envelope(lens, g);

/** Scherzer's focus, nm: −1.2 √(C_s λ), with the widest band of dark atoms. */
export const scherzerNm = (kv: number, csMm: number): number =>
  (-1.2 * Math.sqrt(csMm * 1e7 * electronWavelengthAng(kv))) / 10;

/** The first distance at which the transfer changes sign, 1/Å; null if it does not up to `reach`. */
export function pointResolution(lens: Lens, reach: number): number | null {
  const steps = 4000;
  const at = (k: number) => Math.sin(lensPhase(lens, (reach * k) / steps));
  for (let k = 2; k <= steps; k++) {
    if (!(at(k) * at(k - 1) < 0)) continue;
    let [low, high] = [(reach * (k - 1)) / steps, (reach * k) / steps];
    for (let n = 0; n < 50; n++) {
      const middle = (low + high) / 2;
      if (Math.sin(lensPhase(lens, middle)) * at(k - 1) > 0) low = middle;
      else high = middle;
    }
    return low;
  }
  return null;
}
