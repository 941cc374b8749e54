import { type Answering, type Handlers, handingOver } from '#app/jobs/workerDoor.ts';
import { EpistackError } from '#core/errors.ts';
import type { CellMoves } from '#engines/dynamics/relaxation.ts';
import type { UniversalHandlers } from '#engines/dynamics/universalRun.ts';
import type { RunHandlers, RunResult } from '#engines/lammps/runLammps.ts';
import type { MdTasks, RunRow } from './mdTasks.ts';

/**
 * Messages go to the page at most ten times a second: small cells give thousands of snapshots a second, and each
 * message redraws the structure and the plots.
 */
const BATCH_MS = 100;

/** The player and the exports of a run made on the page hold one cell. */
const CELL_CHANGED =
  'the script changed the cell, and a run on the page holds one cell for all its frames. In the terminal, md RECIPE --script FILE --out FILE writes the cell of each frame';

/** One run in a worker; the page cancels by terminating the worker. */
export const mdHandlers: Handlers<MdTasks> = {
  run: runInBatches,
  gauge: async ({ structure, model }) => {
    const [{ readyPotential }, { gaugedStep }] = await Promise.all([
      import('#engines/universal/potential.ts'),
      import('#engines/dynamics/gaugedStep.ts'),
    ]);
    return gaugedStep(await readyPotential(model), structure);
  },
};

/**
 * Runs an input and reports its data in batches.
 * @throws EpistackError with the message of the engine, after the data from before the failure were sent
 */
async function runInBatches(
  request: MdTasks['run']['request'],
  { tell, signal }: Answering<MdTasks['run']['part']>,
): Promise<MdTasks['run']['result']> {
  let frames: Float64Array[] = [];
  let steps: number[] = [];
  let timesFs: number[] = [];
  let thermo: RunRow[] = [];
  let moves: CellMoves | null = null;
  let last = new Float64Array(0);
  let sentMs = Number.NEGATIVE_INFINITY;
  const send = () => {
    sentMs = performance.now();
    if (frames.length === 0 && thermo.length === 0) return;
    const width = frames[0]?.length ?? 0;
    const all = new Float32Array(frames.length * width);
    frames.forEach((frame, f) => {
      all.set(frame, f * width);
    });
    const [at, times] = [Float64Array.from(steps), Float64Array.from(timesFs)];
    tell({ kind: 'batch', frames: all, steps: at, timesFs: times, thermo, moves }, [
      all.buffer,
      at.buffer,
      times.buffer,
    ]);
    [frames, steps, timesFs, thermo] = [[], [], [], []];
  };
  const sendIfDue = () => {
    if (performance.now() - sentMs >= BATCH_MS) send();
  };
  try {
    const result = await run(request, {
      signal,
      onStart: () => tell({ kind: 'started' }),
      onComputedBy: (by) => tell({ kind: 'computed', by }),
      onThermo: (row) => {
        thermo.push(row);
        sendIfDue();
      },
      onSnapshot: (step, xyz, about) => {
        ({ moves } = about);
        frames.push(xyz);
        timesFs.push(about.timeFs);
        steps.push(step);
        last = new Float64Array(xyz);
        sendIfDue();
      },
    });
    send();
    return handingOver({ result, last }, [last.buffer]);
  } catch (error) {
    // The data from before the failure are complete.
    if (error instanceof EpistackError) send();
    throw error;
  }
}

/** By the engine that the input is of; only its code is loaded. */
async function run(
  { input, model }: MdTasks['run']['request'],
  handlers: UniversalHandlers,
): Promise<RunResult> {
  if (input.engine === 'universal') {
    const [{ readyModel }, { runUniversal }] = await Promise.all([
      import('#app/universal/compute/readyModel.ts'),
      import('#engines/dynamics/universalRun.ts'),
    ]);
    return runUniversal(await readyModel(model!), input, handlers);
  }
  const { runLammps } = await import('#engines/lammps/runLammps.ts');
  const build =
    input.build === 'full'
      ? (await import('#engines/lammps/own/fullLammps.ts')).fullLammps
      : undefined;
  const told: RunHandlers = {
    ...handlers,
    onThermo: (row) => handlers.onThermo?.({ ...row, maxForceEvAng: null }),
    onSnapshot: (step, xyz, { lattice, timeFs }) => {
      if (lattice !== input.start.lattice)
        throw new EpistackError({ code: 'engine', engine: 'LAMMPS', reason: CELL_CHANGED });
      handlers.onSnapshot?.(step, xyz, { lattice, timeFs, moves: null });
    },
  };
  return runLammps(input, told, build);
}
