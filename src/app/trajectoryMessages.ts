import type { MeanSeries } from '#core/analysis/series.ts';

export interface TrajectoryRequest {
  readonly url: string;
  readonly lattice: Float64Array;
  readonly numbers: Uint8Array;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly pairs: readonly string[];
}

export type TrajectoryReply =
  | { readonly kind: 'done'; readonly frames: Float32Array; readonly series: readonly MeanSeries[] }
  | { readonly kind: 'failed'; readonly reason: string };
