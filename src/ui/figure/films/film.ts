import type { FilmSettings } from '#app/export/filmSettings.ts';
import type { SceneFrame } from '#render/types.ts';
import type { FigurePlan } from '#ui/figure/figureScene.ts';

/** One kind of film. */
export interface FilmKind {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** Whether its length is a number of seconds; else it has the frames that there are. */
  readonly timed: boolean;
  /** Why it cannot be made of what is shown, or null. */
  readonly problem: (plan: FigurePlan) => string | null;
  readonly shots: (plan: FigurePlan, settings: FilmSettings) => FilmShots;
}

/** What its frames show, by their numbers from 0. */
export interface FilmShots {
  readonly count: number;
  /** How far the atoms are turned about z; absent where they stand. */
  readonly turnRad?: (k: number) => number;
  /** Atoms in place of the structure's; absent where they rest. */
  readonly frameAt?: (k: number) => Promise<SceneFrame>;
  /** Whether dimensions and brackets of the built stack are true of every frame. */
  readonly keepsMarks: boolean;
}

export const timedFrames = ({ seconds, framesPerSecond }: FilmSettings): number =>
  Math.max(2, Math.round(seconds * framesPerSecond));
