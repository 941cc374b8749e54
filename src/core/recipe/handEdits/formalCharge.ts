import { OXIDATION_STATES, SYMBOLS } from '#core/crystal/elements.ts';
import type { Surface } from '#core/surface/surface.ts';

/**
 * The formal charge of an atom that a crystal does not bring along, e: that of the same element in the crystal of its
 * slab, else in another one of the stack; 0 in a crystal without charges, such as a metal or silicon; else the oxidation
 * state of the element nearest to the charge that it takes the place of, or its usual one.
 * @param own the crystal of its slab
 * @param replacedE charge of the atom before; NaN where there was none
 * @returns NaN where nothing is known
 */
export function formalChargeOf(
  number: number,
  own: Surface,
  stack: readonly Surface[],
  replacedE: number,
): number {
  for (const crystal of [own, ...stack]) {
    const charge = chargeIn(crystal, number);
    if (charge !== null) return charge;
  }
  if (own.charges === null) return Number.NaN;
  if (own.charges.every((q) => q === 0)) return 0;
  const states = OXIDATION_STATES[SYMBOLS[number]!];
  if (states === undefined) return Number.NaN;
  if (Number.isNaN(replacedE)) return states[0]!;
  return states.reduce((best, q) =>
    Math.abs(q - replacedE) < Math.abs(best - replacedE) ? q : best,
  );
}

/** Mean charge of an element in a crystal; null where it has none, or the charges are not known. */
function chargeIn({ numbers, charges }: Surface, number: number): number | null {
  if (charges === null) return null;
  const of = [...charges].filter((_, i) => numbers[i] === number);
  return of.length === 0 ? null : of.reduce((sum, q) => sum + q, 0) / of.length;
}
