import { expect, test } from 'vitest';
import { rarestAtoms } from '#core/crystal/motions.ts';
import { det, mul, transpose } from '#core/math/mat3.ts';
import { crystalOf, materialOf } from '#core/recipe/crystals/library.ts';
import { cosets } from '#core/recipe/stack.ts';
import { planarMaps } from '#core/surface/operations.ts';
import { clusterPlanes } from '#core/surface/planes.ts';
import { cutSlab } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';
import { fc } from '../../helpers/property.ts';
import { failureOf } from '../io/structures.ts';

/** A plane lattice turned by an angle, Å. */
function lattice(a: number, b: number, gammaDeg: number, turn: number): Float64Array {
  const g = (gammaDeg * Math.PI) / 180;
  const row = (length: number, angle: number) => [
    length * Math.cos(angle),
    length * Math.sin(angle),
    0,
  ];
  return Float64Array.from([...row(a, turn), ...row(b, turn + g), 0, 0, 20]);
}

/** The orders of the five plane holohedries. */
test.each([
  ['square', 4, 4, 90, 8],
  ['hexagonal', 4, 4, 120, 12],
  ['rectangular', 4, 5.5, 90, 4],
  ['centred rectangular', 4, 4, 101, 4],
  ['oblique', 4, 5.5, 101, 2],
])('%s: a map for each operation of the lattice, turned any way', (_, a, b, gamma, order) => {
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.boolean(), (turn, flip) => {
      const cell = lattice(a, b, gamma, turn);
      const maps = planarMaps(cell, flip);
      expect(maps).toHaveLength(order);
      expect(
        new Set(maps.map((m) => Array.from(m, (x) => Math.round(1e4 * x) + 0).join())).size,
      ).toBe(order);
      for (const m of maps) {
        // Orthogonal; z is kept or reversed.
        const product = mul(m, transpose(m));
        for (let k = 0; k < 9; k++) expect(product[k]).toBeCloseTo(k % 4 === 0 ? 1 : 0, 6);
        expect(m[8]).toBe(flip ? -1 : 1);
        expect(Math.abs(det(m))).toBeCloseTo(1, 6);
      }
      // Half of them are rotations in the plane, but for the oblique lattice, which has no mirror.
      const rotations = maps.filter((m) => m[0]! * m[4]! - m[1]! * m[3]! > 0).length;
      expect(rotations).toBe(order === 2 ? 2 : order / 2);
    }),
    { numRuns: 25 },
  );
});

test('a sheared cell has the maps of its lattice', () => {
  const square = lattice(4, 4, 90, 0);
  const sheared = Float64Array.from(square);
  for (let k = 0; k < 2; k++) sheared[3 + k]! += 7 * square[k]!;
  const texts = (cell: Float64Array) =>
    planarMaps(cell, true)
      .map((m) => Array.from(m, (x) => Math.round(x) + 0).join())
      .sort();
  expect(texts(sheared)).toEqual(texts(square));
});

test('the atoms of the rarest element are found, the earlier element of two as rare', () => {
  expect(rarestAtoms(Uint8Array.of(8, 8, 22, 8, 38, 38))).toEqual([2]);
  expect(rarestAtoms(Uint8Array.of(14, 14, 6, 6))).toEqual([0, 1]);
  expect(rarestAtoms(Uint8Array.of(14))).toEqual([0]);
});

const surface = (id: string, hkl: readonly [number, number, number]) => {
  const material = materialOf(library, id);
  return surfaceOf(crystalOf(material, material.constants[0]!.cell), hkl);
};

test('hexagonal faces have γ = 120°, and the primitive lengths of the lattice', () => {
  for (const [id, hkl] of [
    ['Si', [1, 1, 1]],
    ['Si', [-1, 1, 1]],
    ['graphene', [0, 0, 1]],
  ] as const) {
    const { cell } = surface(id, hkl);
    const [a, b] = cell;
    const dot = a[0] * b[0] + a[1] * b[1];
    const [aa, bb] = [Math.hypot(...a) ** 2, Math.hypot(...b) ** 2];
    expect(dot / aa).toBeCloseTo(-0.5, 6);
    expect(bb / aa).toBeCloseTo(1, 6);
    expect(a[0] * b[1] - a[1] * b[0]).toBeGreaterThan(0);
  }
  // a/√2 of the diamond lattice.
  expect(Math.hypot(...surface('Si', [1, 1, 1]).cell[0])).toBeCloseTo(5.431 / Math.SQRT2, 2);
});

test.each([-1, 99, 0.5, Number.NaN])('a termination of %s is refused', (termination) => {
  const cut = { planes: 3, termination, remove: [], face: 'bottom' } as const;
  expect(failureOf(() => cutSlab(surface('Si', [0, 0, 1]), cut))).toMatchObject({
    code: 'bad-slab',
    reason: expect.stringMatching(/termination/),
  });
});

test.each([0, -2, 1.5, 1e9, Number.NaN])('%s planes are refused', (planes) => {
  const cut = { planes, termination: 0, remove: [], face: 'bottom' } as const;
  expect(failureOf(() => cutSlab(surface('Si', [0, 0, 1]), cut))).toMatchObject({
    code: 'bad-slab',
    reason: expect.stringMatching(/planes/),
  });
});

test('a supercell holds each of its lattice points once, however sheared it is', () => {
  const entry = fc.integer({ min: -9, max: 9 });
  fc.assert(
    fc.property(entry, entry, entry, entry, fc.integer({ min: -40, max: 40 }), (a, b, c, d, s) => {
      const matrix = [
        [a, b],
        [c + s * a, d + s * b],
      ] as const;
      const n = a * d - b * c;
      if (n <= 0) return;
      const points = cosets(matrix);
      expect(points).toHaveLength(n);
      const [[p, q], [r, t]] = matrix;
      // Two points are one where they differ by whole rows: (i, j) · matrix⁻¹ modulo 1, in n-ths.
      const modulo = (x: number) => ((x % n) + n) % n;
      const keys = points.map(([i, j]) => `${modulo(i * t - j * r)} ${modulo(j * p - i * q)}`);
      expect(new Set(keys).size).toBe(n);
      for (const [i, j] of points)
        for (const x of [i * t - j * r, j * p - i * q]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThan(n);
        }
    }),
  );
});

test('atoms of one height are one plane, named by its atoms, with a letter where two are alike', () => {
  const height = fc.integer({ min: 0, max: 9 });
  const kind = fc.constantFrom(11, 17);
  fc.assert(
    fc.property(fc.array(fc.tuple(height, kind), { minLength: 1, maxLength: 9 }), (atoms) => {
      // No two atoms above each other, so that none are one.
      const xyz = atoms.flatMap(([z], i) => [0.7 * i, 0.3 * i * i, z]);
      const planes = clusterPlanes(
        Uint8Array.from(atoms, ([, number]) => number),
        Float64Array.from(xyz),
        null,
        Float64Array.of(9, 0, 0, 0, 30, 0, 0, 0, 10),
      );
      const heights = [...new Set(atoms.map(([z]) => z))];
      const depths = heights.map((z) => (10 - z) % 10).sort((p, q) => p - q);
      expect(planes.map((p) => p.depthAng)).toEqual(depths.map((d) => expect.closeTo(d, 9)));
      const names = depths.map((d) => {
        const here = atoms.filter(([z]) => (10 - z) % 10 === d).map(([, number]) => number);
        const [sodium, chlorine] = [11, 17].map((n) => here.filter((m) => m === n).length);
        return `${sodium} ${chlorine}`;
      });
      for (const [k, { label, composition, chargeE }] of planes.entries()) {
        expect(`${composition['Na'] ?? 0} ${composition['Cl'] ?? 0}`).toBe(names[k]);
        expect(chargeE).toBeNull();
        const alike = names.flatMap((name, i) => (name === names[k] ? [i] : []));
        const letter = /\(([a-z])\)$/.exec(label)?.[1] ?? null;
        expect(letter).toBe(alike.length > 1 ? 'abcdefghi'[alike.indexOf(k)]! : null);
      }
    }),
  );
});
