import type { ForceField } from '#engines/universal/lbfgs.ts';
import {
  BOLTZMANN_EV_K,
  degreesOfFreedom,
  kineticEv,
  type Movers,
  stopMotion,
  U_ANG2_FS2_PER_EV,
} from './velocities.ts';

/** Atoms in motion, with the forces at their present positions. */
export interface Motion extends Movers {
  readonly xyz: Float64Array;
  force: ForceField;
}

/** Positions to energy and forces. */
export type Field = (xyz: Float64Array) => ForceField;

/** What a thermostat does to the velocities in a time, fs. */
export type Bath = (motion: Motion, timeFs: number) => void;

function kick({ masses, velocities, frozen, force }: Motion, timeFs: number): void {
  for (let i = 0; i < masses.length; i++) {
    if (frozen?.[i] === 1) continue;
    const factor = (timeFs * U_ANG2_FS2_PER_EV) / masses[i]!;
    for (let k = 3 * i; k < 3 * i + 3; k++) velocities[k]! += factor * force.forces[k]!;
  }
}

function drift({ xyz, velocities }: Motion, timeFs: number): void {
  for (let k = 0; k < xyz.length; k++) xyz[k]! += timeFs * velocities[k]!;
}

/** One step of velocity Verlet: conserves the energy. */
export function verletStep(motion: Motion, field: Field, stepFs: number): void {
  kick(motion, stepFs / 2);
  drift(motion, stepFs);
  motion.force = field(motion.xyz);
  kick(motion, stepFs / 2);
}

/**
 * One step of Langevin dynamics: half a kick, half a drift, the bath, and back ("BAOAB").
 * @see Leimkuhler, Matthews, Appl. Math. Res. Express 2013, 34, doi 10.1093/amrx/abs010
 */
export function langevinStep(motion: Motion, field: Field, stepFs: number, bath: Bath): void {
  kick(motion, stepFs / 2);
  drift(motion, stepFs / 2);
  bath(motion, stepFs);
  drift(motion, stepFs / 2);
  motion.force = field(motion.xyz);
  kick(motion, stepFs / 2);
}

/** One step in contact with chains: half of the bath before and after the step itself. */
export function chainStep(motion: Motion, field: Field, stepFs: number, bath: Bath): void {
  bath(motion, stepFs / 2);
  verletStep(motion, field, stepFs);
  bath(motion, stepFs / 2);
}

/**
 * Friction and noise, exact for any time. Where no atom is frozen the noise has no momentum: the stack would wander.
 * @param dampFs time in which a velocity is forgotten
 */
export function langevinBath(temperatureK: number, dampFs: number, normal: () => number): Bath {
  return (motion, timeFs) => {
    const { masses, velocities, frozen } = motion;
    const keep = Math.exp(-timeFs / dampFs);
    const noise = new Float64Array(velocities.length);
    const momentum = [0, 0, 0];
    let mass = 0;
    for (let i = 0; i < masses.length; i++) {
      if (frozen?.[i] === 1) continue;
      const width = Math.sqrt(
        ((1 - keep * keep) * BOLTZMANN_EV_K * temperatureK * U_ANG2_FS2_PER_EV) / masses[i]!,
      );
      mass += masses[i]!;
      for (let k = 0; k < 3; k++) {
        noise[3 * i + k] = width * normal();
        momentum[k]! += masses[i]! * noise[3 * i + k]!;
      }
    }
    for (let k = 0; k < velocities.length; k++) {
      if (frozen?.[Math.floor(k / 3)] === 1) continue;
      const drifting = frozen === null ? momentum[k % 3]! / mass : 0;
      velocities[k] = keep * velocities[k]! + noise[k]! - drifting;
    }
    if (motion.alone !== null) stopMotion(motion);
  };
}

/** Thermostats in a chain: one alone does not reach all of the energies that a few atoms can have. */
const CHAIN = 3;

/**
 * A chain of Nosé–Hoover thermostats.
 * @param dampFs period of the first: its mass is degrees of freedom × kT × dampFs²
 * @see Martyna, Klein, Tuckerman, J. Chem. Phys. 1992, 97, 2635; Martyna et al., Mol. Phys. 1996, 87, 1117
 */
export function noseHooverBath(
  temperatureK: number,
  dampFs: number,
): Bath & {
  /** Energy of the chain, eV: with that of the atoms it is conserved. */
  readonly energyEv: (degrees: number) => number;
} {
  const kT = BOLTZMANN_EV_K * temperatureK;
  const position = new Float64Array(CHAIN);
  const speed = new Float64Array(CHAIN);
  const massOf = (j: number, degrees: number): number =>
    (j === 0 ? degrees : 1) * kT * dampFs * dampFs;
  const bath = (motion: Motion, timeFs: number): void => {
    const degrees = degreesOfFreedom(motion);
    let twice = 2 * kineticEv(motion);
    const push = (j: number): number => {
      const surplus =
        j === 0
          ? twice - degrees * kT
          : massOf(j - 1, degrees) * speed[j - 1]! * speed[j - 1]! - kT;
      return surplus / massOf(j, degrees);
    };
    const turn = (j: number): void => {
      const slowed = j === CHAIN - 1 ? 1 : Math.exp((-timeFs / 4) * speed[j + 1]!);
      speed[j] = (speed[j]! * slowed + (timeFs / 2) * push(j)) * slowed;
    };
    for (let j = CHAIN - 1; j >= 0; j--) turn(j);
    const factor = Math.exp(-timeFs * speed[0]!);
    twice *= factor * factor;
    for (let k = 0; k < motion.velocities.length; k++) motion.velocities[k]! *= factor;
    for (let j = 0; j < CHAIN; j++) position[j]! += timeFs * speed[j]!;
    for (let j = 0; j < CHAIN; j++) turn(j);
  };
  const energyEv = (degrees: number): number => {
    let sum = 0;
    for (let j = 0; j < CHAIN; j++)
      sum +=
        0.5 * massOf(j, degrees) * speed[j]! ** 2 + (j === 0 ? degrees : 1) * kT * position[j]!;
    return sum;
  };
  return Object.assign(bath, { energyEv });
}
