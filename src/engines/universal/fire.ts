/** Energy and forces of positions, in the caller's units. */
export interface ForceField {
  readonly energyEv: number;
  /** 3N, eV/Å. */
  readonly forces: Float64Array;
}

export interface FireSettings {
  /** Ends when no atom that moves feels a larger force, eV/Å. */
  readonly forceEvAng: number;
  readonly maxSteps: number;
  /** N flags, 1 = stays where it is; null when all move. */
  readonly frozen: Uint8Array | null;
}

/** One step of a relaxation. */
export interface FireStep {
  readonly step: number;
  readonly energyEv: number;
  /** Largest force on an atom that moves, eV/Å. */
  readonly maxForceEvAng: number;
  readonly xyz: Float64Array;
  readonly converged: boolean;
}

// Parameters of the paper, and the step and limits of ASE's optimiser (masses of 1).
const FIRST_STEP = 0.1;
const LONGEST_STEP = 1;
const PATIENCE = 5;
const FASTER = 1.1;
const SLOWER = 0.5;
const MIXING = 0.1;
const LESS_MIXING = 0.99;
/** An atom moves by no more than this in a step, Å. */
const LARGEST_MOVE_ANG = 0.1;

/**
 * Relaxes positions by the fast inertial relaxation engine: dynamics that is stopped whenever it runs uphill.
 * Yields each step before it moves on, the first with the positions given; the caller may stop at any.
 * @see Bitzek, Koskinen, Gähler, Moseler, Gumbsch, Phys. Rev. Lett. 2006, 97, 170201
 */
export function* fire(
  start: Float64Array,
  field: (xyz: Float64Array) => ForceField,
  { forceEvAng, maxSteps, frozen }: FireSettings,
): Generator<FireStep, void, void> {
  const xyz = Float64Array.from(start);
  const velocity = new Float64Array(xyz.length);
  let [timestep, mixing, downhill] = [FIRST_STEP, MIXING, 0];
  for (let step = 0; ; step++) {
    const { energyEv, forces: all } = field(xyz);
    const forces = all.map((force, k) => (frozen?.[Math.floor(k / 3)] === 1 ? 0 : force));
    const maxForceEvAng = largest(forces);
    const converged = maxForceEvAng <= forceEvAng;
    yield { step, energyEv, maxForceEvAng, xyz: Float64Array.from(xyz), converged };
    if (converged || step >= maxSteps || !Number.isFinite(energyEv)) return;
    const power = dot(forces, velocity);
    if (power > 0) {
      const factor = mixing * Math.sqrt(dot(velocity, velocity) / dot(forces, forces));
      for (const [k, force] of forces.entries())
        velocity[k] = (1 - mixing) * velocity[k]! + factor * force;
      if (downhill > PATIENCE) {
        timestep = Math.min(FASTER * timestep, LONGEST_STEP);
        mixing *= LESS_MIXING;
      }
      downhill++;
    } else {
      velocity.fill(0);
      [timestep, mixing, downhill] = [SLOWER * timestep, MIXING, 0];
      if (step === 0) timestep = FIRST_STEP;
    }
    for (const [k, force] of forces.entries()) velocity[k]! += timestep * force;
    const move = timestep * largest(velocity);
    const shorter = move > LARGEST_MOVE_ANG ? LARGEST_MOVE_ANG / move : 1;
    for (const [k, v] of velocity.entries()) xyz[k]! += shorter * timestep * v;
  }
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
};

/** Length of the longest of the atoms' vectors. */
function largest(vectors: Float64Array): number {
  let most = 0;
  for (let k = 0; k < vectors.length; k += 3)
    most = Math.max(most, vectors[k]! ** 2 + vectors[k + 1]! ** 2 + vectors[k + 2]! ** 2);
  return Math.sqrt(most);
}
