import { availableParallelism, loadavg } from 'node:os';
import { startThread } from '#cli/universal/threads.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe, Step } from '#core/recipe/recipe.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { plainKernels } from '#engines/universal/kernels/plainKernels.ts';
import { wasmKernels } from '#engines/universal/kernels/wasmKernels.ts';
import { parseModel } from '#engines/universal/model/modelFile.ts';
import { buildNetwork, type Network } from '#engines/universal/network.ts';
import { readyPotential } from '#engines/universal/potential.ts';
import { library } from '../test/helpers/library.ts';
import { randomModel } from '../test/helpers/randomModel.ts';

/**
 * `npx tsx bench/universal.ts [threads]`: one evaluation (energy, forces, stress) by the universal potential, in one
 * thread and in several, with the load of the machine. Weights are random: they do not change the time.
 */
const stack = (a: number, b: number): Recipe => ({
  ...DEFAULT_PRESET.recipe,
  steps: DEFAULT_PRESET.recipe.steps.map(
    (s): Step =>
      s.kind === 'vacuum' || s.kind === 'superlattice'
        ? s
        : {
            ...s,
            slab: {
              ...s.slab,
              matrix: [
                [0, a],
                [-b, 0],
              ],
            },
          },
  ),
});

const bytes = new Uint8Array(randomModel(1));
/** Threads to share an evaluation, besides one: as many as this machine has cores, or as asked. */
const threads = Number(process.argv[2] ?? availableParallelism());

const one = buildNetwork(parseModel(bytes), wasmKernels());
const plain = buildNetwork(parseModel(bytes), plainKernels());
const start = performance.now();
const shared = await readyPotential({ bytes, dispersion: 'none' }, { threads, start: startThread });
console.log(`${shared.kernels.name}: ready after ${(performance.now() - start).toFixed(0)} ms`);

/** Shortest of some evaluations: what the machine can do when nothing else runs. */
function shortest(network: Network, structure: Structure, times: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    evaluate(network, structure);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

console.log(
  `load ${loadavg()[0]!.toFixed(1)}\n\natoms   pairs   plain ms   1 thread ms   ${threads} threads ms   1 to ${threads}   memory MiB`,
);
for (const [a, b] of [
  [1, 1],
  [2, 2],
  [4, 5],
] as const) {
  const { structure } = build(stack(a, b), library);
  const times = a === 4 ? 4 : 12;
  // In turn, so that a busy moment of the machine falls on both.
  const best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < times; round++)
    for (const [k, network] of [one, shared].entries())
      best[k] = Math.min(best[k]!, shortest(network, structure, 1));
  const reference = shortest(plain, structure, 1);
  const { edges } = evaluate(one, structure);
  const memory = (4 * one.kernels.heap.floats.length) / 2 ** 20;
  const cells = [
    String(structure.numbers.length).padStart(5),
    String(edges).padStart(6),
    reference.toFixed(0).padStart(8),
    best[0]!.toFixed(0).padStart(11),
    best[1]!.toFixed(0).padStart(12),
    (best[0]! / best[1]!).toFixed(2).padStart(6),
    memory.toFixed(0).padStart(10),
  ];
  console.log(cells.join('   '));
}
shared.crew?.end();
