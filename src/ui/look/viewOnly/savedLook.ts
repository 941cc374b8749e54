import { lookSettings } from '#app/look/presets.ts';
import { DEFAULTS, offeredFor, type Session } from '#app/look/session.ts';
import type { StoryLook } from '#core/story/story.ts';

/** Settings that a saved view brings back besides those of the look. */
const BESIDES = ['projection', 'colorBy'] as const;

/** What a view keeps of the look: plain values only. */
export function savedLook(session: Session): StoryLook {
  const look = {
    ...lookSettings(session),
    projection: session.projection,
    colorBy: session.colorBy,
  };
  return look;
}

/** The settings of a view that was kept, perhaps by another version: what is not offered any more is left out. */
export function readLook(look: StoryLook): Partial<Session> {
  const known = new Set<string>([...Object.keys(lookSettings(DEFAULTS)), ...BESIDES]);
  // Looked up by names that are checked against those of a look.
  const defaults = DEFAULTS as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(look).filter(
      ([key, value]) =>
        known.has(key) &&
        typeof value === typeof defaults[key] &&
        (offeredFor(key)?.includes(value) ?? true),
    ),
  );
}
