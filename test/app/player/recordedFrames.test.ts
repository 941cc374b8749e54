import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { recordedHandlers } from '#app/player/recordedHandlers.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';

const FILE = readFileSync('public/structures/cspbbr3-cds-300K/XDATCAR.gz');
afterEach(() => vi.unstubAllGlobals());

test('every recorded frame is read: lines of the file times its cell', async () => {
  vi.stubGlobal('fetch', async () => new Response(FILE));
  const { numbers } = build(DEFAULT_PRESET.recipe, library).structure;
  const { frames } = await recordedHandlers.read(
    { url: 'https://example.org/x', numbers },
    { tell: () => undefined, signal: new AbortController().signal },
  );
  const lines = gunzipSync(FILE).toString().split('\n');
  const cell = lines.slice(2, 5).map((l) => l.trim().split(/\s+/).map(Number));
  const heads = lines.flatMap((l, i) => (l.startsWith('Direct configuration') ? [i] : []));
  const width = 3 * numbers.length;
  expect(frames).toHaveLength(heads.length * width);
  for (const f of [0, 1, heads.length - 1])
    for (const atom of [0, 7, numbers.length - 1]) {
      const frac = lines[heads[f]! + 1 + atom]!.trim().split(/\s+/).map(Number);
      for (const k of [0, 1, 2]) {
        const x = frac.reduce((sum, u, i) => sum + u * cell[i]![k]!, 0);
        expect(frames[f * width + 3 * atom + k]!, `frame ${f}, atom ${atom}`).toBeCloseTo(x, 3);
      }
    }
});
