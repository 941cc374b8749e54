import fc from 'fast-check';
import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { countFrozen } from '#app/export/frozenCount.ts';
import { makeExport } from '#app/export/makeExport.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { build } from '#core/recipe/build.ts';
import type { Freeze } from '#core/recipe/freeze.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';

const { recipe } = DEFAULT_PRESET;
const built = build(recipe, library);

/** Atoms held in the POSCAR that the same choice writes. */
async function heldInFile(freeze: Freeze): Promise<number> {
  const written = await makeExport({
    recipe,
    target: { kind: 'format', id: 'poscar', symmetry: false },
    options: DEFAULT_EXPORT,
    coordinates: 'cartesian',
    freeze,
    positions: null,
    note: '',
    stem: 'stack',
    frames: null,
    seed: 1,
    preview: false,
  });
  if (written.kind !== 'file') throw new Error('no file');
  const { frozen } = readPoscar(await written.blob.text());
  return (frozen ?? new Uint8Array(0)).reduce((n, f) => n + f, 0) / 3;
}

test('the atoms counted as frozen are those farther from the interface than was chosen', () => {
  // The interface lies between the highest atom of the substrate and the lowest of the film.
  const { xyz, layer } = built.structure;
  const heights = (slab: number) =>
    xyz.filter((_, k) => k % 3 === 2 && layer[(k - 2) / 3] === slab);
  const [below, above] = [heights(0), heights(1)];
  const [top, bottom] = [Math.max(...below), Math.min(...above)];
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 14, noNaN: true }), (distanceAng) => {
      const far =
        below.filter((z) => z < top - distanceAng).length +
        above.filter((z) => z > bottom + distanceAng).length;
      expect(countFrozen({ built }, { kind: 'beyond', distanceAng })).toBe(far);
    }),
    { numRuns: 50 },
  );
});

test.each([
  { kind: 'none' },
  { kind: 'beyond', distanceAng: 4 },
  { kind: 'beyond', distanceAng: 100 },
  { kind: 'planes', bottom: 2, top: 1 },
] as const)('%o: as many as the written POSCAR holds', async (freeze) => {
  expect(countFrozen({ built }, freeze)).toBe(await heldInFile(freeze));
});
