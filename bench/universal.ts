import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe, Step } from '#core/recipe/recipe.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { plainKernels } from '#engines/universal/kernels/plainKernels.ts';
import { wasmKernels } from '#engines/universal/kernels/wasmKernels.ts';
import { parseModel } from '#engines/universal/model/modelFile.ts';
import { buildNetwork } from '#engines/universal/network.ts';
import { library } from '../test/helpers/library.ts';
import { randomModel } from '../test/helpers/randomModel.ts';

/**
 * `npx tsx bench/universal.ts`: one evaluation (energy, forces, stress) by the universal potential in one thread.
 * Weights are random: they do not change the time.
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

const bytes = randomModel(1);
const networks = [wasmKernels(), plainKernels()].map((kernels) => {
  const start = performance.now();
  const network = buildNetwork(parseModel(bytes), kernels);
  console.log(`${kernels.name}: ready after ${(performance.now() - start).toFixed(0)} ms`);
  return network;
});

/** Shortest of some evaluations: what the machine can do when nothing else runs. */
function shortest(run: () => void, times: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

console.log('\natoms   pairs   WebAssembly ms   plain ms   ratio   memory MiB');
for (const [a, b] of [
  [1, 1],
  [2, 2],
  [4, 5],
] as const) {
  const { structure } = build(stack(a, b), library);
  const [fast, plain] = networks.map((network, k) =>
    shortest(() => evaluate(network, structure), k === 0 ? 5 : a === 4 ? 1 : 2),
  ) as [number, number];
  const { edges } = evaluate(networks[0]!, structure);
  const memory = (4 * networks[0]!.kernels.heap.floats.length) / 2 ** 20;
  console.log(
    `${String(structure.numbers.length).padStart(5)}  ${String(edges).padStart(6)}   ${fast.toFixed(0).padStart(14)}   ${plain.toFixed(0).padStart(8)}   ${(plain / fast).toFixed(1).padStart(5)}   ${memory.toFixed(0).padStart(10)}`,
  );
}
