import type { ScanGeometry } from '#core/epitaxyScan/epitaxyScan.ts';
import {
  ATTENUATION_UM,
  BEAM_MM,
  DECADES,
  DEPTH_NM,
  DOMAIN_NM,
  SCAN_INSTRUMENT_DEG,
  SMOOTH,
  type Spacing,
} from '#core/epitaxyScan/scanDefaults.ts';

/** Share and widths of one crystal of the document, by its place in it. */
export interface CrystalWidths {
  readonly weight: number;
  readonly sizeNm: number;
  readonly strainPercent: number;
}

/** What a scan of the document's stack is computed for, beside radiation, range and B. */
export interface ScanChoices {
  /** Periods of each film; 0, or none: as many planes as it has in the document. */
  readonly filmPeriods: readonly number[];
  readonly repeats: number;
  readonly isEndless: boolean;
  readonly spacing: Spacing;
  readonly attenuationUm: number;
  readonly instrumentDeg: number;
  /** Length of the sample along the beam; 0: longer than the beam's footprint. */
  readonly sampleMm: number;
  readonly beamMm: number;
  /** Root mean square, Å. */
  readonly surfaceAng: number;
  readonly interfaceAng: number;
  readonly domainNm: number;
  readonly depthNm: number;
  /** A reflection of the lowest crystal; null: every azimuth. */
  readonly along: readonly [number, number, number] | null;
  /** Powers of ten that are drawn. */
  readonly decades: number;
}

export type Geometry = 'powder' | ScanGeometry;
export const GEOMETRIES = [
  ['powder', 'Powder'],
  ['out-of-plane', 'Out of plane'],
  ['in-plane', 'In plane'],
] as const satisfies readonly (readonly [Geometry, string])[];

/** What is computed. Plain data: it stands in links. */
export interface Choices {
  readonly geometry: Geometry;
  /** Id of a radiation. */
  readonly radiation: string;
  readonly from: number;
  readonly to: number;
  /** Of powders. */
  readonly instrumentDeg: number;
  /** B of all elements, Å². */
  readonly displacementAng2: number;
  readonly crystals: Readonly<Record<number, CrystalWidths>>;
  readonly scan: ScanChoices;
}

export const FIRST_SCAN: ScanChoices = {
  filmPeriods: [],
  repeats: 1,
  isEndless: true,
  spacing: 'document',
  attenuationUm: ATTENUATION_UM,
  instrumentDeg: SCAN_INSTRUMENT_DEG,
  sampleMm: 0,
  beamMm: BEAM_MM,
  ...SMOOTH,
  domainNm: DOMAIN_NM,
  depthNm: DEPTH_NM,
  along: null,
  decades: DECADES,
};

export const FIRST_CHOICES: Choices = {
  geometry: 'powder',
  radiation: 'CuKa',
  from: 10,
  to: 70,
  instrumentDeg: 0.1,
  displacementAng2: 0,
  crystals: {},
  scan: FIRST_SCAN,
};

/** Equal parts of crystallites of 10 nm. */
export const FIRST_WIDTHS: CrystalWidths = { weight: 50, sizeNm: 10, strainPercent: 0 };
