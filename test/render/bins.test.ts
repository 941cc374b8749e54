import { expect, test } from 'vitest';
import { binBodies, takeSeen } from '#render/gpu/bins.ts';

const EDGE = 20;
/** A lattice of one atom every 3 Å, in order. */
const spheres = new Float32Array(4 * EDGE ** 3);
for (let k = 0; k < EDGE ** 3; k++)
  spheres.set(
    [Math.floor(k / EDGE ** 2), Math.floor(k / EDGE) % EDGE, k % EDGE]
      .map((i) => 3 * i - 30)
      .concat(1),
    4 * k,
  );
const count = EDGE ** 3;
const everywhere = () => true;
const xOf = (k: number) => spheres[4 * k]!;

test('each body stands in one cube, whose ball holds it', () => {
  const bins = binBodies(spheres, count);
  expect([...bins.members].sort((a, b) => a - b)).toEqual(
    Array.from({ length: count }, (_, k) => k),
  );
  for (let b = 0; b + 1 < bins.starts.length; b++)
    for (const k of bins.members.subarray(bins.starts[b], bins.starts[b + 1])) {
      const apart = [0, 1, 2].map((x) => spheres[4 * k + x]! - bins.spheres[4 * b + x]!);
      expect(Math.hypot(...apart) + 1).toBeLessThanOrEqual(bins.spheres[4 * b + 3]!);
    }
});

test('all that is seen is taken while there is room, and nothing of what is not', () => {
  const bins = binBodies(spheres, count);
  const out = new Uint32Array(count);
  expect(takeSeen(bins, everywhere, count, out)).toEqual({ taken: count, seen: count });
  const { taken, seen } = takeSeen(bins, (x, _y, _z, r) => x + r > 10, count, out);
  expect(taken).toBe(seen);
  expect(taken).toBeLessThan(count);
  const chosen = new Set(out.subarray(0, taken));
  expect(chosen.size).toBe(taken);
  for (let k = 0; k < count; k++) if (xOf(k) > 10) expect(chosen.has(k)).toBe(true);
});

test('of too many the same part of each place is taken, and not a plane of the lattice', () => {
  const bins = binBodies(spheres, count);
  const out = new Uint32Array(count);
  const { taken, seen } = takeSeen(bins, everywhere, 1000, out);
  expect([taken, seen]).toEqual([1000, count]);
  for (const x of [0, 1, 2]) {
    const perPlane = new Map<number, number>();
    for (const k of out.subarray(0, taken)) {
      const at = spheres[4 * k + x]!;
      perPlane.set(at, (perPlane.get(at) ?? 0) + 1);
    }
    // 50 a plane on average: six standard deviations.
    expect(perPlane.size).toBe(EDGE);
    for (const n of perPlane.values()) expect(Math.abs(n - 50)).toBeLessThan(42);
  }
});

test('where depths are known the nearest are taken whole', () => {
  const bins = binBodies(spheres, count);
  const out = new Uint32Array(count);
  const { taken } = takeSeen(bins, everywhere, 3000, out, (x) => -x);
  expect(taken).toBe(3000);
  const chosen = new Set(out.subarray(0, taken));
  // 3,000 are 7.5 of 20 planes: the first cubes are whole.
  for (let k = 0; k < count; k++) {
    if (xOf(k) > 15) expect(chosen.has(k)).toBe(true);
    if (xOf(k) < -10) expect(chosen.has(k)).toBe(false);
  }
});

test('sticks stand where they begin, and one body or none makes no fault', () => {
  const bins = binBodies(spheres, 2, 2, (body) => 7 * body);
  const out = new Uint32Array(2);
  expect(takeSeen(bins, everywhere, 9, out)).toEqual({ taken: 2, seen: 2 });
  expect([...out].sort()).toEqual([0, 1]);
  expect(takeSeen(binBodies(spheres, 1), everywhere, 9, out).taken).toBe(1);
  expect(takeSeen(binBodies(spheres, 0), everywhere, 9, out).taken).toBe(0);
});
