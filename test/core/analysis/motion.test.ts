import { describe, expect, test } from 'vitest';
import { type FrameView, selectAtoms } from '#core/analysis/frames.ts';
import { averageAround, displacements } from '#core/analysis/motion/displacement.ts';
import { driftOver } from '#core/analysis/motion/drift.ts';
import { msdOver } from '#core/analysis/motion/msd.ts';
import { foldDifference, unwrapper } from '#core/analysis/motion/unwrap.ts';
import { centreOfMass } from '#core/crystal/structure.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import { norm, type Vec3 } from '#core/math/vec3.ts';
import { fc } from '../../helpers/property.ts';
import { farthest, structures } from '../io/structures.ts';
import { accumulate } from './accumulate.ts';

/** Every atom moved by whole cells into [0, 1). */
function wrap({ lattice, xyz }: FrameView): FrameView {
  const inv = inverse(lattice);
  const out = new Float64Array(xyz.length);
  for (let i = 0; i < xyz.length / 3; i++) {
    const f = mulRow(row(xyz, i), inv).map((x) => x - Math.floor(x)) as unknown as Vec3;
    out.set(mulRow(f, lattice), 3 * i);
  }
  return { lattice, xyz: out };
}

const leastHeight = (lattice: ArrayLike<number>): number => {
  const inv = inverse(lattice);
  return Math.min(...[0, 1, 2].map((k) => 1 / Math.hypot(inv[k]!, inv[3 + k]!, inv[6 + k]!)));
};

/** Straight paths in one cell; each step is below half the least height. */
const straight = fc
  .tuple(structures({ maxAtoms: 5 }), fc.integer({ min: 0, max: 1e9 }))
  .map(([s, seed]) => {
    const most = 0.45 * leastHeight(s.lattice);
    const velocity = s.xyz.map((_, k) => (most / Math.sqrt(3)) * Math.sin(seed + 7.3 * k));
    const frames: FrameView[] = Array.from({ length: 9 }, (_, t) => ({
      lattice: s.lattice,
      xyz: s.xyz.map((x, k) => x + velocity[k]! * t),
    }));
    return { ...s, velocity, frames };
  });

describe('unwrap', () => {
  test('unwrap ∘ wrap gives the path back, from where the first frame was wrapped to', () => {
    fc.assert(
      fc.property(straight, ({ numbers, frames }) => {
        const paths = unwrapper(numbers.length);
        const start = wrap(frames[0]!).xyz;
        frames.forEach((frame) => {
          const path = paths.next(wrap(frame));
          const expected = Float64Array.from(
            path,
            (_, k) => start[k]! + frame.xyz[k]! - frames[0]!.xyz[k]!,
          );
          expect(farthest(path, expected)).toBeLessThan(1e-9);
        });
      }),
    );
  });

  test('a path that was never wrapped stays as it is, bit for bit', () => {
    fc.assert(
      fc.property(straight, ({ numbers, frames }) => {
        const paths = unwrapper(numbers.length);
        for (const frame of frames)
          expect([...paths.next(frame)]).toEqual([...Array.from(frame.xyz)]);
      }),
    );
  });

  test('a difference is folded by whole cells, and says whether it was', () => {
    const lattice = Float64Array.of(4, 0, 0, 1, 5, 0, 0, 0, 6);
    const fold = (...d: number[]) => {
      const folded = Float64Array.from(d);
      return [foldDifference(folded, lattice, inverse(lattice)), ...folded];
    };
    expect(fold(1, 1, 1)).toEqual([false, 1, 1, 1]);
    expect(fold(4.5, 0, 0)).toEqual([true, 0.5, 0, 0]);
    expect(fold(1, 5, -6)).toEqual([true, 0, 0, 0]);
  });

  test('a breathing cell moves no atom through a face', () => {
    const cell = (a: number) => Float64Array.of(a, 0, 0, 0, a, 0, 0, 0, a);
    const paths = unwrapper(1);
    for (const a of [10, 11, 12, 10, 9]) {
      const path = paths.next({ lattice: cell(a), xyz: [0.98 * a, 0, 0.5 * a] });
      expect([...path]).toEqual([0.98 * a, 0, 0.5 * a]);
    }
    expect(paths.next({ lattice: cell(9), xyz: [0.02 * 9, 0, 4.5] })[0]).toBeCloseTo(1.02 * 9, 12);
  });
});

describe('mean squared displacement', () => {
  test('ballistic motion: v² t² exactly, from the first frame and over all starts', () => {
    fc.assert(
      fc.property(straight, ({ numbers, velocity, frames }) => {
        const v2 = [0, 1, 2].map(
          (j) => numbers.reduce((s, _, i) => s + velocity[3 * i + j]! ** 2, 0) / numbers.length,
        );
        const group = { label: 'all', atoms: [...numbers.keys()] };
        for (const origins of ['first', 'all'] as const) {
          const found = accumulate(
            msdOver(numbers, { group, origins, removeDrift: false }),
            frames.map(wrap),
          );
          expect(found.totalAng2.length).toBe(frames.length);
          for (let t = 0; t < frames.length; t++) {
            const expected = (v2[0]! + v2[1]! + v2[2]!) * t * t;
            expect(Math.abs(found.totalAng2[t]! - expected)).toBeLessThan(1e-9 * (1 + expected));
            for (let j = 0; j < 3; j++)
              expect(Math.abs(found.alongAng2[j]![t]! - v2[j]! * t * t)).toBeLessThan(
                1e-9 * (1 + expected),
              );
          }
          expect([...found.origins]).toEqual(
            origins === 'all' ? [9, 8, 7, 6, 5, 4, 3, 2, 1] : Array(9).fill(1),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a crystal that drifts as a whole has none once the drift is subtracted', () => {
    const lattice = Float64Array.of(10, 0, 0, 0, 10, 0, 0, 0, 10);
    const frames = Array.from({ length: 6 }, (_, t) =>
      wrap({ lattice, xyz: [1, 2, 3, 6, 7, 8].map((x) => x + 1.5 * t) }),
    );
    const msd = (removeDrift: boolean) =>
      accumulate(
        msdOver([48, 16], { group: { label: 'S', atoms: [1] }, origins: 'all', removeDrift }),
        frames,
      );
    expect(msd(false).totalAng2[5]).toBeCloseTo(3 * 7.5 ** 2, 9);
    expect(Math.max(...msd(true).totalAng2)).toBeLessThan(1e-20);
    expect(msd(true).about).toMatch(/averaged over starts, each of these frames.*centre of mass/);
    expect(msd(false).about).not.toMatch(/centre of mass/);
    const first = {
      group: { label: '', atoms: [1] },
      origins: 'first',
      removeDrift: false,
    } as const;
    expect(accumulate(msdOver([48, 16], first), frames).about).toMatch(/from the first frame/);
    const many = Array.from({ length: 401 }, () => frames[0]!);
    const all = accumulate(msdOver([48, 16], { ...first, origins: 'all' }), many);
    expect(all.about).toMatch(/one in 3 of these frames/);
    expect([all.origins[0], all.origins[400]]).toEqual([134, 1]);
  });
});

test('the centre that is subtracted is that of mass: a recoil which keeps it at rest stays as it is', () => {
  const lattice = Float64Array.of(20, 0, 0, 0, 20, 0, 0, 0, 20);
  const [cadmium, sulphur] = [48, 16];
  // Standard atomic weights, IUPAC 2021: Cd 112.414, S 32.06.
  const recoil = 32.06 / 112.414;
  const frames = Array.from({ length: 5 }, (_, t) => ({
    lattice,
    xyz: [5 - 0.4 * recoil * t, 5, 5, 8 + 0.4 * t, 5, 5],
  }));
  const of = (atom: number) => ({ label: '', atoms: [atom] });
  const msd = (atom: number, removeDrift: boolean) =>
    accumulate(
      msdOver([cadmium, sulphur], { group: of(atom), origins: 'first', removeDrift }),
      frames,
    ).totalAng2[4]!;
  expect(msd(1, true)).toBeCloseTo(1.6 ** 2, 4);
  expect(msd(0, true)).toBeCloseTo((1.6 * recoil) ** 2, 4);
  const middle = centreOfMass([cadmium, sulphur], [0, 0, 0, 1, 0, 0]);
  expect(middle[0]).toBeCloseTo(32.06 / (112.414 + 32.06), 4);
  expect(centreOfMass([cadmium, sulphur, sulphur], [0, 0, 0, 1, 0, 0, 3, 0, 0], [1, 2])).toEqual([
    2, 0, 0,
  ]);
});

test('layer drift: a film that slides over a substrate which floats', () => {
  const lattice = Float64Array.of(8, 0, 0, 0, 9, 0, 0, 0, 30);
  const numbers = [55, 35, 48, 16];
  const frames = Array.from({ length: 12 }, (_, t) =>
    wrap({
      lattice,
      xyz: [0, 1, 2, 4, 5, 3, 1, 2, 6, 5, 6, 7].map(
        (x, k) => x + 0.7 * t + (k >= 6 && k % 3 === 0 ? 1.1 * t : 0),
      ),
    }),
  );
  const groups = [
    { label: 'substrate', atoms: [0, 1] },
    { label: 'film', atoms: [2, 3] },
  ];
  const [film] = accumulate(driftOver(numbers, groups), frames);
  expect(film!.label).toBe('film');
  film!.alongAng[0].forEach((x, t) => {
    expect(x).toBeCloseTo(1.1 * t, 9);
  });
  for (const j of [1, 2] as const)
    expect(Math.max(...film!.alongAng[j].map(Math.abs))).toBeLessThan(1e-9);
});

test('displacement from another frame is by the nearest image', () => {
  fc.assert(
    fc.property(straight, ({ velocity, frames }) => {
      const found = displacements(wrap(frames[3]!), wrap(frames[2]!).xyz);
      found.forEach((d, i) => {
        expect(Math.abs(d - norm(row(velocity, i)))).toBeLessThan(1e-5);
      });
    }),
  );
});

test('averaging around a frame leaves even motion as it is, across faces too', () => {
  fc.assert(
    fc.property(straight, ({ frames }) => {
      const wrapped = frames.map(wrap);
      const out = averageAround(
        wrapped[4]!,
        [wrapped[3]!.xyz, wrapped[5]!.xyz],
        new Float32Array(wrapped[4]!.xyz.length),
      );
      expect(farthest(out, wrapped[4]!.xyz)).toBeLessThan(1e-5);
    }),
  );
  const still = { lattice: Float64Array.of(9, 0, 0, 0, 9, 0, 0, 0, 9), xyz: [0.1, 4, 8.9] };
  const out = averageAround(still, [[8.8, 4.3, 0.2]], new Float32Array(3));
  expect(farthest(out, [-0.05, 4.15, 9.05])).toBeLessThan(1e-6);
});

test('atoms are selected by element and slab', () => {
  const s = { numbers: [55, 35, 35, 16], layer: [0, 0, 1, 1] };
  expect(selectAtoms(s, { number: 35 })).toEqual([1, 2]);
  expect(selectAtoms(s, { side: 1 })).toEqual([2, 3]);
  expect(selectAtoms(s, { number: 35, side: 1 })).toEqual([2]);
  expect(selectAtoms(s, {})).toEqual([0, 1, 2, 3]);
});
