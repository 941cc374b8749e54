import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { type ModelName, universalInput } from '#engines/dynamics/universalInput.ts';
import { runUniversal } from '#engines/dynamics/universalRun.ts';
import { DEFAULT_SETTINGS } from '#engines/lammps/protocolSettings.ts';
import { protocolOf } from '#engines/lammps/protocols.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { joinPieces, runPieces } from '../../scripts/recorded/universalPieces.ts';
import { library } from '../helpers/library.ts';
import { randomModel } from '../helpers/randomModel.ts';

const root = mkdtempSync(join(tmpdir(), 'epistack-pieces-'));
afterAll(() => rmSync(root, { recursive: true }));

test('a run in pieces, stopped and taken up again, is the run that the page makes, to the last bit', async () => {
  const network = readyNetwork(randomModel(5));
  const { structure } = build(presetOf('ws2-mos2').recipe, library);
  const protocol = protocolOf(
    {
      ...DEFAULT_SETTINGS,
      ...{ lengthPs: 0.06, heatingPs: 0.035, snapshotSteps: 5, forceEvAng: 0.5, temperatureK: 100 },
    },
    'universal',
  );
  const folder = join(root, 'pieces');
  const run = { network, structure, protocol, seed: 3, folder, stepsPerPiece: 8 };
  expect(await runPieces(run, 3)).toBe(false);
  // As if it had been stopped while it wrote.
  writeFileSync(join(folder, 'piece-000032.json.part'), '{');
  expect(await runPieces(run, 2)).toBe(false);
  expect(await runPieces(run)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toHaveLength(9);
  const { frames, rows } = joinPieces(folder);

  const model: ModelName = {
    name: '',
    sha256: '',
    dispersion: 'none',
    elements: new Set(network.model.elements),
  };
  const input = universalInput(structure, protocol, { model, seed: 3 });
  const whole: { step: number; xyz: Float64Array }[] = [];
  const temperatures: number[] = [];
  await runUniversal(network, input, {
    onSnapshot: (step, xyz) => void whole.push({ step, xyz }),
    onThermo: (row) => void (row.minimising || temperatures.push(row.temperatureK)),
  });
  expect(frames.map(({ step }) => step)).toEqual(whole.map(({ step }) => step));
  for (const [k, { xyz }] of frames.entries()) expect(xyz).toEqual(whole[k]!.xyz);
  expect(rows.map((row) => row.temperatureK)).toEqual(temperatures);
}, 60_000);
