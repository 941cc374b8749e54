import { type AverageStructure, averageOver } from '#core/analysis/motion/average.ts';
import { driftOver, type LayerDrift } from '#core/analysis/motion/drift.ts';
import {
  type MeanSquaredDisplacement,
  type MsdOptions,
  msdOver,
} from '#core/analysis/motion/msd.ts';
import type { Accumulator, AtomGroup } from './frames.ts';
import { type HeightProfile, profileOver } from './profile.ts';
import { type RadialDistribution, type RdfOptions, rdfOver } from './rdf.ts';
import {
  type ContactOptions,
  type ContactTrack,
  contactsOver,
  measureOver,
  type Track,
} from './tracks.ts';

/** What can be asked of a trajectory. Plain data: it crosses to a worker. */
export type Analysis =
  | ({ readonly kind: 'contacts' } & ContactOptions)
  | { readonly kind: 'measure'; readonly label: string; readonly atoms: readonly number[] }
  | ({ readonly kind: 'rdf' } & RdfOptions)
  | ({ readonly kind: 'msd' } & MsdOptions)
  | { readonly kind: 'profile'; readonly groups: readonly AtomGroup[]; readonly bins: number }
  | { readonly kind: 'average'; readonly centred: boolean }
  /** The substrate is the first group. */
  | { readonly kind: 'drift'; readonly groups: readonly AtomGroup[] };

/** The answer to each kind. */
export interface AnalysisResults {
  readonly contacts: readonly ContactTrack[];
  readonly measure: Track;
  readonly rdf: RadialDistribution;
  readonly msd: MeanSquaredDisplacement;
  readonly profile: HeightProfile;
  readonly average: AverageStructure;
  readonly drift: readonly LayerDrift[];
}

/** @param numbers N atomic numbers of the trajectory */
export function accumulatorOf(
  analysis: Analysis,
  numbers: ArrayLike<number>,
): Accumulator<AnalysisResults[Analysis['kind']]> {
  switch (analysis.kind) {
    case 'contacts':
      return contactsOver(numbers, analysis);
    case 'measure':
      return measureOver(analysis.label, analysis.atoms);
    case 'rdf':
      return rdfOver(numbers.length, analysis);
    case 'msd':
      return msdOver(numbers, analysis);
    case 'profile':
      return profileOver(analysis.groups, analysis.bins);
    case 'average':
      return averageOver(numbers, analysis.centred);
    case 'drift':
      return driftOver(numbers, analysis.groups);
    default:
      return analysis satisfies never;
  }
}
