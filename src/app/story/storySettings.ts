import { LOOK_PRESETS } from '#app/look/presets.ts';
import { DEFAULTS, offeredFor, type Session } from '#app/look/session.ts';
import type { StoryLook, StorySetting } from '#core/story/story.ts';

/** What belongs to the viewer and not to a story; of settings a story has plain values only. */
const OWN: ReadonlySet<string> = new Set(['framesBy', 'measureBy', 'colourRanges']);

/** The settings that a story may set, by name. */
export const STORY_SETTINGS: readonly string[] = [
  'preset',
  ...Object.keys(DEFAULTS).filter((key) => !OWN.has(key)),
];

const among = (values: readonly unknown[]): string => values.map((v) => `"${v}"`).join(', ');

/** What can still be seen; the sliders of the page go less far. */
const LIMITS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  atomScale: [0.1, 10],
  bondRadiusAng: [0, 2],
  repeatA: [1, 100],
  repeatB: [1, 100],
  repeatC: [1, 100],
  textScale: [0.1, 10],
  depthCue: [0, 1],
};

/** What a setting of a story should have been, or null where it is right. */
export function storySetting(name: string, value: StorySetting): string | null {
  if (!STORY_SETTINGS.includes(name)) return `one of ${STORY_SETTINGS.join(', ')}`;
  if (name === 'preset') {
    const ids = LOOK_PRESETS.map(({ id }) => id);
    return ids.includes(String(value)) ? null : among(ids);
  }
  const limits = LIMITS[name];
  const usual = DEFAULTS[name as keyof Session];
  const offered = name === 'theme' ? ['system', 'light', 'dark'] : offeredFor(name);
  if (typeof value !== typeof usual)
    return typeof usual === 'boolean' ? 'true or false' : `a ${typeof usual}`;
  if (offered !== undefined && !offered.includes(value)) return among(offered);
  if (limits !== undefined && !((value as number) >= limits[0] && (value as number) <= limits[1]))
    return `a number from ${limits[0]} to ${limits[1]}`;
  return null;
}

/** The settings of the session that a story's words stand for: a preset of the look first, the rest on top of it. */
export function settingsOf({ preset, ...rest }: StoryLook): Partial<Session> {
  const chosen = LOOK_PRESETS.find(({ id }) => id === preset);
  return { ...chosen?.settings, ...rest } as Partial<Session>;
}

/** All that a look sets, the viewer's own theme aside: what it does not say is as usual. */
export const wholeLook = (look: StoryLook = {}): Partial<Session> => ({
  ...Object.fromEntries(
    Object.entries(DEFAULTS).filter(([key]) => key !== 'theme' && STORY_SETTINGS.includes(key)),
  ),
  ...settingsOf(look),
});

/** Settings that differ from the usual ones: a story does not say the rest. */
export const lookOf = (session: Session): StoryLook =>
  Object.fromEntries(
    STORY_SETTINGS.flatMap((key) => {
      if (key === 'preset' || key === 'theme') return [];
      const value = session[key as keyof Session];
      return value === DEFAULTS[key as keyof Session] ? [] : [[key, value as string | number]];
    }),
  );
/** The settings that an address asks for as JSON; what no story may set is left out, and what cannot be read is none. */
export function settingsAsked(json: string | null): Partial<Session> {
  try {
    const look = JSON.parse(json ?? '{}') as StoryLook;
    const right = Object.entries(look).filter(([key, value]) => storySetting(key, value) === null);
    return settingsOf(Object.fromEntries(right));
  } catch {
    return {};
  }
}
