import type { Model } from '#app/document/derive.ts';
import type { FrameRange } from '#app/trajectory/sessionTasks.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';

/** What every part of the analysis gets: the document, what is played, and which of its frames. */
export interface TabProps {
  readonly model: Model;
  readonly source: TrajectorySource;
  readonly range: FrameRange;
}
