import { expect, test } from 'vitest';
import { motionTest, rarestAtoms, translations } from '#core/crystal/motions.ts';
import { mulRow } from '#core/math/mat3.ts';
import { periodicPoints } from '#core/math/periodicPoints.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { turnsOver } from '#core/surface/turnsOver.ts';
import { fc } from '../../helpers/property.ts';

/** Counts how often a value is read: a step of work, whatever the machine. */
function counted(values: Float64Array): {
  readonly xyz: Float64Array;
  readonly reads: () => number;
} {
  let reads = 0;
  const xyz = new Proxy(values, {
    get(target, key) {
      if (typeof key === 'string' && key !== 'length') reads++;
      return Reflect.get(target, key);
    },
  });
  return { xyz, reads: () => reads };
}

/** Atoms of one element 3 Å apart in a row, some of them left out or moved. */
function rowOf(cells: number, missing: readonly number[], moved: readonly number[]) {
  const atoms = Array.from({ length: cells }, (_, i) => i).filter((i) => !missing.includes(i));
  return {
    lattice: Float64Array.of(3 * cells, 0, 0, 0, 4, 0, 0, 0, 5),
    numbers: Uint8Array.from(atoms, () => 14),
    values: Float64Array.from(atoms.flatMap((i) => [3 * i + (moved.includes(i) ? 0.4 : 0), 1, 1])),
  };
}

test.each([
  ['a whole supercell', [], []],
  ['with a vacancy', [5], []],
  ['with two', [5, 11], []],
  ['with an atom out of place', [], [7]],
] as const)('%s: its translations are found in steps that grow as it does', (_, missing, moved) => {
  const steps = [200, 400, 800].map((cells) => {
    const { lattice, numbers, values } = rowOf(cells, missing, moved);
    const { xyz, reads } = counted(values);
    const targets = rarestAtoms(numbers);
    const { reached } = translations(
      xyz,
      motionTest({ lattice, numbers, xyz }, 0.02),
      targets[0]!,
      targets,
    );
    expect(reached).toHaveLength(missing.length + moved.length === 0 ? cells : 1);
    return reads();
  });
  expect(steps[1]! / steps[0]!).toBeLessThan(2.6);
  expect(steps[2]! / steps[1]!).toBeLessThan(2.6);
});

test('a thick slab is turned over in steps that grow with its planes', () => {
  const steps = [100, 200, 400].map((planes) => {
    const values = Float64Array.from(
      Array.from({ length: planes }, (_, p) => [
        2 * (p % 2),
        0,
        2 * p,
        2 - 2 * (p % 2),
        2,
        2 * p,
      ]).flat(),
    );
    const { xyz, reads } = counted(values);
    const lattice = Float64Array.of(4, 0, 0, 0, 4, 0, 0, 0, 2 * planes + 30);
    const numbers = Uint8Array.from({ length: 2 * planes }, (_, i) => 14 + (i % 2));
    expect(turnsOver({ numbers, xyz, lattice })).toBe(true);
    return reads();
  });
  // n log n: heights are sorted.
  expect(steps[1]! / steps[0]!).toBeLessThan(3);
  expect(steps[2]! / steps[1]!).toBeLessThan(3);
});

test('a motion gives for each atom the one it comes to lie on, or null', () => {
  const { lattice, numbers, values } = rowOf(4, [], []);
  const isSymmetry = motionTest({ lattice, numbers, xyz: values }, 0.02);
  const step = (ang: number) => isSymmetry({ linear: null, shift: [ang, 0, 0] });
  expect(step(1.5)).toBeNull();
  expect([...step(3)!]).toEqual([1, 2, 3, 0]);
  // Asked again after refusals, and with a mirror.
  expect(step(1.6)).toBeNull();
  expect([...step(-3)!]).toEqual([3, 0, 1, 2]);
  expect([...isSymmetry({ linear: [-1, 0, 0, 0, 1, 0, 0, 0, 1], shift: [0, 0, 0] })!]).toEqual([
    0, 3, 2, 1,
  ]);
});

const fraction = fc.double({ min: -2, max: 2, noNaN: true });
test('the point that is found is the nearest of its kind, in cells of any shear', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fraction, fraction, fraction, fc.integer({ min: 0, max: 1 })), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.tuple(fraction, fraction, fraction),
      fc.integer({ min: -40, max: 40 }),
      (points, asked, shear) => {
        const cell = [3, 0, 0, 0.2, 4, 0, -0.4, 0.3, 5];
        const lattice = [3, 0, 0, 0.2 + 3 * shear, 4, 0, -0.4, 0.3, 5];
        const known = periodicPoints(lattice, 0.7);
        const at = (f: readonly number[]): Vec3 => mulRow(f.slice(0, 3) as never, cell);
        for (const p of points) known.add(p[3], at(p));
        const apart = (p: (typeof points)[number]) => {
          let least = Number.POSITIVE_INFINITY;
          const d = [0, 1, 2].map((k) => p[k]! - asked[k]!);
          for (let i = -5; i <= 5; i++)
            for (let j = -5; j <= 5; j++)
              for (let k = -5; k <= 5; k++)
                least = Math.min(
                  least,
                  Math.hypot(...mulRow([d[0]! + i, d[1]! + j, d[2]! + k], cell)),
                );
          return p[3] === 1 ? least : Number.POSITIVE_INFINITY;
        };
        const nearest = Math.min(...points.map(apart));
        const found = known.find(1, at(asked));
        if (nearest < 0.7 - 1e-9) expect(apart(points[found]!)).toBeCloseTo(nearest, 9);
        else if (nearest > 0.7 + 1e-9) expect(found).toBe(-1);
      },
    ),
    { numRuns: 60 },
  );
});
