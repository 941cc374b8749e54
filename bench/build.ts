import { bondsOf } from '#core/crystal/neighbors.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe, Step } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { library } from '../test/helpers/library.ts';

/** `npx tsx bench/build.ts`: median time of a build and of what the page derives from it. */
const repeated = (n: number): Recipe => ({
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
                [0, 2 * n],
                [-2 * n, 0],
              ],
            },
          },
  ),
});

function median(run: () => void, times: number): number {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

console.log('atoms     build ms   report ms   bonds ms   (medians, Node)');
for (const n of [1, 10]) {
  const recipe = repeated(n);
  const built = build(recipe, library);
  const times = n === 1 ? 101 : 5;
  const row = [
    median(() => build(recipe, library), times),
    median(() => reportOf(built), times),
    median(() => bondsOf(built.structure), times),
  ];
  console.log(
    String(built.structure.numbers.length).padEnd(9),
    ...row.map((ms) => ms.toFixed(2).padStart(9)),
  );
}
