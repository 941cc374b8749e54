import { EpistackError } from '#core/errors.ts';
import { importByHand, importCrystal } from '#engines/symmetry/importCrystal.ts';
import type { ImportReply, ImportRequest } from './importMessages.ts';

/** Reads one crystal off the page's thread. */
self.onmessage = async ({ data }: MessageEvent<ImportRequest>) => {
  try {
    const imported =
      data.kind === 'file'
        ? await importCrystal(data.source)
        : await importByHand(data.spec, data.search);
    self.postMessage({ kind: 'done', imported } satisfies ImportReply);
  } catch (error) {
    if (!(error instanceof EpistackError)) {
      // Thrown out of the promise, so that the page hears of it as a bug.
      setTimeout(() => {
        throw error;
      });
      return;
    }
    self.postMessage({ kind: 'failed', failure: error.failure } satisfies ImportReply);
  }
};
