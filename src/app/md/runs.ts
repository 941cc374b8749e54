import { type Paced, paced } from '#app/jobs/paced.ts';
import { problemOf, WorkerLost } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import { ownStore } from '#app/md/own/ownStore.ts';
import {
  freezeIn,
  frozenIn,
  isParticle,
  type RunBuilt,
  valencesIn,
} from '#app/md/particle/runBuilt.ts';
import { modelStore, type PageModel, sourceOf } from '#app/universal/modelStore.ts';
import { describe, type EngineFault, EpistackError } from '#core/errors.ts';
import { closingOf, type Freeze, filmsOf, type Recipe } from '#core/recipe/recipe.ts';
import { type DispersionChoice, PAPER_DISPERSION } from '#engines/dispersion/damping.ts';
import { universalInput } from '#engines/dynamics/universalInput.ts';
import { type Coulomb, ewaldFor } from '#engines/lammps/coulomb/ewald.ts';
import { frozenText } from '#engines/lammps/frozenText.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import type { OwnPotential } from '#engines/lammps/own/ownPotential.ts';
import { hasCharges, parametersFor } from '#engines/lammps/potentials.ts';
import type { RelaxDegrees } from '#engines/lammps/protocolSettings.ts';
import { protocolOf, protocolText } from '#engines/lammps/protocols.ts';
import type { RunResult } from '#engines/lammps/runLammps.ts';
import { MAX_FRAME_BYTES, planOf, type RunPlan } from '#engines/lammps/runPlan.ts';
import { runTitle } from '#engines/lammps/runTitle.ts';
import { potentialNote } from '#engines/universal/potentialNote.ts';
import { appender } from './appender.ts';
import type { MdBatch, MdTasks } from './mdTasks.ts';
import {
  type EngineChoice,
  FRESH,
  type Md,
  mdStore,
  type RunInput,
  type RunSettings,
} from './runStore.ts';

/** The engine of the next run: as chosen, else the universal potential where there is a model of it. */
export const engineOf = ({ engine }: RunSettings, model: PageModel | null): EngineChoice =>
  engine ?? (model === null ? 'lammps' : 'universal');

/** What a relaxation of this stack can move of what was chosen: c is a length only where the stack repeats along it. */
export function degreesOf(recipe: Recipe, wanted: RelaxDegrees): RelaxDegrees {
  const isPossible = {
    atoms: true,
    d0: filmsOf(recipe).length > 0,
    c: closingOf(recipe).kind === 'superlattice',
  };
  return isPossible[wanted] ? wanted : 'atoms';
}

/** The Coulomb sum of a classical run: as chosen, where the atoms have charges. @throws where no parameters cover them */
const coulombOf = ({ structure }: RunBuilt, { coulomb }: RunSettings): Coulomb =>
  coulomb === 'pppm' && hasCharges(parametersFor(structure.numbers)) ? 'pppm' : 'dsf';

/** The dispersion term of a run: as chosen, else that of the paper with the protocol of the paper. */
export const dispersionFor = ({ kind }: RunSettings, { chosen }: PageModel): DispersionChoice =>
  chosen ?? (kind === 'paper' ? PAPER_DISPERSION : 'none');

/**
 * What a run with the chosen settings takes.
 * @param model of the universal potential; null where there is none
 * @param own a person's potential file; null where there is none
 * @throws EpistackError with the reason when it cannot run
 */
export function inputFor(
  built: RunBuilt,
  settings: RunSettings,
  model: PageModel | null = null,
  own: OwnPotential | null = null,
): RunInput {
  const { seed } = settings;
  const frozen = frozenIn(built);
  const alone = isParticle(built);
  const valencesE = valencesIn(built);
  const engine = engineOf(settings, model);
  if (engine === 'own') {
    if (own === null)
      throw new EpistackError({
        code: 'engine',
        engine: 'LAMMPS',
        reason: 'there is no potential file yet',
      });
    const options = { seed, frozen, own, alone, valencesE };
    return lammpsInput(built.structure, protocolOf(settings), options);
  }
  if (engine === 'lammps') {
    const ewald = isParticle(built) ? null : ewaldFor(coulombOf(built, settings), built.recipe);
    const options = { seed, frozen, alone, ewald, valencesE };
    return lammpsInput(built.structure, protocolOf(settings), options);
  }
  if (model === null) throw new EpistackError({ code: 'model-file', reason: 'there is none yet' });
  const degrees = isParticle(built) ? 'atoms' : degreesOf(built.recipe, settings.degrees);
  const potential = { ...model, dispersion: dispersionFor(settings, model) };
  const protocol = protocolOf({ ...settings, degrees }, 'universal');
  return universalInput(built.structure, protocol, {
    model: potential,
    seed,
    frozen,
    alone,
  });
}

/** The input, or the reason why these atoms cannot be run, shown before the run is started. */
export function planRun(
  built: RunBuilt,
  settings: RunSettings,
  model: PageModel | null = null,
  own: OwnPotential | null = null,
): { readonly input: RunInput; readonly plan: RunPlan } | { readonly problem: string } {
  try {
    const input = inputFor(built, settings, model, own);
    return { input, plan: planOf(input, built.structure) };
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return { problem: describe(error.failure) };
  }
}

const worker = new WorkerClient<MdTasks>(
  () => new Worker(new URL('./md.worker.ts', import.meta.url), { type: 'module' }),
  { idle: 'ended' },
);

/** What the present run says, on its way to the page. */
let batches: Paced<MdBatch> | null = null;

/** Starts a run with the chosen settings; one that is under way is cancelled first. */
export async function startRun(built: RunBuilt): Promise<void> {
  worker.end();
  batches?.drop();
  const { settings } = mdStore.getState();
  const { model } = modelStore.getState();
  const ready = planRun(built, settings, model, ownStore.getState().potential);
  if ('problem' in ready) {
    mdStore.setState({ ...FRESH, status: 'failed', reason: ready.problem, ran: settings, built });
    return;
  }
  const { input, plan } = ready;
  mdStore.setState({ ...FRESH, status: 'loading', ran: settings, built, input, plan });
  const append = appender(built, input, plan);
  const mine = paced<MdBatch>((parts) => {
    const [more] = parts.map(append).slice(-1);
    mdStore.setState(more!);
    if (more!.frames.byteLength <= MAX_FRAME_BYTES) return;
    worker.end();
    const reason = `the snapshots take over ${MAX_FRAME_BYTES / 1e6} MB: take them less often`;
    mdStore.setState({ status: 'failed', reason });
  });
  batches = mine;
  const onPart = (part: MdTasks['run']['part']): void => {
    if (part.kind === 'batch') {
      mine.add(part);
      return;
    }
    if (part.kind === 'computed') {
      mdStore.setState({ computedBy: part.by });
      return;
    }
    mdStore.setState({
      status: 'running',
      ...(input.engine === 'lammps' && {
        downloadBytes: { ...mdStore.getState().downloadBytes, [input.build]: 0 },
      }),
    });
  };
  try {
    const { result, last } = await worker.call(
      'run',
      {
        input,
        model:
          input.engine === 'universal'
            ? sourceOf({ ...model!, dispersion: input.model.dispersion })
            : null,
      },
      { onPart },
    );
    mine.flush();
    mdStore.setState({ status: 'done', result, last: last.length > 0 ? last : null });
  } catch (error) {
    const problem = problemOf(error);
    // Cancelled; whoever cancelled has updated the state.
    if (problem === null) return;
    mine.flush();
    const loss = error instanceof WorkerLost ? error.loss : null;
    mdStore.setState({ status: 'failed', reason: problem.reason, loss, fault: faultIn(error) });
  }
}

/** What kind of error of the engine this is, where it is one of a known kind. */
function faultIn(error: unknown): EngineFault | null {
  if (!(error instanceof EpistackError) || error.failure.code !== 'engine') return null;
  return error.failure.fault ?? null;
}

/** Cancels the run at once; the data so far are kept. */
export function cancel(): void {
  const { status } = mdStore.getState();
  if (status !== 'loading' && status !== 'running') return;
  worker.end();
  batches?.flush();
  mdStore.setState({ status: 'cancelled' });
}

/** Forgets the run and its frames; the settings stay. */
export function clear(): void {
  worker.end();
  batches?.drop();
  mdStore.setState({ status: 'idle', ...FRESH });
}

/** The protocol as it was run, and what was held; atoms that a script moved are not called held. */
export const runText = ({ protocol }: RunInput, freeze: Freeze, result: RunResult | null): string =>
  protocolText(protocol, result) +
  (result !== null && result.frozenMoved > 0 ? '' : frozenText(freeze));

/** The title of a trajectory of this run: engine, potential, ensemble, step and seed. */
export function runLabel({ input, result, ran, built }: Md): string {
  if (input === null || ran === null || built === null) return '';
  const what = runText(input, freezeIn(built), result);
  if (input.engine === 'lammps')
    return `${runTitle(input, result?.version ?? null)}, ${what}, seed ${ran.seed}`;
  const { name, sha256, dispersion } = input.model;
  const isMoving = input.protocol.stages.some((stage) => 'steps' in stage);
  return `${potentialNote(name, dispersion)}; model ${sha256.slice(0, 8)}, ${what}${isMoving ? `, seed ${ran.seed}` : ''}`;
}

/** 3N, Å: the last positions of a finished or cancelled run; null before the first snapshot. */
export function endPositions({ last, frames, count }: Md): Float64Array | null {
  if (last !== null) return last;
  return count === 0
    ? null
    : Float64Array.from(frames.subarray((count - 1) * (frames.length / count)));
}
