import { describe, expect, test } from 'vitest';
import { fft, powerOfTwo } from '#core/math/fft.ts';
import {
  extendedGcd,
  gcd,
  type IntVec3,
  latticeBasis,
  planeBasis,
  rankOf,
} from '#core/math/integer.ts';
import { det, fromRows, inverse, mul, mulCol, mulRow, row, transpose } from '#core/math/mat3.ts';
import {
  type Cell2,
  det2,
  dot2,
  inverse2,
  length2,
  type Mat2,
  mul2,
  polar2,
  reduceCell,
  rowTimes,
  shapeOf,
} from '#core/math/plane2.ts';
import { add, cross, dot, norm, scale, sub, unit, type Vec3 } from '#core/math/vec3.ts';
import { fc } from '../../helpers/property.ts';

const real = fc.double({ min: -9, max: 9, noNaN: true });
const vec = fc.tuple(real, real, real) as fc.Arbitrary<Vec3>;
const small = fc.integer({ min: -7, max: 7 });
const intVec = fc.tuple(small, small, small) as fc.Arbitrary<IntVec3>;
const near = (a: Iterable<number>, b: Iterable<number>, digits = 8) =>
  expect([...a]).toEqual([...b].map((x) => expect.closeTo(x, digits)));
const matrix = fc
  .tuple(vec, vec, vec)
  .map(([a, b, c]) => fromRows(a, b, c))
  .filter((m) => Math.abs(det(m)) > 1);

/** The sum over all permutations, sign by the number of inversions. */
const leibniz = (rows: readonly (readonly number[])[]): number =>
  [
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
    [0, 2, 1],
    [1, 0, 2],
    [2, 1, 0],
  ].reduce(
    (sum, [i, j, k], n) => sum + (n < 3 ? 1 : -1) * rows[0]![i!]! * rows[1]![j!]! * rows[2]![k!]!,
    0,
  );

describe('vectors and matrices', () => {
  test('cross products: known ones, and perpendicular to both', () => {
    expect(cross([1, 0, 0], [0, 1, 0])).toEqual([0, 0, 1]);
    expect(cross([0, 1, 0], [0, 0, 1])).toEqual([1, 0, 0]);
    expect(cross([0, 0, 1], [1, 0, 0])).toEqual([0, 1, 0]);
    fc.assert(
      fc.property(vec, vec, (a, b) => {
        const c = cross(a, b);
        expect(dot(c, a)).toBeCloseTo(0, 8);
        expect(dot(c, b)).toBeCloseTo(0, 8);
        // Lagrange: |a × b|² + (a · b)² = |a|² |b|².
        expect(dot(c, c) + dot(a, b) ** 2).toBeCloseTo(dot(a, a) * dot(b, b), 6);
      }),
    );
  });

  test('sums, differences, multiples, lengths', () => {
    fc.assert(
      fc.property(vec, vec, real, (a, b, s) => {
        near(sub(add(a, b), b), a);
        near(scale(add(a, b), s), add(scale(a, s), scale(b, s)));
        expect(norm(a)).toBeCloseTo(Math.sqrt(a[0] ** 2 + a[1] ** 2 + a[2] ** 2), 10);
        if (norm(a) > 0.1) {
          expect(norm(unit(a))).toBeCloseTo(1, 10);
          near(scale(unit(a), norm(a)), a);
        }
      }),
    );
  });

  test('the inverse undoes a matrix from both sides, det is the sum over permutations', () => {
    const one = [1, 0, 0, 0, 1, 0, 0, 0, 1];
    fc.assert(
      fc.property(matrix, matrix, vec, (m, n, v) => {
        near(mul(m, inverse(m)), one);
        near(mul(inverse(m), m), one);
        near(mulRow(mulRow(v, m), inverse(m)), v, 7);
        near(mulCol(transpose(m), v), mulRow(v, m));
        near(mulRow(mulRow(v, m), n), mulRow(v, mul(m, n)), 5);
        expect(det(m)).toBeCloseTo(leibniz([row(m, 0), row(m, 1), row(m, 2)]), 8);
        expect(det(mul(m, n)) / (det(m) * det(n))).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe('integers', () => {
  test('the greatest common divisor, and the combination that gives it', () => {
    const dividers = (n: number) =>
      [...Array(Math.abs(n)).keys()].map((k) => k + 1).filter((k) => n % k === 0);
    const whole = fc.integer({ min: -60, max: 60 });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const { g, x, y } = extendedGcd(a, b);
        expect(a * x + b * y).toBe(g);
        expect(gcd(a, b)).toBe(g);
        if (a !== 0 && b !== 0) expect(g).toBe(Math.max(...dividers(a).filter((k) => b % k === 0)));
        else expect(g).toBe(Math.abs(a + b));
      }),
    );
  });

  test.each([
    [0, 0, 1],
    [0, 0, -1],
    [0, 1, 0],
    [-1, 0, 0],
    [2, -3, 5],
  ] as const)('the basis of (%i %i %i) is right-handed, two rows in the plane', (...h) => {
    const [u, v, w] = planeBasis(h);
    expect([dot(u, h), dot(v, h), dot(w, h)].map((x) => x + 0)).toEqual([0, 0, 1]);
    expect(leibniz([u, v, w])).toBe(1);
  });

  test('the rank is that of all minors', () => {
    const pairs = [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const;
    const picks = fc.array(fc.oneof(intVec, fc.constantFrom<IntVec3>([1, 1, 1], [2, 2, 2])), {
      minLength: 1,
      maxLength: 5,
    });
    const flat = fc
      .tuple(intVec, intVec, fc.array(fc.tuple(small, small), { maxLength: 4 }))
      .map(([a, b, of]) => [
        a,
        b,
        ...of.map(([p, q]) => add(scale(a, p), scale(b, q)) as unknown as IntVec3),
      ]);
    fc.assert(
      fc.property(fc.oneof(picks, flat), (rows) => {
        const triples = rows.flatMap((a) => rows.flatMap((b) => rows.map((c) => [a, b, c])));
        const minors = rows.flatMap((a) =>
          rows.flatMap((b) => pairs.map(([i, j]) => a[i]! * b[j]! - a[j]! * b[i]!)),
        );
        const rank = triples.some((t) => leibniz(t) !== 0)
          ? 3
          : minors.some((m) => m !== 0)
            ? 2
            : rows.some((r) => r.some((x) => x !== 0))
              ? 1
              : 0;
        expect(rankOf(rows)).toBe(rank);
      }),
    );
  });

  test('a basis of rows: triangular, and every row is a whole combination of it', () => {
    const rows = fc.array(intVec, { minLength: 3, maxLength: 6 }).filter((r) => rankOf(r) === 3);
    fc.assert(
      fc.property(rows, (of) => {
        const basis = latticeBasis(of);
        for (const [i, r] of basis.entries()) {
          expect(r[i]).toBeGreaterThan(0);
          for (let k = 0; k < i; k++) expect(r[k]! + 0).toBe(0);
        }
        const inv = inverse(fromRows(...basis));
        for (const r of of)
          for (const x of mulRow(r, inv)) expect(Math.abs(x - Math.round(x))).toBeLessThan(1e-6);
        // As many points as the rows themselves span: the divisor of all their determinants.
        const all = of.flatMap((a) => of.flatMap((b) => of.map((c) => leibniz([a, b, c]))));
        expect(basis[0][0] * basis[1][1] * basis[2][2]).toBe(all.reduce(gcd, 0));
      }),
    );
  });
});

describe('plane cells', () => {
  const vec2 = fc.tuple(real, real);
  const cell = fc.tuple(vec2, vec2).filter((c) => Math.abs(det2(c)) > 1) as fc.Arbitrary<Cell2>;
  const right = cell.map((c): Cell2 => (det2(c) > 0 ? c : [c[1], c[0]]));

  test('products, inverses and shapes', () => {
    fc.assert(
      fc.property(cell, cell, vec2, (m, n, v) => {
        near(mul2(m, inverse2(m)).flat(), [1, 0, 0, 1]);
        near(rowTimes(rowTimes(v, m), n), rowTimes(v, mul2(m, n)), 6);
        const { aAng, bAng, gammaRad, areaAng2 } = shapeOf(m);
        expect(aAng).toBeCloseTo(length2(m[0]), 10);
        expect(bAng).toBeCloseTo(length2(m[1]), 10);
        expect(aAng * bAng * Math.cos(gammaRad)).toBeCloseTo(dot2(m[0], m[1]), 6);
        expect(areaAng2).toBeCloseTo(aAng * bAng * Math.sin(gammaRad), 4);
      }),
    );
    expect(
      shapeOf([
        [2, 0],
        [-4, 0],
      ]).gammaRad,
    ).toBeCloseTo(Math.PI, 12);
  });

  test('a reduced cell has the two shortest vectors of the lattice, |a| ≤ |b|, 60° to 120°', () => {
    fc.assert(
      fc.property(right, (input) => {
        const { cell: found, transform } = reduceCell(input);
        near(mul2(transform, input).flat(), found.flat(), 6);
        expect(det2(transform)).toBe(1);
        const [a, b] = [length2(found[0]), length2(found[1])];
        expect(a).toBeLessThanOrEqual(b * (1 + 1e-8));
        expect(Math.abs(dot2(found[0], found[1]))).toBeLessThanOrEqual((a * a) / 2 + 1e-6);
        for (let i = -3; i <= 3; i++)
          for (let j = -3; j <= 3; j++) {
            if (i === 0 && j === 0) continue;
            const length = length2(rowTimes([i, j], found));
            expect(length).toBeGreaterThan(a * (1 - 1e-7));
            if (j !== 0) expect(length).toBeGreaterThan(b * (1 - 1e-7));
          }
      }),
    );
  });

  test('a deformation is a turn times a symmetric stretch', () => {
    const stretch = fc
      .tuple(
        fc.double({ min: 0.7, max: 1.4, noNaN: true }),
        fc.double({ min: -0.2, max: 0.2, noNaN: true }),
        fc.double({ min: 0.7, max: 1.4, noNaN: true }),
      )
      .map(
        ([xx, xy, yy]): Mat2 => [
          [xx, xy],
          [xy, yy],
        ],
      );
    fc.assert(
      fc.property(stretch, fc.double({ min: -3, max: 3, noNaN: true }), (u, angle) => {
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const turn: Mat2 = [
          [c, s],
          [-s, c],
        ];
        const found = polar2(mul2(turn, u));
        near(found.stretch.flat(), u.flat());
        expect(found.angleRad).toBeCloseTo(angle, 8);
      }),
    );
  });
});

test('the Fourier transform is its sum', () => {
  fc.assert(
    fc.property(fc.constantFrom(1, 2, 4, 8, 16), fc.infiniteStream(real), (n, stream) => {
      const take = () => Float64Array.from({ length: n }, () => stream.next().value as number);
      const [re, im] = [take(), take()];
      const [x, y] = [re.slice(), im.slice()];
      fft(x, y);
      for (let j = 0; j < n; j++) {
        let [a, b] = [0, 0];
        for (let k = 0; k < n; k++) {
          const [c, s] = [
            Math.cos((2 * Math.PI * j * k) / n),
            -Math.sin((2 * Math.PI * j * k) / n),
          ];
          a += re[k]! * c - im[k]! * s;
          b += re[k]! * s + im[k]! * c;
        }
        expect(x[j]).toBeCloseTo(a, 8);
        expect(y[j]).toBeCloseTo(b, 8);
      }
    }),
  );
  expect([1, 2, 3, 4, 5, 64, 65].map(powerOfTwo)).toEqual([1, 2, 4, 4, 8, 64, 128]);
});
