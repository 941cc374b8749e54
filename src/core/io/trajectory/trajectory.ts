import type { Structure } from '#core/crystal/structure.ts';
import { PLAYABLE, type PlayableId } from '#core/io/formats.ts';
import { checkFrame } from '#core/io/text/limits.ts';
import { readSync, type SyncSource } from '#core/io/text/reading.ts';
import {
  checkUndamaged,
  type FrameCell,
  type FrameTarget,
  type TrajectoryIndex,
} from './trajectoryIndex.ts';
import { frameStructure, type ScanOptions, type TrajectoryReader } from './trajectoryReader.ts';

export const frameCount = (index: TrajectoryIndex): number => index.starts.length;

/** The reader that made an index. */
export const readerOf = ({ format }: Pick<TrajectoryIndex, 'format'>): TrajectoryReader =>
  PLAYABLE.find((f) => f.id === format)!.trajectory;

/**
 * Fills a frame from its bytes, `starts[frame]` up to `ends[frame]` of the file.
 * @returns its cell
 * @throws `parse` with the line of the file; `too-large` for a frame that is not there
 */
export function decodeTrajectoryFrame(
  bytes: Uint8Array,
  index: TrajectoryIndex,
  frame: number,
  target: FrameTarget,
): FrameCell {
  checkFrame(frame, frameCount(index));
  checkUndamaged(index, frame);
  return readerOf(index).decode(bytes, index, frame, target);
}

/** One frame in float64, as in the file: the origin of its box is not moved. */
export const trajectoryStructure = (
  source: SyncSource,
  index: TrajectoryIndex,
  frame: number,
): Structure => frameStructure(readerOf(index), source, index, frame);

/** The index of a file that is in memory. */
export const indexTrajectory = (
  source: SyncSource,
  id: PlayableId,
  options: ScanOptions = {},
): TrajectoryIndex => readSync(readerOf({ format: id }).scan(source.size, options), source);
