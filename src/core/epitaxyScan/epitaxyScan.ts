import { braggAngle, type Displacements, RADIANS } from '#core/diffraction/powder.ts';
import type { Radiation } from '#core/diffraction/radiation.ts';
import { EpistackError } from '#core/errors.ts';
import { MOST_ROUGH_ANG } from './scanDefaults.ts';

export type ScanGeometry = 'out-of-plane' | 'in-plane';

/** What a scan is computed for. */
export interface ScanSettings {
  readonly radiation: Radiation;
  /** 2θ from and to, degrees. */
  readonly range: readonly [number, number];
  /** Width of the instrument, FWHM in degrees of 2θ: Gaussian. 0: none. */
  readonly instrumentDeg: number;
  readonly displacements: Displacements;
  /** Length along the beam in which the substrate weakens it to 1/e, µm. */
  readonly attenuationUm: number;
  /** Width of coherent domains in the plane, nm; of in-plane scans. */
  readonly domainNm: number;
  /** Of scans out of plane; null: the sample is longer than the beam's footprint at every angle. */
  readonly footprint: Footprint | null;
  /** Of scans out of plane: a scattering vector in the surface does not see heights. */
  readonly roughness: Roughness;
}

/** How far the ends of crystals stand from their mean heights, root mean square over the surface, Å. */
export interface Roughness {
  /** Of the topmost end. */
  readonly surfaceAng: number;
  /** Of every other end. */
  readonly interfaceAng: number;
}

/** What of the beam a sample catches at low angles. */
export interface Footprint {
  /** Length of the sample along the beam, mm. */
  readonly sampleMm: number;
  /** Height of the beam, mm: even over it. */
  readonly beamMm: number;
}

/** Part of the beam that falls on the sample: L sin θ of the beam's height, at most all. */
export const caughtPart = (footprint: Footprint | null, twoTheta: number): number =>
  footprint === null
    ? 1
    : Math.min(1, (footprint.sampleMm * Math.sin((twoTheta / 2) * RADIANS)) / footprint.beamMm);

/** One named place of a scan. */
export interface ScanLine {
  /** "GaAs (0 0 4)", "SL −1". */
  readonly label: string;
  /** 2θ by the first wavelength of the radiation, degrees. */
  readonly twoTheta: number;
  /** 4π sin θ/λ = 2π/d, 1/Å. */
  readonly q: number;
  readonly dAng: number;
  /** Of the crystal that is not strained, Å; null where it has none of its own. */
  readonly ownDAng: number | null;
  /** Relative to the strongest of its band, 0 … 1. */
  readonly strength: number;
}

/** The lines of one crystal, or the satellites of the superlattice. */
export interface ScanBand {
  readonly name: string;
  /** Slab whose hue it has; null: of the whole stack. */
  readonly slab: number | null;
  readonly lines: readonly ScanLine[];
}

/** A length as arithmetic has it beside what the computed curve says. */
export interface ScanReading {
  readonly what: string;
  /** From the stack, Å. */
  readonly expectedAng: number;
  /** From the fringes or satellites of the curve, Å; null where too few stand out. */
  readonly readAng: number | null;
  /** 2π over the expected length, 1/Å. */
  readonly spacingQ: number;
}

/** A scan of one crystal surface. Plain data. */
export interface EpitaxyScan {
  readonly geometry: ScanGeometry;
  /** Degrees, growing; not at even steps where there is no instrument's width. */
  readonly twoTheta: Float64Array;
  /** Out of plane: part of the beam that is reflected. In plane: of 100. */
  readonly intensity: Float64Array;
  readonly bands: readonly ScanBand[];
  readonly readings: readonly ScanReading[];
  /** Ranges of 2θ in which more than {@link STRONG} would be reflected: kinematic theory fails there. */
  readonly strong: readonly (readonly [number, number])[];
  readonly notes: readonly string[];
}

/** Above this part of the beam a reflection weakens what lies below it. */
export const STRONG = 0.1;

export const qOf = (twoTheta: number, wavelengthAng: number): number =>
  (4 * Math.PI * Math.sin((twoTheta / 2) * RADIANS)) / wavelengthAng;

/** Degrees; NaN beyond backscattering. */
export const twoThetaOf = (q: number, wavelengthAng: number): number =>
  braggAngle((2 * Math.PI) / q, wavelengthAng);

/** @throws `setting` */
export function checkScan(settings: ScanSettings): void {
  const { radiation, range, instrumentDeg, attenuationUm, domainNm, displacements } = settings;
  const { footprint, roughness } = settings;
  const refuse = (field: string, expected: string): never => {
    throw new EpistackError({ code: 'setting', field, expected });
  };
  for (const { wavelengthAng } of radiation.lines)
    if (!(wavelengthAng > 0.05 && wavelengthAng < 20))
      refuse('wavelength', 'a wavelength in Å between 0.05 and 20');
  if (!(range[0] >= 1 && range[0] < range[1] && range[1] <= 179))
    refuse('range', 'two angles 2θ in degrees, the first smaller, within 1 and 179');
  if (!(instrumentDeg >= 0 && instrumentDeg <= 5))
    refuse('instrument', 'a full width at half maximum from 0 to 5°');
  if (!(attenuationUm >= 0.01 && attenuationUm <= 1e5))
    refuse('attenuation', 'a length from 0.01 to 100,000 µm');
  if (!(domainNm >= 0.5 && domainNm <= 1e5)) refuse('domain', 'a width from 0.5 to 100,000 nm');
  if (footprint !== null) {
    const { sampleMm, beamMm } = footprint;
    if (!(sampleMm >= 0.1 && sampleMm <= 1000)) refuse('sample', 'a length from 0.1 to 1000 mm');
    if (!(beamMm >= 0.001 && beamMm <= 100)) refuse('beam', 'a height from 0.001 to 100 mm');
  }
  for (const sigma of Object.values(roughness))
    if (!(sigma >= 0 && sigma <= MOST_ROUGH_ANG))
      refuse('roughness', `a root mean square from 0 to ${MOST_ROUGH_ANG} Å`);
  for (const b of Object.values(displacements))
    if (!(b >= 0 && b <= 50)) refuse('Debye–Waller', 'B in Å² from 0 to 50');
}
