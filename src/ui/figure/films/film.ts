import type { FilmSettings } from '#app/export/filmSettings.ts';
import type { SceneFrame } from '#render/types.ts';
import type { FigurePlan } from '#ui/figure/figureScene.ts';
import type { CaptionBlock } from './caption.ts';

/** One kind of film. */
export interface FilmKind {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** Whether its length is a number of seconds; else it has the frames that there are. */
  readonly timed: boolean;
  /** What its seconds are of; absent: of the film. */
  readonly each?: string;
  /** Why it cannot be made of what is shown, or null. */
  readonly problem: (plan: FigurePlan) => string | null;
  readonly shots: (plan: FigurePlan, settings: FilmSettings) => FilmShots;
  /** Pictures that follow each other; absent where all of it is one. */
  readonly parts?: (plan: FigurePlan) => Promise<readonly FilmPart[]>;
}

/** A part of a film with a picture of its own. */
export interface FilmPart {
  readonly plan: FigurePlan;
  readonly shots: FilmShots;
  /** What stands beside the picture, one after the other for parts of its time; absent: the picture fills the frame. */
  readonly captions?: readonly (readonly CaptionBlock[])[];
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
