import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { makeExport } from '#app/export/exportHandlers.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { build } from '#core/recipe/build.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { countFrozen, freezeText, frozenAtoms } from '#core/recipe/freeze.ts';
import { recipeHash } from '#core/recipe/hash.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Freeze } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { linkOf, recipeOfLink } from '#core/recipe/share.ts';
import { fc } from '../../helpers/property.ts';
import { failureOf } from '../io/structures.ts';

const { recipe } = DEFAULT_PRESET;
const built = build(recipe, library);
const frozen = (freeze: Freeze) => build(setFreeze(freeze)(recipe), library);

/** Atoms held in the POSCAR that the same choice writes. */
async function heldInFile(freeze: Freeze): Promise<number> {
  const written = await makeExport({
    recipe: setFreeze(freeze)(recipe),
    target: { kind: 'format', id: 'poscar', symmetry: false },
    options: DEFAULT_EXPORT,
    coordinates: 'cartesian',
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
      expect(countFrozen(frozen({ kind: 'beyond', distanceAng }))).toBe(far);
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
  expect(countFrozen(frozen(freeze))).toBe(await heldInFile(freeze));
});

test('what is frozen is part of the document: its text, its link and its hash, and of none without it', () => {
  expect('freeze' in recipe).toBe(false);
  expect(
    setFreeze({ kind: 'none' })(setFreeze({ kind: 'planes', bottom: 2, top: 1 })(recipe)),
  ).toEqual(recipe);
  // As the hash was before documents could freeze anything.
  expect(recipeHash(recipe)).toBe('defba11b');
  for (const freeze of [
    { kind: 'planes', bottom: 2, top: 1 },
    { kind: 'beyond', distanceAng: 7.5 },
  ] as const) {
    const held = setFreeze(freeze)(recipe);
    expect(parseRecipe(JSON.parse(JSON.stringify(held)))).toEqual(held);
    expect(recipeOfLink(linkOf(held))).toEqual(held);
    expect(recipeHash(held)).not.toBe(recipeHash(recipe));
    const [, note] = reportOf(build(held, library), 'about').notes;
    expect(note).toBe(
      `Frozen in exports and runs: ${freezeText(freeze)}, ${countFrozen(frozen(freeze))} of 200 atoms.`,
    );
  }
  expect(freezeText({ kind: 'planes', bottom: 2, top: 1 })).toBe(
    'the 2 lowest planes and the highest plane',
  );
});

test.each([
  [{ kind: 'planes', bottom: -1, top: 0 }, 'freeze.bottom'],
  [{ kind: 'planes', bottom: 0.5, top: 0 }, 'freeze.bottom'],
  [{ kind: 'planes', bottom: 1, top: 401 }, 'freeze.top'],
  [{ kind: 'planes', bottom: 1 }, 'freeze.top'],
  [{ kind: 'beyond', distanceAng: Number.NaN }, 'freeze.distanceAng'],
  [{ kind: 'none' }, 'freeze.kind'],
  [{ kind: 'planes', bottom: 1, top: 0, side: 'left' }, 'freeze.side'],
])('a document that says %o is refused at %s', (freeze, field) => {
  expect(failureOf(() => parseRecipe({ ...recipe, freeze }))).toMatchObject({
    code: 'recipe',
    field,
  });
});

test('of a slab alone no atom is far from the interface', () => {
  const alone = setFreeze({ kind: 'beyond', distanceAng: 1 })({
    ...recipe,
    steps: [recipe.steps[0]!, recipe.steps.at(-1)!],
  });
  expect(frozenAtoms(build(alone, library))).toBeNull();
});
