import { expect, test } from 'vitest';
import { averageOver } from '#core/analysis/motion/average.ts';
import { accumulate } from './accumulate.ts';

const lattice = [4, 0, 0, 0, 5, 0, 0, 0, 6];

test('the mean place of an atom that swings about a face of the cell is on the face', () => {
  const swing = Array.from({ length: 40 }, (_, k) => 0.5 * Math.sin((2 * Math.PI * k) / 40));
  const frames = swing.map((s) => ({ lattice, xyz: [(s + 4) % 4, 1, 2] }));
  const { xyz, fluctuationAng, frames: count } = accumulate(averageOver([6], false), frames);
  expect(xyz[0]! - 4 * Math.round(xyz[0]! / 4)).toBeCloseTo(0, 12);
  expect([xyz[1], xyz[2]]).toEqual([1, 2]);
  // The root mean square of a sine is its amplitude by √2.
  expect(fluctuationAng[0]).toBeCloseTo(0.5 / Math.SQRT2, 12);
  expect(count).toBe(40);
});

test('centred, a crystal that only drifts does not swing', () => {
  const start = [0.5, 0.5, 0.5, 2, 2, 3];
  const frames = Array.from({ length: 30 }, (_, k) => ({
    lattice,
    xyz: start.map((x, j) => x + 0.3 * k * (j % 3 === 0 ? 1 : 0)),
  }));
  const moved = accumulate(averageOver([6, 8], false), frames);
  expect(moved.fluctuationAng[0]).toBeGreaterThan(2);
  const held = accumulate(averageOver([6, 8], true), frames);
  for (const f of held.fluctuationAng) expect(f).toBeLessThan(1e-6);
  for (const [k, x] of held.xyz.entries()) expect(x).toBeCloseTo(start[k]!, 9);
});

test('each atom swings by the root of what its three axes swing by together', () => {
  // Amplitudes that differ from axis to axis and from atom to atom.
  const amplitudes = [0.1, 0.2, 0.3, 0.4, 0.05, 0.6];
  const frames = Array.from({ length: 60 }, (_, k) => ({
    lattice,
    xyz: amplitudes.map((a, j) => 1 + a * Math.sin((2 * Math.PI * (k * (j + 1))) / 60)),
  }));
  const { fluctuationAng } = accumulate(averageOver([6, 8], false), frames);
  for (const [i, f] of fluctuationAng.entries()) {
    const [x, y, z] = amplitudes.slice(3 * i, 3 * i + 3) as [number, number, number];
    expect(f).toBeCloseTo(Math.hypot(x, y, z) / Math.SQRT2, 12);
  }
});
