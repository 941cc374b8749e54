import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import type { Evaluation } from '#engines/universal/evaluation.ts';
import type { Card } from '#engines/universal/gpu/card.ts';
import { trustedCard } from '#engines/universal/gpu/trustedCard.ts';
import { computedBy } from '#engines/universal/network.ts';
import { readyNetwork, readyPotential } from '#engines/universal/potential.ts';
import { library } from '../../../helpers/library.ts';
import { processorCard } from '../../../helpers/processorCard.ts';
import { randomModel } from '../../../helpers/randomModel.ts';

const bytes = new Uint8Array(randomModel(5));
const one = readyNetwork(bytes);
const { structure } = build(presetOf('ws2-mos2').recipe, library);
const exact = evaluate(one, structure);
const NAME = 'WebGPU, 32 bit (a card of tests)';

const beside = (card: Card) => ({ ...one, card: trustedCard(card, false) });
/** As the page makes it ready. */
const readyWith = (card: null | Error, compute: 'automatic' | 'card' = 'card') =>
  readyPotential({ bytes, dispersion: 'none' }, null, {
    compute,
    start: async () => {
      if (card instanceof Error) throw card;
      return card;
    },
  });
const closeTo = (found: Evaluation) => {
  expect(Math.abs(found.energyEv - exact.energyEv)).toBeLessThan(1e-5);
  for (const [k, force] of exact.forces.entries())
    expect(Math.abs(found.forces[k]! - force)).toBeLessThan(1e-4);
  for (const [k, stress] of exact.stress.entries())
    expect(Math.abs(found.stress[k]! - stress)).toBeLessThan(1e-5);
};

test('a card that is right computes, and is asked once for each evaluation', () => {
  const card = processorCard(one);
  let asked = 0;
  const network = beside({
    ...card,
    evaluate: (request) => {
      asked++;
      return card.evaluate(request);
    },
  });
  for (let k = 1; k < 4; k++) {
    closeTo(evaluate(network, structure));
    expect(asked).toBe(k);
  }
  expect(computedBy(network)).toBe(NAME);
});

test.each([
  ['a force', (out: Float32Array) => (out[out.length - 1]! += 0.01), /stress|forces by 0\.0/],
  ['an energy', (out: Float32Array) => (out[0]! += 1), /energies by \S+ eV\/atom/],
  ['no number', (out: Float32Array) => (out[out.length - 2] = Number.NaN), /forces by NaN eV\/Å/],
])('a card that is wrong (%s) is not used, and it is said', (_, spoil, reason) => {
  const card = processorCard(one);
  const network = beside({
    ...card,
    evaluate: (request) => {
      const out = card.evaluate(request);
      spoil(out);
      return out;
    },
  });
  for (let k = 0; k < 2; k++) expect(evaluate(network, structure)).toEqual(exact);
  expect(card.ended()).toBe(true);
  expect(computedBy(network)).toMatch(
    /^(WebAssembly|JavaScript).*: the numbers of the graphics card are wrong \(/,
  );
  expect(computedBy(network)).toMatch(reason);
});

test('a card that is lost in the middle leaves the rest to the processor, and it is said', () => {
  const card = processorCard(one);
  let left = 2;
  const network = beside({
    ...card,
    evaluate: (request) => {
      if (left-- === 0) throw new Error('the graphics card was lost (unplugged)');
      return card.evaluate(request);
    },
  });
  for (let k = 0; k < 2; k++) closeTo(evaluate(network, structure));
  for (let k = 0; k < 2; k++) expect(evaluate(network, structure)).toEqual(exact);
  expect(left).toBe(-1);
  expect(card.ended()).toBe(true);
  expect(computedBy(network)).toBe(
    `${one.kernels.name}, after ${NAME}: the graphics card was lost (unplugged)`,
  );
});

test('without a card it is the processor; where one was asked for, that is said', async () => {
  expect(computedBy(await readyWith(null, 'automatic'))).toBe(one.kernels.name);
  expect(computedBy(await readyWith(null))).toBe(
    `${one.kernels.name}, without a graphics card: the browser gives none`,
  );
  const network = await readyWith(new Error('no memory'));
  expect(computedBy(network)).toBe(`${one.kernels.name}, without a graphics card: no memory`);
  expect(evaluate(network, structure)).toEqual(exact);
});

test('atoms nearer than the table of the card goes are left to the processor', () => {
  const card = processorCard(one);
  const network = beside(card);
  const near = structure.xyz.slice();
  near.set([near[0]! + 0.2, near[1]!, near[2]!], 3);
  expect(evaluate(network, { ...structure, xyz: near })).toEqual(
    evaluate(one, { ...structure, xyz: near }),
  );
});

test('where the faster is wanted, each size is timed once, after both were prepared', () => {
  const card = processorCard(one);
  let nowMs = 0;
  const trusted = trustedCard(card, true, () => nowMs);
  const done: string[] = [];
  const job = (edges: number, cardMs: number, processorMs: number) =>
    trusted.evaluate({
      edges,
      byCard: () => {
        nowMs += cardMs;
        done.push('card');
        return exact;
      },
      byProcessor: () => {
        nowMs += processorMs;
        done.push('processor');
        return exact;
      },
    });
  job(100, 5, 2);
  expect(done).toEqual(['processor', 'card', 'card', 'processor']);
  done.length = 0;
  job(110, 5, 2);
  expect(done).toEqual(['processor']);
  expect(trusted.said('WebAssembly')).toBe(`WebAssembly, faster here than ${NAME}`);
  job(5000, 5, 60);
  done.length = 0;
  job(5100, 5, 60);
  expect(done).toEqual(['card']);
  expect(trusted.said('WebAssembly')).toBe(`${NAME}, and WebAssembly where it is faster`);
});
