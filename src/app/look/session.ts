import { createStore } from 'zustand/vanilla';
import { isEmbedded } from '#app/shell/embedded.ts';
import type { Completion } from '#core/crystal/coordination/completion.ts';

export const PICTURE_STYLES = ['balls', 'filling', 'sticks', 'wireframe', 'polyhedra'] as const;
export type PictureStyle = (typeof PICTURE_STYLES)[number];

/** Settings of this viewer that do not belong to the document: kept in the browser, never in a link. */
export interface Session {
  readonly theme: 'system' | 'light' | 'dark';
  /** Id of the colouring of the structure at rest. */
  readonly colorBy: string;
  /** Typed ends of colour scales by the id of their colouring; what is not named follows from the atoms. */
  readonly colourRanges: Readonly<Record<string, readonly [low: number, high: number]>>;
  /** Id of the colouring of played frames; `rest` uses that of the structure. Not kept for the next visit. */
  readonly framesBy: string;
  readonly projection: 'orthographic' | 'perspective';
  /** Between which images of the picked atoms is measured. */
  readonly measureBy: 'nearest' | 'clicked';
  readonly style: PictureStyle;
  readonly atomScale: number;
  readonly bondRadiusAng: number;
  readonly showBonds: boolean;
  readonly completion: Completion;
  readonly polyhedra: 'off' | 'flat' | 'glassy';
  readonly repeat: 'auto' | 'none' | 'counts';
  /** Cells along a, b and c where `repeat` says counts. */
  readonly repeatA: number;
  readonly repeatB: number;
  readonly repeatC: number;
  readonly showCell: boolean;
  /** Leaves out most of a thick vacuum, at a break mark. */
  readonly foldVacuum: boolean;
  /** Brackets beside the slabs, and the vacuum's length. */
  readonly showSlabs: boolean;
  /** The lattice planes that slabs are cut along, with their distance. */
  readonly showPlanes: boolean;
  /** The cells of film and substrate where they meet, with lengths and mismatch. */
  readonly showMismatch: boolean;
  readonly showContacts: boolean;
  readonly showContactLabels: boolean;
  /** A bar with its length, in the orthographic picture. */
  readonly scaleBar: boolean;
  /** Multiplies the words in the picture. */
  readonly textScale: number;
  readonly depthCue: number;
  readonly outlines: boolean;
  readonly occlusion: boolean;
  /** A soft shadow on a floor below the atoms. */
  readonly floorShadow: boolean;
}

export const DEFAULTS: Session = {
  theme: 'system',
  colorBy: 'element',
  colourRanges: {},
  framesBy: 'rest',
  projection: 'orthographic',
  measureBy: 'nearest',
  style: 'balls',
  atomScale: 1,
  bondRadiusAng: 0.15,
  showBonds: true,
  completion: 'complete',
  polyhedra: 'off',
  repeat: 'auto',
  repeatA: 1,
  repeatB: 1,
  repeatC: 1,
  showCell: true,
  foldVacuum: true,
  showSlabs: true,
  showPlanes: false,
  showMismatch: true,
  showContacts: true,
  showContactLabels: true,
  scaleBar: true,
  textScale: 1,
  depthCue: 0.16,
  outlines: true,
  occlusion: true,
  floorShadow: false,
};

/**
 * Id of the current colouring.
 * @param hasFrames whether a frame of a trajectory is shown
 */
export const colorMode = (
  { colorBy, framesBy }: Pick<Session, 'colorBy' | 'framesBy'>,
  hasFrames: boolean,
): string => (hasFrames && framesBy !== 'rest' ? framesBy : colorBy);

/** Under which name the settings are kept in the browser. */
export const SESSION_KEY = 'epistack.session';

const OFFERED: Readonly<Record<string, readonly unknown[]>> = {
  style: PICTURE_STYLES,
  completion: ['cell', 'complete', 'molecules'] satisfies Session['completion'][],
  polyhedra: ['off', 'flat', 'glassy'] satisfies Session['polyhedra'][],
  repeat: ['auto', 'none', 'counts'] satisfies Session['repeat'][],
};

function isOffered(key: string, value: unknown): boolean {
  if (key === 'colourRanges')
    return value !== null && Object.values(value as object).every(isRange);
  return OFFERED[key]?.includes(value) ?? true;
}

const isRange = (ends: unknown): boolean =>
  Array.isArray(ends) && ends.length === 2 && Number.isFinite(ends[0]) && ends[0] < ends[1];

/**
 * Settings of an earlier visit. Anything unreadable, of another type or not offered any more falls back to the default.
 */
function restore(): Session {
  if (isEmbedded) return DEFAULTS;
  const out: Record<string, unknown> = { ...DEFAULTS };
  try {
    const saved = JSON.parse(localStorage.getItem(SESSION_KEY) ?? '{}') as Record<string, unknown>;
    for (const [key, value] of Object.entries(DEFAULTS))
      if (typeof saved[key] === typeof value && isOffered(key, saved[key])) out[key] = saved[key];
  } catch {
    // A private window may have no storage: the defaults serve.
  }
  // Each key has its default or a saved value of the same type.
  return out as unknown as Session;
}

export const sessionStore = createStore<Session>()(restore);

/** What a setting may be: one of these values, or, where nothing is said, anything of its type. */
export const offeredFor = (key: string): readonly unknown[] | undefined => OFFERED[key];
