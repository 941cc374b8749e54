import { expect, test } from 'vitest';
import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { composition } from '#core/crystal/structure.ts';
import { crystalOf, type Material } from '#core/recipe/crystals/library.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';
import { boundsOf, excessOf } from '#engines/properties/chemicalPotentials.ts';
import { rankTerminations } from '#engines/properties/rankTerminations.ts';
import { type SurfaceEnergies, surfaceEnergies } from '#engines/properties/surfaceEnergies.ts';
import { library } from '../../helpers/library.ts';
import { pairPotential } from '../../helpers/pairPotential.ts';

const pairs = pairPotential();
const hcp: Material = {
  id: 'hcp',
  name: 'hcp',
  formula: 'Mg',
  phase: 'hcp',
  spaceGroup: { number: 194, symbol: 'P63/mmc', hall: '-P 6c 2c' },
  sites: [{ symbol: 'Mg', xyz: [1 / 3, 2 / 3, 0.25], chargeE: 0 }],
  constants: [{ id: 'x', label: 'x', kind: 'computed', cell: { a: 3, c: 4.9 }, source: 'a test' }],
};

function compute(
  material: Material,
  hkl: readonly number[],
  thicknessAng = 14,
  fieldOf: (of: Structure) => StressField = () => pairs,
): SurfaceEnergies {
  const steps = surfaceEnergies(material, material.constants[0]!.cell, fieldOf, {
    hkl,
    thicknessAng,
    forceEvAng: 1e-4,
    maxSteps: 2000,
    reachAng: 6,
  });
  let next = steps.next();
  while (next.done !== true) next = steps.next();
  return next.value;
}

/** Energy of the pairs that a cut between two planes parts, by face: no slab is needed for it. */
function cutPairs(material: Material, cell: { a: number }, hkl: readonly number[]): number {
  const surface = surfaceOf(crystalOf(material, cell), hkl);
  const { lattice, xyz, numbers, planes, layerPeriodAng } = surface;
  const spacing = layerPeriodAng / planes.length;
  const far = Float64Array.of(50, 0, 0, 0, 50, 0, 0, 0, 50);
  let sum = 0;
  forEachPair(lattice, xyz, 6.5, (i, j, image, ang) => {
    const height = Math.abs(xyz[3 * j + 2]! - xyz[3 * i + 2]! + image[2] * lattice[8]!);
    const { energyEv } = pairs(Float64Array.of(0, 0, 0, ang, 0, 0), far);
    sum += energyEv * Math.round(height / spacing);
  });
  expect(numbers.length).toBe(planes.reduce((n, { atoms }) => n + atoms.length, 0));
  const area = Math.abs(lattice[0]! * lattice[4]! - lattice[1]! * lattice[3]!);
  return -sum / planes.length / 2 / area;
}

test.each([
  ['fcc (100)', library.get('Al')!, [1, 0, 0]],
  ['fcc (211)', library.get('Al')!, [2, 1, 1]],
  ['hcp (0001)', hcp, [0, 0, 1]],
])(
  '%s by pairs of atoms: the rigid energy is that of the pairs that are parted',
  (_, material, hkl) => {
    const { terminations, bulk } = compute(material, hkl);
    const wanted = cutPairs(material, bulk.cell, hkl);
    expect(wanted).toBeGreaterThan(0.005);
    for (const { rigidEvAng2, relaxedEvAng2, excess, faces, converged } of terminations) {
      expect(rigidEvAng2 / wanted).toBeCloseTo(1, 3);
      expect(relaxedEvAng2).toBeLessThan(rigidEvAng2);
      expect([excess, faces, converged]).toEqual([{}, 'alike', true]);
    }
  },
);

test('a thicker slab has the same surface energy', () => {
  const [thin, thick] = [14, 24].map((ang) => compute(hcp, [0, 0, 1], ang).terminations[0]!);
  expect(thick!.planes).toBeGreaterThan(thin!.planes);
  expect(thick!.relaxedEvAng2 / thin!.relaxedEvAng2).toBeCloseTo(1, 3);
});

/** Energies that know nothing but how many atoms there are: −1 eV for Sr, −2 Ti, −3 O, and the same for every surface. */
const byCounts = ({ numbers }: Structure): StressField => {
  const energyEv = numbers.reduce((sum, z) => sum - ({ 38: 1, 22: 2, 8: 3 }[z] ?? 0), 0);
  return (xyz) => ({ energyEv, forces: new Float64Array(xyz.length), stress: new Float64Array(9) });
};

test('polar planes: a line over one chemical potential, between the crystals that bound it', () => {
  const found = compute(library.get('SrTiO3')!, [1, 0, 0], 10, byCounts);
  const [sr, ti] = ['SrO', 'TiO2'].map(
    (label) => found.terminations.find((t) => t.label === label)!,
  );
  // Half a formula for each face, of an odd number of planes.
  expect(sr!.excess).toEqual({ Ti: -0.5, O: -1 });
  expect(ti!.excess).toEqual({ Ti: 0.5, O: 1 });
  const phases = [
    { name: 'SrO', composition: { Sr: 1, O: 1 }, energyEv: -4.5 },
    { name: 'TiO2', composition: { Ti: 1, O: 2 }, energyEv: -8.25 },
    { name: 'Ge', composition: { Ge: 1 }, energyEv: -100 },
  ];
  const ranked = rankTerminations(found, phases);
  expect(ranked).toMatchObject({ unit: 'TiO2', zero: 'high', zeroEv: -8.25 });
  // μ(SrTiO3) = −12 eV: TiO2 cannot be lower than what SrO leaves of it.
  expect(ranked.high).toMatchObject({ energyEv: 0, by: ['TiO2'] });
  expect(ranked.low!.energyEv).toBeCloseTo(-12 + 4.5 + 8.25, 9);
  expect(ranked.low!.by).toEqual(['SrO']);
  const of = (label: string) => ranked.lines.find((line) => line.label === label)!;
  // Atoms by themselves have μ(TiO2) = −8, where both surfaces cost nothing: 0.25 eV higher than zero.
  const areaAng2 = found.bulk.cell.a ** 2;
  for (const [label, part] of [
    ['SrO', -0.5],
    ['TiO2', 0.5],
  ] as const) {
    expect(of(label).slopePerAng2).toBeCloseTo(-part / areaAng2, 9);
    expect(of(label).energyEvAng2! + 0.25 * of(label).slopePerAng2).toBeCloseTo(0, 9);
  }
  // Without phases zero is where they cross.
  const alone = rankTerminations(found, []);
  expect(alone).toMatchObject({ zero: 'crossing', low: null, high: null });
  expect(alone.zeroEv).toBeCloseTo(-8, 9);
  for (const line of alone.lines) expect(line.energyEvAng2).toBeCloseTo(0, 9);
});

test('a face that cannot be had on both sides is told as the mean of both', () => {
  const { terminations } = compute(library.get('CdS')!, [1, 1, 1], 8, byCounts);
  for (const { faces, excess } of terminations) expect([faces, excess]).toEqual(['mean', {}]);
});

test('several phases together bound a potential that none does alone', () => {
  const crystal = { name: 'ABX3', composition: { A: 1, B: 1, X: 3 }, energyEv: -10 };
  const phases = [
    { name: 'A', composition: { A: 1 }, energyEv: -1 },
    { name: 'B', composition: { B: 1 }, energyEv: -1.5 },
    { name: 'X2', composition: { X: 2 }, energyEv: -4 },
  ];
  const { lowEv, highEv } = boundsOf({ X: 1 }, crystal, phases);
  expect(highEv).toEqual({ energyEv: -2, by: ['X2'] });
  // 3 μ(X) ≥ −10 − (−1) − (−1.5).
  expect(lowEv!.energyEv).toBeCloseTo(-7.5 / 3, 9);
  expect(lowEv!.by).toEqual(['A', 'B']);
  expect(boundsOf({ X: 1 }, crystal, phases.slice(0, 1)).lowEv).toBeNull();
});

test('an excess is told by as few elements as it can be', () => {
  const { numbers } = { numbers: Uint8Array.from([55, 55, 82, 35, 35, 35, 35]) };
  // Two CsBr and one PbBr2.
  expect(excessOf(composition(numbers), { Cs: 1, Pb: 1, Br: 3 })).toEqual({
    formulas: 2,
    excess: { Pb: -1, Br: -2 },
  });
  expect(excessOf({ Cs: 1, Pb: 1, Br: 5 }, { Cs: 1, Pb: 1, Br: 3 }).excess).toEqual({ Br: 2 });
  expect(excessOf({ Cs: 2, Pb: 2, Br: 6 }, { Cs: 1, Pb: 1, Br: 3 }).excess).toEqual({});
});
