import { createStore } from 'zustand/vanilla';
import { openPlace } from '#app/shell/places.ts';
import { FIRST_OBSERVATION, type Observation } from '#core/microscope/observation.ts';

/** Which specimen: the document's stack, the nanocrystal of its room, or one of the document's crystals by its slab. */
export type SpecimenChoice = 'interface' | 'nanocrystal' | `crystal-${number}`;

interface Microscope {
  readonly choice: SpecimenChoice;
  readonly observation: Observation;
}

/** What is asked of the microscope: kept while the page is open, no part of the document. */
export const microscopeStore = createStore<Microscope>()(() => ({
  choice: 'nanocrystal',
  observation: FIRST_OBSERVATION,
}));

export const changeObservation = (change: Partial<Observation>): void =>
  microscopeStore.setState(({ observation }) => ({ observation: { ...observation, ...change } }));

/** Another specimen lies on its first crystal's [001], untilted. */
export const chooseSpecimen = (choice: SpecimenChoice): void =>
  microscopeStore.setState(({ observation }) => ({
    choice,
    observation: { ...observation, of: 0, zone: [0, 0, 1], alphaDeg: 0, betaDeg: 0 },
  }));

/** Opens the microscope on a specimen. */
export function openMicroscope(choice: SpecimenChoice): void {
  if (microscopeStore.getState().choice !== choice) chooseSpecimen(choice);
  openPlace('microscope');
}
