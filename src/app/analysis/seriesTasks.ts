import type { CorrelationRequest, CorrelationResult } from '#app/trajectory/correlate.ts';
import type { SampledSeries } from '#core/io/seriesCsv.ts';

/** Tasks on series that do not come from frames: read a file of energies, or correlate a series the page has. */
export interface SeriesTasks {
  readonly csv: {
    readonly request: { readonly file: Blob; readonly stepFs: number };
    readonly part: never;
    readonly result: SampledSeries;
  };
  readonly correlation: {
    readonly request: CorrelationRequest;
    readonly part: never;
    readonly result: CorrelationResult;
  };
}
