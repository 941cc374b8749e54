import { EpistackError } from '#core/errors.ts';
import { scherzerNm } from '#core/microscope/imaging/ctf.ts';
import { type Field, wholeField } from '#core/microscope/imaging/field.ts';
import {
  type ImageMode,
  type ImageSettings,
  type Micrograph,
  micrographOf,
} from '#core/microscope/imaging/micrograph.ts';
import type { Specimen } from './specimen.ts';
import { type View, type ViewAngles, viewAlong, zoneVector } from './view.ts';

/** All that is asked of the microscope, in the units that people type. Plain data. */
export interface Observation extends ViewAngles {
  /** Which crystal of the specimen has the axes on which the zone axis is written. */
  readonly of: number;
  /** [uvw], towards the viewer. */
  readonly zone: readonly [number, number, number];
  readonly mode: ImageMode;
  /** Edge of the square field; null shows a particle whole. */
  readonly fieldNm: number | null;
  /** Thickness along the zone axis of a specimen that goes on there. */
  readonly thicknessNm: number;
  readonly pixelAng: number;
  readonly kv: number;
  readonly defocusNm: number;
  readonly csMm: number;
  readonly focalSpreadNm: number;
  readonly convergenceMrad: number;
  /** Full width at half maximum of the HAADF probe. */
  readonly probeAng: number;
  /** B of all elements. */
  readonly displacementAng2: number;
  /** Electrons per Å²; null for no noise. */
  readonly doseAng2: number | null;
  readonly seed: number;
}

/** A microscope to start from. Voltages are printed in the paper; the other values are chosen here. */
export interface Instrument {
  readonly id: string;
  readonly label: string;
  readonly settings: Pick<
    Observation,
    'mode' | 'kv' | 'defocusNm' | 'csMm' | 'focalSpreadNm' | 'convergenceMrad' | 'probeAng'
  >;
}

const CS_MM = 0.5;
const tenth = (x: number): number => Math.round(10 * x) / 10;

export const INSTRUMENTS: readonly Instrument[] = [
  {
    id: 'haadf-300',
    label: 'HAADF, 300 kV (Titan Themis)',
    settings: {
      mode: 'haadf',
      kv: 300,
      defocusNm: 0,
      csMm: 0,
      focalSpreadNm: 3,
      convergenceMrad: 0.1,
      probeAng: 0.8,
    },
  },
  {
    id: 'tem-200',
    label: 'TEM, 200 kV (JEM-2100F)',
    settings: {
      mode: 'tem',
      kv: 200,
      defocusNm: tenth(scherzerNm(200, CS_MM)),
      csMm: CS_MM,
      focalSpreadNm: 4,
      convergenceMrad: 0.3,
      probeAng: 0.8,
    },
  },
];

export const FIRST_OBSERVATION: Observation = {
  of: 0,
  zone: [0, 0, 1],
  rotationDeg: 0,
  alphaDeg: 0,
  betaDeg: 0,
  fieldNm: null,
  thicknessNm: 5,
  pixelAng: 0.2,
  displacementAng2: 0,
  doseAng2: null,
  seed: 1,
  ...INSTRUMENTS[0]!.settings,
};

/** Field of a specimen that goes on without end, nm. */
export const FIELD_NM = 8;

/** @throws `setting` for a crystal that the specimen lacks, or no direction */
export function viewOf({ crystals, up }: Specimen, observation: Observation): View {
  const { of, zone } = observation;
  const crystal = crystals[of];
  if (crystal === undefined)
    throw new EpistackError({
      code: 'setting',
      field: 'of',
      expected: `one of the ${crystals.length} crystals of the specimen`,
    });
  if (zone.every((x) => x === 0))
    throw new EpistackError({ code: 'setting', field: 'zone', expected: 'a direction [u v w]' });
  return viewAlong(zoneVector(crystal.axes, zone), up, observation);
}

/** The settings of an observation that imaging uses. */
export function imageSettings(specimen: Specimen, view: View, o: Observation): ImageSettings {
  const edge = { widthAng: (o.fieldNm ?? FIELD_NM) * 10, heightAng: (o.fieldNm ?? FIELD_NM) * 10 };
  const field: Field = {
    ...((o.fieldNm === null ? wholeField(specimen, view) : null) ?? edge),
    thicknessAng: o.thicknessNm * 10,
  };
  return {
    mode: o.mode,
    field,
    pixelAng: o.pixelAng,
    lens: {
      kv: o.kv,
      defocusNm: o.defocusNm,
      csMm: o.csMm,
      focalSpreadNm: o.focalSpreadNm,
      convergenceMrad: o.convergenceMrad,
    },
    probeAng: o.probeAng,
    displacementAng2: o.displacementAng2,
    dose: o.doseAng2 === null ? null : { perAng2: o.doseAng2, seed: o.seed },
  };
}

/** Where a specimen is looked at from, and the image. @throws as {@link viewOf} and {@link micrographOf} */
export function observe(
  specimen: Specimen,
  observation: Observation,
  onDone?: (share: number) => void,
): { readonly view: View; readonly image: Micrograph } {
  const view = viewOf(specimen, observation);
  return {
    view,
    image: micrographOf(specimen, view, imageSettings(specimen, view, observation), onDone),
  };
}
