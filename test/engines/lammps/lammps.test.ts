import { describe, expect, test } from 'vitest';
import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError, type Failure } from '#core/errors.ts';
import { det, mul, mulRow } from '#core/math/mat3.ts';
import { type Built, build } from '#core/recipe/build.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { frozenForRun } from '#core/recipe/freeze.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { DEFAULT_SETTINGS, type ProtocolSettings } from '#engines/lammps/protocolSettings.ts';
import {
  dynamicsSteps,
  PAPER_PROTOCOL,
  POINT_PROTOCOL,
  type Protocol,
  protocolOf,
  protocolText,
} from '#engines/lammps/protocols.ts';
import { runLammps, type Thermo } from '#engines/lammps/runLammps.ts';
import { planOf, progressReader } from '#engines/lammps/runPlan.ts';
import { perovskite, repeated, zincBlende } from '../../helpers/crystals.ts';
import { library } from '../../helpers/library.ts';

// Seconds alone; CI shares two cores with other test files.
const potentialEnergy = async (s: Structure): Promise<number> =>
  (await runLammps(lammpsInput(s, POINT_PROTOCOL, { seed: 1 }), {})).last.potentialKcalMol;

const failureOf = (act: () => unknown): Failure | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof EpistackError) return error.failure;
    throw error;
  }
  return undefined;
};

describe('input', () => {
  test('a seed out of range and a left-handed cell are refused', () => {
    const cell = zincBlende('Cd', 5.82);
    for (const seed of [0, -1, 1.5, Number.NaN, 2 ** 31])
      expect(failureOf(() => lammpsInput(cell, POINT_PROTOCOL, { seed }))).toMatchObject({
        code: 'setting',
        field: 'seed',
      });
    const mirrored = { ...cell, lattice: cell.lattice.map((x, i) => (i < 3 ? -x : x)) };
    expect(failureOf(() => lammpsInput(mirrored, POINT_PROTOCOL, { seed: 1 }))).toMatchObject({
      code: 'bad-lattice',
    });
  });

  test('the slabs of a stack start without a drift of their own', () => {
    const bulk = zincBlende('Cd', 5.82);
    const layer = Uint16Array.of(0, 0, 1, 1, 0, 1, 1, 1);
    const { script } = lammpsInput({ ...bulk, layer }, PAPER_PROTOCOL, { seed: 7 });
    expect(script).toContain('group slab0 id 1:2 5:5\nvelocity slab0 zero linear\n');
    expect(script).toContain('group slab1 id 3:4 6:8\nvelocity slab1 zero linear\n');
    expect(lammpsInput(bulk, PAPER_PROTOCOL, { seed: 7 }).script).not.toContain('group');
  });

  test('says where its parameters come from and what is assumed', () => {
    const { script, assumptions } = lammpsInput(zincBlende('Cd', 5.82), PAPER_PROTOCOL, {
      seed: 7,
    });
    expect(script).toContain('arXiv:1201.2992');
    expect(script).toContain('Seed 7');
    for (const text of assumptions)
      expect(script).toContain(`# assumed: ${text.replaceAll('–', '-')}`);
    expect(script).toContain('Grunwald');
    expect(script).toMatch(/^[\n\x20-\x7e]*$/);
  });
});

describe('energy', () => {
  test('does not depend on the axes, the place, or the cell that an atom sits in', async () => {
    const s = perovskite(5.9);
    s.xyz[0]! += 0.2;
    s.xyz[4]! -= 0.1;
    const [c, d] = [Math.cos(1.1), Math.sin(1.1)];
    const turn = mul([c, d, 0, -d, c, 0, 0, 0, 1], [1, 0, 0, 0, c, d, 0, -d, c]);
    const skew = [1, 3, 0, 0, 1, 0, 2, -4, 1]; // det 1, tilts far beyond half an edge
    const xyz = new Float64Array(15);
    for (let i = 0; i < 5; i++)
      xyz.set(
        mulRow([s.xyz[3 * i]! + 50, s.xyz[3 * i + 1]! - 3, s.xyz[3 * i + 2]! + 1], turn),
        3 * i,
      );
    const other = { ...s, lattice: mul(mul(skew, s.lattice), turn), xyz };
    expect(det(other.lattice)).toBeGreaterThan(0);
    expect(await potentialEnergy(other)).toBeCloseTo(await potentialEnergy(s), 5);
  });
});

describe('dynamics', () => {
  const protocol: Protocol = {
    timestepFs: 1,
    snapshotSteps: 20,
    stages: [
      { kind: 'minimise', forceKcalMolAng: 0.01, maxIterations: 200 },
      { kind: 'rescale', steps: 200, fromK: 300, toK: 300, everySteps: 10 },
      { kind: 'nve', steps: 300 },
    ],
  };
  const bulk = repeated(zincBlende('Cd', 5.826), 2);
  const run = async (s: Structure, p: Protocol, seed: number) => {
    const steps: number[] = [];
    const frames: Float64Array[] = [];
    const thermo: Thermo[] = [];
    const result = await runLammps(lammpsInput(s, p, { seed }), {
      onSnapshot: (step, xyz) => {
        steps.push(step);
        frames.push(xyz);
      },
      onThermo: (row) => thermo.push(row),
    });
    return { result, steps, frames, thermo };
  };

  test('conserves energy and momentum, and keeps the order of the atoms', async () => {
    // Atoms outside the cell have to come back where they were, not folded in.
    const shifted = { ...bulk, xyz: bulk.xyz.map((x, i) => (i % 3 === 0 ? x - 20 : x)) };
    const { result, steps, frames, thermo } = await run(shifted, protocol, 11);
    expect(result.version).toMatch(/20\d\d/);
    expect(steps).toEqual(Array.from({ length: 26 }, (_, i) => 20 * i));
    const nve = thermo.filter((row) => row.stage === 2);
    expect(nve).toHaveLength(16);
    const energies = nve.map((row) => row.totalKcalMol);
    const perAtom = (Math.max(...energies) - Math.min(...energies)) / bulk.numbers.length;
    expect(perAtom).toBeLessThan(0.002); // kcal/mol; kT at 300 K is 0.6
    for (const row of nve) expect(row.temperatureK).toBeGreaterThan(100);
    // No net force and no net velocity: the centre of mass stays (Newton's third law).
    const masses = Array.from(shifted.numbers, (z) => (z === 48 ? 112.414 : 32.06));
    const total = masses.reduce((sum, m) => sum + m, 0);
    const centre = (xyz: Float64Array, k: number) =>
      masses.reduce((sum, m, i) => sum + (m / total) * xyz[3 * i + k]!, 0);
    for (const k of [0, 1, 2])
      expect(centre(frames.at(-1)!, k)).toBeCloseTo(centre(frames[0]!, k), 5);
    for (const frame of frames)
      frame.forEach((x, i) => {
        expect(Math.abs(x - shifted.xyz[i]!)).toBeLessThan(1);
      });
    expect(frames.at(-1)).not.toEqual(frames[0]);
  });

  test('the same seed gives the same run, another seed another one', async () => {
    const short: Protocol = { ...protocol, stages: [protocol.stages[1]!] };
    const [a, b, c] = [
      await run(bulk, short, 5),
      await run(bulk, short, 5),
      await run(bulk, short, 6),
    ];
    expect(a.frames).toEqual(b.frames);
    expect(a.frames.at(-1)).not.toEqual(c.frames.at(-1));
  });

  test('ends at once when it is aborted', async () => {
    const stop = new AbortController();
    const long: Protocol = { ...protocol, stages: [{ kind: 'nve', steps: 10_000_000 }] };
    const done = runLammps(lammpsInput(bulk, long, { seed: 1 }), { signal: stop.signal });
    setTimeout(() => stop.abort(), 300);
    await expect(done).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('passes on what LAMMPS complains about', async () => {
    const input = lammpsInput(bulk, POINT_PROTOCOL, { seed: 1 });
    await expect(
      runLammps({ ...input, script: `${input.script}\nfix f all nonsense\n` }, {}),
    ).rejects.toMatchObject({
      failure: {
        code: 'engine',
        engine: 'LAMMPS',
        reason: expect.stringMatching(/fix style|nonsense/i),
      },
    });
  });

  test('keeps the temperature under either thermostat, each its own way', async () => {
    const nvt = (thermostat: 'nose-hoover' | 'langevin'): Protocol => ({
      ...protocol,
      stages: [{ kind: 'nvt', steps: 1000, temperatureK: 400, thermostat, dampFs: 50 }],
    });
    // Started at its sites, half of the kinetic energy soon is potential: the bath has to give it back.
    for (const thermostat of ['nose-hoover', 'langevin'] as const) {
      const { thermo, steps } = await run(bulk, nvt(thermostat), 2);
      const late = thermo.filter((row) => row.step >= 500).map((row) => row.temperatureK);
      const mean = late.reduce((sum, t) => sum + t, 0) / late.length;
      expect(Math.abs(mean - 400), thermostat).toBeLessThan(60);
      expect(steps.at(-1)).toBe(1000);
    }
    const [a, b] = [await run(bulk, nvt('langevin'), 2), await run(bulk, nvt('langevin'), 2)];
    expect(a.frames).toEqual(b.frames);
  });

  test('frozen atoms stay to the last digit, and do not count in the temperature', async () => {
    const frozen = Uint8Array.from(bulk.numbers, (_, i) => (i < 16 ? 1 : 0));
    const frames: Float64Array[] = [];
    const thermo: Thermo[] = [];
    const stages: Protocol['stages'] = [...protocol.stages];
    await runLammps(lammpsInput(bulk, { ...protocol, stages }, { seed: 3, frozen }), {
      onSnapshot: (_, xyz) => frames.push(xyz),
      onThermo: (row) => thermo.push(row),
    });
    for (const frame of frames)
      for (let i = 0; i < 48; i++) expect(Math.abs(frame[i]! - bulk.xyz[i]!)).toBeLessThan(1e-7);
    const moved = frames.at(-1)!.filter((x, i) => i >= 48 && Math.abs(x - bulk.xyz[i]!) > 1e-3);
    expect(moved.length).toBeGreaterThan(100);
    // (3/2) k T for each of the 48 free atoms, 3 × 48 degrees of freedom: T from their energy alone.
    const first = thermo.find((row) => row.stage === 1)!;
    expect(first.temperatureK).toBeCloseTo(300, 3);
    expect(first.kineticKcalMol).toBeCloseTo(1.5 * 48 * 0.0019872067 * 300, 3);
  });

  test('nothing is left to run when all atoms are frozen', () => {
    const frozen = new Uint8Array(bulk.numbers.length).fill(1);
    expect(failureOf(() => lammpsInput(bulk, POINT_PROTOCOL, { seed: 1, frozen }))).toMatchObject({
      code: 'setting',
      field: 'freeze',
    });
  });
});

describe('protocols', () => {
  test('the paper: minimised, 2 ps of rescaling at 300 K, 6 ps of NVE at 1 fs', () => {
    expect(PAPER_PROTOCOL).toEqual({
      timestepFs: 1,
      snapshotSteps: 20,
      stages: [
        { kind: 'minimise', forceKcalMolAng: 0.01, maxIterations: 5000 },
        { kind: 'rescale', steps: 2000, fromK: 300, toK: 300, everySteps: 10 },
        { kind: 'nve', steps: 6000 },
      ],
    });
    expect(dynamicsSteps(PAPER_PROTOCOL)).toBe(8000);
    expect(protocolText(PAPER_PROTOCOL)).toBe(
      'minimised (CG) towards 0.01 kcal/mol/Å, velocities rescaled to 300 K for 2 ps, NVE 6 ps, step 1 fs',
    );
    const ended = (stopped: string) => ({ stopped, maxForceKcalMolAng: 0.4983 });
    expect(protocolText(PAPER_PROTOCOL, ended('force tolerance'))).toMatch(
      /^minimised \(CG\) to 0\.01 kcal\/mol\/Å, vel/,
    );
    expect(protocolText(PAPER_PROTOCOL, ended('linesearch alpha is zero'))).toMatch(
      /^minimised \(CG, stopped: linesearch alpha is zero, max force 0\.50 kcal\/mol\/Å\), vel/,
    );
  });

  test('lengths become steps; a short run is all heating, one without heating all NVE', () => {
    const of = (change: Partial<ProtocolSettings>) =>
      protocolOf({ ...DEFAULT_SETTINGS, ...change });
    expect(dynamicsSteps(of({ timestepFs: 0.5 }))).toBe(16000);
    expect(dynamicsSteps(of({ timestepFs: 3 }))).toBe(2667);
    expect(of({ lengthPs: 0.1 }).stages.map((s) => s.kind)).toEqual(['minimise', 'rescale']);
    expect(of({ heatingPs: 0 }).stages.map((s) => s.kind)).toEqual(['minimise', 'nve']);
    expect(of({ kind: 'nvt' }).stages.at(-1)).toMatchObject({ kind: 'nvt', steps: 8000 });
    expect(dynamicsSteps(of({ kind: 'custom' }))).toBeNull();
  });

  test('a relaxation that runs out of iterations still has a snapshot of its end', async () => {
    const settings = { ...DEFAULT_SETTINGS, kind: 'relax', maxIterations: 35 } as const;
    expect(protocolOf(settings).snapshotSteps).toBe(7);
    expect(protocolOf({ ...settings, maxIterations: 5000 }).snapshotSteps).toBe(20);
    const s = repeated(zincBlende('Cd', 5.6), 1);
    s.xyz[0]! += 0.3;
    const steps: number[] = [];
    const { last, stopped } = await runLammps(lammpsInput(s, protocolOf(settings), { seed: 1 }), {
      onSnapshot: (step) => steps.push(step),
    });
    expect(stopped).toBe('max iterations');
    expect(steps.at(-1)).toBe(35);
    expect(last).toMatchObject({ step: 35, temperatureK: 0, kineticKcalMol: 0 });
  });
});

describe('frozen planes', () => {
  const built = build(presetOf('cspbbr3-cds').recipe, library);
  const frozen = (bottom: number, top: number): Built => ({
    ...built,
    recipe: setFreeze({ kind: 'planes', bottom, top })(built.recipe),
  });
  const held = (bottom: number, top: number) => {
    const mask = frozenForRun(frozen(bottom, top))!;
    const { numbers, layer } = built.structure;
    return [...mask].flatMap((m, i) => (m ? [`${layer[i]}:${SYMBOLS[numbers[i]!]}`] : []));
  };
  const count = (all: readonly string[], one: string) => all.filter((x) => x === one).length;

  test('are counted from the outside of the stack', () => {
    expect(frozenForRun(built)).toBeNull();
    expect(frozenForRun(frozen(0, 0))).toBeNull();
    // CsPbBr below: 4 of each; CdS above: 8 of each.
    const one = held(1, 1);
    expect(['0:Cs', '0:Pb', '0:Br', '1:Cd', '1:S'].map((x) => count(one, x))).toEqual([
      4, 4, 4, 8, 8,
    ]);
    expect(one).toHaveLength(28);
    expect(held(0, 3)).toHaveLength(48);
    expect(held(2, 0)).toHaveLength(20);
  });

  test.each([
    [9, 0],
    [0, 7],
  ])('%d below and %d above are refused', (bottom, top) => {
    expect(failureOf(() => frozenForRun(frozen(bottom, top)))).toMatchObject({ code: 'setting' });
  });
});

describe('progress', () => {
  const input = lammpsInput(repeated(zincBlende('Cd', 5.8), 1), PAPER_PROTOCOL, { seed: 1 });
  const structure = repeated(zincBlende('Cd', 5.8), 1);
  const row = (stage: number, step: number): Thermo => ({
    stage,
    step,
    temperatureK: 300,
    potentialKcalMol: 0,
    kineticKcalMol: 0,
    totalKcalMol: 0,
    pressureAtm: 0,
    timeFs: step,
    timestepFs: 1,
    minimising: stage === 0,
  });

  test('speed and time left are those of the dynamics, whatever the minimisation took', () => {
    const plan = planOf(input, structure);
    expect(plan).toEqual({ steps: 8000, frames: 401, timestepFs: 1, axis: 'time' });
    const at = progressReader(input, plan);
    expect(at(row(0, 0), 0)).toMatchObject({
      stage: 'minimise',
      stepsPerSecond: null,
      steps: null,
    });
    expect(at(row(0, 100), 9000)).toMatchObject({ secondsLeft: null, ps: 0 });
    expect(at(row(1, 0), 10_000)).toMatchObject({ stage: 'rescale', stepsPerSecond: null });
    expect(at(row(1, 2000), 12_000)).toMatchObject({
      ps: 2,
      stepsPerSecond: 1000,
      secondsLeft: 6,
    });
    expect(at(row(2, 8000), 18_000)).toMatchObject({ stage: 'nve', secondsLeft: 0 });
  });

  test('snapshots that would not fit are refused before the run', () => {
    const protocol = protocolOf({ ...DEFAULT_SETTINGS, lengthPs: 100_000, snapshotSteps: 1 });
    expect(
      failureOf(() => planOf(lammpsInput(structure, protocol, { seed: 1 }), structure)),
    ).toMatchObject({ code: 'too-large', count: 12 * 8 * 100_000_001 });
  });
});
