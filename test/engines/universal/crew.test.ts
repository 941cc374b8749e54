import { afterAll, expect, test } from 'vitest';
import { startThread } from '#cli/universal/threads.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { readyNetwork, readyPotential } from '#engines/universal/potential.ts';
import { library } from '../../helpers/library.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const bytes = new Uint8Array(randomModel(5));
const one = readyNetwork(bytes);
const structure = build(presetOf('cspbbr3-cds-1x1').recipe, library).structure;
const crews = await Promise.all(
  [2, 3].map((threads) =>
    readyPotential({ bytes, dispersion: 'none' }, { threads, start: startThread }),
  ),
);
afterAll(() => {
  for (const { crew } of crews) crew?.end();
});

test.each([0, 1])('threads give the very numbers of one, evaluation after evaluation (%i)', (k) => {
  const network = crews[k]!;
  expect(network.crew?.threads).toBe(k + 2);
  expect(network.kernels.name).toContain(`${k + 2} threads`);
  const exact = evaluate(one, structure);
  for (let round = 0; round < 3; round++) {
    const found = evaluate(network, structure);
    expect(found.edges).toBe(exact.edges);
    expect(found.energyEv).toBe(exact.energyEv);
    expect(found.forces).toEqual(exact.forces);
    expect(found.stress).toEqual(exact.stress);
  }
});

test('a structure of few atoms is done by one thread, with the same numbers', () => {
  const few = {
    ...structure,
    numbers: structure.numbers.slice(0, 2),
    xyz: structure.xyz.slice(0, 6),
  };
  expect(evaluate(crews[0]!, few)).toEqual(evaluate(one, few));
});

test('where a thread cannot be started, one does it all', async () => {
  const network = await readyPotential(
    { bytes, dispersion: 'none' },
    {
      threads: 2,
      start: () => ({ ready: Promise.reject(new Error('refused')), end: () => undefined }),
    },
  );
  expect(network.crew).toBe(null);
  expect(network.kernels.name).not.toContain('threads');
  expect(evaluate(network, structure).energyEv).toBe(evaluate(one, structure).energyEv);
});
