import type { FilmKind } from './film.ts';
import { glide } from './glide.ts';
import { story } from './story.ts';
import { trajectory } from './trajectory.ts';
import { turntable } from './turntable.ts';

/** In the order of their choice; the first is the fallback for an unknown id. */
export const FILMS: readonly [FilmKind, ...FilmKind[]] = [turntable, glide, trajectory, story];

export const filmKind = (id: string): FilmKind => FILMS.find((film) => film.id === id) ?? FILMS[0];
