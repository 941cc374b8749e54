import { describe, expect, test } from 'vitest';
import { type Crystal, crystalFromSites, type FreeCell, type Site } from '#core/crystal/crystal.ts';
import { formula } from '#core/crystal/structure.ts';
import { det2, shapeOf } from '#core/math/plane2.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { flipSlab } from '#core/recipe/edits/flip.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { type SlabSpec, substrateOf } from '#core/recipe/recipe.ts';
import { cutToSupercell } from '#core/recipe/stack.ts';
import {
  dipoleFreeSlab,
  planesForThickness,
  stoichiometricPlanes,
  symmetricPlanes,
} from '#core/surface/choices.ts';
import { slabGrower } from '#core/surface/grownSlabs.ts';
import { cutSlab, heightsOf, judgeSlab, widestGapAng } from '#core/surface/slab.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { polarityOf } from '#core/surface/tasker.ts';
import { library } from '../../helpers/library.ts';
import { isStoichiometric } from '../../helpers/slabs.ts';

const of = (id: string): Crystal => {
  const m = library.get(id)!;
  return crystalOf(m, m.constants[0]!.cell);
};
const made = (number: number, hall: string, cell: FreeCell, sites: readonly Site[]): Crystal =>
  crystalFromSites('test', { number, symbol: '', hall }, cell, sites);
const site = (symbol: string, x: number, y: number, z: number, chargeE: number): Site => ({
  symbol,
  xyz: [x, y, z],
  chargeE,
});
const rocksalt = made(225, '-F 4 2 3', { a: 5.64 }, [
  site('Na', 0, 0, 0, 1),
  site('Cl', 0.5, 0.5, 0.5, -1),
]);
const fluorite = made(225, '-F 4 2 3', { a: 5.46 }, [
  site('Ca', 0, 0, 0, 2),
  site('F', 0.25, 0.25, 0.25, -1),
]);

describe('Tasker types', () => {
  test.each([
    ['NaCl (001)', rocksalt, [0, 0, 1], 1],
    ['NaCl (111)', rocksalt, [1, 1, 1], 3],
    ['CaF2 (111)', fluorite, [1, 1, 1], 2],
    ['CaF2 (001)', fluorite, [0, 0, 1], 3],
    ['CdS zinc blende (110)', of('CdS'), [1, 1, 0], 1],
    ['CdS zinc blende (111)', of('CdS'), [1, 1, 1], 3],
    ['CdS wurtzite (0001)', of('CdS-wurtzite'), [0, 0, 0, 1], 3],
    ['CsPbBr3 (100)', of('CsPbBr3'), [1, 0, 0], 1],
    ['CsPbBr3 (110)', of('CsPbBr3'), [1, 1, 0], 3],
  ] as const)('%s', (_name, crystal, hkl, type) => {
    const surface = surfaceOf(crystal, hkl);
    const polarity = polarityOf(surface)!;
    expect(polarity.type).toBe(type);
    // The law behind it: the dipole of one period is that of a slab one period thick.
    for (const [termination, dipole] of polarity.dipoleEAng.entries()) {
      const slab = cutSlab(surface, {
        planes: surface.planes.length,
        termination,
        face: 'top',
        remove: [],
      });
      expect(judgeSlab(slab).dipoleEAng).toBeCloseTo(dipole, 6);
    }
  });

  test('unknown charges have no verdict', () => {
    expect(polarityOf(surfaceOf({ ...rocksalt, charges: null }, [1, 1, 1]))).toBeNull();
  });
});

describe('one-click thickness', () => {
  const surface = surfaceOf(of('CsPbBr3'), [1, 1, 0]);
  const cut = { planes: 8, termination: 0, face: 'top', remove: [] } as const;
  test('symmetric: both faces alike', () => {
    const planes = symmetricPlanes(surface, cut)!;
    expect(planes).toBe(9);
    expect(judgeSlab(cutSlab(surface, { ...cut, planes })).symmetric).toBe(true);
  });
  test('stoichiometric: the crystal’s own composition', () => {
    expect(stoichiometricPlanes(surface, { ...cut, planes: 9 })).toBe(10);
    expect(isStoichiometric(cutSlab(surface, cut))).toBe(true);
  });
  test('a polar zinc-blende (111) has no symmetric slab, and says so', () => {
    expect(symmetricPlanes(surfaceOf(of('CdS'), [1, 1, 1]), cut)).toBeNull();
  });
  test('without a dipole: another termination where the present one has one, none on a polar plane', () => {
    const caf2 = surfaceOf(fluorite, [1, 1, 1]);
    const polar = { planes: 6, termination: 0, face: 'top', remove: [] } as const;
    const found = dipoleFreeSlab(caf2, polar)!;
    expect(polarityOf(caf2)!.dipoleEAng[found.termination]).toBeCloseTo(0, 6);
    const slab = cutSlab(caf2, { ...polar, ...found });
    expect(judgeSlab(slab)).toMatchObject({ chargeE: 0, symmetric: true });
    expect(isStoichiometric(slab)).toBe(true);
    expect(dipoleFreeSlab(surface, cut)).toBeNull();
    expect(dipoleFreeSlab({ ...caf2, charges: null }, polar)).toBeNull();
  });
  test('thickness in Å finds the nearest count', () => {
    for (const target of [1, 7.3, 21, 60.4]) {
      const planes = planesForThickness(surface, cut, target);
      const thick = (n: number) => {
        const { lowAng, highAng } = heightsOf(cutSlab(surface, { ...cut, planes: n }));
        return highAng - lowAng;
      };
      const miss = Math.abs(thick(planes) - target);
      expect(miss).toBeLessThanOrEqual(Math.abs(thick(planes + 1) - target) + 1e-9);
      if (planes > 1) expect(miss).toBeLessThanOrEqual(Math.abs(thick(planes - 1) - target) + 1e-9);
    }
  });
});

describe('turning a slab over', () => {
  const oblique = made(1, 'P 1', { a: 4.1, b: 5.3, c: 6.2, alpha: 81, beta: 97, gamma: 76 }, [
    site('Na', 0, 0, 0, 1),
    site('Cl', 0.41, 0.37, 0.52, -1),
    site('Si', 0.13, 0.71, 0.29, 0),
  ]);
  const spec = (hkl: readonly number[], planes: number, matrix: SlabSpec['matrix']): SlabSpec => ({
    material: '',
    cell: { a: 1 },
    hkl,
    planes,
    termination: 1,
    remove: [],
    inPlane: 'primitive',
    matrix,
  });
  const cases: readonly (readonly [string, Crystal, SlabSpec])[] = [
    ['CsPbBr3 of the default', of('CsPbBr3'), substrateOf(DEFAULT_PRESET.recipe).slab],
    [
      'CdS (111)',
      of('CdS'),
      spec([1, 1, 1], 5, [
        [2, 1],
        [0, 3],
      ]),
    ],
    [
      'CdS (211)',
      of('CdS'),
      {
        ...spec([2, 1, 1], 7, [
          [1, 0],
          [0, 2],
        ]),
        termination: 0,
      },
    ],
    [
      'triclinic (1 2 −1)',
      oblique,
      spec([1, 2, -1], 4, [
        [1, 1],
        [-1, 2],
      ]),
    ],
  ];
  test.each(cases)(
    '%s: planes in reverse, distances and area kept, twice is the same',
    (_n, crystal, s) => {
      const before = cutToSupercell(crystal, s, 'top');
      const flipped = flipSlab(crystal, s, 'top');
      const after = cutToSupercell(crystal, flipped, 'top');
      const labels = (c: typeof before) =>
        [...c.slab.sequence].map((k) => JSON.stringify(c.slab.surface.planes[k]!.composition));
      expect(labels(after)).toEqual(labels(before).reverse());
      const [low, high] = [heightsOf(before.slab).lowAng, heightsOf(before.slab).highAng];
      const top = heightsOf(after.slab).highAng;
      const depths = (c: typeof before, at: (z: number) => number) =>
        [...c.slab.numbers]
          .map((z, i) => `${z} ${at(c.slab.xyz[3 * i + 2]!).toFixed(6)}`.replace('-0.0', '0.0'))
          .sort();
      expect(depths(after, (z) => top - z)).toEqual(depths(before, (z) => z - low));
      expect(high - low).toBeCloseTo(top - heightsOf(after.slab).lowAng, 9);
      expect(det2(after.matrix)).toBe(det2(before.matrix));
      const [p, q] = [shapeOf(before.supercell), shapeOf(after.supercell)];
      expect([q.aAng, q.bAng]).toEqual([expect.closeTo(p.aAng, 6), expect.closeTo(p.bAng, 6)]);
      expect(Math.sin(q.gammaRad)).toBeCloseTo(Math.sin(p.gammaRad), 6);
      const twice = flipSlab(crystal, flipped, 'top');
      expect(twice.hkl.map((x) => x + 0)).toEqual([...s.hkl]);
      expect(twice.termination).toBe(s.termination);
      expect(twice.remove).toEqual(s.remove);
    },
  );
});

test('a slab grown plane by plane is the one that is cut', () => {
  for (const surface of [
    surfaceOf(fluorite, [1, 1, 1]),
    surfaceOf(of('CsPbBr3'), [1, 1, 0]),
    surfaceOf(of('quartz'), [1, 0, 1]),
  ]) {
    const grow = slabGrower(surface);
    for (const face of ['top', 'bottom'] as const)
      for (const [termination] of surface.planes.entries())
        for (const grown of grow({ termination, face }, 14)) {
          const slab = cutSlab(surface, { planes: grown.planes, termination, face, remove: [] });
          const { chargeE, dipoleEAng, symmetric } = judgeSlab(slab);
          const { lowAng, highAng } = heightsOf(slab);
          expect(grown.isStoichiometric).toBe(isStoichiometric(slab));
          expect(grown.chargeE).toBeCloseTo(chargeE!, 9);
          expect(grown.dipoleEAng).toBeCloseTo(dipoleEAng!, 6);
          expect(grown.thicknessAng).toBeCloseTo(highAng - lowAng, 9);
          if (symmetric) expect(grown.isPalindrome).toBe(true);
          const names = [...slab.sequence].map((k) => formula(surface.planes[k]!.composition));
          expect(grown.isPalindrome).toBe(names.join() === names.toReversed().join());
        }
  }
});

test('the widest gap of a slab lies between two of its planes that follow each other', () => {
  // Zinc blende along [001]: planes a/4 apart; along [111] they are a/√3 · 3/4 and a/√3 · 1/4 apart.
  const crystal = of('CdS');
  const a = crystal.lattice[0]!;
  for (const [hkl, gap] of [
    [[0, 0, 1], a / 4],
    [[1, 1, 1], (3 / 4) * (a / Math.sqrt(3))],
  ] as const) {
    const slab = cutSlab(surfaceOf(crystal, hkl), {
      planes: 6,
      termination: 0,
      face: 'bottom',
      remove: [],
    });
    expect(widestGapAng(slab)).toBeCloseTo(gap, 9);
  }
});
