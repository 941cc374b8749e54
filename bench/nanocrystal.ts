import { buildNanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { NANOCRYSTAL_PRESETS } from '#core/nanocrystal/nanocrystalPresets.ts';
import { library } from '../test/helpers/library.ts';

/** `npx tsx bench/nanocrystal.ts`: time to build each preset, best of three after one that warms up. */
const rows = NANOCRYSTAL_PRESETS.map(({ id, recipe }) => {
  let atoms = buildNanocrystal(recipe, library).structure.numbers.length;
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 3; k++) {
    const start = performance.now();
    atoms = buildNanocrystal(recipe, library).structure.numbers.length;
    best = Math.min(best, performance.now() - start);
  }
  return { preset: id, atoms, 'build, ms': Math.round(best) };
});
console.table(rows);
