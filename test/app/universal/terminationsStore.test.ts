import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { modelStore, type PageModel } from '#app/universal/modelStore.ts';
import {
  computeSurfaces,
  surfaceKey,
  terminationsStore,
} from '#app/universal/terminationsStore.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { missing } from '../../helpers/codes.ts';

const FILE = new URL('../../../../shared/universal/nequix-oam-1-pft.nqx', import.meta.url);
const there = existsSync(FILE);
if (!there) missing('the published model of the universal potential');

describe.skipIf(!there)('terminations by the published model', () => {
  const model: PageModel = {
    name: 'nequix-oam-1-pft.nqx',
    bytes: there ? Uint8Array.from(readFileSync(FILE)) : new Uint8Array(0),
    sha256: 'a'.repeat(64),
    elements: new Set(),
    from: 'visit',
    chosen: null,
    dispersion: 'none',
  };

  test('planes of the default document: a line for each polar one, a number for CdS', async () => {
    modelStore.setState({ model });
    const { recipe } = DEFAULT_PRESET;
    await computeSurfaces(recipe, [0, 1]);
    const { surfaces, problem, job } = terminationsStore.getState();
    expect([problem, job]).toEqual([null, null]);
    const [perovskite, sulphide] = [0, 1].map((k) => surfaces.get(surfaceKey(recipe, k, model))!);
    expect(perovskite).toMatchObject({ unit: 'Br', zero: 'crossing' });
    const [first, second] = perovskite!.lines;
    // One Br more on one side is one less on the other: both lines mirror each other.
    expect(first!.slopePerAng2).toBeCloseTo(-second!.slopePerAng2, 9);
    expect(first!.energyEvAng2).toBeCloseTo(second!.energyEvAng2!, 9);
    expect(sulphide!.unit).toBeNull();
    const [only] = sulphide!.lines;
    expect(only!.relaxedEvAng2).toBeGreaterThan(0);
    expect(only!.relaxedEvAng2).toBeLessThan(only!.rigidEvAng2);
  }, 120_000);
});
