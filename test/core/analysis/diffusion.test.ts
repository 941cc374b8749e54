import { describe, expect, test } from 'vitest';
import { diffusionOf } from '#core/analysis/motion/diffusion.ts';

const lags = Float64Array.from({ length: 51 }, (_, k) => 0.1 * k);

describe('diffusion coefficient', () => {
  test('water: 2.3·10⁻⁵ cm²/s is a mean squared displacement of 1.38 Å² in 1 ps', () => {
    // ⟨|Δr|²⟩ = 6 D t = 6 · 2.3e-5 cm²/s · 1e-12 s = 1.38e-16 cm² = 1.38 Å².
    const found = diffusionOf(
      lags,
      lags.map((t) => 1.38 * t),
      [0, 5],
      3,
    );
    expect(found.slopeAng2PerPs).toBeCloseTo(1.38, 12);
    expect(found.coefficientCm2PerS / 2.3e-5).toBeCloseTo(1, 9);
  });

  test('one axis of an isotropic liquid gives the same as all three', () => {
    const all = diffusionOf(
      lags,
      lags.map((t) => 3 * t),
      [0, 5],
      3,
    );
    const one = diffusionOf(
      lags,
      lags.map((t) => t),
      [0, 5],
      1,
    );
    expect(one.coefficientCm2PerS).toBeCloseTo(all.coefficientCm2PerS, 18);
  });

  test('an offset from vibration does not matter, nor what lies outside of the window or is missing', () => {
    const curve = [9, 1, 3, Number.NaN, 7, -50];
    const { slopeAng2PerPs } = diffusionOf([0, 1, 2, 3, 4, 5], curve, [1, 4], 3);
    expect(slopeAng2PerPs).toBeCloseTo(2, 12);
  });

  test('the line is that of least squares', () => {
    // By hand: mean x 1.5, mean y 2, Σ(x−x̄)(y−ȳ) = 3, Σ(x−x̄)² = 5.
    expect(diffusionOf([0, 1, 2, 3], [1, 2, 2, 3], [0, 3], 3).slopeAng2PerPs).toBeCloseTo(0.6, 12);
  });

  test('fewer than two lags have no slope', () => {
    expect(diffusionOf(lags, lags, [0.1, 0.15], 3).coefficientCm2PerS).toBeNaN();
    expect(diffusionOf(lags, lags, [7, 9], 3).slopeAng2PerPs).toBeNaN();
    expect(diffusionOf(lags, [], [0, 5], 3).slopeAng2PerPs).toBeNaN();
  });
});
