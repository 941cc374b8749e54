import type { FigurePlan } from '#ui/figure/figureScene.ts';
import type { FilmKind } from './film.ts';

/** The frames of what the player has, one after the other. */
export const trajectory: FilmKind = {
  id: 'trajectory',
  label: 'Trajectory',
  hint: 'the frames of the player, in its range',
  timed: false,
  problem: ({ run }: FigurePlan) =>
    run === null || run.count < 2
      ? 'No trajectory is open: play the recorded run, open a file or run MD first.'
      : null,
  shots: ({ run }, { every }) => ({
    count: Math.ceil(run!.count / every),
    frameAt: (k) => run!.frameAt(k * every),
    keepsMarks: false,
  }),
};
