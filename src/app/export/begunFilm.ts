import type { FilmSettings } from './filmSettings.ts';

const KEY = 'epistack.film.begun';

/** Format of a film that an earlier visit began and did not end: WebKitGTK 2.50 loses the page when it is asked for its encoders. */
export const begunBefore: string | null = stored();

/** To be called before the browser's encoders are asked for anything. @returns to be called however it ends */
export function beginFilm(format: FilmSettings['format']): () => void {
  keep(format);
  return () => keep(null);
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(format: string | null): void {
  try {
    if (format === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, format);
  } catch {
    // Without storage only this advice is lost.
  }
}
