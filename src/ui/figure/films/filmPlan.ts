import { FILM_LIMITS, type FilmSettings } from '#app/export/filmSettings.ts';
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

/** A film's sides: its encoders want even ones. */
export const evenSides = ({ widthPx, heightPx }: FilmSettings): readonly [number, number] => [
  2 * Math.round(widthPx / 2),
  2 * Math.round(heightPx / 2),
];

/** What became of a size with odd sides; null for one with even sides. */
export function sizeRemark(film: FilmSettings): string | null {
  const [width, height] = evenSides(film);
  return width === film.widthPx && height === film.heightPx
    ? null
    : `It is ${width} × ${height} px, not ${film.widthPx} × ${film.heightPx}: the sides of a film are even.`;
}
