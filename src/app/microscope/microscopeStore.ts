import { createStore } from 'zustand/vanilla';
import { keepSettings, keptSettings } from '#app/settings/keptSettings.ts';
import { type SettingsHistory, settingsSteps } from '#app/settings/settingsHistory.ts';
import { openPlace } from '#app/shell/places.ts';
import type { Observation } from '#core/microscope/observation.ts';
import {
  FIRST_SETTINGS,
  type MicroscopeSettings,
  readSettings,
  type SpecimenChoice,
} from './microscopeSettings.ts';

const KEY = 'epistack.microscope';

/**
 * Kept for this tab, over a reload too, with a history and a link of its own, no part of the document. Images are of what
 * is typed.
 */
export const microscopeStore = createStore<SettingsHistory<MicroscopeSettings>>()(() =>
  keptSettings(KEY, FIRST_SETTINGS, readSettings),
);
keepSettings(KEY, microscopeStore);

const { type, ask, undo, redo } = settingsSteps<MicroscopeSettings>(microscopeStore);

export const undoMicroscope = undo;
export const redoMicroscope = redo;

/** What was typed, or a slider passed over, becomes one step. */
export const keepObservation = (): void => ask();

/** Shows a change that is no step yet. */
export const typeObservation = (change: Partial<Observation>): void =>
  type({ observation: { ...microscopeStore.getState().typed.observation, ...change } });

export function changeObservation(change: Partial<Observation>): void {
  typeObservation(change);
  ask();
}

/** Another specimen lies on its first crystal's [001], untilted. */
export function chooseSpecimen(choice: SpecimenChoice): void {
  const { observation } = microscopeStore.getState().typed;
  ask({
    choice,
    observation: { ...observation, of: 0, zone: [0, 0, 1], alphaDeg: 0, betaDeg: 0 },
  });
}

/** Takes all settings as one step. */
export const takeSettings = (settings: MicroscopeSettings): void => ask(settings);

/** Opens the microscope on a specimen. */
export function openMicroscope(choice: SpecimenChoice): void {
  if (microscopeStore.getState().typed.choice !== choice) chooseSpecimen(choice);
  openPlace('microscope');
}
