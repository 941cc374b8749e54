import { expect, test } from 'vitest';
import { energiesFromTotals } from '#core/export/references/energies.ts';
import { referencesOf } from '#core/export/references/references.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { type Adhesion, adhesion } from '#engines/dynamics/adhesion.ts';
import { interfaceEnergy } from '#engines/properties/interfaceEnergy.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { library } from '../../helpers/library.ts';
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
  const gamma = ended(interfaceEnergy(network, built, work, STILL))!;
  expect(gamma).toBeCloseTo(found.interfaceEnergy!.eVPerAng2, 5);
  // Layers have hardly any surface energy: what free slabs and work count is seen where they are others.
  const other = { relaxedEvAng2: work.relaxedEvAng2! + 0.1, sidesEvAng2: work.sidesEvAng2! + 0.3 };
  expect(ended(interfaceEnergy(network, built, other, STILL))! - gamma).toBeCloseTo(0.05, 9);
});

test('there is none where a slab holds more than whole formulas, or nothing was relaxed', () => {
  const work = (relaxedEvAng2: number | null): Pick<Adhesion, 'relaxedEvAng2' | 'sidesEvAng2'> => ({
    relaxedEvAng2,
    sidesEvAng2: relaxedEvAng2,
  });
  const perovskite = build(presetOf('cspbbr3-cds').recipe, library);
  expect(ended(interfaceEnergy(network, perovskite, work(0.1), STILL))).toBeNull();
  const layers = build(presetOf('ws2-mos2').recipe, library);
  expect(ended(interfaceEnergy(network, layers, work(null), STILL))).toBeNull();
});
