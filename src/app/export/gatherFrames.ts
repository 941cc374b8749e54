import { isBuilt, type PlayerState } from '#app/player/player.ts';
import { UNPREPARED } from '#core/analysis/motion/preparedFrame.ts';
import type { FrameRun } from './exportTasks.ts';

/** Frames are gathered in slices of this length, so that the page stays responsive. */
const SLICE_MS = 20;

/** Whether the player has a complete trajectory of the built atoms. */
export const hasRun = (player: PlayerState): boolean =>
  player.source !== null &&
  player.source.kind !== 'file' &&
  player.count > 1 &&
  !player.isHeld &&
  isBuilt(player);

/** All frames of the player's trajectory; null when one of them is missing. */
export async function gatherRun({ source, count }: PlayerState): Promise<FrameRun | null> {
  if (source === null) return null;
  source.fetching?.start();
  await source.fetching?.end();
  const width = source.structure.xyz.length;
  const xyz = new Float32Array(count * width);
  let begun = performance.now();
  for (let f = 0; f < count; f++) {
    const frame = source.frameAt(f, UNPREPARED);
    if (frame === null) return null;
    xyz.set(frame.positions, f * width);
    if (performance.now() - begun > SLICE_MS) {
      await new Promise((resume) => setTimeout(resume));
      begun = performance.now();
    }
  }
  const times = source.timesFs;
  return { xyz, count, frameFs: times === null || count < 2 ? 1 : times[1]! - times[0]! };
}
