import { describe, expect, test } from 'vitest';
import { autocorrelation, CM_PER_FS, spectralDensity } from '#core/analysis/correlation.ts';
import { readSeriesCsv } from '#core/io/seriesCsv.ts';
import { fft } from '#core/math/fft.ts';
import { fc } from '../../helpers/property.ts';
import { failureOf, farthest } from '../io/structures.ts';

/** Evenly spread in (−1, 1), the same on every machine (xorshift32). */
function noise(n: number, seed: number): Float64Array {
  let s = seed | 1;
  return Float64Array.from({ length: n }, () => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return (s >>> 0) / 2 ** 31 - 1;
  });
}

test('the transform is the sum that defines it', () => {
  const n = 32;
  const [re, im] = [noise(n, 5), noise(n, 9)];
  const expected = [...re.keys()].map((j) => {
    let [x, y] = [0, 0];
    for (let k = 0; k < n; k++) {
      const angle = (-2 * Math.PI * j * k) / n;
      x += re[k]! * Math.cos(angle) - im[k]! * Math.sin(angle);
      y += re[k]! * Math.sin(angle) + im[k]! * Math.cos(angle);
    }
    return [x, y];
  });
  fft(re, im);
  expect(
    farthest(
      re,
      expected.map((e) => e[0]!),
    ),
  ).toBeLessThan(1e-12);
  expect(
    farthest(
      im,
      expected.map((e) => e[1]!),
    ),
  ).toBeLessThan(1e-12);
});

describe('autocorrelation', () => {
  test('is the average over pairs that defines it, at every lag', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 60 }),
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        (x, stepFs) => {
          const mean = x.reduce((s, v) => s + v, 0) / x.length;
          const c = autocorrelation(x, stepFs, x.length * stepFs);
          const direct = Array.from(x, (_, k) => {
            let sum = 0;
            for (let i = k; i < x.length; i++) sum += (x[i]! - mean) * (x[i - k]! - mean);
            return sum / (x.length - k);
          });
          expect(c.mean).toBeCloseTo(mean, 12);
          expect(farthest(c.values, direct)).toBeLessThan(1e-11);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the longest lag is half the record unless asked otherwise', () => {
    expect(autocorrelation(noise(100, 1), 2).values.length).toBe(51);
    expect(autocorrelation(noise(100, 1), 2, 20).values.length).toBe(11);
    expect(autocorrelation(noise(100, 1), 2, 1e9).values.length).toBe(100);
    expect(autocorrelation(noise(100, 1), 2, 0).values.length).toBe(1);
    expect(autocorrelation(noise(100, 1), 2, 3.9).values.length).toBe(2);
  });

  test('a constant has none', () =>
    expect(Math.max(...autocorrelation([3, 3, 3, 3], 1).values.map(Math.abs))).toBeLessThan(1e-15));
});

describe('spectral density', () => {
  /** A tone of whole periods over the record: its mean is zero and C is exactly A²/2 cos ωt. */
  function tone(wavenumberCm: number, amplitude: number, n: number, stepFs: number) {
    const periods = Math.round((wavenumberCm / CM_PER_FS) * n * stepFs);
    const exactCm = (periods / (n * stepFs)) * CM_PER_FS;
    const x = Float64Array.from(
      { length: n },
      (_, k) => amplitude * Math.sin((2 * Math.PI * periods * k) / n + 0.7),
    );
    return { x, exactCm };
  }

  test.each([
    [50, 0.02, 8000, 1],
    [154.3, 1.3, 6000, 1],
    [800, 0.4, 4096, 2],
  ])(
    'a tone of %d cm⁻¹ and amplitude %d stands at its bin with its amplitude',
    (cm, amplitude, n, stepFs) => {
      const { x, exactCm } = tone(cm, amplitude, n, stepFs);
      const c = autocorrelation(x, stepFs, (n / 2) * stepFs);
      expect(c.values[0]).toBeCloseTo(amplitude ** 2 / 2, 8);
      for (const window of ['none', 'hann'] as const) {
        const s = spectralDensity(c, { window, padding: 8 });
        const peak = s.values.indexOf(Math.max(...s.values));
        expect(Math.abs(s.wavenumberCm[peak]! - exactCm)).toBeLessThanOrEqual(s.binCm);
        // ∫ A²/2 cos²ωt dt from −T to T is A²T/2; Hann halves it.
        const lagFs = (c.values.length - 1) * stepFs;
        const integral = ((amplitude ** 2 * lagFs) / 2) * (window === 'hann' ? 0.5 : 1);
        const amplitudeBack = Math.sqrt(
          (Math.sqrt(s.values[peak]! * 2 * Math.PI) / integral) * amplitude ** 2,
        );
        expect(Math.abs(amplitudeBack / amplitude - 1), window).toBeLessThan(0.01);
      }
    },
  );

  test('two tones are told apart, and their heights are as the fourth powers of their amplitudes', () => {
    const a = tone(60, 1, 8000, 1);
    const b = tone(180, 0.5, 8000, 1);
    const s = spectralDensity(
      autocorrelation(
        a.x.map((v, k) => v + b.x[k]!),
        1,
      ),
      {
        window: 'hann',
        padding: 4,
      },
    );
    const near = (cm: number) =>
      Math.max(...s.values.filter((_, j) => Math.abs(s.wavenumberCm[j]! - cm) < 10));
    expect(near(b.exactCm) / near(a.exactCm)).toBeCloseTo(1 / 16, 3);
    expect(near(120) / near(b.exactCm)).toBeLessThan(1e-3);
  });

  test('white noise is flat, and C(0) is its variance', () => {
    const x = noise(2 ** 14, 77);
    const c = autocorrelation(x, 1, 256);
    expect(c.values[0]).toBeCloseTo(1 / 3, 2);
    // Standard error of a lag: variance / √n = 0.0026.
    expect(Math.max(...c.values.slice(1).map(Math.abs))).toBeLessThan(0.0026 * 5);
    const { values } = spectralDensity(c, { window: 'hann', padding: 1 });
    const level = values.map((i) => Math.sqrt(2 * Math.PI * i));
    const third = Math.floor(level.length / 3);
    const mean = (part: Float64Array) => part.reduce((s, v) => s + v, 0) / part.length;
    const means = [0, 1, 2].map((k) => mean(level.slice(k * third, (k + 1) * third)));
    for (const m of means) expect(Math.abs(m / (1 / 3) - 1)).toBeLessThan(0.1);
  });

  test('both ends of the trapezoidal sum have half weight: a constant C gives exactly (2T)²/2π at 0', () => {
    for (const m of [2, 5, 40])
      for (const window of ['none', 'hann'] as const) {
        const c = { values: new Float64Array(m).fill(0.3), stepFs: 1.5 };
        const lengthFs = 2 * (m - 1) * 1.5;
        const { values } = spectralDensity(c, { window, padding: 1 });
        // The integral of a Hann window is half of that without.
        const integral = 0.3 * lengthFs * (window === 'hann' ? 0.5 : 1);
        expect(values[0]! / (integral ** 2 / (2 * Math.PI)), `${m} ${window}`).toBeCloseTo(1, 9);
      }
  });

  test('zero padding makes bins finer and leaves the values where bins coincide', () => {
    const c = autocorrelation(noise(200, 3), 1, 100);
    const [coarse, fine] = [1, 4].map((padding) => spectralDensity(c, { window: 'none', padding }));
    const ratio = coarse!.binCm / fine!.binCm;
    expect(Number.isInteger(ratio) && ratio > 1).toBe(true);
    coarse!.values.forEach((v, j) => {
      expect(fine!.values[j * ratio]!).toBeCloseTo(v, 9);
    });
  });

  test('it says what was done', () => {
    const c = autocorrelation(noise(200, 3), 1, 100);
    expect(c.about).toMatch(/not normalised.*100 fs/);
    expect(spectralDensity(c, { window: 'hann', padding: 2 }).about).toMatch(
      /Hann.*−100 fs|−100 fs.*Hann/,
    );
  });
});

describe('a file of energies', () => {
  test.each([
    ['0,1.5\n1,1.6\n2,1.7\n3,1.8\n', 1, ''],
    ['# gap\ntime (fs), gap (eV)\n0,1.5\n0.5,1.6\n1,1.7\n1.5,1.8\n', 0.5, 'gap (eV)'],
    ['t_fs;E_eV\r\n0;1.5\r\n2;1.6\r\n4;1.7\r\n6;1.8\r\n', 2, 'E_eV'],
    ['0 1.5\n1 1.6\n2\t1.7\n3   1.8', 1, ''],
    ['1.5\n1.6\n1.7\n1.8\n', 7, ''],
    ['gap\n1.5\n1.6\n\n1.7\n1.8e0\n', 7, 'gap'],
    ['"time","gap"\n10,1.5\n11,1.6\n12,1.7\n13,1.8', 1, 'gap'],
  ])('%j', (text, stepFs, name) => {
    const found = readSeriesCsv(text, 7);
    expect([...found.values]).toEqual([1.5, 1.6, 1.7, 1.8]);
    expect(found.stepFs).toBeCloseTo(stepFs, 12);
    expect(found.name).toBe(name);
  });

  test.each([
    ['a word', '0,1\n1,2\n2,x\n3,4\n', 3, /two numbers/],
    ['NaN', '1\n2\nNaN\n4\n', 3, /one number/],
    ['a hole', '0,1\n1,2\n3,3\n4,4\n', 3, /1 fs after/],
    ['time backwards', '0,1\n-1,2\n-2,3\n-3,4\n', 2, /grow/],
    ['three columns', '0,1,2\n1,2,3\n', 1, /one column/],
    ['columns that change', '0,1\n1\n2,3\n3,4\n', 2, /two numbers/],
    ['decimal commas', '0;1,5\n1;1,6\n', 1, /point/],
    ['picoseconds', 'time (ps),gap (eV)\n0,1\n1,2\n', 1, /fs and eV, not ps/],
    ['meV', 'time,gap (meV)\n0,1\n1,2\n', 1, /not meV/],
    ['two lines of heads', 'a,b\nc,d\n0,1\n', 2, /one line/],
    ['too few', '1\n2\n3\n', 4, /4 values/],
    ['empty', '', 1, /4 values/],
  ])('refuses %s by its line', (_, text, line, expected) =>
    expect(failureOf(() => readSeriesCsv(text, 1))).toMatchObject({
      code: 'parse',
      line,
      expected: expect.stringMatching(expected),
    }),
  );

  test('one column needs a step', () =>
    expect(failureOf(() => readSeriesCsv('1\n2\n3\n4\n'))).toMatchObject({
      code: 'parse',
      expected: expect.stringMatching(/step/),
    }));
});
