import type { RankBy } from '#core/screen/rank.ts';

export type ScreenKey =
  | 'film'
  | 'substrate'
  | 'strain'
  | 'area'
  | 'atoms'
  | 'twist'
  | 'elastic'
  | 'adhesion'
  | 'interface';

/** Filters and order of the shown rows. */
export interface ScreenView {
  /** Which kept match stands for a candidate. */
  readonly by: RankBy;
  readonly sort: ScreenKey;
  readonly down: boolean;
  /** Words that must all be in the formula, name or plane. */
  readonly film: string;
  readonly substrate: string;
  readonly across: 'area' | 'atoms';
}

export const DEFAULT_SCREEN_VIEW: ScreenView = {
  by: 'strain',
  sort: 'strain',
  down: false,
  film: '',
  substrate: '',
  across: 'area',
};
