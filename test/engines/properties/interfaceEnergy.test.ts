import { expect, test } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import { energiesFromTotals } from '#core/export/references/energies.ts';
import { referencesOf } from '#core/export/references/references.ts';
import { energyDensity, normalResponse } from '#core/match/elastic.ts';
import { det, inverse, mul, mulRow } from '#core/math/mat3.ts';
import { type Built, build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { type Adhesion, adhesion } from '#engines/dynamics/adhesion.ts';
import { fieldOf } from '#engines/properties/bulkCrystal.ts';
import { type BulkReference, bulkReferences } from '#engines/properties/bulkReferences.ts';
import { cellRelaxation, restOf } from '#engines/properties/cellRelaxation.ts';
import { elasticConstants } from '#engines/properties/elasticConstants.ts';
import { interfaceEnergy } from '#engines/properties/interfaceEnergy.ts';
import { strainEnergies } from '#engines/properties/strainEnergies.ts';
import { strained } from '#engines/properties/strained.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { library } from '../../helpers/library.ts';
import { pairPotential } from '../../helpers/pairPotential.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const network = readyNetwork(randomModel(5));
/** At rest at once: what is computed is of the places as built. */
const STILL = { forceEvAng: 1e9, maxSteps: 1 };

function ended<T>(steps: Generator<unknown, T, void>): T {
  for (let next = steps.next(); ; next = steps.next()) if (next.done === true) return next.value;
}

test('is what the formula of the references bundle makes of the seven energies', () => {
  const built = build(presetOf('ws2-mos2').recipe, library);
  const { structure } = built;
  const d0 = built.slabs[1]!.separationAng!;
  const work = ended(
    adhesion(network, {
      structure,
      frozen: null,
      lower: 0,
      separationAng: d0,
      separationsAng: [d0],
      relax: STILL,
    }),
  );
  const { all, account } = referencesOf(built, reportOf(built), structure);
  const energy = Object.fromEntries(
    all.map(({ id, structure: of }) => [id, evaluate(network, of).energyEv]),
  );
  const found = energiesFromTotals(account, {
    stack: energy['stack']!,
    lowerSlab: energy['lowerSlab']!,
    upperSlab: energy['upperSlab']!,
    lowerBulkStrained: energy['lowerBulkStrained']!,
    upperBulkStrained: energy['upperBulkStrained']!,
    lowerBulkUnstrained: energy['lowerBulkUnstrained']!,
    upperBulkUnstrained: energy['upperBulkUnstrained']!,
  });
  expect(work.relaxedEvAng2).toBeCloseTo(found.workOfAdhesion.eVPerAng2, 5);
  const gamma = ended(
    interfaceEnergy(fieldOf(network), bulkReferences(built)!, work, STILL),
  )!.evAng2;
  expect(gamma).toBeCloseTo(found.interfaceEnergy!.eVPerAng2, 5);
  // Layers have hardly any surface energy: what free slabs and work count is seen where they are others.
  const other = {
    ...work,
    relaxedEvAng2: work.relaxedEvAng2! + 0.1,
    sidesEvAng2: work.sidesEvAng2! + 0.3,
  };
  expect(
    ended(interfaceEnergy(fieldOf(network), bulkReferences(built)!, other, STILL))!.evAng2 - gamma,
  ).toBeCloseTo(0.05, 9);
  // 0.1 eV/Å² more work than the surfaces cost: that cannot be.
  const below = { ...work, relaxedEvAng2: work.relaxedEvAng2! + 0.1 };
  const impossible = interfaceEnergy(fieldOf(network), bulkReferences(built)!, below, STILL);
  expect(ended(impossible)!.notes).toEqual([expect.stringContaining('is negative')]);
});

test('there is none where a slab holds more than whole formulas, or nothing was relaxed', () => {
  const work = (
    relaxedEvAng2: number | null,
  ): Pick<Adhesion, 'relaxedEvAng2' | 'sidesEvAng2' | 'converged'> => ({
    converged: true,
    relaxedEvAng2,
    sidesEvAng2: relaxedEvAng2,
  });
  const perovskite = build(presetOf('cspbbr3-cds').recipe, library);
  const none = (of: Built, by: number | null) =>
    expect(
      ended(interfaceEnergy(fieldOf(network), bulkReferences(of)!, work(by), STILL)),
    ).toBeNull();
  none(perovskite, 0.1);
  const layers = build(presetOf('ws2-mos2').recipe, library);
  none(layers, null);
  // A superlattice has two interfaces.
  expect(
    bulkReferences(
      build(
        {
          ...layers.recipe,
          steps: [...layers.recipe.steps.slice(0, -1), { kind: 'superlattice', separationAng: 3 }],
        },
        library,
      ),
    ),
  ).toBeNull();
});

/** A hexagonal crystal whose axes stand askew to x, y and z. */
const askew = (): Structure => {
  const [a, c] = [3, 4.8];
  const rows = [a, 0, 0, -a / 2, (a * Math.sqrt(3)) / 2, 0, 0, 0, c];
  const [p, q] = [Math.cos(0.6), Math.sin(0.6)];
  const lattice = mul(mul(rows, [p, q, 0, -q, p, 0, 0, 0, 1]), [1, 0, 0, 0, p, q, 0, -q, p]);
  const second = mulRow([1 / 3, 2 / 3, 1 / 2], lattice);
  return {
    lattice,
    numbers: Uint8Array.of(18, 18),
    xyz: Float64Array.of(0, 0, 0, ...second),
    layer: new Uint16Array(2),
  };
};
const FINE = { forceEvAng: 1e-5, maxSteps: 3000 };
const byPairs = pairPotential();

test('the energy of a small strain is that of linear elasticity, for a crystal of any orientation', () => {
  const { structure, stiffness } = ended(elasticConstants(askew(), () => byPairs, FINE));
  const strain = { xx: 0.002, yy: -0.001, xy: 0.0007 };
  const to = [1.002, 0.0007, 0, 0.0007, 0.999, 0, 0, 0, 1];
  // Other lattice constants of the document are no strain.
  const unstrained = strained(structure, Float64Array.of(1.01, 0, 0, 0, 0.99, 0, 0.005, 0, 1.01));
  const side = (from: Structure): BulkReference => ({
    label: 'hcp',
    unstrained: from,
    strained: strained(from, Float64Array.from(to)),
    atoms: 40,
    units: 40,
    bulkUnits: 2,
    isWhole: true,
  });
  const still = { ...side(unstrained), strained: unstrained };
  const found = ended(
    strainEnergies(() => byPairs, { areaAng2: 50, sides: [still, side(unstrained)] }, FINE),
  );
  expect(found[0]).toMatchObject({ evPerAtom: 0, evAng2: 0, converged: true });
  const meVAng3 = energyDensity(stiffness, strain, normalResponse(stiffness, strain));
  const expected = (meVAng3 * det(structure.lattice)) / 2 / 1000;
  expect(expected).toBeGreaterThan(1e-6);
  expect(found[1]!.evPerAtom / expected).toBeCloseTo(1, 1);
  expect(found[1]!.evAng2).toBeCloseTo((40 * found[1]!.evPerAtom) / 50, 12);
  expect(found[1]!.converged).toBe(true);
});

test('the normal of a bulk is free, so that a slab with more layers has the same interface energy', () => {
  const rest = ended(restOf(cellRelaxation(askew(), byPairs, FINE))).structure;
  const bulk = strained(rest, Float64Array.of(1.02, 0, 0, 0, 1.02, 0, 0, 0, 1));
  const end = ended(restOf(cellRelaxation(bulk, byPairs, { ...FINE, free: 'normal' })));
  const moved = mul(inverse(bulk.lattice), end.structure.lattice);
  // The plane x, y is where it was.
  expect([...moved.slice(0, 6)]).toEqual([1, 0, 0, 0, 1, 0].map((x) => expect.closeTo(x, 9)));
  const { stress } = byPairs(end.structure.xyz, end.structure.lattice);
  for (const k of [2, 5, 8]) expect(Math.abs(stress[k]!)).toBeLessThan(1e-6);
  expect(Math.abs(stress[0]!)).toBeGreaterThan(1e-4);

  const gamma = (layers: number): number => {
    const side: BulkReference = {
      label: 'hcp',
      strained: bulk,
      unstrained: rest,
      atoms: 2 * layers,
      units: 2 * layers,
      bulkUnits: 2,
      isWhole: true,
    };
    // Two slabs whose layers have relaxed, each with two faces of 0.05 eV/Å², parted by 0.08.
    const sidesEvAng2 = (2 * layers * end.energyEv) / 10 + 4 * 0.05;
    const work = { relaxedEvAng2: 0.08, sidesEvAng2, converged: true };
    return ended(interfaceEnergy(() => byPairs, { areaAng2: 10, sides: [side, side] }, work, FINE))!
      .evAng2;
  };
  expect(gamma(4)).toBeCloseTo(0.02, 5);
  expect(gamma(40)).toBeCloseTo(0.02, 4);
});
