import { atomicNumber } from '#core/crystal/elements.ts';

/** How elements are drawn by hand, whatever a palette and their covalent radii say. By symbol, for the eye only. */
export interface ElementLooks {
  /** CSS, #rrggbb. */
  readonly colours: Readonly<Record<string, string>>;
  /** Of a ball of usual size, Å. */
  readonly radiiAng: Readonly<Record<string, number>>;
}

export const NO_ELEMENT_LOOKS: ElementLooks = { colours: {}, radiiAng: {} };

/** Balls that can still be seen, and that do not hide a whole cell, Å. */
export const BALL_LIMITS_ANG = [0.1, 4] as const;

export const isBallAng = (ang: unknown): ang is number =>
  typeof ang === 'number' && ang >= BALL_LIMITS_ANG[0] && ang <= BALL_LIMITS_ANG[1];

/** "#Fc0" and "ffcc00" as #ffcc00; null for what is no such colour. */
export function hexColour(text: unknown): string | null {
  const hex = typeof text === 'string' && /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text)?.[1];
  if (!hex) return null;
  return `#${(hex.length === 3 ? hex.replace(/./g, '$&$&') : hex).toLowerCase()}`;
}

/** Entries by symbol whose values are understood. */
export function byElement<T>(
  value: unknown,
  understood: (value: unknown) => T | null,
): Readonly<Record<string, T>> {
  const found: Record<string, T> = {};
  for (const [symbol, one] of Object.entries(value ?? {})) {
    const good = atomicNumber(symbol) === undefined ? null : understood(one);
    if (good !== null) found[symbol] = good;
  }
  return found;
}

export const hasElementLooks = ({ colours, radiiAng }: ElementLooks): boolean =>
  Object.keys(colours).length + Object.keys(radiiAng).length > 0;
