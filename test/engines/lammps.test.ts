import { describe, expect, test, vi } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError, type Failure } from '#core/errors.ts';
import { det, mul, mulRow } from '#core/math/mat3.ts';
import { lammpsInput } from '#engines/lammps.ts';
import { PAPER_PROTOCOL, POINT_PROTOCOL, type Protocol } from '#engines/lammpsProtocols.ts';
import { runLammps, type Thermo } from '#engines/lammpsRun.ts';
import { perovskite, repeated, zincBlende } from '../helpers/crystals.ts';

// Seconds alone; CI shares two cores with other test files.
vi.setConfig({ testTimeout: 60_000 });

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
});
