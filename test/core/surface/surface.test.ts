import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { minimumImage } from '#core/analysis/geometry.ts';
import type { Crystal } from '#core/crystal/crystal.ts';
import { operationsFromHall } from '#core/crystal/hall.ts';
import { latticeFromParameters } from '#core/crystal/lattice.ts';
import { guessCharges } from '#core/crystal/oxidation/oxidation.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { gcd, type IntVec3, planeBasis } from '#core/math/integer.ts';
import { det, inverse, mulRow, row } from '#core/math/mat3.ts';
import { det2, length2, mul2, reduceCell, shapeOf } from '#core/math/plane2.ts';
import { cross, dot, sub, type Vec3 } from '#core/math/vec3.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { cutSlab, inPlaneCell, judgeSlab } from '#core/surface/slab.ts';
import { primitiveArea, surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';
import { fc } from '../../helpers/property.ts';

const folder = new URL('../../reference/', import.meta.url);

function crystal(name: string): Crystal {
  const { structure } = readPoscar(readFileSync(new URL(`${name}.vasp`, folder), 'utf8'));
  return fromStructure(name, structure);
}

function fromStructure(name: string, s: ReturnType<typeof readPoscar>['structure']): Crystal {
  const inv = inverse(s.lattice);
  const frac = new Float64Array(s.xyz.length);
  for (let i = 0; i < frac.length; i += 3)
    frac.set(mulRow([s.xyz[i]!, s.xyz[i + 1]!, s.xyz[i + 2]!], inv), i);
  return { name, lattice: s.lattice, numbers: s.numbers, frac, charges: guessCharges(s) };
}

interface SlabRow {
  crystal: string;
  hkl: [number, number, number];
  d_hkl: number;
  primitive_cell: [number, number, number];
  primitive_area: number;
  layer_period: number;
  atoms_per_primitive_cell: number;
  planes_per_period: string[];
}
const rows = (
  JSON.parse(readFileSync(new URL('slabs.json', folder), 'utf8')) as { slabs: SlabRow[] }
).slabs;

describe('planes agree with pymatgen', () => {
  test.each(rows.map((r) => [`${r.crystal} (${r.hkl.join(' ')})`, r] as const))(
    '%s',
    (_name, r) => {
      const s = surfaceOf(crystal(r.crystal), r.hkl);
      const shape = shapeOf(s.cell);
      const gamma = (shape.gammaRad * 180) / Math.PI;
      expect(s.dSpacingAng).toBeCloseTo(r.d_hkl, 4);
      expect(shape.aAng).toBeCloseTo(r.primitive_cell[0], 4);
      expect(shape.bAng).toBeCloseTo(r.primitive_cell[1], 4);
      expect(gamma > 90 ? 180 - gamma : gamma).toBeCloseTo(r.primitive_cell[2], 2);
      expect(primitiveArea(s)).toBeCloseTo(r.primitive_area, 3);
      expect(s.layerPeriodAng).toBeCloseTo(r.layer_period, 4);
      expect(s.numbers.length).toBe(r.atoms_per_primitive_cell);
      const planes = s.planes.map((p) =>
        Object.entries(p.composition)
          .sort()
          .map(([symbol, n]) => symbol + n)
          .join(''),
      );
      expect(planes.sort()).toEqual([...r.planes_per_period].sort());
    },
  );
});

const index = fc.integer({ min: -5, max: 5 });
const plane = fc.tuple(index, index, index).filter(([h, k, l]) => h !== 0 || k !== 0 || l !== 0);

test('a slab holds all the atoms that its volume holds, in any plane of a triclinic crystal', () => {
  const triclinic: Crystal = {
    name: 'triclinic',
    lattice: latticeFromParameters({ a: 5.1, b: 6.3, c: 7.2, alpha: 81, beta: 97, gamma: 104 }),
    numbers: Uint8Array.of(55, 35, 8),
    frac: Float64Array.of(0.1, 0.2, 0.3, 0.55, 0.72, 0.13, 0.8, 0.4, 0.77),
    charges: null,
  };
  fc.assert(
    fc.property(plane, fc.integer({ min: 1, max: 3 }), (hkl, repeats) => {
      const s = surfaceOf(triclinic, hkl);
      const slab = cutSlab(s, {
        planes: repeats * s.planes.length,
        termination: 0,
        face: 'top',
        remove: [],
      });
      const volume = primitiveArea(s) * s.layerPeriodAng * repeats;
      expect(slab.numbers.length).toBeCloseTo((3 * volume) / det(triclinic.lattice), 6);
      expect(det(s.lattice)).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});

test('(220) of silicon is the (110) slab with half its spacing and no atom lost', () => {
  const si = crystal('Si');
  const [one, two] = [surfaceOf(si, [1, 1, 0]), surfaceOf(si, [2, 2, 0])];
  expect(two.dSpacingAng).toBeCloseTo(one.dSpacingAng / 2, 10);
  expect(two.numbers).toEqual(one.numbers);
  expect(two.lattice).toEqual(one.lattice);
});

test('four indices on hexagonal axes name the same plane as three', () => {
  const cds = crystal('CdS-wz');
  expect(surfaceOf(cds, [1, 0, -1, 0]).cell).toEqual(surfaceOf(cds, [1, 0, 0]).cell);
  expect(() => surfaceOf(cds, [1, 0, 1, 0])).toThrow(/i is −h − k/);
});

test('four indices on other axes are refused: silicon (1 0 −1 4) is no (1 0 4)', () => {
  const refused = (c: Crystal, hkl: readonly number[]) =>
    expect(() => surfaceOf(c, hkl)).toThrow(/\(.*\): four indices are for hexagonal axes/);
  refused(crystal('Si'), [1, 0, -1, 4]);
  refused(crystal('TiO2-rutile'), [1, 0, -1, 0]);
  // Calcite on rhombohedral axes (a = 6.375 Å, α = 46.08°): its cleavage (1 0 −1 4) is (2 1 1) there.
  const axes = { a: 6.375, b: 6.375, c: 6.375, alpha: 46.08, beta: 46.08, gamma: 46.08 };
  refused({ ...crystal('CdS-wz'), lattice: latticeFromParameters(axes) }, [1, 0, -1, 4]);
  // A hexagonal lattice by γ = 60°, or standing on another axis, has no four indices either.
  const hexagonal = { a: 4, b: 4, c: 7, alpha: 90, beta: 90, gamma: 60 };
  refused({ ...crystal('CdS-wz'), lattice: latticeFromParameters(hexagonal) }, [1, 0, -1, 4]);
  const rounded = { ...hexagonal, b: 4.0005, gamma: 120.01 };
  const lattice = latticeFromParameters(rounded);
  expect(surfaceOf({ ...crystal('CdS-wz'), lattice }, [1, 0, -1, 4]).plane.hkl).toEqual([1, 0, 4]);
});

test('the plane basis is unimodular and lies in the plane', () => {
  fc.assert(
    fc.property(plane, ([h, k, l]) => {
      const g = gcd(gcd(h, k), l);
      const n: IntVec3 = [h / g, k / g, l / g];
      const [u, v, w] = planeBasis(n);
      expect(dot(u, n)).toBe(0);
      expect(dot(v, n)).toBe(0);
      expect(dot(w, n)).toBe(1);
      expect(dot(u, cross(v, w))).toBe(1);
    }),
  );
});

test('reduction keeps the lattice and its hand, and is idempotent', () => {
  const length = fc.double({ min: 1, max: 20, noNaN: true });
  const angle = fc.double({ min: 0.05, max: 3.09, noNaN: true });
  fc.assert(
    fc.property(length, length, angle, angle, (a, b, gamma, turn) => {
      const input = [
        [a * Math.cos(turn), a * Math.sin(turn)],
        [b * Math.cos(turn + gamma), b * Math.sin(turn + gamma)],
      ] as const;
      const { cell, transform } = reduceCell(input);
      expect(det2(transform)).toBe(1);
      for (const [i, v] of mul2(transform, input).entries())
        for (const k of [0, 1] as const) expect(v[k]).toBeCloseTo(cell[i]![k], 8);
      expect(length2(cell[0])).toBeLessThanOrEqual(length2(cell[1]) * (1 + 1e-8));
      const again = reduceCell(cell).cell;
      expect(length2(again[0])).toBeCloseTo(length2(cell[0]), 8);
      expect(length2(again[1])).toBeCloseTo(length2(cell[1]), 8);
    }),
  );
});

test('symmetry labels: wurtzite repeats its planes by the screw axis, the two Si (111) planes differ', () => {
  const wurtzite = surfaceOf(crystal('CdS-wz'), [0, 0, 1]).planes;
  expect(wurtzite.map((p) => p.equivalentTo)).toEqual([null, null, 0, 1]);
  expect(new Set(wurtzite.map((p) => p.label)).size).toBe(4);
  expect(surfaceOf(crystal('Si'), [1, 1, 1]).planes.map((p) => p.equivalentTo)).toEqual([
    null,
    null,
  ]);
});

test('polarity: CdS (110) is flat and neutral, CsPbBr3 (110) has a dipole unless both ends are alike', () => {
  const cds = surfaceOf(crystal('CdS-zb'), [1, 1, 0]);
  const flat = judgeSlab(cutSlab(cds, { planes: 7, termination: 0, face: 'top', remove: [] }));
  expect(flat).toMatchObject({ chargeE: 0, symmetric: true });
  const perovskite = surfaceOf(crystal('CsPbBr3'), [1, 1, 0]);
  const even = judgeSlab(
    cutSlab(perovskite, { planes: 8, termination: 0, face: 'top', remove: [] }),
  );
  expect(even.chargeE).toBe(0);
  expect(even.symmetric).toBe(false);
  expect(Math.abs(even.dipoleEAng!)).toBeGreaterThan(1);
  const odd = judgeSlab(
    cutSlab(perovskite, { planes: 9, termination: 0, face: 'top', remove: [] }),
  );
  expect(odd).toMatchObject({ chargeE: 2, symmetric: true });
});

test('a chiral crystal keeps its hand when it is cut', () => {
  // A carbon with three different neighbours along +a, +b, +c of a triclinic cell: chiral in any setting.
  const chiral: Crystal = {
    name: 'chiral',
    lattice: latticeFromParameters({ a: 7, b: 8, c: 9, alpha: 84, beta: 95, gamma: 101 }),
    numbers: Uint8Array.of(6, 9, 17, 35),
    frac: Float64Array.of(0.1, 0.1, 0.1, 0.3, 0.1, 0.1, 0.1, 0.32, 0.1, 0.1, 0.1, 0.34),
    charges: null,
  };
  const hand = (numbers: Uint8Array, xyz: Float64Array, lattice: Float64Array): number => {
    const at = (z: number): Vec3 => {
      const i = numbers.indexOf(z);
      return [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
    };
    const [u, v, w] = [9, 17, 35].map((z) => minimumImage(sub(at(z), at(6)), lattice)) as [
      Vec3,
      Vec3,
      Vec3,
    ];
    return Math.sign(dot(u, cross(v, w)));
  };
  expect(hand(chiral.numbers, cartesian(chiral), chiral.lattice)).toBe(1);
  fc.assert(
    fc.property(plane, (hkl) => {
      const s = surfaceOf(chiral, hkl);
      expect(hand(s.numbers, s.xyz, s.lattice)).toBe(1);
    }),
    { numRuns: 60 },
  );
});

const cartesian = (c: Crystal): Float64Array => {
  const out = new Float64Array(c.frac.length);
  for (let i = 0; i < out.length; i += 3)
    out.set(mulRow([c.frac[i]!, c.frac[i + 1]!, c.frac[i + 2]!], c.lattice), i);
  return out;
};

test('Hall symbols give groups of the right order', () => {
  for (const [hall, order] of [
    ['P 1', 1],
    ['-P 1', 2],
    ['-P 2ac 2n', 8],
    ['P 6c -2c', 12],
    ['F -4 2 3', 96],
    ['-P 4 2 3', 48],
    ['-F 4 2 3', 192],
    ['F 4d 2 3 -1d', 192],
    ['P 31 2"', 6],
    ['-R 3 2"', 36],
    ['-P 4n 2n', 16],
  ] as const)
    expect(operationsFromHall(hall).length, hall).toBe(order);
  expect(() => operationsFromHall('nonsense')).toThrow(/Hall symbol/);
});

test('the rectangular cell of a hexagonal plane is 1 × √3, and an oblique plane has none', () => {
  const s = surfaceOf(crystal('Si'), [1, 1, 1]);
  const shape = shapeOf(inPlaneCell(s, 'rectangular').cell);
  expect(shape.bAng / shape.aAng).toBeCloseTo(Math.sqrt(3), 8);
  expect(shape.gammaRad).toBeCloseTo(Math.PI / 2, 8);
  const oblique = {
    ...crystal('Si'),
    lattice: latticeFromParameters({
      a: 5.1,
      b: 6.37,
      c: 7.23,
      alpha: 81.3,
      beta: 97.7,
      gamma: 104.1,
    }),
    frac: Float64Array.of(0, 0, 0),
    numbers: Uint8Array.of(14),
    charges: null,
  };
  expect(() => inPlaneCell(surfaceOf(oblique, [0, 0, 1]), 'rectangular')).toThrow(
    /no rectangular cell/,
  );
  expect(row(s.lattice, 0)[1]).toBe(0);
});

test('a surface is found once for a crystal, plane and kind of planes', () => {
  const crystal = crystalOf(library.get('CdS')!, { a: 5.82 });
  const one = surfaceOf(crystal, [1, 1, 0]);
  expect(surfaceOf(crystal, [1, 1, 0])).toBe(one);
  expect(surfaceOf(crystal, [2, 2, 0])).not.toBe(one);
  expect(surfaceOf(crystal, [1, 1, 0], 'units')).not.toBe(one);
  expect(surfaceOf(crystalOf(library.get('CdS')!, { a: 5.9 }), [1, 1, 0]).cell).not.toEqual(
    one.cell,
  );
  // Kept for a while, not for ever.
  for (let h = 1; h <= 80; h++) surfaceOf(crystal, [h % 30, 1 + Math.floor(h / 30), 7]);
  expect(surfaceOf(crystal, [1, 1, 0])).not.toBe(one);
  expect(surfaceOf(crystal, [1, 1, 0])).toEqual(one);
});
