import { createStore } from 'zustand/vanilla';
import { keptStore } from './keptStore.ts';

/** What a film shows and how it runs. Kept in the browser. */
export interface FilmSettings {
  /** Id of an entry of the table of films. */
  readonly kind: string;
  readonly format: 'mp4' | 'webm' | 'gif';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framesPerSecond: number;
  /** Length of a turn or a glide; a trajectory is as long as its frames. */
  readonly seconds: number;
  /** Every so many frames of a trajectory. */
  readonly every: number;
}

export const FILM_DEFAULTS: FilmSettings = {
  kind: 'turntable',
  format: 'mp4',
  widthPx: 1280,
  heightPx: 720,
  framesPerSecond: 25,
  seconds: 6,
  every: 1,
};

/** Limits of the fields. */
export const FILM_LIMITS = {
  sidePx: [64, 3840],
  framesPerSecond: [1, 50],
  seconds: [0.5, 120],
  every: [1, 10_000],
  frames: 10_000,
} as const;

export const filmStore = createStore<FilmSettings>()(() => FILM_DEFAULTS);
keptStore(filmStore, 'epistack.film', FILM_DEFAULTS);
