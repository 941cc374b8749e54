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
}

const isFree = ({ frozen }: Movers, i: number): boolean => frozen?.[i] !== 1;

/** Free directions of motion: without frozen atoms the momentum of all is conserved and takes three away. */
export function degreesOfFreedom(movers: Movers): number {
  const count = movers.masses.reduce((n, _, i) => n + (isFree(movers, i) ? 1 : 0), 0);
  return Math.max(1, 3 * count - (movers.frozen === null ? 3 : 0));
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

/**
 * Velocities of a temperature: Gaussian ones without a momentum of all, scaled to it exactly, and then without one of
 * each slab, as rescaling would feed it. Frozen atoms hold their slab.
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
  if (frozen === null) stopDrift(movers, () => true);
  rescale(movers, temperatureK);
  if (frozen !== null) return;
  const slabs = new Set(Array.from(layer));
  if (slabs.size > 1) for (const slab of slabs) stopDrift(movers, (i) => layer[i] === slab);
}
