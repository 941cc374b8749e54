import { afterEach, expect, test, vi } from 'vitest';
import { matchHandlers } from '#app/matches/matchHandlers.ts';
import { ZUR_DEFAULTS } from '#core/match/tolerance.ts';
import { crystalOf, materialOf } from '#core/recipe/crystals/library.ts';
import { library } from '../../helpers/library.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const crystal = (id: string) => {
  const material = materialOf(library, id);
  return crystalOf(material, material.constants[0]!.cell);
};
const limits = { maxAreaAng2: 600, tolerance: ZUR_DEFAULTS, maxAtoms: null, mirrors: false };
const side = (id: string, hkl: readonly number[]) => ({
  crystal: crystal(id),
  hkl,
  cut: { planes: 1, termination: 0, face: 'top', remove: [] } as const,
});

/** A clock that only goes on when it is read. */
function clock(stepMs: number): () => number {
  let ms = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (ms += stepMs));
  return () => ms;
}

/** What a task sends, and when by the clock. */
async function sent(
  stepMs: number,
): Promise<readonly { readonly ms: number; readonly fraction: number; readonly n: number }[]> {
  const now = clock(stepMs);
  const out: { ms: number; fraction: number; n: number }[] = [];
  await matchHandlers.search(
    { film: side('GaAs', [1, 1, 0]), substrate: side('Si', [1, 1, 0]), directions: null, limits },
    {
      tell: ({ matches, fraction }) => out.push({ ms: now(), fraction, n: matches.length }),
      signal: new AbortController().signal,
    },
  );
  vi.restoreAllMocks();
  return out;
}

test('a fast search is told in few messages, none sooner than 40 ms after the last but the end', async () => {
  const parts = await sent(8);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.at(-1)!.fraction).toBe(1);
  const waits = parts.slice(1, -1).map((p, i) => p.ms - parts[i]!.ms);
  expect(waits.length).toBeGreaterThan(0);
  for (const ms of waits) expect(ms).toBeGreaterThanOrEqual(40);
  // Nor much later: the list grows while the search runs.
  for (const ms of waits) expect(ms).toBeLessThan(80);
  // A slower one tells as many matches, in more messages.
  const slow = await sent(50);
  expect(slow.length).toBeGreaterThan(parts.length);
  const all = (of: typeof parts) => of.reduce((sum, p) => sum + p.n, 0);
  expect(all(slow)).toBe(all(parts));
});

test('the fields of a map come in batches as well, each once', async () => {
  const counts = [];
  for (const stepMs of [1, 50]) {
    clock(stepMs);
    const sizes: number[] = [];
    const fractions: number[] = [];
    await matchHandlers.explore(
      { film: crystal('GaAs'), substrate: crystal('Si'), maxIndex: 1, limits },
      {
        tell: (part) => {
          if (part.kind !== 'fields') return;
          sizes.push(part.fields.length);
          fractions.push(part.fraction);
        },
        signal: new AbortController().signal,
      },
    );
    vi.restoreAllMocks();
    // (100), (110), (111), (11−1) of zinc blende on three planes of diamond.
    expect(sizes.reduce((a, b) => a + b)).toBe(12);
    expect(fractions.at(-1)).toBe(1);
    counts.push(sizes.length);
  }
  expect(counts).toEqual([1, 12]);
});
