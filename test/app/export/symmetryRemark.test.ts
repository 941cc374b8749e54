import { afterEach, expect, test, vi } from 'vitest';
import { makeExport } from '#app/export/exportHandlers.ts';
import { EpistackError } from '#core/errors.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';

const search = vi.hoisted(() => ({ failure: null as unknown }));
vi.mock('#engines/symmetry/symmetry.ts', () => ({
  findOperations: () => Promise.reject(search.failure),
}));
afterEach(() => {
  search.failure = null;
});

const cif = () =>
  makeExport({
    recipe: DEFAULT_PRESET.recipe,
    target: { kind: 'format', id: 'cif', symmetry: true },
    options: DEFAULT_EXPORT,
    coordinates: 'direct',
    positions: null,
    note: '',
    stem: 'stack',
    frames: null,
    seed: 1,
    preview: false,
  });

test('a search for symmetry that fails is a remark, and the CIF is written in P 1', async () => {
  search.failure = new EpistackError({ code: 'bad-lattice', reason: 'too flat' });
  const written = await cif();
  if (written.kind !== 'file') throw new Error('no file');
  expect(written.remarks).toEqual([expect.stringMatching(/^Written in P 1: .*too flat\.$/)]);
  expect(await written.blob.text()).toMatch(/'P 1'/);
});

test('a bug in the search is no remark', async () => {
  search.failure = new TypeError('x is undefined');
  await expect(cif()).rejects.toThrow(TypeError);
});
