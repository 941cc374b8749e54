import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { unitCellStructure } from '#core/crystal/crystal.ts';
import { cellParameters, latticeFromParameters } from '#core/crystal/lattice.ts';
import { primitiveCell } from '#core/crystal/primitive.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { bulkModulusGPa, constantsOf, isPositive, rotateStiffness } from '#core/match/stiffness.ts';
import { det, inverse, mul } from '#core/math/mat3.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';
import { type ElasticResult, elasticConstants } from '#engines/properties/elasticConstants.ts';
import { strained } from '#engines/properties/strained.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { missing } from '../../helpers/codes.ts';
import { library } from '../../helpers/library.ts';
import { pairPotential } from '../../helpers/pairPotential.ts';

const crystal = (lattice: ArrayLike<number>, frac: number[][]): Structure => {
  const rows = Float64Array.from(lattice);
  return strained(
    {
      lattice: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
      numbers: new Uint8Array(frac.length).fill(18),
      xyz: Float64Array.from(frac.flat()),
      layer: new Uint16Array(frac.length),
    },
    rows,
  );
};
const fcc = crystal([0, 2.1, 2.1, 2.1, 0, 2.1, 2.1, 2.1, 0], [[0, 0, 0]]);
const hcp = crystal(
  latticeFromParameters({ a: 3, b: 3, c: 4.8, alpha: 90, beta: 90, gamma: 120 }),
  [
    [0, 0, 0],
    [1 / 3, 2 / 3, 0.5],
  ],
);

function compute(structure: Structure, fieldOf: (of: Structure) => StressField): ElasticResult {
  const steps = elasticConstants(structure, fieldOf, { forceEvAng: 1e-6, maxSteps: 2000 });
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
  }
}
const byPairs = () => pairPotential();

test('fcc by pairs of atoms: cubic, stable, with the relation of Cauchy, and the bulk modulus of its energies', () => {
  const { structure, stiffness, energyEv, converged, asymmetryGPa } = compute(fcc, byPairs);
  expect(converged).toBe(true);
  expect(asymmetryGPa).toBeLessThan(1e-3);
  const { cGPa, largestResidualGPa } = constantsOf(stiffness, 225)!;
  expect(largestResidualGPa).toBeLessThan(1e-3);
  expect(isPositive(stiffness)).toBe(true);
  // Central forces between atoms that are all centres of inversion, at no pressure: c12 = c44.
  expect(cGPa['c12']! / cGPa['c44']!).toBeCloseTo(1, 3);
  // d²E/dV² of the energies alone.
  const field = pairPotential();
  const energyAt = (s: number) => {
    const { xyz, lattice } = strained(
      structure,
      Float64Array.of(1 + s, 0, 0, 0, 1 + s, 0, 0, 0, 1 + s),
    );
    return field(xyz, lattice).energyEv;
  };
  const h = 0.002;
  const second = (energyAt(h) + energyAt(-h) - 2 * energyEv) / (h * h);
  const fromEnergies = (second / (9 * det(structure.lattice))) * 160.2176634;
  expect(bulkModulusGPa(stiffness)! / fromEnergies).toBeCloseTo(1, 3);
});

test('hcp, whose atoms move inside the strained cell: hexagonal, and energies say the same', () => {
  const { stiffness, check, structure } = compute(hcp, byPairs);
  const { cGPa, largestResidualGPa } = constantsOf(stiffness, 194)!;
  expect(largestResidualGPa).toBeLessThan(0.002 * cGPa['c11']!);
  expect(stiffness[35]! / (0.5 * (cGPa['c11']! - cGPa['c12']!))).toBeCloseTo(1, 2);
  // Atoms that are held in their places resist more.
  const field = pairPotential();
  const held = (shear: number) => {
    const { xyz, lattice } = strained(
      structure,
      Float64Array.of(1, shear / 2, 0, shear / 2, 1, 0, 0, 0, 1),
    );
    return field(xyz, lattice).stress[1]! * 160.2176634;
  };
  expect((held(0.005) - held(-0.005)) / 0.01).toBeGreaterThan(1.02 * stiffness[35]!);
  expect(check.byEnergy / check.byStiffness).toBeCloseTo(1, 2);
  const { a, c } = cellParameters(structure.lattice);
  expect(c / a).toBeCloseTo(1.633, 2);
});

test('a crystal in other axes has the same stiffness, turned', () => {
  const angle = 0.7;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // Rows are new axes: vectors as rows turn by its transpose.
  const turn = Float64Array.of(cos, 0, -sin, 0, 1, 0, sin, 0, cos);
  const back = Float64Array.of(cos, 0, sin, 0, 1, 0, -sin, 0, cos);
  const [plain, turned] = [compute(hcp, byPairs), compute(strained(hcp, back), byPairs)];
  const wanted = rotateStiffness(plain.stiffness, turn);
  for (const [k, value] of wanted.entries())
    expect(Math.abs(value - turned.stiffness[k]!)).toBeLessThan(2e-3 * plain.stiffness[0]!);
});

test('a run that may not finish says so', () => {
  const steps = elasticConstants(hcp, byPairs, { forceEvAng: 1e-9, maxSteps: 2 });
  let next = steps.next();
  while (next.done !== true) next = steps.next();
  expect(next.value.converged).toBe(false);
});

const HOME = new URL('../../../../shared/universal/', import.meta.url);
const there = existsSync(new URL('reference.json', HOME));
if (!there) missing('the published model of the universal potential and its reference numbers');

describe.skipIf(!there)('the published model', () => {
  const network = there ? readyNetwork(readFileSync(new URL('nequix-oam-1-pft.nqx', HOME))) : null;
  // Of nine cells each and a fit of Birch and Murnaghan, by another program.
  test.each([
    ['CsPbBr3', 6.007, 17.6],
    ['CdS', 5.94, 52.2],
    ['MgO', 4.255, 153.4],
  ])(
    '%s: lattice constant and bulk modulus',
    (id, aAng, bulkGPa) => {
      const material = library.get(id)!;
      const { crystal: small, basis } = primitiveCell(
        crystalOf(material, material.constants[0]!.cell),
      );
      const steps = elasticConstants(
        unitCellStructure(small),
        (of) => (xyz, lattice) => evaluate(network!, { ...of, xyz, lattice }),
        { forceEvAng: 1e-4, maxSteps: 500 },
      );
      let next = steps.next();
      while (next.done !== true) next = steps.next();
      const { structure, stiffness, check, converged } = next.value;
      expect(converged).toBe(true);
      expect(cellParameters(mul(inverse(basis), structure.lattice)).a).toBeCloseTo(aAng, 3);
      expect(Math.abs(bulkModulusGPa(stiffness)! / bulkGPa - 1)).toBeLessThan(0.005);
      expect(constantsOf(stiffness, material.spaceGroup.number)!.largestResidualGPa).toBeLessThan(
        0.02,
      );
      expect(Math.abs(check.byEnergy / check.byStiffness - 1)).toBeLessThan(0.005);
    },
    120_000,
  );
});
