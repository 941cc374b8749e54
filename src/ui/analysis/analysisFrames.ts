import type { FrameRange, Stopped } from '#app/trajectory/sessionTasks.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import type { PlotAxis, PlotSpec } from '#ui/kit/plot/plotSpec.ts';

/** Which frames are analysed, as typed: counted from 0, the last included; null goes to the end. */
export interface FrameChoice {
  readonly first: number;
  readonly last: number | null;
  readonly stride: number;
}

export const ALL_FRAMES: FrameChoice = { first: 0, last: null, stride: 1 };

/** @param count frames that there are */
export function chosenRange({ first, last, stride }: FrameChoice, count: number): FrameRange {
  const end = Math.min(count, (last ?? count - 1) + 1);
  return { first: Math.max(0, Math.min(first, end - 1)), end, stride };
}

/** The frames of a range, one for each value of a series over it. */
export const framesIn = ({ first, end, stride }: FrameRange): Int32Array =>
  Int32Array.from(
    { length: Math.max(0, Math.ceil((end - first) / stride)) },
    (_, k) => first + k * stride,
  );

/** The axis along frames: ps where times are known, else their numbers from 1. */
export function frameAxis(
  { timesFs }: Pick<TrajectorySource, 'timesFs'>,
  frames: ArrayLike<number>,
): PlotSpec['x'] {
  const axis: PlotAxis =
    timesFs === null ? { title: 'frame', unit: '' } : { title: 'time', unit: 'ps' };
  const values = Float64Array.from(frames, (f) => (timesFs === null ? f + 1 : timesFs[f]! / 1000));
  return { ...axis, values };
}

/** Times that differ from even steps by less, in steps, are even: files keep few digits. */
const UNEVEN = 0.01;

/** Time between the frames of a range, fs; null where times are not known or not even. */
export function stepFsOf(
  { timesFs }: Pick<TrajectorySource, 'timesFs'>,
  range: FrameRange,
): number | null {
  const frames = framesIn(range);
  if (timesFs === null || frames.length < 2) return null;
  const start = timesFs[frames[0]!]!;
  const step = (timesFs[frames.at(-1)!]! - start) / (frames.length - 1);
  if (!(step > 0)) return null;
  for (let k = 1; k < frames.length; k++)
    if (!(Math.abs(timesFs[frames[k]!]! - start - k * step) <= UNEVEN * step)) return null;
  return step;
}

/** The part of a range before a broken frame. */
export const beforeStop = (
  range: FrameRange,
  stopped: Stopped | null,
): { readonly range: FrameRange; readonly stopped: string | null } =>
  stopped === null
    ? { range, stopped: null }
    : {
        range: { ...range, end: stopped.frame },
        stopped: `frame ${stopped.frame + 1} cannot be read (${stopped.reason}): what follows is of the frames before it`,
      };

/** The axis of lags, from 0. */
export function lagAxis(stepFs: number | null, stride: number, count: number): PlotSpec['x'] {
  const values = Float64Array.from({ length: count }, (_, k) =>
    stepFs === null ? k * stride : (k * stepFs) / 1000,
  );
  return stepFs === null
    ? { title: 'lag', unit: 'frames', values }
    : { title: 'lag', unit: 'ps', values };
}

/** The note on the trajectory and its frames in every export. */
export function notesOf(source: TrajectorySource, range: FrameRange): string[] {
  const { first, end, stride } = range;
  return [
    `${source.label}: ${source.about}`,
    `frames ${first + 1} to ${end} of ${source.count}, every ${stride === 1 ? 'frame' : `${stride}th`}`,
    'made with Epistack',
  ];
}
