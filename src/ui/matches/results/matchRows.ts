import { csvRow } from '#core/io/text/csv.ts';
import { bestOf, SAME_POINT, strainsUnder } from '#core/match/bestMatch.ts';
import type { Match } from '#core/match/match.ts';
import { paretoFront } from '#core/match/pareto.ts';
import { woodName } from '#core/match/supercellText.ts';
import { type Cell2, det2, type IntMat2 } from '#core/math/plane2.ts';
import type { Sorting } from '#ui/kit/table/LongTable.tsx';

/** A match as the table and the scatter show it, under one policy of who is strained. */
export interface MatchRow {
  readonly match: Match;
  /** The principal strain of largest size that each side takes, signed, a fraction; tension positive. */
  readonly filmStrain: number;
  readonly substrateStrain: number;
  /** The larger of the two in size: what the scatter shows upward. */
  readonly strain: number;
}

const known = new WeakMap<Match, { readonly filmShare: number; readonly row: MatchRow }>();

/** The same object for the same match and policy, so that a row drawn once is not drawn again. */
export function rowOf(match: Match, filmShare: number): MatchRow {
  const old = known.get(match);
  if (old?.filmShare === filmShare) return old.row;
  const { film, substrate, largest } = strainsUnder(match, filmShare);
  const row = { match, filmStrain: film, substrateStrain: substrate, strain: largest };
  known.set(match, { filmShare, row });
  return row;
}

export type SortKey =
  | 'area'
  | 'filmArea'
  | 'a'
  | 'b'
  | 'gamma'
  | 'film'
  | 'substrate'
  | 'twist'
  | 'atoms'
  | 'energy';

/** Signed quantities are sorted by size: a small mismatch is a small one on either side of zero. */
const VALUE: Readonly<Record<Exclude<SortKey, 'energy'>, (row: MatchRow) => number>> = {
  area: (r) => r.match.substrateAreaAng2,
  filmArea: (r) => r.match.filmAreaAng2,
  a: (r) => Math.abs(r.match.mismatch.a),
  b: (r) => Math.abs(r.match.mismatch.b),
  gamma: (r) => Math.abs(r.match.mismatch.gammaDeg),
  film: (r) => Math.abs(r.filmStrain),
  substrate: (r) => Math.abs(r.substrateStrain),
  twist: (r) => Math.abs(r.match.twistRad),
  atoms: (r) => r.match.atoms,
};

/** Values closer than this, relatively, are a tie: rows then keep the order of the search. */
const TIE = 1e-9;

/** Stable: rows of equal value keep the order of the search, area then strain. */
export function sorted(
  rows: readonly MatchRow[],
  { key, down }: Sorting<SortKey>,
  energy: ((match: Match) => number) | null,
): readonly MatchRow[] {
  if (key === 'area' && !down) return rows;
  if (key === 'energy' && energy === null) return rows;
  const measure = key === 'energy' ? (row: MatchRow) => energy!(row.match) : VALUE[key];
  const sign = down ? -1 : 1;
  // What has no value comes last, whichever way.
  const keyed = rows.map((row) => {
    const value = measure(row);
    return { row, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value };
  });
  keyed.sort((p, q) => {
    if (p.value === q.value) return 0;
    return Math.abs(p.value - q.value) > TIE * (1 + Math.abs(p.value)) ? p.value - q.value : 0;
  });
  return keyed.map((k) => k.row);
}

/** Principal strains below this are exact fits within rounding. */
const EXACT = 1e-9;

/** Rows that no other row beats in both, by growing size: of rows that tie the first in the list. */
export const frontOf = (
  rows: readonly MatchRow[],
  size: (row: MatchRow) => number,
): readonly MatchRow[] =>
  beatenByNone(rows, size).map((best) => rows.find((row) => isTied(row, best, size))!);

/** The same with every row that ties with one of them: as small, and as little strained. */
export const frontWithTies = (
  rows: readonly MatchRow[],
  size: (row: MatchRow) => number,
): readonly MatchRow[] => {
  const front = beatenByNone(rows, size);
  return rows.filter((row) => front.some((best) => isTied(row, best, size)));
};

const beatenByNone = (rows: readonly MatchRow[], size: (row: MatchRow) => number) =>
  paretoFront(rows.map((r) => [size(r), r.strain < EXACT ? 0 : r.strain])).map((i) => rows[i]!);

const isTied = (p: MatchRow, q: MatchRow, size: (row: MatchRow) => number): boolean =>
  Math.abs(size(p) - size(q)) <= SAME_POINT * size(q) &&
  Math.abs(p.strain - q.strain) <= SAME_POINT;

/** The smallest cell that is strained less than the best one: what a smaller strain costs. */
export const lessStrained = (rows: readonly MatchRow[], best: MatchRow): MatchRow | null =>
  bestOf(rows.filter((row) => row.strain < best.strain - SAME_POINT));

/** What the cell is called besides: its name by Wood, where it has one, and its size. */
export function cellTitle(matrix: IntMat2, supercell: Cell2): string {
  const count = det2(matrix);
  const cells = `${count} primitive in-plane cell${count === 1 ? '' : 's'}`;
  return [woodName(matrix, supercell), cells].filter((part) => part !== null).join(', ');
}

export const degrees = (rad: number): number => (rad * 180) / Math.PI;

const CSV_HEAD = [
  'film_matrix_11,film_matrix_12,film_matrix_21,film_matrix_22',
  'substrate_matrix_11,substrate_matrix_12,substrate_matrix_21,substrate_matrix_22',
  'film_area_A2,substrate_area_A2',
  'mismatch_a_percent_film_minus_substrate_over_substrate',
  'mismatch_b_percent_film_minus_substrate_over_substrate',
  'mismatch_gamma_deg_film_minus_substrate',
  'film_largest_principal_strain_percent,substrate_largest_principal_strain_percent',
  'twist_deg,atoms,repeats_of_smallest_cell,pareto,mirror',
].flatMap((heads) => heads.split(','));

/** The table as comma-separated values, plain ASCII numbers, percent and degrees as on screen. */
export function csvOf(
  rows: readonly MatchRow[],
  front: ReadonlySet<Match>,
  energy: ((match: Match) => number) | null,
): string {
  const lines = rows.map(({ match: m, filmStrain, substrateStrain }) =>
    csvRow([
      ...m.filmMatrix.flat(),
      ...m.substrateMatrix.flat(),
      m.filmAreaAng2.toFixed(4),
      m.substrateAreaAng2.toFixed(4),
      (100 * m.mismatch.a).toFixed(5),
      (100 * m.mismatch.b).toFixed(5),
      m.mismatch.gammaDeg.toFixed(5),
      (100 * filmStrain).toFixed(5),
      (100 * substrateStrain).toFixed(5),
      degrees(m.twistRad).toFixed(5),
      m.atoms,
      m.repeats,
      front.has(m) ? 1 : 0,
      m.mirror ? 1 : 0,
      ...(energy ? [m.mirror ? '' : energy(m).toFixed(5)] : []),
    ]),
  );
  const heads = [...CSV_HEAD, ...(energy ? ['elastic_energy_J_per_m2'] : [])];
  return [csvRow(heads), ...lines].join('');
}
