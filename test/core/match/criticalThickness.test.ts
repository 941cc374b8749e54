import { expect, test } from 'vitest';
import {
  burgersAng,
  matthewsBlakesleeAng,
  peopleBeanAng,
  poissonRatio,
} from '#core/match/misfit/criticalThickness.ts';

/** Ge on Si (001): constants of germanium in GPa from the CRC Handbook. */
const GE = { latticeAng: 5.658, poisson: poissonRatio(128.35, 48.23), mismatch: 5.658 / 5.431 - 1 };

/**
 * −W₋₁(−y) by Newton's method: x = k (ln x + c) has the larger solution x = −k W₋₁(−exp(−c)/k). Another way to the same
 * number than the bisection in the code.
 */
function lambert(y: number): number {
  let w = Math.log(y) - Math.log(-Math.log(y));
  for (let i = 0; i < 100; i++) {
    const e = Math.exp(w);
    w -= (w * e + y) / (e * (w + 1));
  }
  return -w;
}

test('Poisson’s ratio and the Burgers vector are those of germanium', () => {
  expect(GE.poisson).toBeCloseTo(0.2731, 4);
  expect(burgersAng(5.658)).toBeCloseTo(4.001, 3);
});

test('Matthews and Blakeslee: one film on Si, solved by the Lambert function', () => {
  for (const mismatch of [0.002, -0.008, 0.0143, 0.025]) {
    const b = GE.latticeAng / Math.sqrt(2);
    const nu = GE.poisson;
    const k = (1 - nu / 4) / (4 * Math.PI * Math.abs(mismatch) * (1 + nu));
    expect(matthewsBlakesleeAng({ ...GE, mismatch })).toBeCloseTo(
      b * k * lambert(Math.exp(-1) / k),
      6,
    );
  }
});

// The number that a page of lecture notes prints for strained Si on Si0.8Ge0.2: about 14 nm at f = 0.8 %.
test('Matthews and Blakeslee: strained silicon on relaxed Si0.8Ge0.2 bears some 12 nm', () => {
  const nm = matthewsBlakesleeAng({ latticeAng: 5.431, poisson: 0.28, mismatch: -0.008 })! / 10;
  expect(nm).toBeGreaterThan(11);
  expect(nm).toBeLessThan(14);
});

test('People and Bean: the screw dislocation at that depth, solved by the Lambert function', () => {
  for (const mismatch of [0.003, 0.01, 0.0143]) {
    const b = GE.latticeAng / Math.sqrt(2);
    const nu = GE.poisson;
    const k =
      ((1 - nu) / (1 + nu)) *
      (b / (16 * Math.PI * Math.sqrt(2) * GE.latticeAng * mismatch * mismatch));
    expect(peopleBeanAng({ ...GE, mismatch })).toBeCloseTo(b * k * lambert(1 / k), 4);
  }
});

test('each solution solves its own equation, and both grow as the mismatch shrinks', () => {
  let [before, beforePb] = [0, 0];
  for (const mismatch of [0.03, 0.02, 0.01, 0.005, 0.001]) {
    const h = matthewsBlakesleeAng({ ...GE, mismatch })!;
    const b = burgersAng(GE.latticeAng);
    // The force of the misfit stress equals the line tension.
    const force = 8 * Math.PI * mismatch * (1 + GE.poisson) * 0.5 * h;
    const tension = b * (1 - GE.poisson * 0.25) * (Math.log(h / b) + 1);
    expect(force / tension).toBeCloseTo(1, 9);
    expect(h).toBeGreaterThan(before);
    before = h;
    const energy = peopleBeanAng({ ...GE, mismatch })!;
    // Energy balance always bears more than mechanical balance in this range.
    expect(energy).toBeGreaterThan(h);
    expect(energy).toBeGreaterThan(beforePb);
    beforePb = energy;
  }
});

test('without mismatch nothing breaks, and with too much the formulas have no solution', () => {
  expect(matthewsBlakesleeAng({ ...GE, mismatch: 0 })).toBe(Number.POSITIVE_INFINITY);
  expect(peopleBeanAng({ ...GE, mismatch: 0 })).toBe(Number.POSITIVE_INFINITY);
  expect(matthewsBlakesleeAng({ ...GE, mismatch: 0.2 })).toBeNull();
  expect(peopleBeanAng({ ...GE, mismatch: 0.2 })).toBeNull();
});
