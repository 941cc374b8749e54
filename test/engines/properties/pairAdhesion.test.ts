import { expect, test } from 'vitest';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { terminationPairs } from '#core/registry/terminationPairs.ts';
import { adhesion } from '#engines/dynamics/adhesion.ts';
import { bulkReferences } from '#engines/properties/bulkReferences.ts';
import { pairAdhesion } from '#engines/properties/pairAdhesion.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { library } from '../../helpers/library.ts';
import { randomModel } from '../../helpers/randomModel.ts';

test('each pair has the work of adhesion of its own interface, in the order asked', () => {
  const network = readyNetwork(randomModel(5));
  const interfaces = terminationPairs(presetOf('ws2-mos2').recipe, library)
    .slice(0, 2)
    .map(({ built }) => ({
      structure: built.structure,
      separationAng: built.slabs[1]!.separationAng!,
      bulks: bulkReferences(built),
    }));
  const relax = { forceEvAng: 1e-6, maxSteps: 1 };
  const steps = pairAdhesion(network, interfaces, relax);
  const told: number[] = [];
  let next = steps.next();
  for (; next.done !== true; next = steps.next()) told.push(next.value.pair);
  expect([...new Set(told)]).toEqual(interfaces.map((_, k) => k));
  for (const [k, { structure, separationAng }] of interfaces.entries()) {
    const { best, separationsAng, rigidEvAng2 } = next.value[k]!;
    const alone = adhesion(network, {
      structure,
      frozen: null,
      lower: 0,
      separationAng,
      // Its minimum may be at an end of the range, beyond which another is deeper.
      separationsAng: separationsAng.filter((d) => Math.abs(d - best.separationAng) < 0.25),
      relax: null,
    });
    let end = alone.next();
    while (end.done !== true) end = alone.next();
    // Layers of whole formulas.
    expect(next.value[k]!.interface!.evAng2).toEqual(expect.any(Number));
    expect(end.value.rigidEvAng2).toBeCloseTo(rigidEvAng2, 9);
  }
});
