import { expect, test } from 'vitest';
import { type DescentStep, lbfgs } from '#engines/universal/lbfgs.ts';

/** Three atoms in anisotropic wells of their own, and what they hold each other by. */
const GOALS = [1, 2, 3, -1, 0.5, 0, 4, 4, -2];
function springs(xyz: Float64Array) {
  const forces = new Float64Array(9);
  let energyEv = 0;
  for (let k = 0; k < 9; k++) {
    const stiffness = 0.5 + k;
    const off = xyz[k]! - GOALS[k]!;
    energyEv += 0.5 * stiffness * off * off;
    forces[k] = -stiffness * off;
  }
  return { energyEv, forces };
}
const run = (start: readonly number[], more: object = {}): DescentStep[] => [
  ...lbfgs(Float64Array.from(start), springs, {
    forceEvAng: 1e-4,
    maxSteps: 2000,
    frozen: null,
    ...more,
  }),
];

test('finds the minimum of wells of very different stiffness, and says that it did', () => {
  const steps = run([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const last = steps.at(-1)!;
  expect(last.converged).toBe(true);
  expect(last.maxForceEvAng).toBeLessThanOrEqual(1e-4);
  for (const [k, goal] of GOALS.entries()) expect(last.xyz[k]).toBeCloseTo(goal, 3);
  expect(steps.map(({ step }) => step)).toEqual(steps.map((_, k) => k));
});

test('the first step has the positions given; no atom moves by more than 0.1 Å in one', () => {
  const steps = run([9, 9, 9, 9, 9, 9, 9, 9, 9]);
  expect([...steps[0]!.xyz]).toEqual([9, 9, 9, 9, 9, 9, 9, 9, 9]);
  for (let n = 1; n < steps.length; n++)
    for (let i = 0; i < 9; i += 3) {
      const [from, to] = [steps[n - 1]!.xyz, steps[n]!.xyz];
      const squares = [0, 1, 2].map((k) => (to[i + k]! - from[i + k]!) ** 2);
      expect(Math.sqrt(squares.reduce((a, b) => a + b))).toBeLessThan(0.1 + 1e-12);
    }
});

test('frozen atoms stay, and their forces do not count', () => {
  const last = run([0, 0, 0, 9, 9, 9, 0, 0, 0], { frozen: Uint8Array.of(0, 1, 0) }).at(-1)!;
  expect(last.converged).toBe(true);
  expect([...last.xyz.subarray(3, 6)]).toEqual([9, 9, 9]);
});

test('ends after the steps allowed, unconverged', () => {
  const steps = run([0, 0, 0, 0, 0, 0, 0, 0, 0], { maxSteps: 3 });
  expect(steps).toHaveLength(4);
  expect(steps.at(-1)!.converged).toBe(false);
});

test('leaves a place where the forces grow along the way, and ends in a minimum', () => {
  // Two wells at ±1 with a hill between them; the start is on the hill.
  const wells = (xyz: Float64Array) => {
    const x = xyz[0]!;
    return { energyEv: (x * x - 1) ** 2, forces: Float64Array.of(-4 * x * (x * x - 1), 0, 0) };
  };
  const last = [
    ...lbfgs(Float64Array.of(0.1, 0, 0), wells, { forceEvAng: 1e-5, maxSteps: 200, frozen: null }),
  ].at(-1)!;
  expect(last.converged).toBe(true);
  expect(last.xyz[0]).toBeCloseTo(1, 5);
});

test('forces and stiffnesses apart by a thousand take few steps: what was learnt is used', () => {
  const stiff = (xyz: Float64Array) => ({
    energyEv: xyz.reduce((sum, x, k) => sum + 0.5 * 10 ** (k / 3) * x * x, 0),
    forces: xyz.map((x, k) => -(10 ** (k / 3)) * x),
  });
  const steps = [
    ...lbfgs(new Float64Array(9).fill(0.05), stiff, {
      forceEvAng: 1e-4,
      maxSteps: 500,
      frozen: null,
    }),
  ];
  expect(steps.at(-1)!.converged).toBe(true);
  expect(steps.length).toBeLessThan(60);
});
