import type { ComponentType } from 'react';
import type { Model } from '#app/document/model.ts';
import type { FrameRange } from '#app/trajectory/sessionTasks.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';

/** The props of every analysis tab: the document, the trajectory, and the chosen frames. */
export interface TabProps {
  readonly model: Model;
  readonly source: TrajectorySource;
  readonly range: FrameRange;
}

/** The same for tabs that need no trajectory. */
export interface SourcelessTabProps extends Omit<TabProps, 'source'> {
  readonly source: TrajectorySource | null;
}

/** One part of the analysis panel. */
export type AnalysisTab = {
  readonly id: string;
  /** On its tab. */
  readonly label: string;
  /** It does not depend on frames, so that the choice of frames is hidden. */
  readonly isOfNoFrames?: boolean;
  /** Whether there is anything to show of a trajectory, or of the document; absent: of any. */
  readonly isFor?: (source: TrajectorySource | null, model: Model) => boolean;
} & (
  | { readonly Content: ComponentType<TabProps> }
  | { readonly Sourceless: ComponentType<SourcelessTabProps> }
);
