import { createStore } from 'zustand/vanilla';

/** Settings of this viewer that do not belong to the document: kept in the browser, never in a link. */
export interface Session {
  readonly theme: 'system' | 'light' | 'dark';
  /** Id of the colouring of the structure at rest. */
  readonly colorBy: string;
  /** Id of the colouring of played frames; `rest` uses that of the structure. Not kept for the next visit. */
  readonly framesBy: string;
  readonly projection: 'orthographic' | 'perspective';
  /** Between which images of the picked atoms is measured. */
  readonly measureBy: 'nearest' | 'clicked';
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
  measureBy: 'nearest',
  atomScale: 1,
  bondRadiusAng: 0.17,
  showBonds: true,
  showCell: true,
  showContacts: true,
  showContactLabels: true,
  showBoundaryImages: false,
};

/**
 * Id of the current colouring.
 * @param hasFrames whether a frame of a trajectory is shown
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
    // When storage is full or forbidden, only a preference is lost.
  }
});
