import { expect, test } from 'vitest';
import { debyePattern, distancesOf } from '#core/diffraction/debye.ts';
import { formFactor } from '#core/diffraction/formFactors.ts';
import { powderPattern } from '#core/diffraction/powder.ts';
import { monochromatic, radiationOf } from '#core/diffraction/radiation.ts';

const WAVE = 1.5;
const DEG = 180 / Math.PI;
const pattern = (numbers: number[], xyz: number[], twoTheta: ArrayLike<number>) =>
  debyePattern(distancesOf(numbers, xyz), monochromatic(WAVE), twoTheta);

test('one atom scatters f², a molecule of two f² + g² + 2 f g sin(q r)/(q r)', () => {
  for (const angle of [10, 40, 90]) {
    const s = Math.sin(angle / 2 / DEG) / WAVE;
    const [f, g] = [formFactor(29, s), formFactor(8, s)];
    const lp = (1 + Math.cos(angle / DEG) ** 2) / 2;
    expect(pattern([29], [1, 2, 3], [angle])[0]).toBeCloseTo(f * f * lp, 6);
    // 1.8 Å falls on the middle of a bin, 1.8049 Å on its edge.
    for (const [r, digits] of [
      [1.8, 9],
      [1.8049, 5],
    ] as const) {
      const x = 4 * Math.PI * s * r;
      const both = f * f + g * g + (2 * f * g * Math.sin(x)) / x;
      expect(pattern([29, 8], [0, 0, 0, 0, r, 0], [angle])[0]! / (both * lp)).toBeCloseTo(
        1,
        digits,
      );
    }
  }
});

test('all pairs are counted once, whatever the order of the atoms', () => {
  const xyz = Array.from({ length: 60 }, (_, k) => ((k * 7919) % 97) / 10);
  const numbers = Array.from({ length: 20 }, (_, k) => [8, 29, 55][k % 3]!);
  const { pairs, counts } = distancesOf(numbers, xyz);
  expect(counts.reduce((a, b) => a + b, 0)).toBe(20);
  expect([...pairs.values()].reduce((sum, h) => sum + h.counts.reduce((a, b) => a + b, 0), 0)).toBe(
    190,
  );
});

test('a large sphere: the line stands where Bragg says, 1.107 λ/(D cos θ) wide', () => {
  // Simple cubic, 2 Å, a sphere of 6 nm: (1 0 0) alone and strong.
  const [a, diameter] = [2, 60];
  const xyz: number[] = [];
  const reach = Math.floor(diameter / 2 / a);
  for (let i = -reach; i <= reach; i++)
    for (let j = -reach; j <= reach; j++)
      for (let k = -reach; k <= reach; k++)
        if (Math.hypot(i, j, k) * a <= diameter / 2) xyz.push(i * a, j * a, k * a);
  const numbers = Array.from({ length: xyz.length / 3 }, () => 29);
  const theta = Math.asin(WAVE / 2 / a);
  const middle = 2 * theta * DEG;
  const angles = Array.from({ length: 401 }, (_, k) => middle - 4 + 0.02 * k);
  const y = pattern(numbers, xyz, angles);
  const most = Math.max(...y);
  const over = angles.filter((_, k) => y[k]! >= most / 2);
  expect(angles[y.indexOf(most)]! - middle).toBeLessThan(0.05);
  expect(Math.abs(angles[y.indexOf(most)]! - middle)).toBeLessThan(0.05);
  // The sphere of this volume: lattice points fill it but for the rounding of its surface.
  const filled = Math.cbrt((6 * numbers.length * a ** 3) / Math.PI);
  const expected = ((1.107 * WAVE) / (filled * Math.cos(theta))) * DEG;
  expect((over.at(-1)! - over[0]! + 0.02) / expected).toBeCloseTo(1, 1);
});

test('lines of a large crystal are as strong as its powder pattern says', () => {
  // A cube of 16³ cells of 3 Å: areas of (1 0 0) and (1 1 0) over the ground between lines.
  const [a, n] = [3, 16];
  const xyz: number[] = [];
  for (let i = 0; i < n ** 3; i++)
    xyz.push(a * (i % n), a * (Math.floor(i / n) % n), a * Math.floor(i / n / n));
  const angles = Array.from({ length: 2001 }, (_, k) => 24 + 0.01 * k);
  const y = pattern(
    Array.from({ length: n ** 3 }, () => 29),
    xyz,
    angles,
  );
  const lines = powderPattern(
    {
      lattice: Float64Array.of(a, 0, 0, 0, a, 0, 0, 0, a),
      numbers: Uint8Array.of(29),
      xyz: Float64Array.of(0, 0, 0),
      layer: new Uint16Array(1),
    },
    WAVE,
    [24, 44],
  );
  const area = (at: number) =>
    angles.reduce((sum, x, k) => sum + (Math.abs(x - at) < 4 ? y[k]! : 0), 0);
  const [first, second] = lines;
  expect(lines).toHaveLength(2);
  const ratio = area(first!.twoTheta) / area(second!.twoTheta);
  expect(ratio / (first!.intensity / second!.intensity)).toBeCloseTo(1, 1);
});

test('a doublet is the weighted sum of its lines, and what has no form factor is refused', () => {
  const distances = distancesOf([29, 29], [0, 0, 0, 2.5, 0, 0]);
  const [both, first, second] = ['CuKa12', '1.540593', '1.544427'].map(
    (id) => debyePattern(distances, radiationOf(id), [50])[0]!,
  );
  expect(both).toBeCloseTo((2 / 3) * first! + second! / 3, 8);
  expect(() => distancesOf([99], [0, 0, 0])).toThrow(/form factor/);
});
