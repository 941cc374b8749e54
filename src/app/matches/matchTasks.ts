import type { Crystal } from '#core/crystal/crystal.ts';
import type { Limits } from '#core/match/coincidence.ts';
import type { DistinctPlane, Field } from '#core/match/explore.ts';
import type { Match } from '#core/match/match.ts';
import type { IntMat2 } from '#core/math/plane2.ts';
import type { SlabCut } from '#core/surface/slab.ts';

/** One side of a search: a plane of a crystal, and the slab whose atoms are counted. */
export interface MatchSide {
  readonly crystal: Crystal;
  readonly hkl: readonly number[];
  readonly cut: SlabCut;
  /** Only multiples of this cell, in primitive in-plane cells. */
  readonly supercell?: IntMat2;
}

/** A direction in each plane that must lie on the other: [u v w] ∥ [u′ v′ w′]. */
export interface Directions {
  readonly film: readonly number[];
  readonly substrate: readonly number[];
  readonly toleranceRad: number;
}

export interface SearchRequest {
  readonly film: MatchSide;
  readonly substrate: MatchSide;
  /** Only matches that satisfy this relation; null for all matches. */
  readonly directions: Directions | null;
  readonly limits: Limits;
}

/** Matches found since the last message; `fraction` (0 to 1) of the search is done. */
export interface FoundMatches {
  readonly matches: readonly Match[];
  readonly fraction: number;
}

export interface ExploreRequest {
  readonly film: Crystal;
  readonly substrate: Crystal;
  readonly maxIndex: number;
  readonly limits: Limits;
}

/** First the planes, then the fields in the order in which they are found. */
export type ExploredPart =
  | {
      readonly kind: 'planes';
      readonly film: readonly DistinctPlane[];
      readonly substrate: readonly DistinctPlane[];
    }
  | { readonly kind: 'fields'; readonly fields: readonly Field[]; readonly fraction: number };

export interface SearchEnd {
  readonly elapsedMs: number;
  /** The list was truncated at {@link MAX_MATCHES}: larger cells are missing. */
  readonly truncated: boolean;
}

export interface MatchTasks {
  readonly search: {
    readonly request: SearchRequest;
    readonly part: FoundMatches;
    readonly result: SearchEnd;
  };
  readonly explore: {
    readonly request: ExploreRequest;
    readonly part: ExploredPart;
    readonly result: SearchEnd;
  };
}

/** Length limit of the list; nobody reads a longer one, and it would slow the page down. */
export const MAX_MATCHES = 20_000;
