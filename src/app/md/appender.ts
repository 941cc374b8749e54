import type { RunBuilt } from '#app/md/particle/runBuilt.ts';
import { appended, filledPart, type GrowingArray } from '#app/trajectory/growingArray.ts';
import { type MdProgress, relaxTrend } from '#app/universal/relaxProgress.ts';
import { MEV_PER_KCAL_MOL } from '#engines/lammps/energyDrift.ts';
import { frameBytes, progressReader, type RunPlan, rowTimeFs } from '#engines/lammps/runPlan.ts';
import type { MdBatch, RunRow } from './mdTasks.ts';
import type { RunInput } from './runStore.ts';

type Column = GrowingArray<Float64Array>;

const COLUMNS = {
  temperatureK: (row: RunRow) => row.temperatureK,
  potentialKcalMol: (row: RunRow) => row.potentialKcalMol,
  totalKcalMol: (row: RunRow) => row.totalKcalMol,
  maxForceEvAng: (row: RunRow) => row.maxForceEvAng ?? Number.NaN,
};

/**
 * Collects the batches of one run; each result holds all data so far. A script counts as a relaxation, plotted over
 * iterations, until its dynamics begins; then the data from before are dropped, as in the other protocols.
 */
export function appender(built: RunBuilt, input: RunInput, planned: RunPlan) {
  const progress = mdProgress(input, planned);
  const scripted = planned.steps === null;
  let plan: RunPlan = scripted ? { ...planned, axis: 'iteration' } : planned;
  const width = frameBytes(built.structure.numbers.length) / 4;
  let frames: GrowingArray<Float32Array> = {
    data: new Float32Array((plan.frames ?? 0) * width),
    length: 0,
  };
  const column = (): Column => ({ data: new Float64Array(0), length: 0 });
  let [times, at, temperatureK, potentialKcalMol, totalKcalMol, maxForceEvAng] = Array.from(
    { length: 6 },
    column,
  ) as [Column, Column, Column, Column, Column, Column];
  let latest: MdProgress | null = null;
  let lastRow: RunRow | null = null;
  let lastFrameStep = 0;

  const clearRows = () => {
    at = column();
    [temperatureK, potentialKcalMol, totalKcalMol, maxForceEvAng] = [
      column(),
      column(),
      column(),
      column(),
    ];
  };
  const atOf = (row: RunRow) => (plan.axis === 'time' ? rowTimeFs(row, plan) : row.step);
  const add = (row: RunRow) => {
    const now = atOf(row);
    // Each stage first repeats the last row of the previous one.
    const again = at.length > 0 && at.data[at.length - 1] === now;
    const put = (into: Column, value: number) =>
      appended(again ? { ...into, length: into.length - 1 } : into, [value]);
    at = put(at, now);
    temperatureK = put(temperatureK, COLUMNS.temperatureK(row));
    potentialKcalMol = put(potentialKcalMol, COLUMNS.potentialKcalMol(row));
    totalKcalMol = put(totalKcalMol, COLUMNS.totalKcalMol(row));
    maxForceEvAng = put(maxForceEvAng, COLUMNS.maxForceEvAng(row));
  };
  const addFrames = (data: Float32Array, steps: Float64Array, timesFs: Float64Array) => {
    frames = appended(frames, data);
    times = appended(
      times,
      steps.map((step, k) =>
        plan.axis === 'iteration' ? step : scripted ? timesFs[k]! : step * plan.timestepFs,
      ),
    );
    lastFrameStep = steps.at(-1) ?? lastFrameStep;
  };
  /**
   * Begins the time axis and drops everything before, but keeps the last frame as time 0 if the next snapshots are
   * evenly spaced from it.
   */
  const startDynamics = () => {
    plan = { ...plan, axis: 'time' };
    const keeps = times.length > 0 && lastFrameStep % input.snapshotSteps === 0;
    const start = frames.data.slice(frames.length - (keeps ? width : 0), frames.length);
    [frames, times] = [{ data: new Float32Array(0), length: 0 }, column()];
    if (keeps) addFrames(start, Float64Array.of(lastFrameStep), Float64Array.of(0));
    clearRows();
    if (lastRow !== null) add(lastRow);
  };

  return (batch: MdBatch) => {
    const { steps, timesFs } = batch;
    const moves = (timeFs: number) => scripted && plan.axis === 'iteration' && timeFs > 0;
    const first = timesFs.findIndex(moves);
    const moving = first >= 0 || batch.thermo.some((row) => moves(row.timeFs));
    const before = moving && first < 0 ? steps.length : Math.max(0, first);
    if (moving) {
      addFrames(
        batch.frames.subarray(0, before * width),
        steps.subarray(0, before),
        timesFs.subarray(0, before),
      );
      lastRow = batch.thermo.findLast((row) => row.timeFs === 0) ?? lastRow;
      startDynamics();
    }
    const from = moving ? before : 0;
    addFrames(batch.frames.subarray(from * width), steps.subarray(from), timesFs.subarray(from));
    for (const row of batch.thermo) {
      latest = progress(row, performance.now());
      lastRow = row;
      // Before the dynamics there is no time axis: iterations only show progress.
      if (plan.axis === 'time' && input.protocol.stages[row.stage]?.kind === 'minimise') continue;
      if (moving && row.timeFs === 0) continue;
      add(row);
    }
    return {
      plan,
      frames: filledPart(frames),
      times: filledPart(times),
      count: times.length,
      progress: latest,
      series: {
        at: filledPart(at),
        temperatureK: filledPart(temperatureK),
        potentialKcalMol: filledPart(potentialKcalMol),
        totalKcalMol: filledPart(totalKcalMol),
        maxForceEvAng: filledPart(maxForceEvAng),
      },
      moves: batch.moves,
    };
  };
}

/** Follows a run by its rows. Of a relaxation by the universal potential the trend of its forces tells how far it is. */
function mdProgress(input: RunInput, plan: RunPlan) {
  const read = progressReader(input, plan);
  const goal = input.protocol.stages.find((stage) => stage.kind === 'minimise')?.universal;
  const trend = goal === undefined ? null : relaxTrend(goal.forceEvAng);
  return (row: RunRow, nowMs: number): MdProgress => {
    const base = read(row, nowMs);
    const { maxForceEvAng = null, potentialKcalMol } = row;
    if (trend === null || maxForceEvAng === null) return base;
    const { share, stepsLeft } = trend(row.step, maxForceEvAng);
    const energyEv = (potentialKcalMol * MEV_PER_KCAL_MOL) / 1000;
    return {
      ...base,
      secondsLeft:
        stepsLeft === null || base.stepsPerSecond === null ? null : stepsLeft / base.stepsPerSecond,
      relaxing: { energyEv, maxForceEvAng, goalEvAng: goal!.forceEvAng, share },
    };
  };
}
