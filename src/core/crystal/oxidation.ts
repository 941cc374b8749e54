import { ELECTRONEGATIVITY, OXIDATION_STATES, SYMBOLS } from './elements.ts';

/** More distinct elements than this are not tried: the combinations explode and a guess means little. */
const MAX_ELEMENTS = 8;

/**
 * A guess of formal charges: one oxidation state per element, neutral in sum, the most usual states
 * first, and never a positive state on the most electronegative element of a compound. Where no whole
 * states are neutral, one cation may have the mean of two of its states (Fe +8/3 in Fe3O4).
 * @param numbers N atomic numbers of one cell
 * @returns N charges in e, all zero for an element, or null when no combination is neutral
 */
export function guessCharges(numbers: ArrayLike<number>): Float64Array | null {
  const counts = new Map<number, number>();
  for (let i = 0; i < numbers.length; i++)
    counts.set(numbers[i]!, (counts.get(numbers[i]!) ?? 0) + 1);
  if (counts.size === 1) return new Float64Array(numbers.length);
  if (counts.size > MAX_ELEMENTS) return null;
  const states = wholeStates(counts) ?? mixedStates(counts);
  return states === null ? null : Float64Array.from(numbers, (z) => states.get(z)!);
}

/** Elements from electropositive to electronegative, each with the states that it may take there. */
function choicesOf(counts: ReadonlyMap<number, number>) {
  const elements = [...counts.keys()].sort((p, q) => ELECTRONEGATIVITY[p]! - ELECTRONEGATIVITY[q]!);
  const last = elements.length - 1;
  return elements.map((z, i) => ({
    z,
    count: counts.get(z)!,
    states: (OXIDATION_STATES[SYMBOLS[z]!] ?? [])
      .map((state, rank) => ({ state, rank }))
      .filter(({ state }) => (i === last ? state < 0 : i === 0 ? state > 0 : true)),
  }));
}

function wholeStates(counts: ReadonlyMap<number, number>): ReadonlyMap<number, number> | null {
  const choices = choicesOf(counts);
  let best: { rank: number; states: number[] } | null = null;
  const visit = (i: number, sum: number, rank: number, states: number[]): void => {
    if (best !== null && rank >= best.rank) return;
    if (i === choices.length) {
      if (sum === 0) best = { rank, states: [...states] };
      return;
    }
    for (const choice of choices[i]!.states)
      visit(i + 1, sum + choice.state * choices[i]!.count, rank + choice.rank, [
        ...states,
        choice.state,
      ]);
  };
  visit(0, 0, 0, []);
  if (best === null) return null;
  const { states } = best as { states: number[] };
  return new Map(choices.map(({ z }, i) => [z, states[i]!]));
}

/** One cation of mixed valence makes up for the usual states of all others. */
function mixedStates(counts: ReadonlyMap<number, number>): ReadonlyMap<number, number> | null {
  const choices = choicesOf(counts);
  if (choices.some(({ states }) => states.length === 0)) return null;
  for (const mixed of choices.slice(0, -1)) {
    const positive = mixed.states.map(({ state }) => state).filter((state) => state > 0);
    const others = choices.filter((c) => c !== mixed);
    const state = -others.reduce((sum, c) => sum + c.count * c.states[0]!.state, 0) / mixed.count;
    if (state > Math.min(...positive) && state < Math.max(...positive))
      return new Map([...others.map((c) => [c.z, c.states[0]!.state] as const), [mixed.z, state]]);
  }
  return null;
}
