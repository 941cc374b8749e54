import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { type ModelName, universalInput } from '#engines/dynamics/universalInput.ts';
import { runUniversal, type UniversalRow } from '#engines/dynamics/universalRun.ts';
import { energyDrift } from '#engines/lammps/energyDrift.ts';
import { DEFAULT_SETTINGS, type ProtocolSettings } from '#engines/lammps/protocolSettings.ts';
import { protocolOf } from '#engines/lammps/protocols.ts';
import type { Network } from '#engines/universal/network.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { missing } from '../../helpers/codes.ts';
import { library } from '../../helpers/library.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const network = readyNetwork(randomModel(5));
const modelOf = ({ model }: Network): ModelName => ({
  name: 'random.nqx',
  sha256: '0'.repeat(64),
  dispersion: 'none',
  elements: new Set(model.elements),
});
const { structure } = build(presetOf('ws2-mos2').recipe, library);

async function run(
  change: Partial<ProtocolSettings>,
  more: { seed?: number; frozen?: Uint8Array; of?: typeof structure; by?: Network } = {},
) {
  const by = more.by ?? network;
  const protocol = protocolOf({ ...DEFAULT_SETTINGS, ...change }, 'universal');
  const input = universalInput(more.of ?? structure, protocol, {
    model: modelOf(by),
    seed: more.seed ?? 1,
    frozen: more.frozen ?? null,
  });
  const rows: UniversalRow[] = [];
  const frames: { step: number; timeFs: number; xyz: Float64Array }[] = [];
  const result = await runUniversal(by, input, {
    onThermo: (row) => void rows.push(row),
    onSnapshot: (step, xyz, { timeFs }) => void frames.push({ step, timeFs, xyz }),
  });
  return { input, rows, frames, result };
}

test('the paper’s protocol: relaxed, rescaled, then NVE, with the rows and snapshots that LAMMPS gives', async () => {
  const { rows, frames, result } = await run({
    lengthPs: 0.1,
    heatingPs: 0.06,
    snapshotSteps: 20,
    forceEvAng: 0.2,
    temperatureK: 100,
  });
  const moving = rows.filter(({ stage }) => stage > 0);
  expect(frames.map(({ step }) => step)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(frames.map(({ timeFs }) => timeFs)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(moving.map(({ step, stage }) => [step, stage])).toEqual([
    [0, 1],
    [20, 1],
    [40, 1],
    [60, 1],
    [80, 2],
    [100, 2],
  ]);
  expect(rows[0]).toMatchObject({ stage: 0, minimising: true, temperatureK: 0 });
  // Sampled before velocities are rescaled: not all at the target.
  expect(moving.slice(1, 4).some(({ temperatureK }) => Math.abs(temperatureK - 100) > 1e-6)).toBe(
    true,
  );
  expect(result.last.step).toBe(100);
  for (const { potentialKcalMol, kineticKcalMol, totalKcalMol } of moving)
    expect(totalKcalMol).toBeCloseTo(potentialKcalMol + kineticKcalMol, 9);
});

test('the same seed gives the same run, another one another; frozen atoms stay', async () => {
  const change = { kind: 'nvt', lengthPs: 0.02, snapshotSteps: 10, relaxSteps: 3 } as const;
  const ends = await Promise.all(
    [1, 1, 2].map((seed) => run({ ...change, thermostat: 'langevin' }, { seed })),
  );
  const [one, same, other] = ends.map(({ frames }) => frames.at(-1)!.xyz);
  expect(same).toEqual(one);
  expect(other).not.toEqual(one);
  const frozen = Uint8Array.of(1, 0, 0, 1, 0, 0);
  const { frames } = await run(change, { frozen });
  const moved = (i: number) =>
    [0, 1, 2].some((k) => frames.at(-1)!.xyz[3 * i + k] !== structure.xyz[3 * i + k]);
  expect([0, 1, 2, 3, 4, 5].map(moved)).toEqual([false, true, true, false, true, true]);
});

test('a stack that repeats is relaxed as one repeat, to the same energy and positions', async () => {
  // A 2 × 1 of the sheets.
  const { lattice: l, numbers, xyz, layer } = structure;
  const twice = {
    lattice: l.map((x, k) => (k < 3 ? 2 * x : x)),
    numbers: Uint8Array.of(...numbers, ...numbers),
    xyz: Float64Array.of(...xyz, ...xyz.map((x, k) => x + l[k % 3]!)),
    layer: Uint16Array.of(...layer, ...layer),
  };
  const relax = { kind: 'relax', relaxSteps: 6, forceEvAng: 1e-6 } as const;
  const [whole, part] = [await run(relax, { of: twice }), await run(relax)];
  expect(whole.input.repeat?.count).toBe(2);
  expect(whole.input.computed.structure.numbers).toHaveLength(6);
  expect(whole.result.last.potentialKcalMol).toBeCloseTo(2 * part.result.last.potentialKcalMol, 2);
  const [moved, alone] = [whole.frames.at(-1)!.xyz, part.frames.at(-1)!.xyz];
  for (let k = 0; k < 18; k++) {
    const by = alone[k]! - structure.xyz[k]!;
    expect(moved[k]! - twice.xyz[k]!).toBeCloseTo(by, 4);
    expect(moved[18 + k]! - twice.xyz[18 + k]!).toBeCloseTo(by, 4);
  }
  // In dynamics the copies part: all are computed.
  const moving = { kind: 'nvt', lengthPs: 0.002, snapshotSteps: 1, relaxSteps: 1 } as const;
  expect((await run(moving, { of: twice })).input.repeat).toBeNull();
});

test('elements that the model does not know, and scripts, are refused', async () => {
  const polonium = { ...structure, numbers: structure.numbers.map(() => 84) };
  await expect(run({ kind: 'relax' }, { of: polonium })).rejects.toThrow(/Po/);
  await expect(run({ kind: 'custom' })).rejects.toThrow(/scripts are run by LAMMPS/);
});

const FILE = new URL('../../../../shared/universal/nequix-oam-1-pft.nqx', import.meta.url);
if (!existsSync(FILE)) missing('the published model of the universal potential, for its dynamics');

describe.skipIf(!existsSync(FILE))('the published model', () => {
  test('keeps the energy of CsPbBr3 in NVE within 0.1 meV an atom and ps', async () => {
    const by = readyNetwork(readFileSync(FILE));
    const a = 6.007;
    const cell = {
      lattice: Float64Array.of(a, 0, 0, 0, a, 0, 0, 0, a),
      numbers: Uint8Array.of(55, 82, 35, 35, 35),
      xyz: Float64Array.of(0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0.5).map(
        (x) => x * a,
      ),
      layer: new Uint16Array(5),
    };
    const change = { lengthPs: 0.6, heatingPs: 0.1, snapshotSteps: 5, relaxSteps: 1 };
    const { rows } = await run(change, { of: cell, by });
    const nve = rows.filter(({ stage }) => stage === 2);
    const { mevPerAtomPerPs } = energyDrift(
      Float64Array.from(nve, ({ timeFs }) => timeFs),
      Float64Array.from(nve, ({ totalKcalMol }) => totalKcalMol),
      5,
    )!;
    expect(Math.abs(mevPerAtomPerPs)).toBeLessThan(0.1);
    expect(nve.at(-1)!.temperatureK).toBeGreaterThan(50);
  }, 120_000);
});
