import { describe, expect, test } from 'vitest';
import { averageLifetimes, decayAt, lineFit, peakEv, varshniFit } from '#core/paper/fits.ts';
import { DECAYS, PEAK_SERIES, PL_PEAKS, TEMPERATURES_K } from '#core/paper/tables.ts';

describe('the printed tables', () => {
  test('hang together: shares make 100 %, series are as long as their temperatures', () => {
    for (const { b1Percent, b2Percent } of DECAYS)
      expect(b1Percent + b2Percent).toBeCloseTo(100, 9);
    for (const { name, peakEv: peaks, widthEv } of PEAK_SERIES) {
      expect([name, widthEv.length]).toEqual([name, peaks.length]);
      // P2 is seen up to 100 K.
      expect(peaks.length).toBe(name.endsWith('P2') ? 4 : TEMPERATURES_K.length);
    }
    // Table S2 repeats the wavelengths of Table S1, but for one that it prints otherwise.
    const differ = DECAYS.filter(
      ({ sample, peakNm }) =>
        PL_PEAKS.find((p) => p.sample.name === sample.name)!.peakNm !== peakNm,
    );
    expect(differ.map((d) => [d.sample.name, d.peakNm])).toEqual([['~7.6 nm CsPbBr3', 489]]);
  });

  test('the average lifetimes are Σ B / Σ (B/τ), to the printed digits, and nothing else', () => {
    for (const row of DECAYS) {
      const { ofParts, ofAmplitudes, ofLight } = averageLifetimes(row);
      expect([row.sample.name, ofParts.toFixed(2)]).toEqual([
        row.sample.name,
        row.averageNs.toFixed(2),
      ]);
      expect(ofAmplitudes / row.averageNs).toBeGreaterThan(1.05);
      expect(ofLight).toBeGreaterThan(ofAmplitudes);
    }
  });

  test('Varshni’s form fits the shifts up to 300 K no better than a line', () => {
    const whole = PEAK_SERIES.filter((s) => s.peakEv.length === TEMPERATURES_K.length);
    expect(whole).toHaveLength(4);
    for (const { peakEv: peaks } of whole) {
      const temperatures = [...TEMPERATURES_K];
      const line = lineFit(temperatures, peaks);
      expect(line.rms - varshniFit(temperatures, peaks).rms).toBeLessThan(1e-5);
      expect(line.slope).toBeGreaterThan(0);
    }
  });
});

test('fits find what made their points', () => {
  const ts = [10, 50, 100, 200, 300];
  expect(
    lineFit(
      ts,
      ts.map((t) => 2.4 - 3e-4 * t),
    ),
  ).toEqual({
    intercept: expect.closeTo(2.4, 12),
    slope: expect.closeTo(-3e-4, 12),
    rms: expect.closeTo(0, 12),
  });
  const gaas = ts.map((t) => 1.519 - (5.405e-4 * t * t) / (t + 204));
  const { e0Ev, alphaEvPerK, betaK } = varshniFit(ts, gaas);
  expect([e0Ev, alphaEvPerK, betaK]).toEqual([
    expect.closeTo(1.519, 9),
    expect.closeTo(5.405e-4, 9),
    204,
  ]);
  expect(peakEv(500)).toBeCloseTo(2.47968, 5);
});

test('a decay begins at 1, falls, and emits its printed parts', () => {
  const row = DECAYS[1]!;
  expect(decayAt(row, 0)).toBe(1);
  let [light, time] = [0, 0];
  for (; time < 1000; time += 0.05) light += 0.05 * decayAt(row, time + 0.025);
  // The whole light over the start is the average lifetime by amplitudes.
  expect(light).toBeCloseTo(row.averageNs, 2);
});
