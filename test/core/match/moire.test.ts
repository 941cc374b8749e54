import { expect, test } from 'vitest';
import { misfitSpacingAng } from '#core/match/misfit/misfit.ts';
import { corresponding, fringesAcross, type Moire, moireOf } from '#core/match/misfit/moire.ts';
import {
  type Cell2,
  inverse2,
  length2,
  mul2,
  rowTimes,
  shapeOf,
  type Vec2,
} from '#core/math/plane2.ts';
import { fc } from '../../helpers/property.ts';

const turned = (cell: Cell2, rad: number): Cell2 => {
  const [c, s] = [Math.cos(rad), Math.sin(rad)];
  return cell.map(([x, y]): Vec2 => [c * x - s * y, s * x + c * y]) as unknown as Cell2;
};
const cellOf = (a: number, b: number, gammaRad: number): Cell2 => [
  [a, 0],
  [b * Math.cos(gammaRad), b * Math.sin(gammaRad)],
];
const hexagon = (a: number) => cellOf(a, a, (2 * Math.PI) / 3);
const square = (a: number) => cellOf(a, a, Math.PI / 2);
const moire = (film: Cell2, substrate: Cell2): Moire => moireOf(corresponding(film, substrate)!);
const periods = ({ cell }: Moire) => cell!.map(length2);

test('twist alone: λ = a / (2 sin(θ/2)), of squares and hexagons', () => {
  for (const [cell, deg] of [
    [square(4), 3],
    [hexagon(2.46), 1.05],
    [hexagon(2.46), 21.786789],
  ] as const) {
    const rad = (deg * Math.PI) / 180;
    const period = cell[0][0] / (2 * Math.sin(rad / 2));
    for (const p of periods(moire(turned(cell, rad), cell))) expect(p / period).toBeCloseTo(1, 9);
  }
  // 21.79° is √7 × √7: the smallest twist cell of two hexagons.
  const [p] = periods(moire(turned(hexagon(2.46), Math.acos(13 / 14)), hexagon(2.46)));
  expect(p! / 2.46).toBeCloseTo(Math.sqrt(7), 9);
});

test('misfit alone: λ = l_f l_s / |l_f − l_s| along each vector, and the step is a vector of the film', () => {
  const result = moire(cellOf(4.1, 5.8, Math.PI / 2), cellOf(4, 6, Math.PI / 2));
  expect(result.fringes.map((f) => f.spacingAng)).toEqual([
    expect.closeTo(misfitSpacingAng(4.1, 4), 9),
    expect.closeTo(misfitSpacingAng(5.8, 6), 9),
  ]);
  for (const [k, { step, wave, spacingAng }] of result.fringes.entries()) {
    const mismatch = [0.1 / 4, -0.2 / 6][k]!;
    expect(spacingAng).toBeCloseTo(length2(step) / Math.abs(mismatch), 9);
    expect(wave[1 - k]).toBeCloseTo(0, 12);
  }
  // Graphene on h-BN, aligned: 14 nm.
  expect(periods(moire(hexagon(2.46), hexagon(2.504)))[0]! / 140).toBeCloseTo(1, 2);
});

test('misfit and twist together: l_f l_s / √(l_f² + l_s² − 2 l_f l_s cos θ)', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.9, max: 1.1, noNaN: true }),
      fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      fc.constantFrom(square, hexagon),
      (ratio, rad, kind) => {
        fc.pre(Math.abs(ratio - 1) + Math.abs(rad) > 1e-3);
        const [f, s] = [3 * ratio, 3];
        const period = (f * s) / Math.sqrt(f * f + s * s - 2 * f * s * Math.cos(rad));
        for (const p of periods(moire(turned(kind(3 * ratio), rad), kind(3))))
          expect(p / period).toBeCloseTo(1, 6);
      },
    ),
  );
});

test('any two cells: over a vector of the moiré, film and substrate go on by whole vectors that differ by one step', () => {
  const length = fc.double({ min: 3, max: 9, noNaN: true });
  const strain = fc.double({ min: -0.08, max: 0.08, noNaN: true });
  fc.assert(
    fc.property(
      fc.tuple(length, length, fc.double({ min: 1.1, max: 2, noNaN: true })),
      fc.tuple(strain, strain, strain, strain),
      ([a, b, gamma], [xx, xy, yx, yy]) => {
        fc.pre(Math.abs(xx * yy - xy * yx) > 1e-5);
        const substrate = cellOf(a, b, gamma);
        const film = mul2(substrate, [
          [1 + xx, xy],
          [yx, 1 + yy],
        ]);
        const pair = corresponding(film, substrate);
        fc.pre(pair?.isAlike === true);
        const { cell, fringes } = moireOf(pair!);
        fc.pre(cell !== null);
        for (const at of cell!) {
          const apart = [0, 1].map(
            (k) =>
              rowTimes(at, inverse2(pair!.film))[k]! - rowTimes(at, inverse2(pair!.substrate))[k]!,
          );
          for (const [k, n] of apart.entries()) {
            expect(n).toBeCloseTo(Math.round(n), 6);
            expect(at[0] * fringes[k]!.wave[0] + at[1] * fringes[k]!.wave[1]).toBeCloseTo(n, 6);
          }
          expect(apart.some((n) => Math.round(n) !== 0)).toBe(true);
        }
      },
    ),
  );
});

test('whichever cells name the lattices, the moiré is the same', () => {
  const [film, substrate] = [turned(cellOf(4.2, 6.1, 1.3), 0.03), cellOf(4, 6, 1.25)];
  const whole = shapeOf(moire(film, substrate).cell!);
  const others: Cell2[] = [
    [
      [1, 0],
      [1, 1],
    ],
    [
      [2, 1],
      [1, 1],
    ],
    [
      [0, 1],
      [-1, 0],
    ],
  ];
  for (const p of others)
    for (const q of others) {
      const shape = shapeOf(moire(mul2(p, film), mul2(q, substrate)).cell!);
      expect(shape.aAng / whole.aAng).toBeCloseTo(1, 9);
      expect(shape.bAng / whole.bAng).toBeCloseTo(1, 9);
    }
});

test('lattices of two kinds meet in their shortest reciprocal vectors that are near each other', () => {
  // CdS (110) on CsPbBr3 (110): along [1-10] one vector of CdS lies on half of one of CsPbBr3.
  const along = misfitSpacingAng(5.81, 5.898);
  const half = misfitSpacingAng(5.81 / Math.SQRT2, 5.898 / Math.SQRT2);
  const unlike = corresponding(
    cellOf(5.81, 5.81 / Math.SQRT2, Math.PI / 2),
    cellOf(5.898, 5.898 * Math.SQRT2, Math.PI / 2),
  )!;
  expect(unlike.isAlike).toBe(false);
  expect(periods(moireOf(unlike)).toSorted((p, q) => q - p)).toEqual([
    expect.closeTo(along, 6),
    expect.closeTo(half, 6),
  ]);
  // GaN (0001) on Al2O3 (0001), turned by 30°: the a of GaN on a/√3 of Al2O3.
  const turnedPair = corresponding(turned(hexagon(3.189), Math.PI / 6), hexagon(4.758))!;
  expect(turnedPair.isAlike).toBe(false);
  const period = misfitSpacingAng(3.189, 4.758 / Math.sqrt(3));
  for (const p of periods(moireOf(turnedPair))) expect(p).toBeCloseTo(period, 6);
  // A vector of one that is half as long again as the other's is no small misfit along it.
  const third = corresponding(cellOf(5.81, 4.108, Math.PI / 2), square(5.898))!;
  for (const { spacingAng, wave } of moireOf(third).fringes)
    if (Math.abs(wave[1]) > 1e-6)
      expect(spacingAng).toBeCloseTo(misfitSpacingAng(3 * 4.108, 2 * 5.898) / 6, 6);
});

test('lattices that fit along one way have one family of fringes and no moiré lattice; equal ones have none', () => {
  const stripes = moire(cellOf(4, 6.3, Math.PI / 2), cellOf(4, 6, Math.PI / 2));
  expect(stripes.cell).toBeNull();
  expect(stripes.fringes.map((f) => f.spacingAng)).toEqual([
    Infinity,
    expect.closeTo(misfitSpacingAng(6.3, 6), 6),
  ]);
  expect(moire(square(4), square(4)).fringes.map((f) => f.spacingAng)).toEqual([
    Infinity,
    Infinity,
  ]);
  expect(fringesAcross({ wave: [0.1, 0] }, cellOf(20, 5, Math.PI / 2))).toBeCloseTo(2, 12);
});
