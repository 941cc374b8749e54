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

const MILLION = 1e6;

/**
 * A shift is kept within the cell, rounded to a millionth of it, so that sums and differences of rounded shifts are
 * exact again.
 */
export const tidyShift = ([a, b]: Vec2): Vec2 => {
  const tidy = (x: number) => (((Math.round(x * MILLION) % MILLION) + MILLION) % MILLION) / MILLION;
  return [tidy(a), tidy(b)];
};

const plus = (p: Vec2, q: Vec2): Vec2 => tidyShift([p[0] + q[0], p[1] + q[1]]);

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
    const { shift = now } = pose;
    const stays = shift[0] === now[0] && shift[1] === now[1];
    const moved = plus(relativeShift(recipe, { lower: 0, upper: step - 1 }), shift);
    return {
      ...recipe,
      steps: recipe.steps.map((s, i) => {
        if (s.kind !== 'film' || i < step || (i > step && !carry)) return s;
        const { separationAng = s.separationAng } = i === step ? pose : {};
        // Counted from the moved film, so that no other interface changes, not even by a rounding.
        const registryShift = stays
          ? s.registryShift
          : plus(moved, tidyShift(relativeShift(recipe, { lower: step, upper: i })));
        return { ...s, registryShift, separationAng };
      }),
    };
  };
