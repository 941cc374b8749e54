import { describe, expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { frozenForRun } from '#core/recipe/freeze.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { DEFAULT_SETTINGS } from '#engines/lammps/protocolSettings.ts';
import { protocolOf } from '#engines/lammps/protocols.ts';
import { runLammps, type Thermo } from '#engines/lammps/runLammps.ts';
import type { SnapshotAbout } from '#engines/lammps/snapshots.ts';
import { hasNativeLammps, runNative } from '../../helpers/lammps/lammpsNative.ts';
import { library } from '../../helpers/library.ts';

// Seconds alone; CI shares two cores with other test files.
const built = build(presetOf('cspbbr3-cds').recipe, library);
const { structure } = built;
const held = frozenForRun({
  ...built,
  recipe: setFreeze({ kind: 'planes', bottom: 1, top: 1 })(built.recipe),
})!;
/** The page's own template, shortened: only its counts. */
const TEMPLATE = DEFAULT_SETTINGS.script.replace('5000 50000', '50 500').replace('2000', '20');

const inputOf = (script: string, frozen: Uint8Array | null = null, timestepFs = 1) =>
  lammpsInput(
    structure,
    protocolOf({ ...DEFAULT_SETTINGS, kind: 'custom', script, timestepFs, snapshotSteps: 5 }),
    { seed: 1, frozen },
  );

async function run(input: ReturnType<typeof inputOf>) {
  const frames: (SnapshotAbout & { step: number; xyz: Float64Array })[] = [];
  const thermo: Thermo[] = [];
  const result = await runLammps(input, {
    onSnapshot: (step, xyz, about) => void frames.push({ step, xyz, ...about }),
    onThermo: (row) => void thermo.push(row),
  });
  return { result, frames, thermo };
}

describe('the script that the page starts with', () => {
  test.each([['nothing held', null] as const, ['two planes held', held] as const])(
    'runs as it is, %s',
    async (_, frozen) => {
      const input = inputOf(TEMPLATE, frozen);
      const { result, frames } = await run(input);
      expect(result.last.step).toBe(70);
      expect(result.warnings).toEqual([]);
      expect(result.frozenMoved).toBe(0);
      // 50 iterations are no time.
      expect(result.last.timeFs).toBe(20);
      expect(frames.map((f) => [f.step, f.timeFs, f.minimising]).slice(-6)).toEqual([
        [45, 0, true],
        [50, 0, true],
        [55, 5, false],
        [60, 10, false],
        [65, 15, false],
        [70, 20, false],
      ]);
      if (!hasNativeLammps()) return;
      const there = runNative(input).last!.totalKcalMol;
      expect(Math.abs(result.last.totalKcalMol / there - 1)).toBeLessThan(1e-6);
    },
  );
});

describe('a script of one’s own', () => {
  test('that moves held planes all the same is told so', async () => {
    const { result } = await run(
      inputOf('velocity all create 300 1\nfix i all nve\nrun 20\n', held),
    );
    expect(result.frozenMoved).toBeGreaterThan(0);
    expect(result.warnings[0]).toMatch(
      /^held planes did not stay: \d+ of 28 held atoms moved, by up to 0\.(?!00)\d+ Å/,
    );
  });

  test('sets its own time step, and time is LAMMPS’s, minimisations not counted', async () => {
    const { result, thermo } = await run(
      inputOf('fix i all nve\ntimestep 0.5\nrun 10\nminimize 0 0 7 70\ntimestep 2\nrun 10\n'),
    );
    expect(result.last).toMatchObject({ step: 27, timeFs: 25, timestepFs: 2 });
    expect(thermo.filter((row) => row.minimising).map((row) => row.timeFs)).toEqual([5, 5, 5]);
    expect(result).toMatchObject({ stopped: 'max iterations' });
    expect(result.maxForceKcalMolAng).toBeGreaterThan(0.01);
  });

  test('without LAMMPS’s time in its table still tells the time by its steps', async () => {
    const { result } = await run(
      inputOf('thermo_style one\nminimize 0 0 7 70\nfix i all nve\nrun 10\n', null, 2),
    );
    expect(result.last.timeFs).toBe(20);
  });

  test('that changes the box gives the cell of each snapshot', async () => {
    const { frames } = await run(
      inputOf('fix i all nve\nrun 5\nchange_box all x scale 1.1 remap\nrun 5\n'),
    );
    const [first, last] = [frames[0]!, frames.at(-1)!];
    expect(first.lattice).toBe(structure.lattice);
    // Along the first lattice vector, whatever its direction.
    expect(Array.from(last.lattice.subarray(6), (x) => +x.toFixed(6))).toEqual(
      Array.from(structure.lattice.subarray(6), (x) => +x.toFixed(6)),
    );
    const length = (m: Float64Array) => Math.hypot(m[0]!, m[1]!, m[2]!);
    expect(length(last.lattice) / length(structure.lattice)).toBeCloseTo(1.1, 6);
  });

  test('that changes the number of atoms is refused', async () => {
    const script =
      'fix i all nve\nrun 5\ngroup gone id 200\ndelete_atoms group gone compress no\nrun 5\n';
    await expect(run(inputOf(script))).rejects.toThrow(/atoms from 200 to 199/);
  });

  test('that resets the step while snapshots are written is told to leave that out', async () => {
    await expect(run(inputOf('fix i all nve\nrun 5\nreset_timestep 0\nrun 5\n'))).rejects.toThrow(
      /active dump.*leave reset_timestep out/,
    );
  });
});
