import type { Accumulator, FrameView } from '#core/analysis/frames.ts';

/** Runs an accumulator over frames that are all at hand. */
export function accumulate<T>(accumulator: Accumulator<T>, frames: Iterable<FrameView>): T {
  for (const frame of frames) accumulator.add(frame);
  return accumulator.result();
}
