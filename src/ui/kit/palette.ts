import { COVALENT_RADIUS_ANG, SYMBOLS } from '#core/crystal/elements.ts';

/** Colours of the most common elements, which also differ in lightness; each at least 3 : 1 against the dark page. */
const ELEMENT: Readonly<Record<string, string>> = {
  H: '#c9ccd1',
  C: '#666c73',
  N: '#4a6fd0',
  O: '#cf3f3f',
  F: '#7fbf6a',
  Na: '#9a6ad8',
  Mg: '#6fae52',
  Al: '#a9a2b5',
  Si: '#c9a06b',
  P: '#d9822b',
  S: '#d2c94a',
  Cl: '#5fa55a',
  K: '#8a4fc4',
  Ca: '#58a05f',
  Ti: '#9aa4ae',
  Cr: '#7a8fc7',
  Mn: '#9a6fb8',
  Fe: '#c4673a',
  Co: '#c77f92',
  Ni: '#5da36b',
  Cu: '#b9733c',
  Zn: '#7d80ae',
  Ga: '#b88383',
  Ge: '#6f9a94',
  As: '#a97bc2',
  Se: '#cf9434',
  Br: '#b5503a',
  Rb: '#8d5fc4',
  Sr: '#4f9a6b',
  Zr: '#7fb3b8',
  Cd: '#e0a93a',
  In: '#a3807a',
  Sn: '#78868c',
  Sb: '#9470b0',
  Te: '#b5823f',
  I: '#9a55ab',
  Cs: '#8a63d2',
  Ba: '#3f9a58',
  La: '#79b8d6',
  Hf: '#6fa8cf',
  W: '#4f8fbf',
  Pt: '#b9bcc6',
  Au: '#d8b23a',
  Pb: '#6a7681',
  Bi: '#8f5fb0',
};
const FALLBACK = '#8c9196';

/** Balls smaller than covalent spheres, so that planes and bonds stay readable, Å. */
const BALL = 0.42;

/** @param byHand colours by symbol that stand above the usual ones */
export const elementColor = (
  number: number,
  byHand: Readonly<Record<string, string>> = {},
): string => byHand[SYMBOLS[number]!] ?? ELEMENT[SYMBOLS[number]!] ?? FALLBACK;
/** Slabs in order from the substrate up. */
export const SLAB_COLORS = {
  light: ['#2f6f8f', '#b98a12', '#7a5aa8', '#3c7a4b'],
  dark: ['#6fb3d2', '#e3b64a', '#b79be0', '#79c08a'],
} as const;

export function rgb(hex: string): readonly [number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
}

/** 3 per atom, sRGB 0..1. */
export function colorsOf(keys: ArrayLike<number>, colorFor: (key: number) => string): Float32Array {
  const out = new Float32Array(3 * keys.length);
  // Few keys stand at many atoms.
  const known = new Map<number, readonly [number, number, number]>();
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    let color = known.get(key);
    if (color === undefined) {
      color = rgb(colorFor(key));
      known.set(key, color);
    }
    out[3 * i] = color[0];
    out[3 * i + 1] = color[1];
    out[3 * i + 2] = color[2];
  }
  return out;
}

/** Ionic spacers look right a little smaller than their covalent radius says, Å. */
export const usualBallAng = (z: number): number =>
  Math.min(0.92, Math.max(0.4, BALL * COVALENT_RADIUS_ANG[z]! + 0.06));
