import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { loadDispersion } from '#engines/dispersion/loadDispersion.ts';
import { type Adhesion, type AdhesionRequest, adhesion } from '#engines/dynamics/adhesion.ts';
import { separationRange } from '#engines/dynamics/separationRange.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { library } from '../../helpers/library.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const network = readyNetwork(randomModel(5));
const built = build(presetOf('ws2-mos2').recipe, library);
const { structure } = built;
const separationAng = built.slabs[1]!.separationAng!;

function compute(change: Partial<AdhesionRequest> = {}, by = network): Adhesion {
  const steps = adhesion(by, {
    structure,
    frozen: null,
    lower: 0,
    separationAng,
    separationsAng: [1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7],
    relax: null,
    ...change,
  });
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
  }
}

test('the curve is the energy of the stack less that of its slabs, each alone, by area', () => {
  const found = compute();
  const { lattice: l } = structure;
  expect(found.areaAng2).toBeCloseTo(l[0]! * l[4]! - l[1]! * l[3]!, 9);
  const tall = l.map((x, k) => (k === 8 ? 40 : x));
  const part = (slab: number) => {
    const kept = [...structure.layer.keys()].filter((i) => structure.layer[i] === slab);
    return {
      lattice: tall,
      numbers: Uint8Array.from(kept, (i) => structure.numbers[i]!),
      xyz: Float64Array.from(kept.flatMap((i) => [...structure.xyz.subarray(3 * i, 3 * i + 3)])),
      layer: new Uint16Array(kept.length),
    };
  };
  const alone = [0, 1].reduce((sum, k) => sum + evaluate(network, part(k)).energyEv, 0);
  for (const [k, d] of found.separationsAng.entries()) {
    const xyz = structure.xyz.map((x, c) =>
      c % 3 === 2 && structure.layer[(c - 2) / 3] === 1 ? x + d - separationAng : x,
    );
    const whole = evaluate(network, { ...structure, lattice: tall, xyz }).energyEv;
    expect(found.energiesEvAng2[k]).toBeCloseTo((whole - alone) / found.areaAng2, 5);
  }
  // Nothing acts farther than the cutoff of 6 Å.
  expect(Math.abs(found.energiesEvAng2.at(-1)!)).toBeLessThan(1e-6);
  expect(Math.abs(found.energiesEvAng2[0]!)).toBeGreaterThan(1e-4);
});

test('with dispersion, which reaches farther, the sides are apart only beyond its reach', async () => {
  const by = readyNetwork(randomModel(5), await loadDispersion('bj'));
  const { energiesEvAng2, areaAng2 } = compute({ separationsAng: [6, 8] }, by);
  const without = compute({ separationsAng: [6, 8] }).energiesEvAng2;
  const tall = structure.lattice.map((x, k) => (k === 8 ? 200 : x));
  const termAt = (d: number): number => {
    const xyz = structure.xyz.map((x, c) =>
      c % 3 === 2 && structure.layer[(c - 2) / 3] === 1 ? x + d - separationAng : x,
    );
    return by.dispersion!.energyOf({ ...structure, lattice: tall, xyz }).energyEv;
  };
  for (const [k, d] of [6, 8].entries())
    expect(energiesEvAng2[k]! - without[k]!).toBeCloseTo((termAt(d) - termAt(90)) / areaAng2, 6);
  expect(energiesEvAng2[0]! - without[0]!).toBeLessThan(-1e-4);
});

test('the best d₀ is a minimum of the curve, and the rigid work its depth', () => {
  const { best, rigidEvAng2 } = compute();
  expect(best.isInside).toBe(true);
  expect(rigidEvAng2).toBe(-best.energyEvAng2);
  const d = best.separationAng;
  const around = compute({ separationsAng: [d - 0.03, d, d + 0.03] }).energiesEvAng2;
  expect(around[0]).toBeGreaterThan(around[1]!);
  expect(around[2]).toBeGreaterThan(around[1]!);
  expect(compute({ separationsAng: [d + 0.2, d + 0.4] }).best).toMatchObject({
    separationAng: d + 0.2,
    isInside: false,
  });
});

test('two cells side by side have the same energies by area', () => {
  const { lattice: l, numbers, xyz, layer } = structure;
  const twice = {
    lattice: l.map((x, k) => (k < 3 ? 2 * x : x)),
    numbers: Uint8Array.of(...numbers, ...numbers),
    xyz: Float64Array.of(...xyz, ...xyz.map((x, k) => x + l[k % 3]!)),
    layer: Uint16Array.of(...layer, ...layer),
  };
  const [one, two] = [compute(), compute({ structure: twice })];
  for (const [k, e] of one.energiesEvAng2.entries())
    expect(two.energiesEvAng2[k]).toBeCloseTo(e, 5);
});

test('relaxed sides and interface have the work of the three energies, and frozen atoms stay rigid', () => {
  const relax = { forceEvAng: 1e-3, maxSteps: 200 };
  const found = compute({ relax });
  expect(found.relaxedEvAng2).not.toBeNull();
  expect(found.relaxedEvAng2).not.toBeCloseTo(found.rigidEvAng2, 5);
  // With every atom held but one far from the interface's face nothing is left to relax there.
  const frozen = new Uint8Array(6).fill(1);
  const held = compute({ relax, frozen });
  expect(held.relaxedEvAng2).toBeCloseTo(held.rigidEvAng2, 6);
  expect(held.converged).toBe(true);
  expect(compute({ relax: { forceEvAng: 1e-6, maxSteps: 1 } }).converged).toBe(false);
});

test('a curve goes from below the present d₀ to where nothing acts any more', () => {
  const range = separationRange(2.8);
  expect(range[0]).toBeCloseTo(2.3, 9);
  expect(range).toContain(2.8);
  expect(range.at(-1)).toBeGreaterThan(5.5);
  for (let k = 1; k < range.length; k++) expect(range[k]).toBeGreaterThan(range[k - 1]!);
  expect(separationRange(0.2)[0]).toBe(0.5);
});
