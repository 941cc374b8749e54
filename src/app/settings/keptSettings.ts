import { keepSteps, readTabCopy, writeTabCopy } from '#app/shell/tabCopy.ts';
import { beginSettings, type SettingsHistory } from './settingsHistory.ts';

interface Store<T> {
  getState(): SettingsHistory<T>;
  subscribe(listener: (now: SettingsHistory<T>, before: SettingsHistory<T>) => void): unknown;
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' ? { ...value } : {};

/**
 * The settings that this tab had before a reload, with their history; else the first ones.
 * @param read what is not understood, of another version perhaps, is as at first
 */
export function keptSettings<T>(
  key: string,
  first: T,
  read: (value: unknown) => T,
): SettingsHistory<T> {
  const kept = readTabCopy('sessionStorage', key);
  if (kept === undefined) return beginSettings(first);
  const { past, asked, future } = objectOf(kept);
  const steps = (value: unknown) => (Array.isArray(value) ? value.map(read) : []);
  const now = read(asked);
  return { past: steps(past), asked: now, typed: now, future: steps(future) };
}

/** Keeps each step from now on. */
export function keepSettings<T>(key: string, store: Store<T>): void {
  store.subscribe(({ past, asked, future }, before) => {
    if (asked === before.asked && past === before.past) return;
    keepSteps({ past, future }, (steps) =>
      writeTabCopy('sessionStorage', key, { ...steps, asked }),
    );
  });
}
