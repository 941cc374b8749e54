import { autocorrelation, spectralDensity } from '#core/analysis/correlation.ts';
import { EpistackError } from '#core/errors.ts';
import { readSeriesCsv } from '#core/io/seriesCsv.ts';
import type { SeriesReply, SeriesRequest } from './seriesMessages.ts';

const reply = (message: SeriesReply): void => self.postMessage(message);

/** Reads and correlates series off the page's thread; one request a worker, ended to cancel it. */
self.onmessage = async ({ data }: MessageEvent<SeriesRequest>) => {
  try {
    if (data.kind === 'csv') {
      const text = await data.file.text();
      reply({ kind: 'done', result: readSeriesCsv(text, data.stepFs ?? undefined) });
    } else {
      const correlation = autocorrelation(data.values, data.stepFs, data.maxLagFs);
      const spectrum = spectralDensity(correlation, data.spectrum);
      reply({ kind: 'done', result: { correlation, spectrum } });
    }
  } catch (error) {
    if (error instanceof EpistackError || error instanceof DOMException)
      reply({ kind: 'failed', reason: error.message });
    // A rejected promise is no error event of the worker: make it one.
    else
      setTimeout(() => {
        throw error;
      });
  }
};
