import { describe, expect, test } from 'vitest';
import { normalNumbers } from '#core/math/random.ts';
import {
  type Bath,
  chainStep,
  langevinBath,
  langevinStep,
  type Motion,
  noseHooverBath,
  verletStep,
} from '#engines/dynamics/integrators.ts';
import {
  BOLTZMANN_EV_K,
  degreesOfFreedom,
  kineticEv,
  rescale,
  startVelocities,
  temperatureOf,
} from '#engines/dynamics/velocities.ts';

/** Along x, y, z: no angular momentum is conserved. */
const STIFFNESS = [1, 1.3, 0.8];

/** A ring of atoms of different masses on springs that are not quite harmonic, so that they exchange energy. */
function ring(count: number, frozen: Uint8Array | null = null) {
  const field = (xyz: Float64Array) => {
    const forces = new Float64Array(3 * count);
    let energyEv = 0;
    for (let i = 0; i < count; i++) {
      const j = (i + 1) % count;
      const d = [0, 1, 2].map((k) => xyz[3 * j + k]! - xyz[3 * i + k]!);
      const square = d.reduce((sum, x) => sum + x * x, 0);
      energyEv += 4 * square * square;
      for (let k = 0; k < 3; k++) {
        energyEv += STIFFNESS[k]! * d[k]! ** 2;
        const pull = (2 * STIFFNESS[k]! + 16 * square) * d[k]!;
        forces[3 * i + k]! += pull;
        forces[3 * j + k]! -= pull;
      }
    }
    return { energyEv, forces };
  };
  const xyz = new Float64Array(3 * count);
  const motion: Motion = {
    masses: Float64Array.from({ length: count }, (_, i) => 20 + 30 * (i % 3)),
    velocities: new Float64Array(3 * count),
    frozen,
    alone: null,
    xyz,
    force: field(xyz),
  };
  return { motion, field };
}
const total = (motion: Motion) => motion.force.energyEv + kineticEv(motion);

describe('velocities', () => {
  test('of a temperature, without a momentum, the same for the same seed', () => {
    const { motion } = ring(20);
    const layer = new Uint8Array(20);
    startVelocities(motion, layer, 300, normalNumbers(4));
    expect(temperatureOf(motion)).toBeCloseTo(300, 9);
    for (let k = 0; k < 3; k++) {
      const sum = motion.masses.reduce((s, m, i) => s + m * motion.velocities[3 * i + k]!, 0);
      expect(Math.abs(sum)).toBeLessThan(1e-12);
    }
    const again = ring(20).motion;
    startVelocities(again, layer, 300, normalNumbers(4));
    expect(again.velocities).toEqual(motion.velocities);
    startVelocities(again, layer, 300, normalNumbers(5));
    expect(again.velocities).not.toEqual(motion.velocities);
  });

  test('each slab starts at rest as a whole; frozen atoms stay and hold theirs', () => {
    const { motion } = ring(10);
    const layer = Uint8Array.from({ length: 10 }, (_, i) => (i < 4 ? 0 : 1));
    startVelocities(motion, layer, 300, normalNumbers(1));
    for (const slab of [0, 1]) {
      const sum = motion.masses.reduce(
        (s, m, i) => s + (layer[i] === slab ? m * motion.velocities[3 * i]! : 0),
        0,
      );
      expect(Math.abs(sum)).toBeLessThan(1e-12);
    }
    const held = ring(
      10,
      Uint8Array.from({ length: 10 }, (_, i) => (i < 2 ? 1 : 0)),
    ).motion;
    startVelocities(held, layer, 300, normalNumbers(1));
    expect([...held.velocities.subarray(0, 6)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(degreesOfFreedom(held)).toBe(24);
    expect(degreesOfFreedom(motion)).toBe(27);
    expect(temperatureOf(held)).toBeCloseTo(300, 9);
    rescale(held, 150);
    expect(temperatureOf(held)).toBeCloseTo(150, 9);
  });

  test('kinetic energy is that of a known atom: 1 u at 1 Å/fs has 51.8 eV', () => {
    const one = {
      masses: Float64Array.of(1),
      velocities: Float64Array.of(1, 0, 0),
      frozen: null,
      alone: null,
    };
    // ½ · 1.66053906660e-27 kg · (1e5 m/s)² / 1.602176634e-19 C
    expect(kineticEv(one)).toBeCloseTo(51.8213, 4);
  });
});

describe('velocity Verlet', () => {
  const run = (stepFs: number, steps: number) => {
    const { motion, field } = ring(8);
    startVelocities(motion, new Uint8Array(8), 600, normalNumbers(2));
    const start = total(motion);
    let worst = 0;
    for (let n = 0; n < steps; n++) {
      verletStep(motion, field, stepFs);
      worst = Math.max(worst, Math.abs(total(motion) - start));
    }
    return { worst, motion, start, field };
  };

  test('conserves the energy, four times better at half the step', () => {
    const [coarse, fine] = [run(1, 4000), run(0.5, 8000)];
    expect(coarse.worst / coarse.start).toBeLessThan(2e-3);
    expect(coarse.worst / fine.worst).toBeGreaterThan(3);
    expect(coarse.worst / fine.worst).toBeLessThan(5.5);
  });

  test('runs back the way it came', () => {
    const { motion, field } = run(1, 500);
    for (let k = 0; k < motion.velocities.length; k++) motion.velocities[k]! *= -1;
    for (let n = 0; n < 500; n++) verletStep(motion, field, 1);
    for (const x of motion.xyz) expect(Math.abs(x)).toBeLessThan(1e-9);
  });

  test('frozen atoms stay', () => {
    const frozen = Uint8Array.from({ length: 8 }, (_, i) => (i === 3 ? 1 : 0));
    const { motion, field } = ring(8, frozen);
    startVelocities(motion, new Uint8Array(8), 600, normalNumbers(2));
    for (let n = 0; n < 200; n++) verletStep(motion, field, 1);
    expect([...motion.xyz.subarray(9, 12)]).toEqual([0, 0, 0]);
  });
});

describe.each([
  [
    'Langevin',
    langevinStep,
    (k: number, seed: number) => langevinBath(k, 100, normalNumbers(seed)),
  ],
  ['Nosé–Hoover', chainStep, (k: number) => noseHooverBath(k, 100)],
] as const)('%s', (_name, step, bathOf) => {
  // Hot: springs so stretched exchange energy soon.
  const K = 3000;
  /** Mean temperature, and of each atom; of two atoms there are three degrees of freedom. */
  const means = (count: number, frozen: Uint8Array | null, steps: number) => {
    const { motion, field } = ring(count, frozen);
    startVelocities(motion, new Uint8Array(count), K, normalNumbers(7));
    const bath: Bath = bathOf(K, 8);
    const atoms = new Float64Array(count);
    let mean = 0;
    let squares = 0;
    for (let n = 0; n < steps; n++) {
      step(motion, field, 2, bath);
      const t = temperatureOf(motion);
      mean += t / steps;
      squares += (t * t) / steps;
      for (let i = 0; i < count; i++)
        for (let k = 0; k < 3; k++)
          atoms[i]! += (motion.masses[i]! * motion.velocities[3 * i + k]! ** 2) / steps;
    }
    return { mean, variance: squares - mean * mean, atoms, motion };
  };

  test('keeps the temperature of few degrees of freedom, with the spread of the canonical ensemble', () => {
    const { mean, variance, motion } = means(3, null, 60_000);
    expect(Math.abs(mean / K - 1)).toBeLessThan(0.03);
    // ⟨ΔT²⟩ = 2 T²/N_f: a thermostat that only scales to the mean has none.
    const expected = (2 * K * K) / degreesOfFreedom(motion);
    expect(variance / expected).toBeGreaterThan(0.85);
    expect(variance / expected).toBeLessThan(1.15);
  });

  test('gives light and heavy atoms the same energy, and each its share where one is frozen', () => {
    const frozen = Uint8Array.of(1, 0, 0, 0, 0, 0);
    const { atoms } = means(6, frozen, 60_000);
    // m⟨v²⟩ = 3 kT; in u Å²/fs².
    const expected = 3 * BOLTZMANN_EV_K * K * 9.64853321e-3;
    expect(atoms[0]).toBe(0);
    for (const atom of atoms.subarray(1)) expect(Math.abs(atom / expected - 1)).toBeLessThan(0.06);
  });
});

test('the energy of atoms and Nosé–Hoover chain together is conserved', () => {
  const { motion, field } = ring(6);
  startVelocities(motion, new Uint8Array(6), 300, normalNumbers(3));
  const bath = noseHooverBath(300, 100);
  const all = () => total(motion) + bath.energyEv(degreesOfFreedom(motion));
  const start = all();
  let [worst, exchanged] = [0, 0];
  for (let n = 0; n < 5000; n++) {
    chainStep(motion, field, 1, bath);
    worst = Math.max(worst, Math.abs(all() - start));
    exchanged = Math.max(exchanged, Math.abs(total(motion) - start));
  }
  expect(exchanged).toBeGreaterThan(0.05);
  expect(worst / exchanged).toBeLessThan(0.01);
});

test('Langevin noise has no momentum where no atom is frozen', () => {
  const { motion, field } = ring(6);
  const bath = langevinBath(300, 50, normalNumbers(1));
  for (let n = 0; n < 300; n++) langevinStep(motion, field, 1, bath);
  for (let k = 0; k < 3; k++) {
    const sum = motion.masses.reduce((s, m, i) => s + m * motion.velocities[3 * i + k]!, 0);
    expect(Math.abs(sum)).toBeLessThan(1e-9);
  }
});
