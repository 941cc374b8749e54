import type { Structure } from '#core/crystal/structure.ts';
import type { Stiffness } from '#core/match/stiffness.ts';
import { det } from '#core/math/mat3.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';
import { lbfgs } from '#engines/universal/lbfgs.ts';
import { cellRelaxation } from './cellRelaxation.ts';
import { deformationOf, strained } from './strained.ts';

/** 1 eV/Å³ in GPa, from the elementary charge of the SI. */
export const GPA_PER_EV_ANG3 = 160.2176634;

/** A crystal at rest in a potential, and what it takes to strain it. */
export interface ElasticResult {
  /** Cell and atoms relaxed. */
  readonly structure: Structure;
  readonly energyEv: number;
  /** GPa, in the axes of the structure; atoms relaxed in each strained cell. */
  readonly stiffness: Stiffness;
  /** How much the two halves of the matrix differ at most before their mean was taken, GPa: zero but for rounding. */
  readonly asymmetryGPa: number;
  /** What one strain of all six components costs: by the stiffness, and by the second difference of energies, meV/Å³. */
  readonly check: { readonly byStiffness: number; readonly byEnergy: number };
  /** Whether all relaxations came below the force. */
  readonly converged: boolean;
}

export interface ElasticProgress {
  readonly phase: 'cell' | 'strains';
  readonly done: number;
  readonly of: number;
}

export interface ElasticOptions {
  readonly forceEvAng: number;
  readonly maxSteps: number;
}

/** Stress answers a strain in proportion up to here; the next term cancels between both signs. */
const STRAIN = 0.005;
/** Stress and energy of this strain must agree: no symmetry makes one of its parts vanish. */
const CHECK_STRAIN = [1, -0.6, 0.4, 0.5, 0.7, -0.3].map((x) => 0.01 * x);
/** Voigt order, places in a 3×3 matrix. */
const VOIGT = [0, 4, 8, 5, 2, 1] as const;

/**
 * Relaxes a crystal, and computes its elastic constants by finite strains: the stress that each of the six strains of both
 * signs causes, after the atoms have relaxed in the strained cell.
 */
export function* elasticConstants(
  start: Structure,
  fieldOf: (structure: Structure) => StressField,
  options: ElasticOptions,
): Generator<ElasticProgress, ElasticResult, void> {
  const field = fieldOf(start);
  let rest = { structure: start, energyEv: Number.NaN, converged: false };
  for (const now of cellRelaxation(start, field, options)) {
    rest = now;
    yield { phase: 'cell', done: now.step, of: options.maxSteps };
  }
  let { converged } = rest;
  const jobs = 14;
  let done = 0;
  function* relaxed(voigt: readonly number[]): Generator<ElasticProgress, Strained, void> {
    const { xyz, lattice } = strained(rest.structure, deformationOf(voigt));
    let end = xyz;
    let isBelow = false;
    for (const step of lbfgs(xyz, (at) => field(at, lattice), { ...options, frozen: null })) {
      [end, isBelow] = [step.xyz, step.converged];
      yield { phase: 'strains', done, of: jobs };
    }
    converged &&= isBelow;
    done++;
    return field(end, lattice);
  }
  const c = new Float64Array(36);
  for (let column = 0; column < 6; column++) {
    const voigt = (sign: number) =>
      Array.from({ length: 6 }, (_, k) => (k === column ? sign * STRAIN : 0));
    const { stress: up } = yield* relaxed(voigt(1));
    const { stress: down } = yield* relaxed(voigt(-1));
    for (const [k, place] of VOIGT.entries())
      c[6 * k + column] = ((up[place]! - down[place]!) / (2 * STRAIN)) * GPA_PER_EV_ANG3;
  }
  const stiffness = c.map((x, k) => (x + c[6 * (k % 6) + Math.floor(k / 6)]!) / 2);
  const asymmetryGPa = Math.max(...c.map((x, k) => 2 * Math.abs(x - stiffness[k]!)));
  const { energyEv: up } = yield* relaxed(CHECK_STRAIN);
  const { energyEv: down } = yield* relaxed(CHECK_STRAIN.map((x) => -x));
  const volumeAng3 = Math.abs(det(rest.structure.lattice));
  let twice = 0;
  for (const [i, p] of CHECK_STRAIN.entries())
    for (const [j, q] of CHECK_STRAIN.entries()) twice += p * stiffness[6 * i + j]! * q;
  return {
    structure: rest.structure,
    energyEv: rest.energyEv,
    stiffness,
    asymmetryGPa,
    check: {
      byStiffness: (1000 * twice) / 2 / GPA_PER_EV_ANG3,
      byEnergy: (1000 * (up + down - 2 * rest.energyEv)) / 2 / volumeAng3,
    },
    converged,
  };
}

type Strained = ReturnType<StressField>;
