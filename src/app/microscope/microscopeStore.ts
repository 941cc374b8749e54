import { createStore } from 'zustand/vanilla';
import {
  beginSettings,
  type SettingsHistory,
  settingsSteps,
} from '#app/settings/settingsHistory.ts';
import { openPlace } from '#app/shell/places.ts';
import { FIRST_OBSERVATION, type Observation } from '#core/microscope/observation.ts';

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

/** Kept while the page is open, with a history and a link of its own, no part of the document. Images are of what is typed. */
export const microscopeStore = createStore<SettingsHistory<MicroscopeSettings>>()(() =>
  beginSettings(FIRST_SETTINGS),
);

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
