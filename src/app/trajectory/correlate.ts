import {
  type Autocorrelation,
  autocorrelation,
  type Spectrum,
  type SpectrumOptions,
  spectralDensity,
} from '#core/analysis/correlation.ts';
import { type SlowDrift, withoutSlowDrift } from '#core/analysis/slowDrift.ts';

export interface CorrelationRequest {
  readonly kind: 'correlation';
  readonly values: Float64Array;
  readonly stepFs: number;
  /** What of the series is taken away first. */
  readonly drift: SlowDrift;
  readonly maxLagFs?: number;
  readonly spectrum: SpectrumOptions;
}

export interface CorrelationResult {
  readonly correlation: Autocorrelation;
  readonly spectrum: Spectrum;
}

/** Autocorrelation and its spectrum: equations 1 and 2 of the paper's supporting information. */
export function correlate({
  values,
  stepFs,
  drift,
  maxLagFs,
  spectrum,
}: CorrelationRequest): CorrelationResult {
  const faster = withoutSlowDrift(values, stepFs, drift);
  const plain = autocorrelation(faster.values, stepFs, maxLagFs);
  const correlation = { ...plain, about: `${faster.about}; ${plain.about}` };
  return { correlation, spectrum: spectralDensity(correlation, spectrum) };
}
