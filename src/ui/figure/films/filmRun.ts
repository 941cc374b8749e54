import type { SceneFrame } from '#render/types.ts';

/** Frames of a trajectory, of the atoms that are shown. */
export interface FilmRun {
  readonly count: number;
  readonly frameAt: (frame: number) => Promise<SceneFrame>;
}
