import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contactsAcross } from '#core/analysis/contacts.ts';
import { measureAtoms } from '#core/analysis/geometry.ts';
import {
  type Crystal,
  crystalFromSites,
  MAX_CRYSTAL_ATOMS,
  type Site,
  unitCellStructure,
  wrap01,
} from '#core/crystal/crystal.ts';
import { COVALENT_RADIUS_ANG } from '#core/crystal/elements.ts';
import { operationsFromHall } from '#core/crystal/hall.ts';
import { type CellParameters, latticeFromParameters } from '#core/crystal/lattice.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { primitiveCell } from '#core/crystal/primitive.ts';
import { composition, formula, type Structure } from '#core/crystal/structure.ts';
import { det, mulRow } from '#core/math/mat3.ts';
import { det2, inverse2, type Mat2, mul2, polar2, rowTimes } from '#core/math/plane2.ts';
import { cross, dot, type Vec3 } from '#core/math/vec3.ts';
import { build } from '#core/recipe/build.ts';
import { crystalOf, type Library, type Material } from '#core/recipe/crystals/library.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { cutSlab } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';
import { fc } from '../../helpers/property.ts';
import { failureOf } from '../io/structures.ts';

const textbook = JSON.parse(
  readFileSync(new URL('../../reference/textbook_pairs.json', import.meta.url), 'utf8'),
) as { inputs: { cases: Record<string, readonly number[]> } };

describe('the crystals of the library', () => {
  test('a source of lattice constants names no file of the project', () => {
    for (const { constants } of library.values())
      for (const { source } of constants)
        expect(source).not.toMatch(/\w\/\w+.*\.(json|ts|md)|test\//);
  });

  test.each([
    ['CsPbBr3', 'CsPbBr3'],
    ['CsPbCl3', 'CsPbCl3'],
    ['CsPbI3', 'CsPbI3'],
    ['CdS', 'Cd4S4'],
    ['ZnS', 'Zn4S4'],
    ['CdS-wurtzite', 'Cd2S2'],
    ['CsPbBr3-Pnma', 'Cs4Pb4Br12'],
    ['Si', 'Si8'],
    ['Ge', 'Ge8'],
    ['GaAs', 'Ga4As4'],
    ['InAs', 'In4As4'],
    ['AlAs', 'Al4As4'],
    ['InP', 'In4P4'],
    ['SrTiO3', 'SrTiO3'],
    ['LaAlO3', 'LaAlO3'],
    ['MgO', 'Mg4O4'],
    ['Fe', 'Fe2'],
    ['Al', 'Al4'],
    ['GaN', 'Ga2N2'],
    ['Al2O3', 'Al12O18'],
    ['graphene', 'C2'],
    ['hBN', 'B2N2'],
    ['MoS2', 'Mo2S4'],
    ['WS2', 'W2S4'],
    ['quartz', 'Si3O6'],
  ])('%s holds %s, neutral, with every set of constants', (id, atoms) => {
    const material = library.get(id)!;
    for (const { cell } of material.constants) {
      const crystal = crystalOf(material, cell);
      expect(formula(composition(crystal.numbers))).toBe(atoms);
      expect(crystal.charges!.reduce((sum, q) => sum + q, 0)).toBe(0);
      expect(det(crystal.lattice)).toBeGreaterThan(0);
    }
  });

  /** Distance of two fractional positions that nearly coincide, Å. */
  const apartAng = (a: Vec3, b: Vec3, lattice: Float64Array): number =>
    Math.hypot(
      ...mulRow([0, 1, 2].map((k) => a[k]! - b[k]! - Math.round(a[k]! - b[k]!)) as never, lattice),
    );

  test('each is mapped onto itself by every operation of its group', () => {
    for (const material of library.values()) {
      const { lattice, numbers, frac } = crystalOf(material, material.constants[0]!.cell);
      const at = (i: number): Vec3 => [frac[3 * i]!, frac[3 * i + 1]!, frac[3 * i + 2]!];
      for (const { rotation: r, translation: t } of operationsFromHall(material.spaceGroup.hall))
        for (let i = 0; i < numbers.length; i++) {
          const image = [0, 1, 2].map((k) =>
            wrap01(dot([r[3 * k]!, r[3 * k + 1]!, r[3 * k + 2]!], at(i)) + t[k]!),
          ) as unknown as Vec3;
          const found = Array.from(numbers.keys()).some(
            (j) => numbers[j] === numbers[i] && apartAng(image, at(j), lattice) < 1e-3,
          );
          expect(found, `${material.id} atom ${i}`).toBe(true);
        }
    }
  });

  test.each([
    ['CdS', Math.sqrt(3) / 4],
    ['Si', Math.sqrt(3) / 4],
    ['InAs', Math.sqrt(3) / 4],
    ['CsPbBr3', 1 / 2],
    ['SrTiO3', 1 / 2],
    ['MgO', 1 / 2],
    ['Fe', Math.sqrt(3) / 2],
    ['Al', Math.SQRT1_2],
    ['graphene', 1 / Math.sqrt(3)],
    ['hBN', 1 / Math.sqrt(3)],
  ])('the shortest bond of %s is %f a', (id, ofA) => {
    const { cell } = library.get(id)!.constants[0]!;
    expect(shortestAng(id)).toBeCloseTo(ofA * cell.a, 9);
  });

  // Measured bonds of the structure papers named in the files: Mo–S 2.42, W–S 2.405, Al–O 1.855, Ga–N 1.95, Si–O 1.61.
  test.each([
    ['MoS2', 2.42, 0.01],
    ['WS2', 2.405, 0.01],
    ['Al2O3', 1.855, 0.005],
    ['GaN', 1.95, 0.01],
    ['quartz', 1.605, 0.01],
  ])('the shortest bond of %s is about %f Å', (id, ang, within) => {
    expect(Math.abs(shortestAng(id) - ang)).toBeLessThan(within);
  });

  test('every number has a source, and the values of the textbook table are all there', () => {
    for (const { constants } of library.values())
      for (const { source, kind } of constants) {
        expect(source.length).toBeGreaterThan(10);
        expect(['measured', 'computed']).toContain(kind);
      }
    const { cases } = textbook.inputs;
    for (const [pair, lengths] of Object.entries(cases))
      for (const [k, name] of pair.replace(/\(.*/, '').split('/').entries())
        expect(
          library.get(name)!.constants.map((c) => c.cell.a),
          `${pair} ${name}`,
        ).toContain(lengths[k]);
  });
});

function shortestAng(id: string): number {
  const material = library.get(id)!;
  const s = unitCellStructure(crystalOf(material, material.constants[0]!.cell));
  let least = Number.POSITIVE_INFINITY;
  forEachPair(s.lattice, s.xyz, 4, (_i, _j, _image, ang) => {
    least = Math.min(least, ang);
  });
  return least;
}

const entry = fc.double({ min: -3, max: 3, noNaN: true });
const proper = fc
  .tuple(entry, entry, entry, entry)
  .map(
    ([a, b, c, d]): Mat2 => [
      [a, b],
      [c, d],
    ],
  )
  .filter((m) => det2(m) > 0.05);

test('a formula reads the same whatever the order of its atoms: cations first', () => {
  for (const [counts, text] of [
    [{ S: 2, W: 1 }, 'WS2'],
    [{ O: 12, La: 4, Al: 4 }, 'La4Al4O12'],
    [{ O: 2, Al: 1 }, 'AlO2'],
    [{ Br: 52, Pb: 16, Cs: 20 }, 'Cs20Pb16Br52'],
    // No electronegativity is tabulated for argon and neon: last, by the alphabet.
    [{ Ne: 1, Ar: 1, O: 1 }, 'OArNe'],
  ] as const)
    for (const entries of [Object.entries(counts), Object.entries(counts).reverse()])
      expect(formula(Object.fromEntries(entries))).toBe(text);
});

test('polar decomposition: f is a turn times a symmetric positive stretch', () => {
  fc.assert(
    fc.property(proper, (f) => {
      const { stretch, angleRad } = polar2(f);
      const [c, s] = [Math.cos(angleRad), Math.sin(angleRad)];
      const turn: Mat2 = [
        [c, s],
        [-s, c],
      ];
      const again = mul2(turn, stretch);
      for (const i of [0, 1] as const)
        for (const k of [0, 1] as const) expect(again[i][k]).toBeCloseTo(f[i][k], 9);
      expect(stretch[0][1]).toBe(stretch[1][0]);
      expect(stretch[0][0] + stretch[1][1]).toBeGreaterThan(0);
      expect(det2(stretch)).toBeCloseTo(det2(f), 8);
    }),
  );
});

/** A carbon with three different neighbours along +a, +b, +c of a triclinic cell: chiral in any setting. */
const TRICLINIC: CellParameters = { a: 7, b: 8, c: 9, alpha: 84, beta: 95, gamma: 101 };
const material = (
  id: string,
  spaceGroup: Material['spaceGroup'],
  cell: Material['constants'][number]['cell'],
  sites: Material['sites'],
): Material => ({
  id,
  name: id,
  formula: id,
  phase: '',
  spaceGroup,
  sites,
  constants: [{ id: 'test', label: '', kind: 'computed', cell, source: '' }],
});
const chiral = material('chiral', { number: 1, symbol: 'P1', hall: 'P 1' }, TRICLINIC, [
  { symbol: 'C', xyz: [0.1, 0.1, 0.1], chargeE: 3 },
  { symbol: 'F', xyz: [0.3, 0.1, 0.1], chargeE: -1 },
  { symbol: 'Cl', xyz: [0.1, 0.32, 0.1], chargeE: -1 },
  { symbol: 'Br', xyz: [0.1, 0.1, 0.34], chargeE: -1 },
]);
/** Right-handed quartz: the mirror image is P3_221. */
const QUARTZ = { a: 4.9137, c: 5.4047 };
const quartz = material('quartz', { number: 152, symbol: 'P3_121', hall: 'P 31 2"' }, QUARTZ, [
  { symbol: 'Si', xyz: [0.4697, 0, 1 / 3], chargeE: 4 },
  { symbol: 'O', xyz: [0.4133, 0.2672, 0.2145], chargeE: -2 },
]);
const crystals: Library = new Map([
  ['chiral', chiral],
  ['quartz', quartz],
]);

/** The same crystal twice, on top of itself, by its own in-plane cell: nothing is strained. */
function twice(id: string, hkl: readonly number[], periods: number): Recipe {
  const { cell } = crystals.get(id)!.constants[0]!;
  const surface = surfaceOf(crystalOf(crystals.get(id)!, cell), hkl);
  const slab: SlabSpec = {
    material: id,
    cell,
    hkl,
    planes: periods * surface.planes.length,
    termination: 0,
    remove: [],
    inPlane: 'primitive',
    matrix: [
      [1, 0],
      [1, 2],
    ],
  };
  return {
    epistack: 1,
    title: '',
    preset: null,
    strained: { who: 'film' },
    steps: [
      { kind: 'substrate', slab },
      { kind: 'film', slab, registryShift: [0.31, 0.77], separationAng: 6 },
      { kind: 'vacuum', vacuumAng: 12 },
    ],
  };
}

const index = fc.integer({ min: -3, max: 3 });
const plane = fc.tuple(index, index, index).filter((h) => h.some((x) => x !== 0));

test('a triclinic crystal stacks: right-handed, wrapped, every atom there, its hand kept in both slabs', () => {
  fc.assert(
    fc.property(plane, (hkl) => {
      const built = build(twice('chiral', hkl, 4), crystals);
      const { lattice, numbers, xyz, layer } = built.structure;
      expect(det(lattice)).toBeGreaterThan(0);
      expect([lattice[1], lattice[2], lattice[6], lattice[7]]).toEqual([0, 0, 0, 0]);
      expect(numbers.length).toBe(2 * 2 * 4 * 4);
      const report = reportOf(built);
      for (const l of report.layers)
        for (const e of Object.values(l.strain)) expect(e).toBeCloseTo(0, 9);
      expect(report.charge).toBe(0);
      const toFrac = inverse2(built.cell);
      for (let i = 0; i < numbers.length; i++)
        for (const f of rowTimes([xyz[3 * i]!, xyz[3 * i + 1]!], toFrac)) {
          expect(f).toBeGreaterThan(-1e-9);
          expect(f).toBeLessThan(1 + 1e-9);
        }
      const hands = handsOf(built.structure);
      // A plane of the cut may part a carbon from a neighbour at a face; most keep all three.
      expect(hands.filter((h) => h.layer === 0).length).toBeGreaterThan(0);
      expect(hands.filter((h) => h.layer === 1).length).toBeGreaterThan(0);
      expect(new Set(hands.map((h) => h.sign))).toEqual(new Set([1]));
      expect(new Set(layer)).toEqual(new Set([0, 1]));
    }),
    { numRuns: 40 },
  );
});

/** Sign of F, Cl, Br about each carbon that has all three at their distances, within its own slab. */
function handsOf({ lattice, numbers, xyz, layer }: Structure) {
  const bonds = new Map<number, Map<number, Vec3>>();
  const length: Record<number, number> = { 9: 1.4, 17: 1.76, 35: 2.16 };
  forEachPair(lattice, xyz, 2.2, (i, j, image, ang) => {
    const t = mulRow(image as unknown as Vec3, lattice);
    const d = [0, 1, 2].map((k) => xyz[3 * j + k]! + t[k]! - xyz[3 * i + k]!);
    for (const [c, x, sign] of [
      [i, j, 1],
      [j, i, -1],
    ] as const)
      if (numbers[c] === 6 && Math.abs(ang - (length[numbers[x]!] ?? 0)) < 1e-6) {
        if (!bonds.has(c)) bonds.set(c, new Map());
        bonds.get(c)!.set(numbers[x]!, d.map((v) => sign * v) as unknown as Vec3);
      }
  });
  return [...bonds]
    .filter(([, b]) => b.size === 3)
    .map(([c, b]) => ({
      layer: layer[c]!,
      sign: Math.sign(dot(b.get(9)!, cross(b.get(17)!, b.get(35)!))),
    }));
}

/** The distinct triple products of chains of four silicon neighbours: a mirror image has them negated. */
function twists({
  lattice,
  xyz,
  numbers,
}: Pick<Structure, 'lattice' | 'xyz' | 'numbers'>): number[] {
  const next: { to: number; v: Vec3 }[][] = Array.from(numbers, () => []);
  forEachPair(lattice, xyz, 3.2, (i, j, image) => {
    if (numbers[i] !== 14 || numbers[j] !== 14) return;
    const t = mulRow(image as unknown as Vec3, lattice);
    const v = [0, 1, 2].map((k) => xyz[3 * j + k]! + t[k]! - xyz[3 * i + k]!);
    next[i]!.push({ to: j, v: v as unknown as Vec3 });
    next[j]!.push({ to: i, v: v.map((x) => -x) as unknown as Vec3 });
  });
  const values = next
    .flat()
    .flatMap((p) => next[p.to]!.flatMap((q) => next[q.to]!.map((r) => dot(p.v, cross(q.v, r.v)))))
    .sort((p, q) => p - q);
  return values.filter((x, i) => i === 0 || x - values[i - 1]! > 1e-6);
}

const holds = (values: readonly number[], x: number) => values.some((y) => Math.abs(x - y) < 1e-5);

test('right quartz stays right quartz through cut and stack', () => {
  const bulk = crystalFromSites('quartz', quartz.spaceGroup, QUARTZ, quartz.sites);
  const right = twists(unitCellStructure(bulk));
  // What only the right hand has; a left-handed copy would show these negated.
  const telling = right.filter((x) => !holds(right, -x));
  expect(telling.length).toBeGreaterThan(0);
  const left: Crystal = { ...bulk, frac: bulk.frac.map((x, k) => (k % 3 === 2 ? -x : x)) };
  expect(twists(unitCellStructure(left)).some((x) => !holds(right, x))).toBe(true);
  for (const hkl of [
    [0, 0, 1],
    [1, 0, 0],
    [1, 0, 1],
    [-1, 2, 0],
    [0, 0, -1],
  ]) {
    const turned = twists(surfaceOf(bulk, hkl));
    expect(turned.length, `(${hkl}) turned`).toBe(right.length);
    const stacked = twists(build(twice('quartz', hkl, 6), crystals).structure);
    for (const x of [...turned, ...stacked]) expect(holds(right, x), `(${hkl})`).toBe(true);
    expect(telling.some((x) => holds(stacked, x))).toBe(true);
  }
});

test('a slab counts its planes: the top one is the termination asked for', () => {
  const surface = surfaceOf(crystalOf(quartz, QUARTZ), [0, 0, 1]);
  for (let termination = 0; termination < surface.planes.length; termination++) {
    const cut = { planes: 5, termination, remove: [] };
    expect(cutSlab(surface, { ...cut, face: 'top' }).sequence.at(-1)).toBe(termination);
    expect(cutSlab(surface, { ...cut, face: 'bottom' }).sequence[0]).toBe(termination);
  }
  expect(() => cutSlab(surface, { planes: 0, termination: 0, face: 'top', remove: [] })).toThrow(
    /number of planes/,
  );
});

const lengthAng = fc.double({ min: 3, max: 7, noNaN: true });
const atoms = fc.array(
  fc.tuple(
    ...Array.from({ length: 2 }, () => fc.double({ min: -1, max: 2, noNaN: true })),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ),
  { minLength: 1, maxLength: 4 },
);

test('contacts are those of a brute-force count in skew cells, beyond the cutoff too', () => {
  fc.assert(
    fc.property(
      lengthAng,
      lengthAng,
      fc.double({ min: 45, max: 135, noNaN: true }),
      atoms,
      atoms,
      fc.double({ min: 1, max: 7, noNaN: true }),
      (a, b, gamma, below, above, gap) => {
        const lattice = latticeFromParameters({ a, b, c: 60, alpha: 90, beta: 90, gamma });
        const place = (f: readonly number[], z: number) => {
          const [x, y] = mulRow([f[0]!, f[1]!, 0], lattice);
          return [x, y, z + f[2]!];
        };
        const xyz = [...below.map((f) => place(f, 20)), ...above.map((f) => place(f, 21 + gap))];
        const lower = [...below.keys()];
        const upper = Array.from(above.keys(), (i) => below.length + i);
        const numbers = [...below.map(() => 55), ...above.map(() => 16)];
        const [found] = contactsAcross(lattice, numbers, xyz.flat(), lower, upper, 5);
        const all = lower.map((i) =>
          upper.flatMap((j) => {
            const out: number[] = [];
            for (let p = -9; p <= 9; p++)
              for (let q = -9; q <= 9; q++) {
                const t = mulRow([p, q, 0], lattice);
                out.push(Math.hypot(...[0, 1, 2].map((k) => xyz[j]![k]! + t[k]! - xyz[i]![k]!)));
              }
            return out;
          }),
        );
        const nearest = all.map((d) => Math.min(...d));
        expect(found!.pair).toBe('Cs-S');
        for (const [k, c] of found!.nearest.entries())
          expect(c.distanceAng).toBeCloseTo(nearest[k]!, 8);
        expect(found!.nearestMeanAng).toBeCloseTo(
          nearest.reduce((p, q) => p + q, 0) / nearest.length,
          8,
        );
        expect(found!.within.length).toBe(all.flat().filter((d) => d <= 5).length);
      },
    ),
    { numRuns: 40 },
  );
});

test('a dihedral is positive clockwise, seen along the middle bond', () => {
  const box = latticeFromParameters({ a: 20, b: 20, c: 20, alpha: 90, beta: 90, gamma: 90 });
  fc.assert(
    fc.property(fc.double({ min: -3.1, max: 3.1, noNaN: true }), (turn) => {
      // Looking up z, a right-handed turn about z is clockwise.
      const xyz = [1, 0, 0, 0, 0, 0, 0, 0, 1.5, Math.cos(turn), Math.sin(turn), 1.5];
      expect(measureAtoms(xyz, box, [0, 1, 2, 3], null)).toEqual({
        kind: 'dihedral',
        angleRad: expect.closeTo(turn, 9),
      });
      expect(measureAtoms(xyz, box, [3, 2, 1, 0], null)).toEqual({
        kind: 'dihedral',
        angleRad: expect.closeTo(turn, 9),
      });
    }),
  );
  expect(measureAtoms([0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0], box, [0, 1, 2, 3], null)).toBeNull();
});

describe('more atoms than a crystal has, or nearer ones', () => {
  const group = { number: 225, symbol: 'Fm-3m', hall: '-F 4 2 3' };
  const general = (count: number): Site[] =>
    Array.from({ length: count }, (_, i) => ({
      symbol: 'Si',
      xyz: [(0.317 * i + 0.03) % 1, (0.731 * i + 0.11) % 1, (0.193 * i + 0.19) % 1] as const,
      chargeE: null,
    }));
  const made = (a: number, sites: readonly Site[]) => () =>
    crystalFromSites('', group, { a }, sites);

  test('ten and twenty-five sites of 192 atoms in a cell of 6 Å are refused before their neighbours are asked for', () => {
    for (const count of [10, 25])
      expect(failureOf(made(6, general(count)))).toMatchObject({
        code: 'bad-lattice',
        reason: expect.stringMatching(/^symmetry makes \d+ atoms or more .* 216\.0 Å³: no crystal/),
      });
  });

  test('five hundred sites are refused at the limit, whatever the cell', () => {
    expect(failureOf(made(490, general(500)))).toMatchObject({
      code: 'too-large',
      limit: MAX_CRYSTAL_ATOMS,
    });
  });

  test('atoms at a quarter of their radii are refused by their sites, at three tenths kept', () => {
    const two = (apart: number): Site[] => [
      { symbol: 'Cs', xyz: [0, 0, 0], chargeE: null },
      { symbol: 'Br', xyz: [apart / 10, 0, 0], chargeE: null },
    ];
    const p1 = { number: 1, symbol: 'P1', hall: 'P 1' };
    const cell = { a: 10, b: 10, c: 10, alpha: 90, beta: 90, gamma: 90 };
    const radii = COVALENT_RADIUS_ANG[55]! + COVALENT_RADIUS_ANG[35]!;
    const at = (part: number) => () => crystalFromSites('', p1, cell, two(part * radii));
    expect(failureOf(at(0.24))).toMatchObject({
      code: 'atoms-overlap',
      pair: ['Cs of site 1', 'Br of site 2'],
    });
    expect(at(0.3)().numbers).toHaveLength(2);
  });

  test('ten general sites with room are a crystal of 1,920 atoms, a quarter of them in its primitive cell', () => {
    // On a grid of general positions at least 2 Å from each other's images.
    const sites = Array.from(
      { length: 10 },
      (_, i): Site => ({
        symbol: 'Si',
        xyz: [0.21, 0.13 - 0.011 * (i % 2), 0.018 + 0.009 * i],
        chargeE: null,
      }),
    );
    const crystal = made(300, sites)();
    expect(crystal.numbers).toHaveLength(1920);
    expect(primitiveCell(crystal).crystal.numbers).toHaveLength(480);
    const surface = surfaceOf(crystal, [1, 1, 0]);
    expect(surface.planes.reduce((sum, p) => sum + p.atoms.length, 0)).toBe(480);
  });
});
