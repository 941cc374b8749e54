import { expect, test } from 'vitest';
import { measureAtoms } from '#core/analysis/geometry.ts';
import { latticeFromParameters } from '#core/crystal/lattice.ts';
import { fc } from '../../helpers/property.ts';

type V = readonly [number, number, number];
const minus = (p: V, q: V): V => [p[0] - q[0], p[1] - q[1], p[2] - q[2]];
const far = (p: V, q: V) => Math.hypot(...minus(p, q));

/** Oblique far beyond a reduced cell: rounding fractions does not find the nearest image in it. */
const LATTICE = latticeFromParameters({ a: 5, b: 7, c: 6, alpha: 60, beta: 95, gamma: 45 });

const placed = (xyz: readonly number[], atom: number, cells: V): V => {
  const at = (x: number) =>
    xyz[3 * atom + x]! +
    cells[0] * LATTICE[x]! +
    cells[1] * LATTICE[3 + x]! +
    cells[2] * LATTICE[6 + x]!;
  return [at(0), at(1), at(2)];
};

/** The image of an atom nearest to a place, by trying all within eight cells; null where two are as near. */
function nearest(xyz: readonly number[], atom: number, from: V): V | null {
  let [best, next]: [V, number] = [placed(xyz, atom, [0, 0, 0]), Number.POSITIVE_INFINITY];
  for (let i = -8; i <= 8; i++)
    for (let j = -8; j <= 8; j++)
      for (let k = -8; k <= 8; k++) {
        const image = placed(xyz, atom, [i, j, k]);
        if (i === 0 && j === 0 && k === 0) continue;
        if (far(image, from) < far(best, from)) [best, next] = [image, far(best, from)];
        else next = Math.min(next, far(image, from));
      }
  return next - far(best, from) > 1e-6 ? best : null;
}

/** By the law of cosines. */
function angleAt(p: V, q: V, r: V): number {
  const [a, b, c] = [far(p, q), far(q, r), far(p, r)];
  return Math.acos((a * a + b * b - c * c) / (2 * a * b));
}

/** Turns the axis 2→3 into z; the rest is a difference of two polar angles. */
function torsion(p: V, q: V, r: V, s: V): number {
  const [x, y, z] = minus(r, q);
  const [azimuth, tilt] = [Math.atan2(y, x), Math.atan2(Math.hypot(x, y), z)];
  const polar = (v: V) => {
    const u = v[0] * Math.cos(azimuth) + v[1] * Math.sin(azimuth);
    const w = -v[0] * Math.sin(azimuth) + v[1] * Math.cos(azimuth);
    return Math.atan2(w, u * Math.cos(tilt) - v[2] * Math.sin(tilt));
  };
  // Seen along 2→3 the polar angle, counter-clockwise about z from above, grows clockwise.
  const turn = polar(minus(s, r)) - polar(minus(p, q));
  return Math.atan2(Math.sin(turn), Math.cos(turn));
}

const coordinate = fc.double({ min: -4, max: 4, noNaN: true });
const cell = fc.tuple(
  ...([0, 1, 2].map(() => fc.integer({ min: -2, max: 2 })) as [
    fc.Arbitrary<number>,
    fc.Arbitrary<number>,
    fc.Arbitrary<number>,
  ]),
);
const four = fc.record({
  xyz: fc.array(coordinate, { minLength: 12, maxLength: 12 }),
  cells: fc.array(cell, { minLength: 4, maxLength: 4 }),
});

/** Compares all three measures with those of four places. */
function holds(xyz: readonly number[], cells: readonly V[] | null, places: readonly V[]): void {
  const [p, q, r, s] = places as [V, V, V, V];
  const measured = (atoms: readonly number[]) =>
    measureAtoms(xyz, LATTICE, atoms, cells && atoms.map((i) => cells[i]!));
  expect((measured([0, 1]) as { distanceAng: number }).distanceAng).toBeCloseTo(far(p, q), 8);
  if (Math.min(far(p, q), far(q, r), far(r, s)) < 0.1) return;
  const [first, second] = [angleAt(p, q, r), angleAt(q, r, s)];
  // Not along one line, where rounding decides, and the cosine may exceed 1.
  if (!(Math.min(first, second) > 0.05 && Math.max(first, second) < 3.09)) return;
  expect((measured([0, 1, 2]) as { angleRad: number }).angleRad).toBeCloseTo(first, 6);
  const turned = (measured([0, 1, 2, 3]) as { angleRad: number }).angleRad - torsion(p, q, r, s);
  expect(Math.abs(Math.atan2(Math.sin(turned), Math.cos(turned)))).toBeLessThan(1e-6);
}

test('as clicked: distance, angle and torsion of the images that were clicked', () => {
  fc.assert(
    fc.property(four, ({ xyz, cells }) =>
      holds(
        xyz,
        cells,
        cells.map((c, i) => placed(xyz, i, c)),
      ),
    ),
    { seed: 1, numRuns: 300 },
  );
});

test('by nearest images: each step goes to the image that brute force finds', () => {
  fc.assert(
    fc.property(four, ({ xyz }) => {
      const places: V[] = [placed(xyz, 0, [0, 0, 0])];
      for (const atom of [1, 2, 3]) {
        const image = nearest(xyz, atom, places.at(-1)!);
        fc.pre(image !== null);
        places.push(image);
      }
      holds(xyz, null, places);
    }),
    { seed: 2, numRuns: 100 },
  );
});

test('the two differ through the wall of the cell, and for an atom and its own image', () => {
  const xyz = [0.1, 0, 0, 4.9, 0, 0];
  const distance = (cells: readonly V[] | null, atoms = [0, 1]) =>
    (measureAtoms(xyz, LATTICE, atoms, cells) as { distanceAng: number }).distanceAng;
  expect(distance(null)).toBeCloseTo(0.2, 9);
  const own: V = [0, 0, 0];
  expect(distance([own, own])).toBeCloseTo(4.8, 9);
  expect(distance([own, [-1, 0, 0]])).toBeCloseTo(0.2, 9);
  expect(distance([own, [0, 1, 0]], [0, 0])).toBeCloseTo(7, 9);
});
