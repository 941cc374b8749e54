import { isEmbedded } from './embedded.ts';

/**
 * What a tab holds besides its document lies in `sessionStorage`: a reload brings it back, also when another tab was used
 * meanwhile. What a new tab goes on with lies in `localStorage`, as whichever tab wrote last left it.
 */
export type CopyArea = 'sessionStorage' | 'localStorage';

/** How the document of a tab is seen, for a reload; the first code of the page asks for it by name. */
export const SEEN_KEY = 'epistack.seen';

/** @returns undefined where there is none, or nothing can be read */
export function readTabCopy(area: CopyArea, key: string): unknown {
  if (isEmbedded) return undefined;
  try {
    // Where storage is blocked, even naming it throws.
    return JSON.parse(globalThis[area].getItem(key)!) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @returns whether there was room for it */
export function writeTabCopy(area: CopyArea, key: string, value: unknown): boolean {
  if (isEmbedded) return true;
  try {
    globalThis[area].setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forgetTabCopy(area: CopyArea, key: string): void {
  if (isEmbedded) return;
  try {
    globalThis[area].removeItem(key);
  } catch {
    // Where storage is blocked, there is none.
  }
}

export interface Steps<T> {
  /** Oldest first. */
  readonly past: readonly T[];
  /** The next first. */
  readonly future: readonly T[];
}

const MOST_KEPT = 60;

/**
 * Keeps as many steps of a history as there is room for: those next to the present.
 * @param write @returns whether there was room for it
 * @returns whether there was room at least for what is now
 */
export function keepSteps<T>(
  { past, future }: Steps<T>,
  write: (steps: Steps<T>) => boolean,
): boolean {
  for (let kept = MOST_KEPT; ; kept = Math.floor(kept / 2)) {
    const steps = {
      past: past.slice(Math.max(0, past.length - kept)),
      future: future.slice(0, kept),
    };
    if (write(steps)) return true;
    if (kept === 0) return false;
  }
}
