import { settingsIn, settingsLink } from '#app/settings/settingsLink.ts';
import { say } from '#app/shell/toasts.ts';
import { askChoices, diffractionStore, openDiffraction } from './diffractionStore.ts';
import { readChoices } from './readChoices.ts';

/** The choices as a part of a link. */
export const choicesLink = (): string => settingsLink('d', diffractionStore.getState().asked);

/** Takes the choices that an address holds, as one step, and opens the tab. */
export function openChoicesLink(address: string): void {
  const value = settingsIn('d', address);
  if (value === undefined) {
    say('The settings of the diffraction in this link cannot be read.');
    return;
  }
  askChoices(readChoices(value));
  openDiffraction();
}
