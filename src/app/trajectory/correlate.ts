import {
  type Autocorrelation,
  autocorrelation,
  type Spectrum,
  type SpectrumOptions,
  spectralDensity,
} from '#core/analysis/correlation.ts';

export interface CorrelationRequest {
  readonly kind: 'correlation';
  readonly values: Float64Array;
  readonly stepFs: number;
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
  maxLagFs,
  spectrum,
}: CorrelationRequest): CorrelationResult {
  const correlation = autocorrelation(values, stepFs, maxLagFs);
  return { correlation, spectrum: spectralDensity(correlation, spectrum) };
}
