import type { Decay } from './tables.ts';

/** hc, eV nm (CODATA 2018, exact constants). */
export const HC_EV_NM = 1239.841984;

export const peakEv = (peakNm: number): number => HC_EV_NM / peakNm;

/** A straight line through points by least squares. */
export interface LineFit {
  readonly intercept: number;
  readonly slope: number;
  /** Root of the mean square of what is left. */
  readonly rms: number;
}

/** @param xs two different ones at least */
export function lineFit(xs: readonly number[], ys: readonly number[]): LineFit {
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const slope =
    xs.reduce((sum, x, k) => sum + (x - mx) * (ys[k]! - my), 0) /
    xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
  const intercept = my - slope * mx;
  const rms = Math.sqrt(mean(xs.map((x, k) => (ys[k]! - intercept - slope * x) ** 2)));
  return { intercept, slope, rms };
}

/** Varshni's form E0 − α T²/(T + β). */
export interface VarshniFit {
  readonly e0Ev: number;
  readonly alphaEvPerK: number;
  /** 0 where a straight line fits best. */
  readonly betaK: number;
  readonly rms: number;
}

/** Least squares in all three numbers, β from 0 to 2000 K. */
export function varshniFit(
  temperaturesK: readonly number[],
  energiesEv: readonly number[],
): VarshniFit {
  const at = (betaK: number) =>
    lineFit(
      temperaturesK.map((t) => (t * t) / (t + betaK)),
      energiesEv,
    );
  let [betaK, fit] = [0, at(0)];
  for (let beta = 1; beta <= 2000; beta++) {
    const next = at(beta);
    if (next.rms < fit.rms) [betaK, fit] = [beta, next];
  }
  return { e0Ev: fit.intercept, alphaEvPerK: -fit.slope + 0, betaK, rms: fit.rms };
}

/** Averages of a decay of two exponentials by the meanings that its percentages may have, ns. */
export interface AverageLifetimes {
  /** B are parts of the amplitude: Σ Bτ / Σ B. */
  readonly ofAmplitudes: number;
  /** B are parts of the amplitude, each moment weighted by the light then: Σ Bτ² / Σ Bτ. */
  readonly ofLight: number;
  /** B are parts of the light, Bτ of the amplitudes; amplitude-weighted: Σ B / Σ (B/τ). */
  readonly ofParts: number;
}

export function averageLifetimes({
  tau1Ns,
  tau2Ns,
  b1Percent,
  b2Percent,
}: Decay): AverageLifetimes {
  const terms = [
    [b1Percent, tau1Ns],
    [b2Percent, tau2Ns],
  ] as const;
  const sum = (of: (b: number, tau: number) => number) =>
    terms.reduce((total, [b, tau]) => total + of(b, tau), 0);
  return {
    ofAmplitudes: sum((b, tau) => b * tau) / sum((b) => b),
    ofLight: sum((b, tau) => b * tau * tau) / sum((b, tau) => b * tau),
    ofParts: sum((b) => b) / sum((b, tau) => b / tau),
  };
}

/**
 * The decay by the printed formula without its background A, which is not printed, 1 at the start: amplitudes are the
 * printed parts of the light over their lifetimes, the reading that gives the printed averages.
 */
export function decayAt({ tau1Ns, tau2Ns, b1Percent, b2Percent }: Decay, timeNs: number): number {
  const [a1, a2] = [b1Percent / tau1Ns, b2Percent / tau2Ns];
  return (a1 * Math.exp(-timeNs / tau1Ns) + a2 * Math.exp(-timeNs / tau2Ns)) / (a1 + a2);
}
