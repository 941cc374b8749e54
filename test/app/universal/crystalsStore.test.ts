import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { computeCrystals, crystalKey, crystalsStore } from '#app/universal/crystalsStore.ts';
import { modelStore, type PageModel } from '#app/universal/modelStore.ts';
import { build } from '#core/recipe/build.ts';
import { mismatchesInCells } from '#core/recipe/crystals/mismatchInCells.ts';
import { setElastic } from '#core/recipe/edits/elastic.ts';
import { elasticReport } from '#core/recipe/elastic.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { missing } from '../../helpers/codes.ts';

const FILE = new URL('../../../../shared/universal/nequix-oam-1-pft.nqx', import.meta.url);
const there = existsSync(FILE);
if (!there) missing('the published model of the universal potential');

describe.skipIf(!there)('crystals of the default document in the published model', () => {
  test('their constants, the mismatch, and elastic energies that the library has none for', async () => {
    const model: PageModel = {
      name: 'nequix-oam-1-pft.nqx',
      bytes: Uint8Array.from(readFileSync(FILE)),
      sha256: 'a'.repeat(64),
      elements: new Set(),
      from: 'visit',
      chosen: null,
      dispersion: 'none',
    };
    modelStore.setState({ model });
    const { recipe } = DEFAULT_PRESET;
    const slabs = build(recipe, library).slabs.map(({ spec }) => spec);
    await computeCrystals(recipe, slabs);
    const { found, problem, job } = crystalsStore.getState();
    expect([problem, job]).toEqual([null, null]);
    const crystals = slabs.map((slab) => found.get(crystalKey(slab, model))!);
    expect(crystals.map(({ name }) => name)).toEqual(['CsPbBr3', 'CdS']);
    const cells = crystals.map(({ relaxed }) => relaxed);
    // (5.940 − 6.007) / 6.007, lattice constants of the reference numbers.
    const [mismatch] = mismatchesInCells(recipe, library, cells);
    expect(mismatch!.a).toBeCloseTo((5.94 - 6.007) / 6.007, 3);
    expect(elasticReport(build(recipe, library), library)).toEqual([null, null]);
    const given = crystals.reduce(
      (now, { elastic }, k) => setElastic(k, elastic, library)(now),
      recipe,
    );
    const energies = elasticReport(build(given, library), library);
    for (const [k, energy] of energies.entries()) {
      expect(energy).toMatchObject({
        kind: 'computed',
        source: expect.stringMatching(/^machine-learned PBE \(Nequix oam-1-pft\), no dispersion/),
      });
      // The film alone is strained.
      expect(energy!.relaxed.cellEv > 1e-6).toBe(k === 1);
    }
  }, 120_000);
});
