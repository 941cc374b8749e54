import { expect } from 'vitest';
import { composition, type Structure } from '#core/crystal/structure.ts';
import { EpistackError, type Failure } from '#core/errors.ts';
import { det, inverse, mulRow, row } from '#core/math/mat3.ts';
import { norm, sub } from '#core/math/vec3.ts';
import { fc } from '../../helpers/property.ts';

const length = fc.double({ min: 3, max: 30, noNaN: true });
const skew = fc.double({ min: -2, max: 2, noNaN: true });

/** Triclinic cells of either handedness in any setting, atoms inside and outside. */
export function structures(options: { maxAtoms?: number } = {}): fc.Arbitrary<Structure> {
  return fc
    .record({
      edges: fc.tuple(length, length, length),
      skews: fc.array(skew, { minLength: 6, maxLength: 6 }),
      mirrored: fc.boolean(),
      atoms: fc.array(
        fc.record({
          z: fc.constantFrom(1, 8, 16, 35, 48, 55, 82),
          at: fc.array(fc.double({ min: -40, max: 40, noNaN: true }), {
            minLength: 3,
            maxLength: 3,
          }),
        }),
        { minLength: 1, maxLength: options.maxAtoms ?? 12 },
      ),
    })
    .map(({ edges: [a, b, c], skews: [p, q, r, s, t, u], mirrored, atoms }) => ({
      lattice: mirrored
        ? Float64Array.of(p!, b, q!, a, r!, s!, t!, u!, c)
        : Float64Array.of(a, p!, q!, r!, b, s!, t!, u!, c),
      numbers: Uint8Array.from(atoms, (atom) => atom.z),
      xyz: Float64Array.from(atoms.flatMap((atom) => atom.at)),
      layer: new Uint16Array(atoms.length),
    }))
    .filter((s) => Math.abs(det(s.lattice)) > 5);
}

/** @param order `actual[k]` is `expected[order[k]]`; the same order when it is left out */
export function expectSameAtoms(
  actual: Structure,
  expected: Structure,
  { order, toleranceAng }: { order?: ArrayLike<number>; toleranceAng: number },
): void {
  const n = expected.numbers.length;
  const at = (k: number) => order?.[k] ?? k;
  expect([...actual.numbers]).toEqual(
    Array.from({ length: n }, (_, k) => expected.numbers[at(k)]!),
  );
  expect(actual.layer.length).toBe(n);
  expect(farthest(actual.lattice, expected.lattice)).toBeLessThan(toleranceAng);
  const xyz = Float64Array.from(
    { length: 3 * n },
    (_, k) => expected.xyz[3 * at(Math.floor(k / 3)) + (k % 3)]!,
  );
  expect(farthest(actual.xyz, xyz)).toBeLessThan(toleranceAng);
}

/** Atoms of equal elements at equal places, whatever their order and the cell they were put in. */
export function expectSameCrystal(a: Structure, b: Structure, toleranceAng: number): void {
  expect(farthest(a.lattice, b.lattice)).toBeLessThan(toleranceAng);
  expect(composition([...a.numbers].sort())).toEqual(composition([...b.numbers].sort()));
  const toFrac = inverse(b.lattice);
  for (let i = 0; i < a.numbers.length; i++) {
    const twins = [...b.numbers.keys()].filter((j) => {
      const d = mulRow(sub(row(a.xyz, i), row(b.xyz, j)), toFrac);
      const away = norm(
        mulRow(
          [d[0] - Math.round(d[0]), d[1] - Math.round(d[1]), d[2] - Math.round(d[2])],
          b.lattice,
        ),
      );
      return b.numbers[j] === a.numbers[i] && away < toleranceAng;
    });
    expect(twins.length, `atom ${i}`).toBe(1);
  }
}

/** Largest difference; NaN and unequal lengths give Infinity. */
export function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < a.length; i++) {
    const d = Math.abs(a[i]! - b[i]!);
    if (!(d <= most)) most = Number.isNaN(d) ? Number.POSITIVE_INFINITY : d;
  }
  return most;
}

/** What a call was refused with; anything but an EpistackError is a bug and goes on. */
export function failureOf(call: () => unknown): Failure | 'accepted' {
  try {
    call();
    return 'accepted';
  } catch (error) {
    if (error instanceof EpistackError) return error.failure;
    throw error;
  }
}
