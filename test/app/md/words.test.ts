import { expect, test } from 'vitest';
import { coverageOf } from '#app/md/coverage.ts';
import { duration, planWords, progressWords, size } from '#app/md/words.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { DEFAULT_SETTINGS } from '#engines/lammps/protocolSettings.ts';
import { protocolOf } from '#engines/lammps/protocols.ts';
import { planOf, type RunProgress } from '#engines/lammps/runPlan.ts';
import { library } from '../../helpers/library.ts';

const built = build(DEFAULT_PRESET.recipe, library);
const { structure } = built;
const inputOf = (change: Partial<typeof DEFAULT_SETTINGS>) =>
  lammpsInput(structure, protocolOf({ ...DEFAULT_SETTINGS, ...change }), { seed: 1 });
const words = (
  change: Partial<typeof DEFAULT_SETTINGS>,
  timed: Parameters<typeof planWords>[3] = { built: null, progress: null, input: null },
) => {
  const input = inputOf(change);
  return planWords(input, planOf(input, structure), 200, timed).join(' ');
};

test('a run says its steps, its time, and the snapshots with their memory', () => {
  const text = words({ kind: 'nvt', timestepFs: 2, lengthPs: 4, snapshotSteps: 25 });
  expect(text).toContain('200 atoms. 2000 steps, 4 ps.');
  // One at the start and one every 25 steps; 12 bytes an atom.
  expect(text).toContain(`81 snapshots, one every 50 fs: ${size(81 * 200 * 12)} of memory.`);
  // 2000 steps of 200 atoms at a hundred thousand atom steps a second.
  expect(text).toMatch(/About 4 s.*\(a guess before the first run\)/);
});

test('a relaxation says its iterations at most', () => {
  const text = words({ kind: 'relax', maxIterations: 3000, snapshotSteps: 30 });
  expect(text).toContain('At most 3000 iterations.');
  expect(text).toContain('Up to 101 snapshots, one every 30 iterations');
  expect(text).toMatch(/At most about 6 s \(a guess/);
});

test('after a run the time is that of its speed, for as many atoms', () => {
  const progress = { stepsPerSecond: 500 } as RunProgress;
  // As fast for the same atoms: 2000 steps in 4 s.
  const change = { kind: 'nvt', timestepFs: 1, lengthPs: 2, snapshotSteps: 20 } as const;
  expect(words(change, { built, progress, input: inputOf(change) })).toMatch(
    /About 4 s.*at the speed of the last run/,
  );
  const half = { ...built, structure: { ...structure, numbers: structure.numbers.slice(100) } };
  expect(words(change, { built: half, progress, input: inputOf(change) })).toMatch(/About 8 s/);
});

test('how far a run is', () => {
  const progress: RunProgress = {
    stage: 'nve',
    step: 2400,
    steps: 8000,
    ps: 2.4,
    timestepFs: 1,
    stepsPerSecond: 409.6,
    secondsLeft: 14.2,
  };
  expect(progressWords(progress)).toBe('step 2400 of 8000 · 2.40 ps · 410 steps/s · 14 s left');
  expect(progressWords({ ...progress, steps: null, stepsPerSecond: null, secondsLeft: null })).toBe(
    'step 2400 · 2.40 ps',
  );
  expect(progressWords({ ...progress, stage: 'minimise', steps: null, secondsLeft: null })).toBe(
    'iteration 2400 · 410 iterations/s',
  );
});

test.each([
  [0, '1 s'],
  [14.4, '14 s'],
  [89, '89 s'],
  [90, '2 min'],
  [600, '10 min'],
  [5400, '1.5 h'],
  [9000, '2.5 h'],
])('%s s are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  [10, '1 kB'],
  [12_400, '12 kB'],
  [99_000, '99 kB'],
  [960_000, '1.0 MB'],
  [4_200_000, '4.2 MB'],
  [42_000_000, '42 MB'],
])('%s bytes are %s', (bytes, text) => {
  expect(size(bytes)).toBe(text);
});

test('parameters that cover a stack, or why none do', () => {
  const found = coverageOf(structure, reportOf(built), 'dsf');
  if (!('potential' in found)) throw new Error(found.problem);
  // The default stack is polar: what the truncated sum leaves out is said.
  expect(found.warnings.length).toBeGreaterThan(0);
  const ge = build(presetOf('ge-si').recipe, library);
  expect(coverageOf(ge.structure, reportOf(ge), 'dsf')).toMatchObject({
    problem: expect.stringMatching(/Ge|Si/),
    showSets: true,
  });
  const charged = {
    ...structure,
    numbers: structure.numbers.slice(1),
    xyz: structure.xyz.slice(3),
  };
  expect(coverageOf(charged, reportOf(built), 'dsf')).toMatchObject({
    todo: expect.stringMatching(/charges balance/),
    showSets: false,
  });
});
