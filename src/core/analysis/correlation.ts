import { fft, powerOfTwo } from '#core/math/fft.ts';

/** Un-normalised autocorrelation of the fluctuation of a series (Equation 1 of the SI). */
export interface Autocorrelation {
  readonly stepFs: number;
  /** ⟨x⟩, which was subtracted. */
  readonly mean: number;
  /** C at lags of 0, 1, 2 … steps, in the square of the series' unit; C(0) is the variance. */
  readonly values: Float64Array;
  /** What was done, in words. */
  readonly about: string;
}

/**
 * C(t) = ⟨δx(t′) δx(t′ − t)⟩ over t′, δx = x − ⟨x⟩. Each lag is divided by the number of its own pairs,
 * so that C does not fall off because a record ends.
 * @param stepFs between two values
 * @param maxLagFs the longest lag; few pairs are left for long ones. Half the record when left out
 * @see Qiu et al., Adv. Sci. 2023, 10, 2206560, doi 10.1002/advs.202206560, SI, Equation 1
 */
export function autocorrelation(
  series: ArrayLike<number>,
  stepFs: number,
  maxLagFs = (series.length * stepFs) / 2,
): Autocorrelation {
  const n = series.length;
  const lags = Math.max(1, Math.min(n, Math.floor(maxLagFs / stepFs + 1e-9) + 1));
  let mean = 0;
  for (let i = 0; i < n; i++) mean += series[i]! / n;
  // Zeros behind the record keep the ends apart: the transform is cyclic.
  const size = powerOfTwo(n + lags);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let i = 0; i < n; i++) re[i] = series[i]! - mean;
  fft(re, im);
  for (let j = 0; j < size; j++) {
    re[j] = re[j]! ** 2 + im[j]! ** 2;
    im[j] = 0;
  }
  // The power spectrum is real and even: the transform forwards is n times the one backwards.
  fft(re, im);
  const values = Float64Array.from({ length: lags }, (_, k) => re[k]! / size / (n - k));
  const about = `mean subtracted, not normalised; each lag averaged over its own pairs, ${n} at 0 to ${n - lags + 1} at ${fs((lags - 1) * stepFs)}`;
  return { stepFs, mean, values, about };
}

/** Spectral density of a fluctuation (Equation 2 of the SI). */
export interface Spectrum {
  /** From 0 to the highest that the step can show, evenly spaced, cm⁻¹. */
  readonly wavenumberCm: Float64Array;
  /** I in (u² fs)², u the unit of the series. */
  readonly values: Float64Array;
  readonly binCm: number;
  /** What was done, in words. */
  readonly about: string;
}

export type SpectrumWindow = 'none' | 'hann';

export interface SpectrumOptions {
  /** Weight of C(t): 1, or ½(1 + cos πt/T), which has lower side lobes, twice the width and half the integral. */
  readonly window: SpectrumWindow;
  /** Zeros are added up to so many times the length, then to a power of two: finer bins, no sharper lines. */
  readonly padding: number;
}

/** 1/fs as a wavenumber: 1 / (c · 1 fs), cm⁻¹, with the defined c = 299 792 458 m/s. */
export const CM_PER_FS = 1e15 / 29979245800;

/**
 * I(ω) = |(1/√2π) ∫ C(t) e^(−iωt) dt|², C(−t) = C(t), the integral from −T to T by the trapezoidal rule.
 * Nothing is rescaled for the window.
 * @see Qiu et al., Adv. Sci. 2023, 10, 2206560, doi 10.1002/advs.202206560, SI, Equation 2
 */
export function spectralDensity(
  { values: c, stepFs }: Pick<Autocorrelation, 'values' | 'stepFs'>,
  { window, padding }: SpectrumOptions,
): Spectrum {
  const m = c.length;
  const size = powerOfTwo(Math.max(2, Math.ceil(padding * (2 * m - 1))));
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let k = 0; k < m; k++) {
    const weight = window === 'hann' ? 0.5 * (1 + Math.cos((Math.PI * k) / Math.max(1, m - 1))) : 1;
    const end = k > 0 && k === m - 1 ? 0.5 : 1;
    re[k] = weight * end * c[k]!;
    if (k > 0) re[size - k] = re[k]!;
  }
  fft(re, im);
  const binCm = CM_PER_FS / (size * stepFs);
  const half = size / 2 + 1;
  return {
    wavenumberCm: Float64Array.from({ length: half }, (_, j) => j * binCm),
    values: Float64Array.from({ length: half }, (_, j) => (re[j]! * stepFs) ** 2 / (2 * Math.PI)),
    binCm,
    about: `|(1/√2π) ∫ C(t) e^(−iωt) dt|² from −${fs((m - 1) * stepFs)} to ${fs((m - 1) * stepFs)}, C even; ${window === 'hann' ? 'Hann window, not compensated' : 'no window'}; ${m} lags in a transform of ${size}, bins of ${binCm.toPrecision(3)} cm⁻¹`,
  };
}

const fs = (t: number): string => `${Number(t.toPrecision(6))} fs`;
