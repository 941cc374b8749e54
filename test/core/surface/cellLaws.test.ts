import { expect, test } from 'vitest';
import { type Crystal, crystalFromSites } from '#core/crystal/crystal.ts';
import { latticeFromParameters } from '#core/crystal/lattice.ts';
import { formula } from '#core/crystal/structure.ts';
import { det, mulRow } from '#core/math/mat3.ts';
import { det2, shapeOf } from '#core/math/plane2.ts';
import { dot, norm } from '#core/math/vec3.ts';
import { crystalOf, materialOf } from '#core/recipe/crystals/library.ts';
import { dipoleFreeSlab } from '#core/surface/choices.ts';
import { defaultCut } from '#core/surface/defaultCut.ts';
import { aloneInCell, cutSlab, heightsOf, inPlaneCell, judgeSlab } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';
import { isStoichiometric } from '../../helpers/slabs.ts';

const of = (id: string): Crystal => {
  const material = materialOf(library, id);
  return crystalOf(material, material.constants[0]!.cell);
};
const PLANES = [
  [1, 0, 0],
  [0, 0, 1],
  [1, 1, 0],
  [1, -1, 0],
  [1, 1, 1],
  [-1, 1, 1],
  [2, 1, 1],
  [1, -2, 3],
  [3, 1, 0],
] as const;
const IDS = ['Si', 'CdS', 'CdS-wurtzite', 'CsPbBr3', 'Al2O3', 'Fe', 'quartz'] as const;

test.each(IDS)('%s: the directions are those of the two vectors, in any plane', (id) => {
  const crystal = of(id);
  for (const hkl of PLANES) {
    const { cell, directions } = surfaceOf(crystal, hkl);
    const [u, v] = directions.map((d) => mulRow(d, crystal.lattice)) as [
      readonly [number, number, number],
      readonly [number, number, number],
    ];
    const { aAng, bAng, gammaRad } = shapeOf(cell);
    expect(dot(u, v) / (norm(u) * norm(v)), `${hkl}`).toBeCloseTo(Math.cos(gammaRad), 6);
    // A coprime direction of a centred lattice is one to six steps of it long.
    for (const ratio of [norm(u) / aAng, norm(v) / bAng])
      expect(
        [1, 2, 3, 4, 6].some((n) => Math.abs(ratio - n) < 1e-6),
        `${hkl} ${ratio}`,
      ).toBe(true);
    for (const d of directions) expect(d[0] * hkl[0] + d[1] * hkl[1] + d[2] * hkl[2]).toBe(0);
  }
});

test.each(IDS)('%s: the conventional cell of a plane is the volume over its spacing', (id) => {
  const crystal = of(id);
  for (const hkl of PLANES) {
    const surface = surfaceOf(crystal, hkl);
    const { cell, matrix } = inPlaneCell(surface, 'conventional');
    expect(det2(cell), `${hkl}`).toBeCloseTo(det(crystal.lattice) / surface.dSpacingAng, 6);
    expect(matrix.flat().every(Number.isInteger)).toBe(true);
  }
});

test('the rectangular cell is the smallest there is: a rhombus of cos γ = 1/5 has its diagonals', () => {
  const gamma = (Math.acos(1 / 5) * 180) / Math.PI;
  const lattice = latticeFromParameters({ a: 4, b: 4, c: 7, alpha: 90, beta: 90, gamma });
  const rhombic: Crystal = {
    name: 'rhombic',
    lattice,
    numbers: Uint8Array.of(14),
    frac: new Float64Array(3),
    charges: null,
  };
  // Along an edge the smallest is 5 cells, along the diagonals 2.
  const { cell } = inPlaneCell(surfaceOf(rhombic, [0, 0, 1]), 'rectangular');
  const { aAng, bAng } = shapeOf(cell);
  expect([aAng, bAng].sort()).toEqual([
    expect.closeTo(4 * Math.sqrt(2 - 2 / 5), 6),
    expect.closeTo(4 * Math.sqrt(2 + 2 / 5), 6),
  ]);
});

test.each(IDS)('%s: planes have different names, with a letter only where two are alike', (id) => {
  for (const hkl of PLANES) {
    const { planes } = surfaceOf(of(id), hkl);
    expect(new Set(planes.map((p) => p.label)).size).toBe(planes.length);
    const names = planes.map((p) => formula(p.composition));
    for (const [k, { label }] of planes.entries()) {
      const alike = names.flatMap((name, i) => (name === names[k] ? [i] : []));
      const nth = alike.indexOf(k);
      const letters =
        (nth < 26 ? '' : String.fromCharCode(96 + Math.floor(nth / 26))) +
        String.fromCharCode(97 + (nth % 26));
      expect(label).toBe(alike.length > 1 ? `${names[k]} (${letters})` : names[k]);
    }
  }
});

test.each(IDS)('%s: alone in its cell a slab lies flat, and its images are far away', (id) => {
  for (const hkl of PLANES) {
    const surface = surfaceOf(of(id), hkl);
    const slab = cutSlab(surface, { planes: 5, termination: 0, face: 'top', remove: [] });
    const { lattice } = aloneInCell(slab);
    const { lowAng, highAng } = heightsOf(slab);
    expect([...lattice.slice(0, 6)]).toEqual([...surface.cell[0], 0, ...surface.cell[1], 0]);
    expect([lattice[6], lattice[7]]).toEqual([0, 0]);
    expect(lattice[8]! - (highAng - lowAng)).toBeGreaterThan(20);
  }
});

const CALCIUM_FLUORIDE = crystalFromSites(
  'CaF2',
  { number: 225, symbol: '', hall: '-F 4 2 3' },
  { a: 5.46 },
  [
    { symbol: 'Ca', xyz: [0, 0, 0], chargeE: 2 },
    { symbol: 'F', xyz: [0.25, 0.25, 0.25], chargeE: -1 },
  ],
);

test.each([
  ['CsPbBr3 (100)', of('CsPbBr3'), [1, 0, 0]],
  ['SrTiO3 (100)', of('SrTiO3'), [1, 0, 0]],
  ['CaF2 (111)', CALCIUM_FLUORIDE, [1, 1, 1]],
] as const)('%s: of all slabs without a dipole the nearest count is offered', (_, crystal, hkl) => {
  const surface = surfaceOf(crystal, hkl);
  const isClean = (planes: number, termination: number): boolean => {
    const slab = cutSlab(surface, { planes, termination, face: 'top', remove: [] });
    const { chargeE, dipoleEAng } = judgeSlab(slab);
    return isStoichiometric(slab) && Math.abs(chargeE!) < 0.01 && Math.abs(dipoleEAng!) < 0.01;
  };
  for (let planes = 1; planes <= 9; planes++)
    for (const [termination] of surface.planes.entries()) {
      const found = dipoleFreeSlab(surface, { planes, termination, face: 'top', remove: [] });
      const misses = [...Array(20).keys()].flatMap((n) =>
        surface.planes.some((_p, t) => isClean(n + 1, t)) ? [Math.abs(n + 1 - planes)] : [],
      );
      expect(isClean(found!.planes, found!.termination)).toBe(true);
      const miss = Math.abs(found!.planes - planes);
      expect(miss).toBe(Math.min(...misses));
      // Of equally near ones that of the present termination, of the others the first.
      const order = [termination, ...surface.planes.keys()];
      const near = [planes + miss, planes - miss].filter((n) => n > 0);
      expect(found!.termination).toBe(order.find((t) => near.some((n) => isClean(n, t))));
    }
});

test('a slab is one plane where one plane alone has the composition and two like faces', () => {
  // A plane of both elements, then one of each, far apart; the cut is above the first.
  const layered: Crystal = {
    name: 'layered',
    lattice: latticeFromParameters({ a: 4, b: 4, c: 10.4, alpha: 90, beta: 90, gamma: 90 }),
    numbers: Uint8Array.of(11, 17, 11, 17),
    frac: Float64Array.of(0, 0, 0, 0.5, 0.5, 0, 0, 0, 0.5, 0.5, 0.5, 0.75),
    charges: null,
  };
  const surface = surfaceOf(layered, [0, 0, 1]);
  expect(surface.planes.map((p) => p.composition)).toHaveLength(3);
  for (const thicknessAng of [0.1, 2, 3]) {
    const cut = defaultCut(surface, 'top', thicknessAng);
    expect(cut.planes, `${thicknessAng} Å`).toBe(1);
  }
});
