import { type CsvCell, csvRow } from '#core/io/text/csv.ts';
import type { DiffractionSpot } from '#core/microscope/diffractionPattern.ts';
import type { IndexedSpot } from './indexing.ts';

const rounded = (x: number, digits: number): number => Number(x.toFixed(digits));

/** Spots of a transform as a table: place, d, angle, strength, and what each is for every crystal. */
export function spotsCsv(spots: readonly IndexedSpot[], crystals: readonly string[]): string {
  const head = [
    ...['gx_per_A', 'gy_per_A', 'd_A', 'angle_deg', 'strength'],
    ...crystals.flatMap((name) => [`${name} hkl`, `${name} d_A`, `${name} error_percent`]),
  ];
  const rows = spots.map((s): readonly CsvCell[] => [
    rounded(s.x, 5),
    rounded(s.y, 5),
    rounded(s.dAng, 4),
    rounded(s.angleDeg, 2),
    rounded(s.strength, 6),
    ...s.indices.flatMap((index): readonly CsvCell[] =>
      index === null
        ? [null, null, null]
        : [index.hkl.join(' '), rounded(index.dAng, 4), rounded(100 * index.error, 3)],
    ),
  ]);
  return [head, ...rows].map(csvRow).join('');
}

/** Spots of a diffraction pattern as a table. */
export function diffractionCsv(
  spots: readonly DiffractionSpot[],
  crystals: readonly string[],
): string {
  const head = [
    ...['crystal', 'h', 'k', 'l', 'gx_per_A', 'gy_per_A', 'd_A', 'angle_deg', 'intensity'],
    'excitation_per_A',
  ];
  const rows = spots.map((s): readonly CsvCell[] => [
    crystals[s.crystal]!,
    ...s.hkl,
    rounded(s.x, 5),
    rounded(s.y, 5),
    rounded(s.dAng, 4),
    rounded(s.angleDeg, 2),
    rounded(s.intensity, 4),
    rounded(s.excitationPerAng, 6),
  ]);
  return [head, ...rows].map(csvRow).join('');
}
