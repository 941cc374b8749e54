import { useEffect, useState } from 'react';
import { startSeries } from '#app/analysis/seriesJob.ts';
import type { CorrelationResult } from '#app/trajectory/correlate.ts';
import type { SpectrumOptions } from '#core/analysis/correlation.ts';
import type { SlowDrift } from '#core/analysis/slowDrift.ts';

/** Evenly sampled values that are to be correlated. */
export interface Sampled {
  readonly values: Float64Array;
  readonly stepFs: number;
}

type Correlated =
  | { readonly status: 'idle' }
  | { readonly status: 'asked'; readonly cancel: () => void }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly error: Error }
  | { readonly status: 'done'; readonly result: CorrelationResult };

/**
 * Autocorrelation and spectrum of a series (equations 1 and 2 of the paper's SI), in a worker. @param maxLagFs half
 * the record when null
 */
export function useCorrelation(
  sampled: Sampled | null,
  maxLagFs: number | null,
  drift: SlowDrift,
  { window, padding }: SpectrumOptions,
): Correlated & { readonly again: () => void } {
  const [state, setState] = useState<Correlated>({ status: 'idle' });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks again
  useEffect(() => {
    if (sampled === null) {
      setState({ status: 'idle' });
      return;
    }
    const job = startSeries('correlation', {
      kind: 'correlation',
      values: sampled.values,
      stepFs: sampled.stepFs,
      drift,
      ...(maxLagFs !== null && { maxLagFs }),
      spectrum: { window, padding },
    });
    const cancel = () => {
      job.cancel();
      setState({ status: 'cancelled' });
    };
    setState({ status: 'asked', cancel });
    job.answer.then(
      (result) => setState({ status: 'done', result }),
      (error: Error) => setState({ status: 'failed', error }),
    );
    return job.cancel;
  }, [sampled, maxLagFs, drift, window, padding, round]);
  return { ...state, again: () => setRound((n) => n + 1) };
}
