export interface FilmHead {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framesPerSecond: number;
  readonly frames: number;
}

/** Draws frame number k, from 0, into a canvas that stays the same. */
export type FilmPainter = (k: number) => Promise<HTMLCanvasElement>;
