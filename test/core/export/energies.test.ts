import { expect, test } from 'vitest';
import { cellParameters } from '#core/crystal/lattice.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { composition, type Structure } from '#core/crystal/structure.ts';
import { structureOf } from '#core/export/exportSource.ts';
import {
  type Account,
  energiesFromTotals,
  J_PER_M2,
  unitsOf,
} from '#core/export/references/energies.ts';
import { referencesOf } from '#core/export/references/references.ts';
import { strainOf } from '#core/match/strain.ts';
import { det } from '#core/math/mat3.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { recipeA, sourceOf } from '../../helpers/export.ts';
import { fc } from '../../helpers/property.ts';

const slab = (units: number, atoms: number, excess = {}) => ({
  label: 'X',
  atoms,
  units,
  excess,
  bulkAtoms: 2,
  bulkUnits: 1,
  symmetric: true,
});
const account: Account = { areaAng2: 20, lower: slab(4, 8), upper: slab(3, 6) };

test('the three quantities are what they were built from', () => {
  fc.assert(
    fc.property(
      fc.record({
        bulkLower: fc.double({ min: -50, max: -1, noNaN: true }),
        bulkUpper: fc.double({ min: -50, max: -1, noNaN: true }),
        strainLower: fc.double({ min: 0, max: 0.5, noNaN: true }),
        strainUpper: fc.double({ min: 0, max: 0.5, noNaN: true }),
        sigmaLower: fc.double({ min: 0, max: 0.2, noNaN: true }),
        sigmaUpper: fc.double({ min: 0, max: 0.2, noNaN: true }),
        gamma: fc.double({ min: -0.1, max: 0.2, noNaN: true }),
      }),
      (x) => {
        // Total energies of a model in which every quantity is known beforehand.
        const [lower, upper] = [x.bulkLower + x.strainLower, x.bulkUpper + x.strainUpper];
        const e = energiesFromTotals(account, {
          lowerBulkUnstrained: x.bulkLower,
          upperBulkUnstrained: x.bulkUpper,
          lowerBulkStrained: lower,
          upperBulkStrained: upper,
          lowerSlab: 4 * lower + 2 * 20 * x.sigmaLower,
          upperSlab: 3 * upper + 2 * 20 * x.sigmaUpper,
          stack: 4 * lower + 3 * upper + 20 * (x.sigmaLower + x.sigmaUpper + x.gamma),
        });
        expect(e.interfaceEnergy!.eVPerAng2).toBeCloseTo(x.gamma, 9);
        // Young and Dupré: W = σ + σ − γ.
        expect(e.workOfAdhesion.eVPerAng2).toBeCloseTo(x.sigmaLower + x.sigmaUpper - x.gamma, 9);
        expect(e.strain[0].meVPerAtom).toBeCloseTo(500 * x.strainLower, 6);
        expect(e.strain[1].perArea.eVPerAng2).toBeCloseTo((3 * x.strainUpper) / 20, 9);
        expect(e.workOfAdhesion.jPerM2).toBeCloseTo(16.02176634 * e.workOfAdhesion.eVPerAng2, 9);
        expect(e.notes).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});

test('1 eV/Å² is 16.02176634 J/m²', () => {
  expect(J_PER_M2).toBeCloseTo(1.602176634e-19 / 1e-20, 8);
});

test('atoms beyond whole units need an energy of their own, or there is no interface energy', () => {
  const odd: Account = { ...account, lower: slab(4, 10, { A: 1, B: 1 }) };
  const totals = {
    stack: -100,
    lowerSlab: -60,
    upperSlab: -38,
    lowerBulkStrained: -14,
    upperBulkStrained: -13,
    lowerBulkUnstrained: -14.1,
    upperBulkUnstrained: -13,
  };
  const without = energiesFromTotals(odd, totals);
  expect(without.interfaceEnergy).toBeNull();
  expect(without.workOfAdhesion.eVPerAng2).toBeCloseTo(2 / 20, 12);
  expect(without.notes.join()).toMatch(/A1 B1/);
  const { interfaceEnergy } = energiesFromTotals(odd, { ...totals, lowerExcess: -6 });
  expect(interfaceEnergy!.eVPerAng2).toBeCloseTo((-100 + 49 + (56 + 6 + 39) / 2) / 20, 12);
  expect(() => energiesFromTotals(odd, { ...totals, stack: Number.NaN })).toThrow(/stack/);
});

test('units and excess: 16 CsPbBr3 and 4 CsBr in the slab of reading A', () => {
  expect(unitsOf({ Cs: 20, Pb: 16, Br: 52 }, { Cs: 1, Pb: 1, Br: 3 })).toEqual({
    units: 16,
    bulkUnits: 1,
    excess: { Cs: 4, Br: 4 },
  });
  // A slab that lacks an element altogether holds no whole unit.
  expect(unitsOf({ Na: 4 }, { Na: 1, Cl: 1 })).toEqual({
    units: 0,
    bulkUnits: 1,
    excess: { Na: 4 },
  });
  expect(unitsOf({ Cd: 56, S: 56 }, { Cd: 2, S: 2 })).toEqual({
    units: 56,
    bulkUnits: 2,
    excess: {},
  });
});

const readings = ['cspbbr3-cds', 'cspbbr3-cds-b', 'cspbbr3-cds-c', 'cspbbr3-zns'] as const;

/** Sorted distances up to 5 Å around each atom of one element. */
function shells(s: Structure, z: number): readonly number[] {
  const out: number[] = [];
  forEachPair(s.lattice, s.xyz, 5, (i, j, _image, ang) => {
    for (const k of i === j ? [i] : [i, j]) if (s.numbers[k] === z) out.push(ang);
  });
  return out.sort((p, q) => p - q);
}

test.each(readings)('%s: the slabs are the stack’s, the bulks are the crystals', (id) => {
  const source = sourceOf(presetOf(id).recipe);
  const { built, report } = source;
  const { all, account: found } = referencesOf(built, report, structureOf(source));
  const of = (name: string) => all.find((r) => r.id === name)!.structure;
  for (const [k, name] of (['lowerSlab', 'upperSlab'] as const).entries()) {
    const s = of(name);
    expect(composition(s.numbers)).toEqual(report.layers[k]!.composition);
    expect([...s.lattice.subarray(0, 6)]).toEqual([...built.structure.lattice.subarray(0, 6)]);
    const z = Array.from(s.xyz).filter((_, i) => i % 3 === 2);
    expect(Math.min(...z)).toBeCloseTo(report.vacuum / 2, 9);
    expect(s.lattice[8]! - Math.max(...z)).toBeCloseTo(report.vacuum / 2, 9);
  }
  for (const [k, side] of (['lower', 'upper'] as const).entries()) {
    const { crystal, slab: cut, supercell } = built.slabs[k]!;
    const [strained, free] = [of(`${side}BulkStrained`), of(`${side}BulkUnstrained`)];
    const perAtom = det(crystal.lattice) / crystal.numbers.length;
    expect(det(free.lattice) / free.numbers.length).toBeCloseTo(perAtom, 6);
    const { xx, yy, xy } = strainOf(supercell, built.cell);
    const stretch = (1 + xx) * (1 + yy) - xy * xy;
    expect(det(strained.lattice) / det(free.lattice)).toBeCloseTo(stretch, 9);
    // The strained bulk has the slab's own distances: those of an inner plane of the stack.
    const period = cut.surface.planes.length;
    if (cut.sequence.length > 4 * period) {
      const inner = shells(strained, strained.numbers[0]!);
      expect(inner.length).toBeGreaterThan(0);
    }
  }
  expect(found.areaAng2).toBeCloseTo(report.area, 9);
});

test('the strained bulk repeats to the inside of the slab', () => {
  const source = sourceOf();
  const { all } = referencesOf(source.built, source.report, structureOf(source));
  const bulk = all.find((r) => r.id === 'upperBulkStrained')!.structure;
  const slabOf = all.find((r) => r.id === 'upperSlab')!.structure;
  // Distances from one Cd in the middle plane of seven, as far as the slab reaches both ways.
  const middle = Array.from(slabOf.numbers.keys()).find((i) => {
    const mid = slabOf.lattice[8]! / 2;
    return slabOf.numbers[i] === 48 && Math.abs(slabOf.xyz[3 * i + 2]! - mid) < 0.5;
  })!;
  const around = (s: Structure, atom: number) => {
    const out: number[] = [];
    forEachPair(s.lattice, s.xyz, 5, (i, j, _image, ang) => {
      if (i === atom) out.push(ang);
      if (j === atom) out.push(ang);
    });
    return out.sort((p, q) => p - q);
  };
  const cd = bulk.numbers.indexOf(48);
  const [inSlab, inBulk] = [around(slabOf, middle), around(bulk, cd)];
  expect(inBulk.length).toBe(inSlab.length);
  for (const [k, d] of inSlab.entries()) expect(inBulk[k]).toBeCloseTo(d, 6);
});

test('strain along the normal reaches the strained bulk, and only that one', () => {
  const [substrate, film, vacuum] = recipeA.steps;
  const recipe = {
    ...recipeA,
    preset: null,
    steps: [
      substrate,
      { ...film, slab: { ...(film as { slab: object }).slab, normalStrain: 0.02 } },
      vacuum,
    ],
  } as unknown as Recipe;
  const heights = (r: Recipe, id: string) => {
    const source = sourceOf(r);
    const { all } = referencesOf(source.built, source.report, structureOf(source));
    return all.find((x) => x.id === id)!.structure.lattice[8]!;
  };
  expect(heights(recipe, 'upperBulkStrained') / heights(recipeA, 'upperBulkStrained')).toBeCloseTo(
    1.02,
    9,
  );
  expect(heights(recipe, 'upperBulkUnstrained')).toBeCloseTo(
    heights(recipeA, 'upperBulkUnstrained'),
    9,
  );
});

test('the box of a free slab can be the stack’s', () => {
  const source = sourceOf();
  const stack = structureOf(source);
  const { all } = referencesOf(source.built, source.report, stack, 'stack');
  const s = all.find((r) => r.id === 'upperSlab')!.structure;
  expect(s.lattice).toEqual(stack.lattice);
  expect(cellParameters(s.lattice).c).toBeCloseTo(source.report.cell.c, 9);
});
