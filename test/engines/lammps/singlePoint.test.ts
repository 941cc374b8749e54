import { expect, test } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import { det } from '#core/math/mat3.ts';
import { singlePoint } from '#engines/lammps/singlePoint.ts';

/** CsPbBr3 with its atoms off their places, in a sheared cell that does not lie along x. */
const lattice = Float64Array.from([0.7, 5.9, 0.3, -5.7, 0.9, 0.4, 0.5, -0.3, 6.2]);
const sites = [
  [55, 0.03, 0.01, 0.02],
  [82, 0.52, 0.47, 0.5],
  [35, 0.5, 0.53, 0.02],
  [35, 0.48, 0.01, 0.51],
  [35, 0.03, 0.5, 0.46],
] as const;
const cell: Structure = {
  lattice,
  numbers: Uint8Array.from(sites, ([z]) => z),
  xyz: Float64Array.from(
    sites.flatMap(([, ...f]) =>
      [0, 1, 2].map((k) => f.reduce((sum, x, r) => sum + x * lattice[3 * r + k]!, 0)),
    ),
  ),
  layer: new Uint16Array(5),
};
const energy = async (structure: Structure) => (await singlePoint(structure)).energyEv;

test('forces are the negative gradient, stress the strain derivative per volume, in the axes of the structure', async () => {
  expect(det(lattice)).toBeGreaterThan(0);
  const { forces, stress, potential } = await singlePoint(cell);
  expect(potential).toBe('lj-ions');
  const h = 1e-3;
  for (const k of [0, 4, 8, 14]) {
    const at = (by: number) =>
      energy({ ...cell, xyz: cell.xyz.map((x, n) => (n === k ? x + by : x)) });
    expect(forces[k]).toBeCloseTo(-((await at(h)) - (await at(-h))) / (2 * h), 4);
  }
  for (const [a, b] of [
    [0, 0],
    [1, 2],
    [2, 2],
    [0, 1],
  ] as const) {
    const at = (by: number) => {
      // Symmetric, so that nothing turns.
      const strained = (rows: Float64Array) =>
        rows.map((x, n) => {
          const r = n - (n % 3);
          return (
            x +
            (n % 3 === b ? (by / 2) * rows[r + a]! : 0) +
            (n % 3 === a ? (by / 2) * rows[r + b]! : 0)
          );
        });
      return energy({ ...cell, lattice: strained(lattice), xyz: strained(cell.xyz) });
    };
    const slope = ((await at(h)) - (await at(-h))) / (2 * h) / det(lattice);
    // Pairs that strain takes over the cut-off of 10 Å change the energy by jumps, of which the virial knows nothing.
    expect(Math.abs(stress[3 * a + b]! - slope)).toBeLessThan(3e-4);
    expect(stress[3 * b + a]).toBeCloseTo(stress[3 * a + b]!, 12);
  }
});

test('forces add up to zero; an element without parameters is refused', async () => {
  const { forces } = await singlePoint(cell);
  for (let k = 0; k < 3; k++)
    expect([0, 1, 2, 3, 4].reduce((sum, i) => sum + forces[3 * i + k]!, 0)).toBeCloseTo(0, 8);
  await expect(singlePoint({ ...cell, numbers: cell.numbers.map(() => 79) })).rejects.toThrow(/Au/);
});
