import { det, inverse, mulRow } from '#core/math/mat3.ts';
import { add, cross, dot, mapTuple, scale, type Vec3 } from '#core/math/vec3.ts';

/** CODATA 2018: eV/K. */
export const BOLTZMANN_EV_K = 8.617333262e-5;
/** 1 eV = so many u Å²/fs², from the CODATA 2018 values of e and u. */
export const U_ANG2_FS2_PER_EV = 9.64853321e-3;

/** Atoms that move in time; velocities in Å/fs, masses in u. */
export interface Movers {
  readonly masses: Float64Array;
  readonly velocities: Float64Array;
  /** N, 1 = stays where it is; null when none does. */
  readonly frozen: Uint8Array | null;
  /** Of a particle without neighbours: where its atoms are, 3N, Å, as it does not turn. Null for what repeats. */
  readonly alone: Float64Array | null;
}

const isFree = ({ frozen }: Movers, i: number): boolean => frozen?.[i] !== 1;

/**
 * Free directions of motion: without frozen atoms the momentum of all is conserved and takes three away, of a particle
 * that stands alone its angular momentum three more.
 */
export function degreesOfFreedom(movers: Movers): number {
  const count = movers.masses.reduce((n, _, i) => n + (isFree(movers, i) ? 1 : 0), 0);
  const still = movers.frozen !== null ? 0 : movers.alone === null ? 3 : 6;
  return Math.max(1, 3 * count - still);
}

export function kineticEv({ masses, velocities }: Movers): number {
  let sum = 0;
  for (let k = 0; k < velocities.length; k++)
    sum += masses[Math.floor(k / 3)]! * velocities[k]! * velocities[k]!;
  return (0.5 * sum) / U_ANG2_FS2_PER_EV;
}

export const temperatureOf = (movers: Movers): number =>
  (2 * kineticEv(movers)) / (degreesOfFreedom(movers) * BOLTZMANN_EV_K);

/** Scales all velocities to a temperature; atoms at rest stay so. */
export function rescale(movers: Movers, temperatureK: number): void {
  const now = temperatureOf(movers);
  if (!(now > 0)) return;
  const factor = Math.sqrt(temperatureK / now);
  for (let k = 0; k < movers.velocities.length; k++) movers.velocities[k]! *= factor;
}

/** Takes the momentum of some atoms away. @param isOf which atoms */
export function stopDrift(movers: Movers, isOf: (atom: number) => boolean): void {
  const { masses, velocities } = movers;
  const momentum = [0, 0, 0];
  let mass = 0;
  for (let i = 0; i < masses.length; i++) {
    if (!isOf(i)) continue;
    mass += masses[i]!;
    for (let k = 0; k < 3; k++) momentum[k]! += masses[i]! * velocities[3 * i + k]!;
  }
  for (let i = 0; i < masses.length; i++)
    if (isOf(i)) for (let k = 0; k < 3; k++) velocities[3 * i + k]! -= momentum[k]! / mass;
}

/** Takes the momentum and the angular momentum of a particle away, so that it neither wanders nor turns. */
export function stopMotion(movers: Movers): void {
  stopDrift(movers, () => true);
  const { masses, velocities, alone: xyz } = movers;
  if (xyz === null) return;
  const middle = [0, 0, 0];
  let mass = 0;
  for (const [i, m] of masses.entries()) {
    mass += m;
    for (let k = 0; k < 3; k++) middle[k]! += m * xyz[3 * i + k]!;
  }
  const from = (i: number): Vec3 => mapTuple([0, 1, 2], (k) => xyz[3 * i + k]! - middle[k]! / mass);
  let momentum: Vec3 = [0, 0, 0];
  const inertia = new Float64Array(9);
  for (const [i, m] of masses.entries()) {
    const r = from(i);
    const v: Vec3 = [velocities[3 * i]!, velocities[3 * i + 1]!, velocities[3 * i + 2]!];
    momentum = add(momentum, scale(cross(r, v), m));
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++)
        inertia[3 * a + b]! += m * ((a === b ? dot(r, r) : 0) - r[a]! * r[b]!);
  }
  // Atoms on a line have no moment about it.
  if (!(Math.abs(det(inertia)) > 1e-9 * Math.max(...inertia) ** 3)) return;
  const turn = mulRow(momentum, inverse(inertia));
  for (let i = 0; i < masses.length; i++) {
    const v = cross(turn, from(i));
    for (let k = 0; k < 3; k++) velocities[3 * i + k]! -= v[k]!;
  }
}

/**
 * Velocities of a temperature: Gaussian ones without a momentum of all, scaled to it exactly, and then without one of
 * each slab, as rescaling would feed it. Frozen atoms hold their slab. A particle that stands alone does not turn either.
 */
export function startVelocities(
  movers: Movers,
  layer: ArrayLike<number>,
  temperatureK: number,
  normal: () => number,
): void {
  const { masses, velocities, frozen } = movers;
  for (let i = 0; i < masses.length; i++)
    for (let k = 0; k < 3; k++) {
      // Drawn for frozen atoms too: what is frozen changes no other atom's start.
      const draw = normal() / Math.sqrt(masses[i]!);
      velocities[3 * i + k] = isFree(movers, i) ? draw : 0;
    }
  if (frozen === null) stopMotion(movers);
  rescale(movers, temperatureK);
  if (frozen !== null || movers.alone !== null) return;
  const slabs = new Set(Array.from(layer));
  if (slabs.size > 1) for (const slab of slabs) stopDrift(movers, (i) => layer[i] === slab);
}
