import type { Crystal } from '#core/crystal/crystal.ts';
import type { Failure } from '#core/errors.ts';
import type { Limits } from '#core/match/coincidence.ts';
import type { DistinctPlane, Field } from '#core/match/explore.ts';
import type { Match } from '#core/match/match.ts';
import type { SlabCut } from '#core/surface/slab.ts';

/** One side of a search: a plane of a crystal, and the slab whose atoms count. */
export interface MatchSide {
  readonly crystal: Crystal;
  readonly hkl: readonly number[];
  readonly cut: SlabCut;
}

/** A direction in each plane that must lie on the other: [u v w] ∥ [u′ v′ w′]. */
export interface Directions {
  readonly film: readonly number[];
  readonly substrate: readonly number[];
  readonly toleranceRad: number;
}

export type MatchRequest =
  | {
      readonly kind: 'search';
      readonly film: MatchSide;
      readonly substrate: MatchSide;
      /** Only what honours this relation; null for every match. */
      readonly directions: Directions | null;
      readonly limits: Limits;
    }
  | {
      readonly kind: 'explore';
      readonly film: Crystal;
      readonly substrate: Crystal;
      readonly maxIndex: number;
      readonly limits: Limits;
    };

export type MatchReply =
  | { readonly kind: 'matches'; readonly matches: readonly Match[]; readonly fraction: number }
  | {
      readonly kind: 'planes';
      readonly film: readonly DistinctPlane[];
      readonly substrate: readonly DistinctPlane[];
    }
  | { readonly kind: 'fields'; readonly fields: readonly Field[]; readonly fraction: number }
  | {
      readonly kind: 'done';
      readonly elapsedMs: number;
      /** The list was cut at {@link MAX_MATCHES}: larger cells are missing. */
      readonly truncated: boolean;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A longer list serves nobody, and would slow the page down. */
export const MAX_MATCHES = 20_000;
