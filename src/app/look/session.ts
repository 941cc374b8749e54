import { createStore } from 'zustand/vanilla';

/** What belongs to this viewer and not to the document: kept in the browser, never in a link. */
export interface Session {
  readonly theme: 'system' | 'light' | 'dark';
  /** What colours say of atoms at rest: id of a colouring. */
  readonly colorBy: string;
  /** What they say in frames of the trajectory that is played: the same, or more. Not kept for another visit. */
  readonly framesBy: string;
  readonly projection: 'orthographic' | 'perspective';
  readonly atomScale: number;
  readonly bondRadiusAng: number;
  readonly showBonds: boolean;
  readonly showCell: boolean;
  readonly showContacts: boolean;
  readonly showContactLabels: boolean;
  readonly showBoundaryImages: boolean;
}

const DEFAULTS: Session = {
  theme: 'system',
  colorBy: 'element',
  framesBy: 'rest',
  projection: 'orthographic',
  atomScale: 1,
  bondRadiusAng: 0.17,
  showBonds: true,
  showCell: true,
  showContacts: true,
  showContactLabels: true,
  showBoundaryImages: false,
};

/**
 * Id of the colouring in force.
 * @param hasFrames a frame is shown, so that there is motion to be coloured
 */
export const colorMode = (
  { colorBy, framesBy }: Pick<Session, 'colorBy' | 'framesBy'>,
  hasFrames: boolean,
): string => (hasFrames && framesBy !== 'rest' ? framesBy : colorBy);

const KEY = 'epistack.session';

/** Settings of an earlier visit; anything unreadable or of another type falls back to the default. */
function restore(): Session {
  const out: Record<string, unknown> = { ...DEFAULTS };
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    for (const [key, value] of Object.entries(DEFAULTS))
      if (typeof saved[key] === typeof value) out[key] = saved[key];
  } catch {
    // A private window may have no storage: the defaults serve.
  }
  return out as unknown as Session;
}

export const sessionStore = createStore<Session>()(restore);

sessionStore.subscribe((session) => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...session, framesBy: undefined }));
  } catch {
    // Full or forbidden storage loses a preference, nothing more.
  }
});
