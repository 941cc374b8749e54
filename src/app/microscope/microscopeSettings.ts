import { likeFirst } from '#app/settings/settingsLink.ts';
import { FIRST_OBSERVATION, type Observation } from '#core/microscope/observation.ts';
import {
  DOSE_LIMITS_ANG2,
  FIELD_LIMITS_NM,
  OBSERVATION_LIMITS,
  type ObservationNumber,
} from './observationLimits.ts';

/** Which specimen: the document's stack, the nanocrystal of its room, or one of the document's crystals by its slab. */
export type SpecimenChoice = 'interface' | 'nanocrystal' | `crystal-${number}`;

/** What is asked of the microscope. Plain data: it stands in links. */
export interface MicroscopeSettings {
  readonly choice: SpecimenChoice;
  readonly observation: Observation;
}

export const FIRST_SETTINGS: MicroscopeSettings = {
  choice: 'nanocrystal',
  observation: FIRST_OBSERVATION,
};

/** Settings of a link, or kept in the browser, perhaps of another version: what is not understood, or beyond the limits, is as at first. */
export function readSettings(value: unknown): MicroscopeSettings {
  const { choice, observation } = (value ?? {}) as Partial<Record<string, unknown>>;
  return {
    choice: isChoice(choice) ? choice : FIRST_SETTINGS.choice,
    observation: readObservation(observation),
  };
}

const isChoice = (value: unknown): value is SpecimenChoice =>
  typeof value === 'string' && /^(interface|nanocrystal|crystal-\d{1,2})$/.test(value);

function readObservation(value: unknown): Observation {
  const given = (value ?? {}) as Partial<Record<keyof Observation, unknown>>;
  const read = likeFirst(FIRST_OBSERVATION, value);
  const numbers = Object.entries(OBSERVATION_LIMITS).map(([key, limits]) => {
    const name = key as ObservationNumber;
    return [name, within(read[name], limits) ?? FIRST_OBSERVATION[name]];
  });
  const { zone, of } = given;
  const isZone =
    Array.isArray(zone) &&
    zone.length === 3 &&
    zone.every((n) => Number.isInteger(n) && Math.abs(n) <= 100) &&
    zone.some((n) => n !== 0);
  return {
    ...read,
    ...Object.fromEntries(numbers),
    of: of === 1 ? 1 : 0,
    zone: isZone ? (zone as [number, number, number]) : FIRST_OBSERVATION.zone,
    mode: (['haadf', 'tem', 'potential'] as const).includes(read.mode) ? read.mode : 'haadf',
    fieldNm: within(given.fieldNm, FIELD_LIMITS_NM),
    doseAng2: within(given.doseAng2, DOSE_LIMITS_ANG2),
  };
}

const within = (value: unknown, [least, most]: readonly [number, number]): number | null =>
  typeof value === 'number' && value >= least && value <= most ? value : null;
