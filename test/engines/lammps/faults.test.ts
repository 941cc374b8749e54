import { expect, test, vi } from 'vitest';
import { EpistackError } from '#core/errors.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { faultOf } from '#engines/lammps/faults.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { DEFAULT_SETTINGS } from '#engines/lammps/protocolSettings.ts';
import { protocolOf } from '#engines/lammps/protocols.ts';
import { runLammps } from '#engines/lammps/runLammps.ts';
import { library } from '../../helpers/library.ts';

// Seconds alone; CI shares two cores with other test files.
vi.setConfig({ testTimeout: 60_000 });

test.each([
  ['ERROR: Lost atoms: original 200 current 144', { kind: 'lost-atoms', lost: 56, of: 200 }],
  ['ERROR on proc 0: Non-numeric pressure - simulation unstable', { kind: 'not-a-number' }],
  ['RuntimeError: memory access out of bounds', { kind: 'memory' }],
  ['cannot be loaded (TypeError)', { kind: 'not-loaded' }],
  ['ERROR: Unknown command: x', null],
] as const)('%s', (message, fault) => {
  expect(faultOf(message)).toEqual(fault);
});

const { structure } = build(DEFAULT_PRESET.recipe, library);

test('LAMMPS itself refuses a command: the error carries its kind', async () => {
  const script = 'fix i mobile nve\nrun 5\nreset_timestep 0\nrun 5\n';
  const protocol = protocolOf({ ...DEFAULT_SETTINGS, kind: 'custom', script, snapshotSteps: 5 });
  const run = runLammps(lammpsInput(structure, protocol, { seed: 1 }), { onSnapshot: () => {} });
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EpistackError);
  expect((error as EpistackError).failure).toMatchObject({
    code: 'engine',
    fault: { kind: 'reset-timestep' },
  });
});

test('a module that cannot be fetched is told without what its loader says to whoever builds it', async () => {
  const protocol = protocolOf({ ...DEFAULT_SETTINGS, kind: 'relax' });
  const aborted = 'Aborted(TypeError: Failed to fetch). Build with -sASSERTIONS for more info.';
  const run = runLammps(lammpsInput(structure, protocol, { seed: 1 }), {}, () =>
    Promise.reject(new WebAssembly.RuntimeError(aborted)),
  );
  await expect(run).rejects.toThrow(/cannot be loaded \(TypeError: Failed to fetch\)$/);
});
