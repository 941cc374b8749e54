import { ELECTRONEGATIVITY, OXIDATION_STATES, SYMBOLS } from './elements.ts';

/** More distinct elements than this are not tried: the combinations explode and a guess means little. */
const MAX_ELEMENTS = 8;

/**
 * A guess of formal charges: one oxidation state per element, neutral in sum, the most usual states
 * first, and never a positive state on the most electronegative element of a compound.
 * @param numbers N atomic numbers of one cell
 * @returns N charges in e, all zero for an element, or null when no combination is neutral
 */
export function guessCharges(numbers: ArrayLike<number>): Float64Array | null {
  const counts = new Map<number, number>();
  for (let i = 0; i < numbers.length; i++)
    counts.set(numbers[i]!, (counts.get(numbers[i]!) ?? 0) + 1);
  if (counts.size === 1) return new Float64Array(numbers.length);
  if (counts.size > MAX_ELEMENTS) return null;
  const elements = [...counts.keys()].sort((p, q) => ELECTRONEGATIVITY[p]! - ELECTRONEGATIVITY[q]!);
  const last = elements.length - 1;
  const choices = elements.map((z, i) =>
    (OXIDATION_STATES[SYMBOLS[z]!] ?? [])
      .map((state, rank) => ({ state, rank }))
      .filter(({ state }) => (i === last ? state < 0 : i === 0 ? state > 0 : true)),
  );
  let best: { rank: number; states: number[] } | null = null;
  const visit = (i: number, sum: number, rank: number, states: number[]): void => {
    if (best !== null && rank >= best.rank) return;
    if (i === elements.length) {
      if (sum === 0) best = { rank, states: [...states] };
      return;
    }
    for (const choice of choices[i]!)
      visit(i + 1, sum + choice.state * counts.get(elements[i]!)!, rank + choice.rank, [
        ...states,
        choice.state,
      ]);
  };
  visit(0, 0, 0, []);
  if (best === null) return null;
  const { states } = best as { states: number[] };
  const out = new Float64Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) out[i] = states[elements.indexOf(numbers[i]!)]!;
  return out;
}
