/** Energy and forces of positions, in the caller's units. */
export interface ForceField {
  readonly energyEv: number;
  /** 3N, eV/Å. */
  readonly forces: Float64Array;
}

export interface DescentSettings {
  /** Ends when no atom that moves feels a larger force, eV/Å. */
  readonly forceEvAng: number;
  readonly maxSteps: number;
  /** N flags, 1 = stays where it is; null when all move. */
  readonly frozen: Uint8Array | null;
}

/** One step of a relaxation. */
export interface DescentStep {
  readonly step: number;
  readonly energyEv: number;
  /** Largest force on an atom that moves, eV/Å. */
  readonly maxForceEvAng: number;
  readonly xyz: Float64Array;
  readonly converged: boolean;
}

/** Steps whose changes of the forces are remembered. */
const MEMORY = 100;
/** What is taken for the stiffness before anything is known of it, eV/Å². */
const FIRST_STIFFNESS = 20;
/** An atom moves by no more than this in a step, Å. */
const LARGEST_MOVE_ANG = 0.1;
/** Forces that grow along a step, or by less than rounding, tell nothing of a minimum: its product with their change, eV. */
const LEAST_PRODUCT_EV = 1e-10;
/** A rise of the energy beyond rounding: what was learnt does not hold there, eV an atom. */
const RISE_EV = 1e-5;

/** A step, and how the forces fell along it. */
interface Learnt {
  readonly moved: Float64Array;
  readonly fell: Float64Array;
  readonly product: number;
}

/**
 * Relaxes positions by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno, without searches along lines:
 * one evaluation a step. Yields each step before it moves on, the first with the positions given; the caller may stop at any.
 * @see Nocedal, Math. Comput. 1980, 35, 773, doi 10.1090/S0025-5718-1980-0572855-7
 */
export function* lbfgs(
  start: Float64Array,
  field: (xyz: Float64Array) => ForceField,
  { forceEvAng, maxSteps, frozen }: DescentSettings,
): Generator<DescentStep, void, void> {
  const xyz = Float64Array.from(start);
  let learnt: Learnt[] = [];
  let before: { readonly energyEv: number; readonly forces: Float64Array } | null = null;
  let moved: Float64Array = new Float64Array(xyz.length);
  const rise = (RISE_EV * xyz.length) / 3;
  for (let step = 0; ; step++) {
    const { energyEv, forces: all } = field(xyz);
    const forces = all.map((force, k) => (frozen?.[Math.floor(k / 3)] === 1 ? 0 : force));
    const maxForceEvAng = largest(forces);
    const converged = maxForceEvAng <= forceEvAng;
    yield { step, energyEv, maxForceEvAng, xyz: Float64Array.from(xyz), converged };
    if (converged || step >= maxSteps || !Number.isFinite(energyEv)) return;
    if (before !== null) {
      const last = before.forces;
      const fell = forces.map((force, k) => last[k]! - force);
      const product = dot(moved, fell);
      if (energyEv > before.energyEv + rise) learnt = [];
      if (product > LEAST_PRODUCT_EV) learnt = [...learnt, { moved, fell, product }].slice(-MEMORY);
    }
    moved = towards(forces, learnt);
    const farthest = largest(moved);
    const shorter = farthest > LARGEST_MOVE_ANG ? LARGEST_MOVE_ANG / farthest : 1;
    for (let k = 0; k < xyz.length; k++) {
      moved[k]! *= shorter;
      xyz[k]! += moved[k]!;
    }
    before = { energyEv, forces };
  }
}

/** The forces by the stiffness that is known from the last steps: always downhill, as all of their products are positive. */
function towards(forces: Float64Array, learnt: readonly Learnt[]): Float64Array {
  const out = Float64Array.from(forces);
  const parts: number[] = [];
  for (const { moved, fell, product } of [...learnt].reverse()) {
    const part = dot(moved, out) / product;
    parts.push(part);
    for (let k = 0; k < out.length; k++) out[k]! -= part * fell[k]!;
  }
  for (let k = 0; k < out.length; k++) out[k]! /= FIRST_STIFFNESS;
  for (const { moved, fell, product } of learnt) {
    const part = parts.pop()! - dot(fell, out) / product;
    for (let k = 0; k < out.length; k++) out[k]! += part * moved[k]!;
  }
  return out;
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
