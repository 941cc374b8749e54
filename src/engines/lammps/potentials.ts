import { SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { signed } from '#core/math/decimals.ts';
import { NEUTRAL_E } from '#core/surface/slab.ts';
import {
  type Citation,
  type Coefficients,
  POTENTIAL_SETS,
  type PotentialSet,
} from './potentialSets.ts';

export type PairParameters = Coefficients & {
  readonly a: string;
  readonly b: string;
  /** Printed in the source, or mixed by us from the two like pairs. */
  readonly origin: 'published' | 'mixed';
};

export interface PotentialParameters {
  /** Of the set that the parameters are from. */
  readonly id: string;
  readonly label: string;
  readonly cutoffAng: number;
  /** Damping of the shifted-force Coulomb sum, 1/Å. */
  readonly dampingPerAng: number;
  readonly mixing: PotentialSet['mixing'];
  /** Elements in order of first appearance: the atom types of an input file. */
  readonly species: readonly { readonly symbol: string; readonly chargeE: number }[];
  /** Every unordered pair of species with more than its charges between them, like pairs included. */
  readonly pairs: readonly PairParameters[];
  readonly assumptions: readonly string[];
  readonly sources: readonly Citation[];
}

/**
 * Pair parameters and point charges for a set of atoms, all from one published set or from sets of one
 * form. Lennard-Jones pairs that no source gives, those across an interface among them, are mixed by
 * Lorentz–Berthelot and listed as assumptions; other forms are never mixed.
 * @param numbers N atomic numbers of the whole cell
 * @param mayBeCharged of a particle, whose charge is told as an assumption instead of refused: nothing repeats it
 * @throws `no-potential` naming the species, or the pairs of species, without parameters; `charged`
 *   with the charge of the cell
 */
export function parametersFor(
  numbers: ArrayLike<number>,
  { mayBeCharged = false }: { readonly mayBeCharged?: boolean } = {},
): PotentialParameters {
  const symbols = [...new Set(Array.from(numbers))].map((z) => SYMBOLS[z]!);
  const set = setFor(symbols);
  const chargeE = chargeOf(numbers, set);
  const isCharged = !(Math.abs(chargeE) < NEUTRAL_E);
  if (isCharged && !mayBeCharged) throw new EpistackError({ code: 'charged', chargeE });
  const pairs = symbols.flatMap((a, i) => symbols.slice(i).flatMap((b) => pair(set, a, b) ?? []));
  const mixed = pairs.filter((p) => p.origin === 'mixed').map((p) => `${p.a}–${p.b}`);
  return {
    id: set.id,
    label: set.label,
    cutoffAng: set.cutoffAng,
    dampingPerAng: set.dampingPerAng,
    mixing: set.mixing,
    species: symbols.map((symbol) => ({ symbol, chargeE: set.ions[symbol]![0] })),
    pairs,
    assumptions: [
      ...(mixed.length > 0
        ? [
            `${mixed.join(', ')}: Lennard-Jones by ${set.mixing} mixing of the like pairs, our assumption`,
          ]
        : []),
      ...(isCharged
        ? [
            `the point charges of the particle add up to ${signed(chargeE, 2)} e, which nothing balances`,
          ]
        : []),
      ...set.notes,
      'pairwise forces with fixed charges: a preview, not a substitute for DFT',
    ],
    sources: [...new Set(symbols.map((s) => set.ions[s]![1]))],
  };
}

/** Whether there is a Coulomb sum. */
export const hasCharges = ({ species }: Pick<PotentialParameters, 'species'>): boolean =>
  species.some(({ chargeE }) => chargeE !== 0);

/** The first set that knows all species. @throws `no-potential` */
function setFor(symbols: readonly string[]): PotentialSet {
  const knows = (set: PotentialSet, ...some: string[]) => some.every((s) => set.ions[s]);
  const set = POTENTIAL_SETS.find((s) => knows(s, ...symbols));
  if (set) return set;
  const unknown = symbols.filter((s) => !POTENTIAL_SETS.some((set) => knows(set, s)));
  if (unknown.length > 0) throw new EpistackError({ code: 'no-potential', species: unknown });
  const apart = symbols.flatMap((a, i) =>
    symbols
      .slice(i + 1)
      .filter((b) => !POTENTIAL_SETS.some((s) => knows(s, a, b)))
      .map((b) => `${a}–${b}`),
  );
  throw new EpistackError({
    code: 'no-potential',
    // Every two species may share a set although no set has all of them.
    species: apart.length > 0 ? apart : [`${symbols.join(', ')} together`],
  });
}

function pair(set: PotentialSet, a: string, b: string): PairParameters | undefined {
  const printed = published(set, a, b);
  if (printed) return { a, b, ...printed, origin: 'published' };
  if (set.mixing === 'none') return undefined;
  const [p, q] = [published(set, a, a), published(set, b, b)];
  if (p?.form !== 'lj/cut' || q?.form !== 'lj/cut')
    throw new TypeError(`${set.id}: ${a} and ${b} cannot be mixed`);
  return {
    a,
    b,
    form: 'lj/cut',
    epsilonKcalMol: Math.sqrt(p.epsilonKcalMol * q.epsilonKcalMol),
    sigmaAng: (p.sigmaAng + q.sigmaAng) / 2,
    origin: 'mixed',
  };
}

const published = ({ pairs }: PotentialSet, a: string, b: string): Coefficients | undefined =>
  pairs.find(([p, q]) => (p === a && q === b) || (p === b && q === a))?.[2];

function chargeOf(numbers: ArrayLike<number>, { ions }: PotentialSet): number {
  let chargeE = 0;
  for (let i = 0; i < numbers.length; i++) chargeE += ions[SYMBOLS[numbers[i]!]!]![0];
  return chargeE;
}
