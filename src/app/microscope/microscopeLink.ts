import { settingsIn, settingsLink } from '#app/settings/settingsLink.ts';
import { closePlace, openPlace } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import { readSettings } from './microscopeSettings.ts';
import { microscopeStore, takeSettings } from './microscopeStore.ts';

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
