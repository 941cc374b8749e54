import type { Track } from '#core/analysis/tracks.ts';

/** In the units of the page: degrees for angles. */
export const shownValues = ({ unit, values }: Pick<Track, 'unit' | 'values'>): Float64Array =>
  unit === 'rad' ? values.map((x) => (x * 180) / Math.PI) : values;

export const shownUnit = ({ unit }: Pick<Track, 'unit'>): string => (unit === 'rad' ? '°' : unit);
