import type { PeriodicAtoms } from '#core/crystal/bondedUnits.ts';
import { ELECTRONEGATIVITY, OXIDATION_STATES, SYMBOLS } from '#core/crystal/elements.ts';
import { chargesByBonds } from './chargesByBonds.ts';

/** More distinct elements than this are not tried: the combinations explode and a guess means little. */
const MAX_ELEMENTS = 8;

/** With anions softer than bromide, copper is +1: Cu2+ oxidises I− and S2−, as in CuI and Cu2ZnSnS4. */
const SOFT_ANION_BELOW = 2.7;
const COPPER = 29;

/**
 * A guess of formal charges. Molecules and polyatomic ions have the states of their bonds. Every other element has
 * one state: neutral in sum, the most usual states first, and never a positive one on the most electronegative
 * element of a compound. Where no whole states are neutral, one cation may have the mean of two of its states
 * (Fe +8/3 in Fe3O4).
 * @returns N charges in e, all zero for an element, or null when no combination is neutral
 */
export function guessCharges(atoms: PeriodicAtoms): Float64Array | null {
  const { numbers } = atoms;
  if (new Set(Array.from(numbers)).size === 1) return new Float64Array(numbers.length);
  const charges = chargesByBonds(atoms);
  if (charges === null) return null;
  const rest = Array.from(numbers).filter((_, i) => Number.isNaN(charges[i]));
  const bondedE = charges.reduce((sum, q) => (Number.isNaN(q) ? sum : sum + q), 0);
  // Means of a few atoms: thirds are no whole numbers any more.
  const states = statesOfElements(
    rest,
    -Math.round(bondedE * 720) / 720 || 0,
    rest.length < numbers.length,
  );
  return states && charges.map((q, i) => (Number.isNaN(q) ? states.get(numbers[i]!)! : q));
}

/**
 * One state of each element, the most usual ones that sum up.
 * @param sumE what all charges together must be
 * @param besideIons molecules or ions stand beside these elements, so that they may all be cations
 */
export function statesOfElements(
  numbers: ArrayLike<number>,
  sumE = 0,
  besideIons = false,
): ReadonlyMap<number, number> | null {
  const counts = new Map<number, number>();
  for (let i = 0; i < numbers.length; i++)
    counts.set(numbers[i]!, (counts.get(numbers[i]!) ?? 0) + 1);
  if (counts.size === 0) return Math.abs(sumE) < 1e-6 ? new Map() : null;
  if (counts.size > MAX_ELEMENTS) return null;
  const choices = choicesOf(counts, besideIons);
  return wholeStates(choices, sumE) ?? mixedStates(choices, sumE, besideIons);
}

interface Choice {
  readonly z: number;
  readonly count: number;
  readonly states: readonly { readonly state: number; readonly rank: number }[];
}

/** Elements from electropositive to electronegative, each with the states that it may take there. */
function choicesOf(counts: ReadonlyMap<number, number>, besideIons: boolean): readonly Choice[] {
  const elements = [...counts.keys()].sort((p, q) => ELECTRONEGATIVITY[p]! - ELECTRONEGATIVITY[q]!);
  const last = elements.length - 1;
  const isSoft = ELECTRONEGATIVITY[elements[last]!]! < SOFT_ANION_BELOW;
  return elements.map((z, i) => {
    const usual = OXIDATION_STATES[SYMBOLS[z]!] ?? [];
    return {
      z,
      count: counts.get(z)!,
      states: (z === COPPER && isSoft ? usual.toReversed() : usual)
        .map((state, rank) => ({ state, rank }))
        .filter(({ state }) => besideIons || (i === last ? state < 0 : i === 0 ? state > 0 : true)),
    };
  });
}

function wholeStates(choices: readonly Choice[], sumE: number): ReadonlyMap<number, number> | null {
  let best: { rank: number; states: number[] } | null = null;
  const visit = (i: number, sum: number, rank: number, states: number[]): void => {
    if (best !== null && rank >= best.rank) return;
    if (i === choices.length) {
      if (Math.abs(sum - sumE) < 1e-6) best = { rank, states: [...states] };
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
function mixedStates(
  choices: readonly Choice[],
  sumE: number,
  besideIons: boolean,
): ReadonlyMap<number, number> | null {
  if (choices.some(({ states }) => states.length === 0)) return null;
  for (const mixed of besideIons ? choices : choices.slice(0, -1)) {
    const positive = mixed.states.map(({ state }) => state).filter((state) => state > 0);
    const others = choices.filter((c) => c !== mixed);
    const state =
      (sumE - others.reduce((sum, c) => sum + c.count * c.states[0]!.state, 0)) / mixed.count;
    if (state > Math.min(...positive) && state < Math.max(...positive))
      return new Map([...others.map((c) => [c.z, c.states[0]!.state] as const), [mixed.z, state]]);
  }
  return null;
}
