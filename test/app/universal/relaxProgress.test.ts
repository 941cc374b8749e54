import { expect, test } from 'vitest';
import { relaxTrend } from '#app/universal/relaxProgress.ts';
import { fc } from '../../helpers/property.ts';

test('a force that falls evenly on a scale of its logarithm is told the steps that are left', () => {
  const told = relaxTrend(0.01);
  // From 1 to 0.01 eV/Å in 100 steps.
  for (let step = 0; step <= 100; step++) {
    const { share, stepsLeft } = told(step, 10 ** (-step / 50));
    expect(share).toBeCloseTo(step / 100, 9);
    if (step < 8) expect(stepsLeft).toBeNull();
    else expect(stepsLeft).toBeCloseTo(100 - step, 6);
  }
});

test('it never goes back, stays within 0 and 1, and is 1 exactly when the goal was reached', () => {
  const forces = fc.array(fc.double({ min: 1e-4, max: 10, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(forces, (all) => {
      const told = relaxTrend(0.01);
      let before = 0;
      for (const [step, force] of all.entries()) {
        const { share, stepsLeft } = told(step, force);
        const isReached = Math.min(...all.slice(0, step + 1)) <= 0.01;
        expect(share).toBeGreaterThanOrEqual(before);
        expect(share).toBeLessThanOrEqual(1);
        expect(share === 1).toBe(isReached);
        if (isReached) expect(stepsLeft).toBe(0);
        before = share;
      }
    }),
  );
});

test('a force that rises first counts from its highest', () => {
  const told = relaxTrend(0.01);
  for (const [step, force] of [0.1, 0.5, 1].entries()) told(step, force);
  expect(told(20, 0.1).share).toBeCloseTo(Math.log(10) / Math.log(100), 9);
});
