import { type FilmKind, timedFrames } from './film.ts';

/** One turn about the normal of the interface; the last frame leads to the first. */
export const turntable: FilmKind = {
  id: 'turntable',
  label: 'Turntable',
  hint: 'one turn about the normal of the interface',
  timed: true,
  problem: () => null,
  shots: (_, settings) => {
    const count = timedFrames(settings);
    return { count, turnRad: (k) => (2 * Math.PI * k) / count, keepsMarks: true };
  },
};
