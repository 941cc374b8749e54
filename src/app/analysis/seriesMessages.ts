import type { CorrelationRequest, CorrelationResult } from '#app/trajectory/trajectoryMessages.ts';
import type { SampledSeries } from '#core/io/seriesCsv.ts';

// Between the page and the worker of series that are not read off frames.

/** A file of energies is read, or a series at hand is correlated. */
export type SeriesRequest =
  | { readonly kind: 'csv'; readonly file: Blob; readonly stepFs: number | null }
  | CorrelationRequest;

export interface SeriesResults {
  readonly csv: SampledSeries;
  readonly correlation: CorrelationResult;
}

export type SeriesReply =
  | { readonly kind: 'done'; readonly result: SeriesResults[keyof SeriesResults] }
  | { readonly kind: 'failed'; readonly reason: string };
