import { FILM_LIMITS } from '#app/export/filmSettings.ts';
import type { FigurePlan } from '#ui/figure/figureScene.ts';
import { filmKind } from './films.ts';

/** Why a film cannot be made of what is shown, or null. */
export function filmProblem(plan: FigurePlan): string | null {
  const kind = filmKind(plan.film.kind);
  const problem = kind.problem(plan);
  if (problem !== null) return problem;
  const { count } = kind.shots(plan, plan.film);
  return count > FILM_LIMITS.frames
    ? `${count.toLocaleString('en')} frames are more than ${FILM_LIMITS.frames.toLocaleString('en')}: take every second one, or a shorter film`
    : null;
}
