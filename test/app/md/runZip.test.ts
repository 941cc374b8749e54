import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import type { RunSettings } from '#app/md/runStore.ts';
import { dispersionFor, inputFor } from '#app/md/runs.ts';
import { inputZip } from '#app/md/runZip.ts';
import { numberOption, readArguments } from '#cli/args.ts';
import { command as md } from '#cli/commands/md.ts';
import { command as relax } from '#cli/commands/universal/relax.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { DEFAULT_SETTINGS } from '#engines/lammps/protocolSettings.ts';

const built = build(presetOf('cspbbr3-cds').recipe, library);
const model = {
  name: 'm.nqx',
  sha256: 'ab'.repeat(32),
  elements: new Set(built.structure.numbers),
  bytes: new Uint8Array(0),
  from: 'visit',
  chosen: null,
  dispersion: 'none',
} as const;

function filesOf(settings: Partial<RunSettings>): Record<string, string> {
  const all: RunSettings = {
    ...DEFAULT_SETTINGS,
    seed: 7,
    engine: 'universal',
    coulomb: 'dsf',
    ...settings,
  };
  const zip = unzipSync(inputZip(inputFor(built, all, model), all, built));
  return Object.fromEntries(Object.entries(zip).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** The words of the command in README.txt after its name. */
const commandIn = (readme: string): readonly string[] =>
  /^Run again {3}epistack (.*)$/m.exec(readme)![1]!.split(' ');

test('D3 goes with the protocol of the paper until something is chosen', () => {
  const by = (kind: 'paper' | 'nvt', chosen: 'bj' | 'none' | null) =>
    dispersionFor(
      { ...DEFAULT_SETTINGS, seed: 1, engine: null, coulomb: 'dsf', kind },
      { ...model, chosen },
    );
  expect(by('paper', null)).toBe('zero');
  expect(by('nvt', null)).toBe('none');
  expect(by('paper', 'none')).toBe('none');
  expect(by('nvt', 'bj')).toBe('bj');
});

test('the command beside a run by the universal potential asks the terminal for the same run', () => {
  const { 'README.txt': readme = '' } = filesOf({
    kind: 'nvt',
    thermostat: 'langevin',
    lengthPs: 1.001,
    timestepFs: 1,
    temperatureK: 250,
    snapshotSteps: 15,
  });
  const [name, ...words] = commandIn(readme);
  expect(name).toBe('md');
  const args = readArguments(words, md.options);
  expect(args.positionals).toEqual(['recipe.json']);
  expect(args.values).toMatchObject({
    potential: 'universal',
    protocol: 'nvt',
    thermostat: 'langevin',
    seed: '7',
  });
  const number = (option: string) => numberOption(args, option, false);
  // 1000 × 1.001 is 1000.9999999999999 by floating point.
  expect(number('steps')).toBe(1001);
  expect(number('timestep')).toBe(1);
  expect(number('temperature')).toBe(250);
  expect(number('every')).toBe(15);
});

test.each(['paper', 'relax'] as const)('so does that of %s', (kind) => {
  const { 'README.txt': readme = '' } = filesOf({ kind, relaxSteps: 321, forceEvAng: 0.02 });
  const [name, ...words] = commandIn(readme);
  const command = kind === 'relax' ? relax : md;
  expect(name).toBe(command.name);
  const args = readArguments(words, command.options);
  if (kind === 'relax') expect(args.values).toMatchObject({ steps: '321', force: '0.02' });
  else expect(args.values).toMatchObject({ protocol: 'paper' });
});
