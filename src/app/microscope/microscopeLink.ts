import { likeFirst, settingsIn, settingsLink } from '#app/settings/settingsLink.ts';
import { closePlace, openPlace } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import { FIRST_OBSERVATION, type Observation } from '#core/microscope/observation.ts';
import {
  FIRST_SETTINGS,
  type MicroscopeSettings,
  microscopeStore,
  type SpecimenChoice,
  takeSettings,
} from './microscopeStore.ts';
import {
  DOSE_LIMITS_ANG2,
  FIELD_LIMITS_NM,
  OBSERVATION_LIMITS,
  type ObservationNumber,
} from './observationLimits.ts';

/** The settings as a part of a link, behind that of the specimen's document. */
export const microscopeLink = (): string => settingsLink('m', microscopeStore.getState().asked);

/** Takes the settings that an address holds, as one step, and opens the room in place of the nanocrystal's. */
export function openMicroscopeLink(address: string): void {
  const value = settingsIn('m', address);
  if (value === undefined) {
    say('The settings of the microscope in this link cannot be read.');
    return;
  }
  takeSettings(readSettings(value));
  closePlace('nanocrystal');
  openPlace('microscope');
}

/** Settings of a link, perhaps of another version: what is not understood, or beyond the limits, is as at first. */
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
