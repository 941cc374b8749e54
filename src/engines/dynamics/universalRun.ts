import { EpistackError } from '#core/errors.ts';
import { normalNumbers } from '#core/math/random.ts';
import { MEV_PER_KCAL_MOL } from '#engines/lammps/energyDrift.ts';
import { CONVERGED, type ProtocolStage } from '#engines/lammps/protocols.ts';
import type { RunHandlers, RunResult, Thermo } from '#engines/lammps/runLammps.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { computedBy, type Network } from '#engines/universal/network.ts';
import {
  type Bath,
  chainStep,
  langevinBath,
  langevinStep,
  type Motion,
  noseHooverBath,
  verletStep,
} from './integrators.ts';
import { type CellMoves, relaxation } from './relaxation.ts';
import { massesOf, type UniversalInput } from './universalInput.ts';
import { kineticEv, rescale, startVelocities, temperatureOf } from './velocities.ts';

export const KCAL_MOL_PER_EV = 1000 / MEV_PER_KCAL_MOL;
/** 1 eV/Å³ in standard atmospheres. */
const ATM_PER_EV_ANG3 = 1.602176634e11 / 101325;
/** How often others get a turn, so that a signal or a message can arrive. */
const YIELD_MS = 50;

/** A row of energies, and what a relaxation goes by. */
export interface UniversalRow extends Thermo {
  /** The largest force on what moves, eV/Å; null while atoms move in time. */
  readonly maxForceEvAng: number | null;
}

export interface UniversalResult extends RunResult {
  /** What a relaxation has changed besides the places of atoms; null without one. */
  readonly moves: CellMoves | null;
}

export interface UniversalHandlers
  extends Omit<RunHandlers, 'onThermo' | 'onLog' | 'onEnd' | 'onSnapshot'> {
  readonly onThermo?: (row: UniversalRow) => void;
  /** Called when it is first known, and again when something else goes on. */
  readonly onComputedBy?: (by: string) => void;
  /** @param xyz 3N, Å, of all atoms of the stack */
  readonly onSnapshot?: (
    step: number,
    xyz: Float64Array,
    about: {
      readonly lattice: Float64Array;
      readonly timeFs: number;
      readonly moves: CellMoves | null;
    },
  ) => void;
}

/**
 * Runs a protocol by the universal potential, with the rows and snapshots that LAMMPS gives for it.
 * @throws `atoms-overlap`; `engine` where a position or an energy is no number any more; the signal's reason
 */
export async function runUniversal(
  network: Network,
  input: UniversalInput,
  handlers: UniversalHandlers,
): Promise<UniversalResult> {
  const { protocol, computed, repeat } = input;
  const { stages, timestepFs, snapshotSteps } = protocol;
  const { structure } = computed;
  const copies = repeat?.count ?? 1;
  const turn = turns(handlers.signal);
  let by: string | null = null;
  const field = (xyz: Float64Array, lattice: Float64Array) => {
    const found = evaluate(network, { ...structure, xyz, lattice });
    const now = computedBy(network);
    if (now !== by) handlers.onComputedBy?.(now);
    by = now;
    if (!Number.isFinite(found.energyEv)) throw notANumber();
    return found;
  };
  const normal = normalNumbers(input.seed);
  const xyz = structure.xyz.slice();
  const motion: Motion = {
    masses: massesOf(structure),
    velocities: new Float64Array(xyz.length),
    frozen: computed.frozen,
    alone: input.alone ? xyz : null,
    xyz,
    force: { energyEv: 0, forces: new Float64Array(0) },
  };
  let lattice = structure.lattice;
  let moves: CellMoves | null = null;
  let step = 0;
  let [stopped, maxForceEvAng] = [null as string | null, null as number | null];
  let last: UniversalRow | null = null;
  const isMoving = (stage: ProtocolStage): boolean => 'steps' in stage;
  const hasDynamics = stages.some(isMoving);

  const row = (
    stage: number,
    potentialEv: number,
    temperatureK: number,
    pressureEvAng3: number,
    force: number | null,
  ): void => {
    const isRelaxing = !isMoving(stages[stage]!);
    const kineticKcalMol = isRelaxing ? 0 : copies * kineticEv(motion) * KCAL_MOL_PER_EV;
    const potentialKcalMol = copies * potentialEv * KCAL_MOL_PER_EV;
    last = {
      stage,
      step,
      temperatureK,
      potentialKcalMol,
      kineticKcalMol,
      totalKcalMol: potentialKcalMol + kineticKcalMol,
      pressureAtm: pressureEvAng3 * ATM_PER_EV_ANG3,
      timeFs: isRelaxing ? 0 : step * timestepFs,
      timestepFs,
      minimising: isRelaxing,
      maxForceEvAng: force,
    };
    handlers.onThermo?.(last);
  };
  const snapshot = (): void =>
    handlers.onSnapshot?.(step, ofAll(input, xyz), {
      lattice,
      timeFs: hasDynamics ? step * timestepFs : 0,
      moves,
    });
  const pressure = (stress: Float64Array): number => -(stress[0]! + stress[4]! + stress[8]!) / 3;

  handlers.onStart?.();
  let isStarted = false;
  for (const [index, stage] of stages.entries()) {
    if (stage.kind === 'script') continue;
    if (stage.kind === 'point') {
      const { energyEv, stress } = field(xyz, lattice);
      row(index, energyEv, 0, pressure(stress), null);
      snapshot();
      continue;
    }
    if (stage.kind === 'minimise') {
      const { forceEvAng, degrees } = stage.universal!;
      const options = { degrees, forceEvAng, maxSteps: stage.maxIterations, frozen: motion.frozen };
      for (const now of relaxation({ ...structure, xyz: xyz.slice() }, field, options)) {
        xyz.set(now.xyz);
        ({ lattice, moves, step } = now);
        maxForceEvAng = now.maxForceEvAng;
        stopped = now.converged ? CONVERGED : 'max iterations';
        row(index, now.energyEv, 0, 0, maxForceEvAng);
        if (!hasDynamics && (step % snapshotSteps === 0 || now.converged)) snapshot();
        await turn();
      }
      continue;
    }
    const evaluated = (at: Float64Array) => field(at, lattice);
    if (!isStarted) {
      isStarted = true;
      step = 0;
      const fromK =
        stage.kind === 'rescale' ? stage.fromK : stage.kind === 'nvt' ? stage.temperatureK : 0;
      startVelocities(motion, structure.layer, fromK, normal);
      motion.force = evaluated(xyz);
      row(index, motion.force.energyEv, temperatureOf(motion), 0, null);
      snapshot();
    }
    const bath: Bath | null =
      stage.kind !== 'nvt'
        ? null
        : stage.thermostat === 'langevin'
          ? langevinBath(stage.temperatureK, stage.dampFs, normal)
          : noseHooverBath(stage.temperatureK, stage.dampFs);
    const isLangevin = stage.kind === 'nvt' && stage.thermostat === 'langevin';
    for (let n = 1; n <= stage.steps; n++) {
      if (bath === null) verletStep(motion, evaluated, timestepFs);
      else (isLangevin ? langevinStep : chainStep)(motion, evaluated, timestepFs, bath);
      step++;
      if (step % snapshotSteps === 0 || n === stage.steps) {
        // Before velocities are rescaled: afterwards every row would show the target.
        row(index, motion.force.energyEv, temperatureOf(motion), 0, null);
        if (step % snapshotSteps === 0) snapshot();
      }
      if (stage.kind === 'rescale' && n % stage.everySteps === 0)
        rescale(motion, stage.fromK + ((stage.toK - stage.fromK) * n) / stage.steps);
      await turn();
    }
  }
  if (last === null)
    throw new EpistackError({ code: 'setting', field: 'protocol', expected: 'at least one stage' });
  return {
    version: computedBy(network),
    warnings: [],
    last,
    stopped,
    maxForceKcalMolAng: maxForceEvAng === null ? null : maxForceEvAng * KCAL_MOL_PER_EV,
    frozenMoved: 0,
    moves,
  };
}

/** Positions of all atoms, where fewer were computed: each is displaced as the one that it repeats. */
function ofAll({ repeat, structure, computed }: UniversalInput, xyz: Float64Array): Float64Array {
  if (repeat === null) return xyz.slice();
  return structure.xyz.map((x, k) => {
    const at = 3 * repeat.copyOf[Math.floor(k / 3)]! + (k % 3);
    return x + xyz[at]! - computed.structure.xyz[at]!;
  });
}

/** Lets others have a turn now and then. @throws the signal's reason */
function turns(signal: AbortSignal | undefined): () => Promise<void> | undefined {
  let atMs = performance.now();
  return () => {
    signal?.throwIfAborted();
    if (performance.now() - atMs < YIELD_MS) return undefined;
    return new Promise((resume) => {
      setTimeout(() => {
        atMs = performance.now();
        resume();
      });
    });
  };
}

const notANumber = (): EpistackError =>
  new EpistackError({
    code: 'engine',
    engine: 'the universal potential',
    reason: 'the energy is no number any more: atoms have come too close or flown apart',
    fault: { kind: 'not-a-number' },
  });
