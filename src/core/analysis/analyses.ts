import { averageOver } from '#core/analysis/motion/average.ts';
import { driftOver } from '#core/analysis/motion/drift.ts';
import { msdOver } from '#core/analysis/motion/msd.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import type { Accumulator, AtomGroup } from './frames.ts';
import { profileOver } from './profile.ts';
import { type RdfOptions, rdfOver } from './rdf.ts';
import { contactsOver, measureOver } from './tracks.ts';

/** N atomic numbers of the trajectory. */
type Numbers = ArrayLike<number>;

interface MeasureOptions {
  readonly label: string;
  readonly atoms: readonly number[];
  /** Which image of each is meant; absent: each the nearest to the one before. */
  readonly cells?: readonly IntVec3[] | null;
}
interface ProfileOptions {
  readonly groups: readonly AtomGroup[];
  readonly bins: number;
}
interface AverageOptions {
  readonly centred: boolean;
}
interface DriftOptions {
  /** The substrate is the first group. */
  readonly groups: readonly AtomGroup[];
}

/** Everything that can be asked of the frames of a trajectory, by its kind: what takes frame after frame in. */
const ANALYSES = {
  contacts: contactsOver,
  measure: (_: Numbers, { label, atoms, cells }: MeasureOptions) =>
    measureOver(label, atoms, cells),
  rdf: (numbers: Numbers, options: RdfOptions) => rdfOver(numbers.length, options),
  msd: msdOver,
  profile: (_: Numbers, { groups, bins }: ProfileOptions) => profileOver(groups, bins),
  average: (numbers: Numbers, { centred }: AverageOptions) => averageOver(numbers, centred),
  drift: (numbers: Numbers, { groups }: DriftOptions) => driftOver(numbers, groups),
};

type Analyses = typeof ANALYSES;
type Kind = keyof Analyses;

/** A question with its options. Plain data: it crosses to a worker. */
export type Analysis = {
  [K in Kind]: { readonly kind: K } & Parameters<Analyses[K]>[1];
}[Kind];

/** The answer to each kind. */
export type AnalysisResults = {
  readonly [K in Kind]: ReturnType<Analyses[K]> extends Accumulator<infer Result> ? Result : never;
};

export function accumulatorOf(
  analysis: Analysis,
  numbers: Numbers,
): Accumulator<AnalysisResults[Kind]> {
  const over = ANALYSES[analysis.kind] as (
    numbers: Numbers,
    options: Analysis,
  ) => Accumulator<AnalysisResults[Kind]>;
  return over(numbers, analysis);
}
