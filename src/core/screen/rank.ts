import { type CsvCell, csvRow } from '#core/io/text/csv.ts';
import {
  doubtsOf,
  type FoundLine,
  impossibleNotes,
  isRefused,
  type LineMatch,
  type ScreenLine,
} from './line.ts';

/** What candidates are ranked by, best first. */
export type RankBy = 'strain' | 'area' | 'atoms' | 'energy' | 'adhesion' | 'interface';
export const RANKS: readonly RankBy[] = [
  'strain',
  'area',
  'atoms',
  'energy',
  'adhesion',
  'interface',
];

/** A candidate in the one of its kept matches that ranks it. */
export interface Ranked {
  readonly line: FoundLine;
  readonly match: LineMatch;
}

const VALUE: Readonly<Record<RankBy, (m: LineMatch) => number>> = {
  strain: (m) => m.maxStrain,
  area: (m) => m.substrateArea,
  atoms: (m) => m.atoms,
  // Crystals without elastic constants come last.
  energy: (m) => m.elastic ?? Number.POSITIVE_INFINITY,
  // The strongest first, so that those that came apart stand behind; where it was not computed, last.
  adhesion: (m) => -(m.adhesion?.relaxed ?? Number.NEGATIVE_INFINITY),
  interface: (m) => m.adhesion?.interface ?? Number.POSITIVE_INFINITY,
};
/** What decides where the first number is equal. */
const TIES: Readonly<Record<RankBy, readonly RankBy[]>> = {
  strain: ['strain', 'area', 'atoms'],
  area: ['area', 'strain', 'atoms'],
  atoms: ['atoms', 'strain', 'area'],
  energy: ['energy', 'strain', 'area'],
  adhesion: ['adhesion', 'strain', 'area'],
  interface: ['interface', 'strain', 'area'],
};

/** 0 where there is an interface energy to rank by, 1 where it cannot be as it stands, 2 where there is none. */
export const interfaceGroup = ({ adhesion }: LineMatch): number =>
  typeof adhesion?.interface !== 'number' ? 2 : impossibleNotes(adhesion).length > 0 ? 1 : 0;

/** Negative when p ranks before q. */
export function compareMatches(p: LineMatch, q: LineMatch, by: RankBy): number {
  const group = by === 'interface' ? interfaceGroup(p) - interfaceGroup(q) : 0;
  if (group !== 0) return group;
  for (const key of TIES[by]) {
    const [x, y] = [VALUE[key](p), VALUE[key](q)];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/** The kept match that a candidate is ranked with; null when nothing fitted. */
export const rankedMatch = ({ matches }: FoundLine, by: RankBy): LineMatch | null =>
  matches.reduce<LineMatch | null>(
    (best, m) => (best === null || compareMatches(m, best, by) < 0 ? m : best),
    null,
  );

/**
 * The table of any number of shards: of equal keys the first line, then best first, equals by key.
 * @returns only candidates with a match; lines may come in any order
 */
export function ranked(lines: Iterable<ScreenLine>, by: RankBy): readonly Ranked[] {
  const seen = new Set<string>();
  const out: Ranked[] = [];
  for (const line of lines) {
    if (seen.has(line.key)) continue;
    seen.add(line.key);
    const match = isRefused(line) ? null : rankedMatch(line, by);
    if (match !== null) out.push({ line: line as FoundLine, match });
  }
  return out.sort(
    (p, q) =>
      compareMatches(p.match, q.match, by) ||
      (p.line.key < q.line.key ? -1 : p.line.key > q.line.key ? 1 : 0),
  );
}

const CSV_HEAD = [
  'rank',
  'film,film_id,film_hkl,film_ends_in,film_planes,film_thickness_A,film_tasker',
  'substrate,substrate_id,substrate_hkl,substrate_ends_in,substrate_planes,substrate_thickness_A,substrate_tasker',
  'largest_principal_strain_of_film',
  'mismatch_a_film_minus_substrate_over_substrate,mismatch_b,mismatch_gamma_deg,mismatch_area',
  'strain_xx,strain_yy,strain_xy',
  'twist_deg,film_area_A2,substrate_area_A2,atoms,film_elastic_energy_J_per_m2',
  'film_matrix,substrate_matrix,matches_within_limits,key',
  'work_of_adhesion_relaxed_J_per_m2,work_of_adhesion_rigid_J_per_m2,d0_A,interface_energy_J_per_m2,notes_on_energies',
].flatMap((heads) => heads.split(','));

/** The table as comma-separated values, fractions and degrees as in the lines; "" for what is unknown. */
export function* csvParts(rows: readonly Ranked[]): Generator<string, void, undefined> {
  yield csvRow(CSV_HEAD);
  for (const [i, { line, match: m }] of rows.entries()) {
    const side = (s: FoundLine['film']) => [
      s.formula,
      s.id,
      s.hkl.join(' '),
      s.label,
      s.planes,
      s.thickness,
      s.tasker,
    ];
    const cells: readonly CsvCell[] = [
      i + 1,
      ...side(line.film),
      ...side(line.substrate),
      m.maxStrain,
      ...[m.mismatch.a, m.mismatch.b, m.mismatch.gammaDeg, m.mismatch.area],
      ...[m.strain.xx, m.strain.yy, m.strain.xy],
      ...[m.twistDeg, m.filmArea, m.substrateArea, m.atoms, m.elastic],
      ...[m.filmMatrix.flat().join(' '), m.substrateMatrix.flat().join(' ')],
      ...[line.count, line.key],
      ...[m.adhesion?.relaxed ?? null, m.adhesion?.rigid ?? null, m.adhesion?.d0 ?? null],
      m.adhesion?.interface ?? null,
      m.adhesion === undefined ? null : doubtsOf(m.adhesion).join(' '),
    ];
    yield csvRow(cells);
  }
}
