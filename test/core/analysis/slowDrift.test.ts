import fc from 'fast-check';
import { expect, test } from 'vitest';
import { autocorrelation, CM_PER_FS, spectralDensity } from '#core/analysis/correlation.ts';
import { withoutSlowDrift } from '#core/analysis/slowDrift.ts';

const STEP_FS = 20;
const sampled = (of: (fs: number) => number) =>
  Float64Array.from({ length: 401 }, (_, i) => of(i * STEP_FS));
const largest = (values: ArrayLike<number>) =>
  Array.from(values).reduce((most, v) => Math.max(most, Math.abs(v)), 0);

test('a straight line is taken away whole, whatever its slope', () => {
  fc.assert(
    fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (slope) => {
      const { values, about } = withoutSlowDrift(
        sampled((t) => 4 + (slope * t) / 1000),
        STEP_FS,
        'line',
      );
      expect(largest(values)).toBeLessThan(1e-9);
      expect(about).toContain('straight line');
    }),
  );
});

test('what is slower than the period goes, what is faster stays as it was', () => {
  const slow = sampled((t) => 0.4 * Math.cos((2 * Math.PI * t) / 5000) - (0.3 * t) / 8000);
  const fast = sampled((t) => 0.05 * Math.sin((2 * Math.PI * t) / 300));
  const both = slow.map((v, i) => v + fast[i]!);
  const { values } = withoutSlowDrift(both, STEP_FS, 1000);
  // But for the ends of the record, where half-waves and the line meet.
  expect(largest(values.map((v, i) => v - fast[i]!).subarray(40, 361))).toBeLessThan(0.01);
  const once = withoutSlowDrift(values, STEP_FS, 1000).values;
  expect(largest(once.map((v, i) => v - values[i]!))).toBeLessThan(0.005);
});

test('under a drift larger than it a vibration is the highest peak', () => {
  const series = sampled((t) => (0.8 * t) / 8000 + 0.03 * Math.sin((2 * Math.PI * t) / 200));
  const peakCm = (drift: 'mean' | 'line' | number) => {
    const { values } = withoutSlowDrift(series, STEP_FS, drift);
    const { wavenumberCm, values: i } = spectralDensity(autocorrelation(values, STEP_FS), {
      window: 'hann',
      padding: 4,
    });
    return wavenumberCm[i.indexOf(i.reduce((most, v) => Math.max(most, v), 0))]!;
  };
  expect(peakCm('mean')).toBeLessThan(10);
  expect(peakCm('line')).toBeCloseTo(CM_PER_FS / 200, -1);
  expect(peakCm(2000)).toBeCloseTo(CM_PER_FS / 200, -1);
});

test('the mean is left to the correlation', () => {
  const series = sampled((t) => 3 + Math.sin(t));
  expect(withoutSlowDrift(series, STEP_FS, 'mean').values).toEqual(series);
});
