import type { Vec2 } from '#core/math/plane2.ts';
import { relativeShift } from '#core/recipe/recipe.ts';
import { type Change, noStep } from './change.ts';

/** Where a slab lies on the one below it. */
export interface FilmPose {
  /** Relative to the slab below, fractions of the interface cell, see {@link relativeShift}. */
  readonly shift: Vec2;
  /** d₀, Å. */
  readonly separationAng: number;
}

/** A shift is kept to a millionth of the cell. */
const tidy = (x: number): number => Math.round((x - Math.floor(x)) * 1e6) / 1e6;

/**
 * Shifts a film against the slab below it and sets its d₀; what `pose` leaves out stays.
 * @param step of the film
 * @param carry films above move along, so that only this interface changes; else they stay where they
 *   are and the interface above changes too
 * @throws `no-step`
 */
export const poseFilm =
  (step: number, pose: Partial<FilmPose>, carry: boolean): Change =>
  (recipe) => {
    if (recipe.steps[step]?.kind !== 'film') throw noStep(recipe, step);
    const now = relativeShift(recipe, { lower: step - 1, upper: step });
    const [da, db] = pose.shift ? [pose.shift[0] - now[0], pose.shift[1] - now[1]] : [0, 0];
    return {
      ...recipe,
      steps: recipe.steps.map((s, i) => {
        if (s.kind !== 'film' || i < step || (i > step && !carry)) return s;
        const [a, b] = s.registryShift;
        const { separationAng = s.separationAng } = i === step ? pose : {};
        const moved =
          da === 0 && db === 0 ? s.registryShift : ([tidy(a + da), tidy(b + db)] as const);
        return { ...s, registryShift: moved, separationAng };
      }),
    };
  };
