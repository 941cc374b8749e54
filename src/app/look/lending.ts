import { isEmbedded } from '#app/shell/embedded.ts';
import { SESSION_KEY, type Session, sessionStore } from './session.ts';

let own: Session | null = null;
/** What is kept for the next visit: without what a link set. */
let kept = sessionStore.getState();
let isOfLink = false;

/** The settings that the viewer chose. */
export const keptSettings = (): Session => kept;

/** Shows the settings of a link or of a reload, which are none that the viewer chose for the next visit. */
export function showSettings(settings: Partial<Session>): void {
  isOfLink = true;
  sessionStore.setState(settings);
  isOfLink = false;
}

/** Shows other settings for as long as a story is told, and does not keep them; null brings the viewer's own back. */
export function lendSettings(settings: Partial<Session> | null): void {
  const mine = own ?? sessionStore.getState();
  own = settings === null ? null : mine;
  if (settings !== null) sessionStore.setState({ ...mine, ...settings });
  else sessionStore.setState(mine);
}

sessionStore.subscribe((session, before) => {
  if (own !== null || isEmbedded || isOfLink) return;
  const isChosen = ([key, value]: readonly [string, unknown]) =>
    value !== before[key as keyof Session];
  kept = { ...kept, ...Object.fromEntries(Object.entries(session).filter(isChosen)) };
  try {
    localStorage.setItem(SESSION_KEY, JSON.stringify({ ...kept, framesBy: undefined }));
  } catch {
    // When storage is full or forbidden, only a preference is lost.
  }
});
