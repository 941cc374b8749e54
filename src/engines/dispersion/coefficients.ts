import { REFERENCES } from './elementTable.ts';

/** The last element that there are coefficients for: Pu. */
export const LAST_ELEMENT = REFERENCES.length;

/** C6 between the references of two elements. */
export interface Coefficients {
  /** Eh a0⁶, of reference p of element a with reference q of element b. */
  readonly c6: (a: number, p: number, b: number, q: number) => number;
  /** R0 of two elements, Å. */
  readonly cutoffRadiusAng: (a: number, b: number) => number;
}

const UNIT = 1e-4;

/** The packed coefficients: a module of its own, which all workers of a page share as one file. */
export type CoefficientTable = typeof import('./coefficientTable.ts');

/** The coefficients made ready. */
export function readCoefficients({
  C6_BASE64,
  CUTOFF_RADII_BASE64,
}: CoefficientTable): Coefficients {
  const bytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer;
  const c6 = new DataView(bytes(C6_BASE64));
  const radii = new DataView(bytes(CUTOFF_RADII_BASE64));
  /** Number of references of all elements before each. */
  const first: number[] = [];
  for (let z = 1, count = 0; z <= LAST_ELEMENT; z++) {
    first[z] = count;
    count += REFERENCES[z - 1]!.length;
  }
  return {
    c6: (a, p, b, q) => UNIT * c6.getUint32(4 * triangle(first[a]! + p, first[b]! + q), true),
    cutoffRadiusAng: (a, b) => UNIT * radii.getUint16(2 * triangle(a - 1, b - 1), true),
  };
}

/** Place in the lower triangle of a symmetric table, row by row. */
function triangle(i: number, j: number): number {
  const [low, high] = i < j ? [i, j] : [j, i];
  return (high * (high + 1)) / 2 + low;
}
