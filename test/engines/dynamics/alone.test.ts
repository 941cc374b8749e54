import { expect, test } from 'vitest';
import { normalNumbers } from '#core/math/random.ts';
import { buildNanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { displacementsAng } from '#core/nanocrystal/positions/relaxedNanocrystal.ts';
import { ALONE_GAP_ANG, aloneInBox } from '#engines/dynamics/alone.ts';
import { type ModelName, universalInput } from '#engines/dynamics/universalInput.ts';
import { runUniversal, type UniversalRow } from '#engines/dynamics/universalRun.ts';
import { degreesOfFreedom, type Movers, stopMotion } from '#engines/dynamics/velocities.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { DEFAULT_SETTINGS, type ProtocolSettings } from '#engines/lammps/protocolSettings.ts';
import { protocolOf } from '#engines/lammps/protocols.ts';
import { runLammps } from '#engines/lammps/runLammps.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { library } from '../../helpers/library.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const network = readyNetwork(randomModel(5));
const model: ModelName = {
  name: 'random.nqx',
  sha256: '0'.repeat(64),
  dispersion: 'none',
  elements: new Set(network.model.elements),
};
const particle = {
  epistackNanocrystal: 1,
  title: '',
  cap: null,
  leastNeighbours: 1,
  neutral: false,
  marginNm: 1,
} as const;
/** A sphere of CdS about a Cd: tetrahedral, 17 atoms. */
const sphere = {
  ...particle,
  core: {
    material: 'CdS',
    cell: { a: 5.81 },
    centre: [0, 0, 0] as const,
    facets: [],
    sphereNm: 0.85,
  },
};
/** A cube of 2 cells of CsPbBr3 that ends in Cs–Br planes: 71 atoms, charged. */
const cube = {
  ...particle,
  core: {
    material: 'CsPbBr3',
    cell: { a: 5.898 },
    centre: [0, 0, 0] as const,
    facets: [{ hkl: [1, 0, 0] as const, distanceNm: 0.6 }],
  },
};

async function universal(change: Partial<ProtocolSettings>, seed = 1) {
  const built = buildNanocrystal(sphere, library);
  const structure = aloneInBox(built.structure);
  const protocol = protocolOf({ ...DEFAULT_SETTINGS, ...change }, 'universal');
  const input = universalInput(structure, protocol, { model, seed, alone: true });
  const rows: UniversalRow[] = [];
  const frames: Float64Array[] = [];
  await runUniversal(network, input, {
    onThermo: (row) => void rows.push(row),
    onSnapshot: (_step, xyz) => void frames.push(xyz),
  });
  return { built, structure, rows, frames, masses: Float64Array.from(built.structure.numbers) };
}

const middleOf = (xyz: Float64Array): number[] =>
  [0, 1, 2].map(
    (k) => xyz.filter((_, i) => i % 3 === k).reduce((s, x) => s + x) / (xyz.length / 3),
  );

test('in its box a particle meets no image, however it turns', () => {
  const { structure } = buildNanocrystal(cube, library);
  const { lattice, xyz } = aloneInBox(structure);
  const [x, y, z] = middleOf(xyz) as [number, number, number];
  let farthest = 0;
  for (let k = 0; k < xyz.length; k += 3)
    farthest = Math.max(farthest, Math.hypot(xyz[k]! - x, xyz[k + 1]! - y, xyz[k + 2]! - z));
  expect(lattice[0]! - 2 * farthest).toBeCloseTo(ALONE_GAP_ANG, 9);
  expect([x, y, z].map((m) => m / lattice[0]!)).toEqual(
    [0.5, 0.5, 0.5].map((m) => expect.closeTo(m, 9)),
  );
});

test('a sphere relaxes downhill, stays centred and tetrahedral, and does so again to the last digit', async () => {
  const run = () => universal({ kind: 'relax', forceEvAng: 1e-3, relaxSteps: 10 });
  const { built, structure, rows, frames } = await run();
  const [first, last] = [rows[0]!, rows.at(-1)!];
  expect(last.potentialKcalMol).toBeLessThan(first.potentialKcalMol);
  const end = frames.at(-1)!;
  for (const [k, x] of middleOf(end).entries())
    expect(x).toBeCloseTo(middleOf(structure.xyz)[k]!, 6);
  // Forces at the end, evaluated once more in another box.
  const { forces } = evaluate(network, { ...structure, xyz: end });
  let most = 0;
  for (let k = 0; k < forces.length; k += 3)
    most = Math.max(most, Math.hypot(forces[k]!, forces[k + 1]!, forces[k + 2]!));
  expect(most).toBeCloseTo(last.maxForceEvAng!, 6);
  // The two-fold axes of the tetrahedron: each displacement is found again with two signs turned.
  const d = displacementsAng(sphere, built, end);
  const { xyz } = built.structure;
  const at = (k: number) => xyz[k]! - middleOf(xyz)[k % 3]!;
  for (let i = 0; i < xyz.length; i += 3) {
    const twin = [...Array(xyz.length / 3).keys()].find(
      (j) =>
        Math.abs(at(3 * j) + at(i)) < 1e-6 &&
        Math.abs(at(3 * j + 1) + at(i + 1)) < 1e-6 &&
        Math.abs(at(3 * j + 2) - at(i + 2)) < 1e-6,
    )!;
    expect(Math.abs(d[3 * twin]! + d[i]!)).toBeLessThan(1e-3);
    expect(Math.abs(d[3 * twin + 1]! + d[i + 1]!)).toBeLessThan(1e-3);
    expect(Math.abs(d[3 * twin + 2]! - d[i + 2]!)).toBeLessThan(1e-3);
  }
  const again = await run();
  expect(again.frames.at(-1)).toEqual(end);
});

test('a particle in motion neither wanders nor turns, of the same seed twice the same', async () => {
  const settings = {
    kind: 'nvt',
    thermostat: 'langevin',
    lengthPs: 0.008,
    snapshotSteps: 1,
    temperatureK: 200,
    relaxSteps: 2,
  } as const;
  const { built, frames } = await universal(settings, 7);
  expect((await universal(settings, 7)).frames.at(-1)).toEqual(frames.at(-1));
  const masses = Float64Array.from(built.structure.numbers, (z) => (z === 48 ? 112.414 : 32.06));
  // Momentum and angular momentum by the differences of two frames.
  const [from, to] = [frames.at(-2)!, frames.at(-1)!];
  const sums = [0, 0, 0];
  let size = 0;
  for (const [i, m] of masses.entries())
    for (let k = 0; k < 3; k++) {
      const v = to[3 * i + k]! - from[3 * i + k]!;
      sums[k]! += m * v;
      size += m * Math.abs(v);
    }
  for (const sum of sums) expect(Math.abs(sum) / size).toBeLessThan(2e-3);
});

test('momentum and angular momentum are taken out, and their six directions are not counted', () => {
  const normal = normalNumbers(3);
  const masses = Float64Array.from({ length: 9 }, (_, i) => 10 + i);
  const movers: Movers = {
    masses,
    velocities: Float64Array.from({ length: 27 }, normal),
    frozen: null,
    alone: Float64Array.from({ length: 27 }, () => 4 * normal()),
  };
  stopMotion(movers);
  const { velocities: v, alone } = movers;
  const sums = new Float64Array(6);
  for (const [i, m] of masses.entries()) {
    const [x, y, z] = [alone![3 * i]!, alone![3 * i + 1]!, alone![3 * i + 2]!];
    const [p, q, r] = [m * v[3 * i]!, m * v[3 * i + 1]!, m * v[3 * i + 2]!];
    for (const [k, part] of [p, q, r, y * r - z * q, z * p - x * r, x * q - y * p].entries())
      sums[k]! += part;
  }
  for (const sum of sums) expect(Math.abs(sum)).toBeLessThan(1e-10);
  expect(degreesOfFreedom(movers)).toBe(21);
});

test('the classical preview runs a charged particle, says its charge, and relaxes a cube as a cube', async () => {
  const built = buildNanocrystal(cube, library);
  const structure = aloneInBox(built.structure);
  const protocol = protocolOf({ ...DEFAULT_SETTINGS, kind: 'relax' });
  expect(() => lammpsInput(structure, protocol, { seed: 1 })).toThrow(/carries/);
  const input = lammpsInput(structure, protocol, { seed: 1, alone: true });
  expect(input.assumptions.join()).toContain('add up to +3.55 e');
  let end = new Float64Array(0);
  const energies: number[] = [];
  const result = await runLammps(input, {
    onThermo: (row) => void energies.push(row.potentialKcalMol),
    onSnapshot: (_step, xyz) => {
      end = Float64Array.from(xyz);
    },
  });
  expect(result.stopped).toBe('force tolerance');
  expect(energies.at(-1)).toBeLessThan(energies[0]!);
  const d = displacementsAng(cube, built, end);
  // Under the four-fold axis along z each displacement turns with its atom.
  const { xyz } = built.structure;
  const at = (k: number) => xyz[k]! - middleOf(xyz)[k % 3]!;
  let worst = 0;
  for (let i = 0; i < xyz.length; i += 3) {
    const twin = [...Array(xyz.length / 3).keys()].find(
      (j) =>
        Math.abs(at(3 * j) + at(i + 1)) < 1e-6 &&
        Math.abs(at(3 * j + 1) - at(i)) < 1e-6 &&
        Math.abs(at(3 * j + 2) - at(i + 2)) < 1e-6,
    )!;
    worst = Math.max(
      worst,
      Math.abs(d[3 * twin]! + d[i + 1]!),
      Math.abs(d[3 * twin + 1]! - d[i]!),
      Math.abs(d[3 * twin + 2]! - d[i + 2]!),
    );
  }
  expect(worst).toBeLessThan(1e-3);
});
