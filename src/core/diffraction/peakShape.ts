import { RADIANS } from './powder.ts';

/** What makes a line broad. All three are optional: 0, or an infinite size. */
export interface Broadening {
  /** Size L of Scherrer's formula, nm: FWHM = 0.9 λ/(L cos θ). */
  readonly sizeNm: number;
  /** Microstrain ε = Δd/d as a fraction: FWHM = 4 ε tan θ. */
  readonly strain: number;
  /** Width of the diffractometer's own lines: full width at half maximum in 2θ, degrees, the same at all angles. */
  readonly instrumentDeg: number;
}

/** K of Scherrer's formula for full widths at half maximum. */
export const SCHERRER_K = 0.9;

/** A line of unit area: η of it a Lorentz curve, the rest a Gauss curve, both of one width. */
export interface PeakShape {
  /** Degrees of 2θ. */
  readonly fwhmDeg: number;
  readonly eta: number;
}

/**
 * The pseudo-Voigt function nearest to the convolution of a Lorentz curve, the size, with Gauss curves, strain and
 * instrument.
 * @param twoTheta degrees
 * @see Thompson, Cox & Hastings, J. Appl. Cryst. 20 (1987) 79, doi 10.1107/S0021889887087090
 */
export function peakShape(
  { sizeNm, strain, instrumentDeg }: Broadening,
  twoTheta: number,
  wavelengthAng: number,
): PeakShape {
  const theta = (twoTheta / 2) * RADIANS;
  const l = (SCHERRER_K * wavelengthAng) / (10 * sizeNm * Math.cos(theta)) / RADIANS;
  const g = Math.hypot((4 * strain * Math.tan(theta)) / RADIANS, instrumentDeg);
  const fwhmDeg =
    (g ** 5 +
      2.69269 * g ** 4 * l +
      2.42843 * g ** 3 * l ** 2 +
      4.47163 * g ** 2 * l ** 3 +
      0.07842 * g * l ** 4 +
      l ** 5) **
    0.2;
  const q = fwhmDeg === 0 ? 0 : l / fwhmDeg;
  return { fwhmDeg, eta: 1.36603 * q - 0.47719 * q ** 2 + 0.11116 * q ** 3 };
}

/** Value of a line of unit area, per degree, at a distance from its middle. */
export function pseudoVoigt({ fwhmDeg, eta }: PeakShape, awayDeg: number): number {
  const x = (2 * awayDeg) / fwhmDeg;
  const lorentz = 2 / (Math.PI * fwhmDeg * (1 + x * x));
  const gauss = (2 * Math.sqrt(Math.LN2 / Math.PI) * Math.exp(-Math.LN2 * x * x)) / fwhmDeg;
  return eta * lorentz + (1 - eta) * gauss;
}
