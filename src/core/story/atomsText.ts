import { atomicNumber, SYMBOLS } from '#core/crystal/elements.ts';
import type { IntVec3 } from '#core/math/integer.ts';

/** An atom that a text names, and perhaps in which cell. */
export interface NamedAtom {
  /** From 0. */
  readonly atom: number;
  /** Atomic number. */
  readonly element: number;
  readonly cell: IntVec3 | null;
}

const ATOM = /([A-Z][a-z]?)(\d{1,7})(?:@(-?\d{1,2}):(-?\d{1,2}):(-?\d{1,2}))?(-|$)/y;

/** The atoms that "Pb12-Br40@0:1:0" names, numbered from 1 there. @returns null for a text of another kind */
export function namedAtoms(text: string): readonly NamedAtom[] | null {
  const found: NamedAtom[] = [];
  ATOM.lastIndex = 0;
  for (let isLast = false; !isLast; ) {
    const [, symbol, number, u, v, w, end] = ATOM.exec(text) ?? [];
    const element = symbol === undefined ? undefined : atomicNumber(symbol);
    if (element === undefined || Number(number) < 1) return null;
    found.push({
      atom: Number(number) - 1,
      element,
      cell: u === undefined ? null : [Number(u), Number(v), Number(w)],
    });
    isLast = end === '';
  }
  return found;
}

/** The text that {@link namedAtoms} reads. */
export const atomsText = (atoms: readonly NamedAtom[]): string =>
  atoms
    .map(({ atom, element, cell }) => {
      const at = cell === null ? '' : `@${cell.join(':')}`;
      return `${SYMBOLS[element]}${atom + 1}${at}`;
    })
    .join('-');
