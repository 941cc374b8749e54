import { EpistackError } from '#core/errors.ts';
import {
  DEFAULT_SETTINGS,
  type ProtocolSettings,
  type RelaxDegrees,
  type Thermostat,
} from './protocolSettings.ts';

export type ProtocolStage =
  /** Energy and forces of the given positions. */
  | { readonly kind: 'point' }
  /** Downhill in the fixed cell, until the 3N forces together are below `forceKcalMolAng`. */
  | {
      readonly kind: 'minimise';
      readonly forceKcalMolAng: number;
      readonly maxIterations: number;
      /**
       * Conjugate gradients are fast, and stop where an atom crosses the cut-off of a pair: there the
       * energy jumps (0.5 kcal/mol/Å are left in the default interface). FIRE follows the forces alone.
       */
      readonly method?: 'cg' | 'fire';
      /** By the universal potential: what counts is the largest force on an atom, eV/Å. */
      readonly universal?: { readonly forceEvAng: number; readonly degrees: RelaxDegrees };
    }
  /** NVE with all velocities scaled to a target that moves linearly, every `everySteps`. */
  | {
      readonly kind: 'rescale';
      readonly steps: number;
      readonly fromK: number;
      readonly toK: number;
      readonly everySteps: number;
    }
  | { readonly kind: 'nve'; readonly steps: number }
  | {
      readonly kind: 'nvt';
      readonly steps: number;
      readonly temperatureK: number;
      readonly thermostat: Thermostat;
      /** Relaxation time of the temperature. */
      readonly dampFs: number;
    }
  /** LAMMPS commands as they stand, after the potential and the snapshots are set up. */
  | { readonly kind: 'script'; readonly text: string; readonly temperatureK: number };

export interface Protocol {
  readonly timestepFs: number;
  readonly snapshotSteps: number;
  readonly stages: readonly ProtocolStage[];
}

/** The length of the vector of all forces below which a minimisation ends. */
const FORCE_KCAL_MOL_ANG = 0.01;
/** How the paper rescaled is not printed; ours is every 10 steps. */
const RESCALE_STEPS = 10;

/**
 * The stages of a choice. The steps of the dynamics are lengthPs over timestepFs, rounded; a relaxation
 * takes a snapshot so often that its last iteration has one.
 * @throws `setting` for a number out of its range
 */
export function protocolOf(
  settings: ProtocolSettings,
  engine: 'lammps' | 'universal' = 'lammps',
): Protocol {
  const { kind, temperatureK, timestepFs, snapshotSteps, dampFs, forceEvAng } = settings;
  const isUniversal = engine === 'universal';
  const maxIterations = isUniversal ? settings.relaxSteps : settings.maxIterations;
  check('step', timestepFs > 0 && timestepFs <= 20, 'a time above 0, at most 20 fs');
  check('snapshot interval', isCount(snapshotSteps), 'a whole number of steps, 1 or more');
  check('iterations', isCount(maxIterations), 'a whole number, 1 or more');
  const minimise: ProtocolStage = {
    kind: 'minimise',
    forceKcalMolAng: FORCE_KCAL_MOL_ANG,
    maxIterations,
    ...(isUniversal && {
      method: 'fire',
      universal: { forceEvAng, degrees: kind === 'relax' ? settings.degrees : 'atoms' },
    }),
  };
  if (isUniversal) check('force', forceEvAng > 0, 'above 0 eV/Å');
  // An evaluation takes so long that each iteration is worth a snapshot.
  if (kind === 'relax' && isUniversal) return { timestepFs, snapshotSteps: 1, stages: [minimise] };
  if (kind === 'relax')
    return {
      timestepFs,
      snapshotSteps: divisor(maxIterations, snapshotSteps),
      stages: [{ ...minimise, method: 'fire' }],
    };
  check('temperature', temperatureK > 0 && temperatureK <= 10_000, 'above 0, at most 10000 K');
  if (kind === 'custom')
    return {
      timestepFs,
      snapshotSteps,
      stages: [{ kind: 'script', text: settings.script, temperatureK }],
    };
  const steps = Math.round((settings.lengthPs * 1000) / timestepFs);
  check('length', steps >= 1 && steps <= 1e9, 'at least one step, at most 10⁹');
  if (kind === 'nvt') {
    check('damping', dampFs >= timestepFs, 'a time of at least one step');
    const { thermostat } = settings;
    return {
      timestepFs,
      snapshotSteps,
      stages: [minimise, { kind: 'nvt', steps, temperatureK, thermostat, dampFs }],
    };
  }
  check('heating', settings.heatingPs >= 0, 'a time of 0 or more ps');
  const heating = Math.min(steps, Math.round((settings.heatingPs * 1000) / timestepFs));
  const stages: ProtocolStage[] = [minimise];
  if (heating > 0)
    stages.push({
      kind: 'rescale',
      steps: heating,
      fromK: temperatureK,
      toK: temperatureK,
      everySteps: RESCALE_STEPS,
    });
  if (steps > heating) stages.push({ kind: 'nve', steps: steps - heating });
  return { timestepFs, snapshotSteps, stages };
}

/**
 * Qiu et al. (Adv. Sci. 2023, 10, 2206560): 300 K by repeated velocity rescaling for 2 ps, 6 ps of NVE,
 * 1 fs steps. How they rescaled is not printed; here velocities of 300 K from the start, rescaled every
 * 10 fs. A slow ramp from the cold would be worse: rescaling feeds a free sliding of the slabs twice as
 * fast as the vibrations, and a ramp from 10 K left the film gliding at 1.3 Å/ps.
 */
export const PAPER_PROTOCOL: Protocol = protocolOf(DEFAULT_SETTINGS);

/** Positions as they are: what `--steps 0` and the comparison with other programs run. */
export const POINT_PROTOCOL: Protocol = {
  timestepFs: 1,
  snapshotSteps: 1,
  stages: [{ kind: 'point' }],
};

/** Time steps of a protocol's dynamics; null where a script decides. */
export function dynamicsSteps({ stages }: Protocol): number | null {
  let sum = 0;
  for (const stage of stages) {
    if (stage.kind === 'script') return null;
    if ('steps' in stage) sum += stage.steps;
  }
  return sum;
}

/** How a minimisation ended: LAMMPS's reason, and the largest component of a force that was left. */
export interface Ended {
  readonly stopped: string | null;
  readonly maxForceKcalMolAng: number | null;
  /** The step that a script has set. */
  readonly last?: { readonly timestepFs: number };
}

/**
 * One line for people: "300 K: rescaling 2 ps, NVE 6 ps, step 1 fs".
 * @param ended of the run; without it the text says what is aimed at, not what was reached
 */
export function protocolText({ stages, timestepFs }: Protocol, ended?: Ended | null): string {
  const ps = (steps: number) => `${+((steps * timestepFs) / 1000).toPrecision(6)} ps`;
  const parts = stages.map((s) => {
    switch (s.kind) {
      case 'point':
        return 'single point';
      case 'minimise':
        return minimisedText(s, ended);
      case 'rescale':
        return s.fromK === s.toK
          ? `velocities rescaled to ${s.toK} K for ${ps(s.steps)}`
          : `velocities rescaled from ${s.fromK} to ${s.toK} K in ${ps(s.steps)}`;
      case 'nve':
        return `NVE ${ps(s.steps)}`;
      case 'nvt':
        return `NVT ${s.temperatureK} K (${s.thermostat === 'langevin' ? 'Langevin' : 'Nosé–Hoover'}, ${s.dampFs} fs) ${ps(s.steps)}`;
      case 'script':
        return ended?.stopped == null ? 'own script' : `own script (minimised, ${endText(ended)})`;
      default:
        return s satisfies never;
    }
  });
  const moving = stages.some((s) => s.kind !== 'point' && s.kind !== 'minimise');
  const scripted = stages.some((s) => s.kind === 'script');
  const stepFs = scripted ? ended?.last?.timestepFs : timestepFs;
  return parts.join(', ') + (moving && stepFs !== undefined ? `, step ${stepFs} fs` : '');
}

/** Why a minimisation has ended that reached its criterion, in the words of LAMMPS. */
export const CONVERGED = 'force tolerance';

const DEGREES_TEXT: Readonly<Record<RelaxDegrees, string>> = {
  atoms: 'atoms',
  d0: 'films as a whole, then atoms',
  c: 'atoms and c',
};

function minimisedText(
  { method, forceKcalMolAng, universal }: Extract<ProtocolStage, { kind: 'minimise' }>,
  ended: Ended | null | undefined,
): string {
  const name = method === 'fire' ? 'FIRE' : 'CG';
  if (universal !== undefined) {
    const what = `relaxed (L-BFGS, ${DEGREES_TEXT[universal.degrees]}`;
    if (ended?.stopped == null) return `${what}) towards ${universal.forceEvAng} eV/Å`;
    if (ended.stopped === CONVERGED) return `${what}) to ${universal.forceEvAng} eV/Å`;
    return `${what}, stopped: ${ended.stopped})`;
  }
  if (ended?.stopped == null) return `minimised (${name}) towards ${forceKcalMolAng} kcal/mol/Å`;
  if (ended.stopped === CONVERGED) return `minimised (${name}) to ${forceKcalMolAng} kcal/mol/Å`;
  return `minimised (${name}, ${endText(ended)})`;
}

function endText({ stopped, maxForceKcalMolAng: force }: Ended): string {
  return `stopped: ${stopped}${force === null ? '' : `, max force ${force.toPrecision(2)} kcal/mol/Å`}`;
}

function check(field: string, holds: boolean, expected: string): void {
  if (!holds) throw new EpistackError({ code: 'setting', field, expected });
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 1;
}

/** The greatest divisor of `n` that is not above `most`. */
function divisor(n: number, most: number): number {
  let d = Math.min(n, most);
  while (n % d !== 0) d--;
  return d;
}
