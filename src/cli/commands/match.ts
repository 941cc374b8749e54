import {
  type Arguments,
  hklOption,
  none,
  numberOption,
  optional,
  required,
  UsageError,
} from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { readCrystalOf } from '#cli/crystalFile.ts';
import { type CommandAnswer, withTrueMinus } from '#cli/text.ts';
import { orderedHelp } from '#cli/trajectoryFile.ts';
import { type Limits, searchMatches } from '#core/match/coincidence.ts';
import type { Match } from '#core/match/match.ts';
import { type PlaneLattice, planeLatticeOf } from '#core/match/planeLattice.ts';
import { STRAIN_DEFAULTS, type Tolerance, ZUR_DEFAULTS } from '#core/match/tolerance.ts';
import { type Cell2, type IntMat2, reduceCell, shapeOf } from '#core/math/plane2.ts';
import { surfaceOf } from '#core/surface/surface.ts';

const options = {
  film: 'string',
  'film-hkl': 'string',
  substrate: 'string',
  'substrate-hkl': 'string',
  'max-area': 'string',
  mode: 'string',
  'length-tol': 'string',
  'angle-tol': 'string',
  'area-ratio-tol': 'string',
  'max-strain': 'string',
  'max-atoms': 'string',
  mirrors: 'boolean',
  limit: 'string',
  ordered: 'string',
  json: 'boolean',
} as const;
const help = `match --film FILE --film-hkl H --substrate FILE --substrate-hkl H [--max-area 400] [--json]
        [--length-tol 0.03] [--angle-tol 0.01] [--area-ratio-tol 0.09] | --max-strain 0.05
        [--max-atoms N] [--mirrors] [--limit N] [--ordered majority|N]
  Every common supercell of the two planes up to an area in Å², by area, then strain. Tolerances are those
  of Zur and McGill as pymatgen means them; with --max-strain (or --mode strain) the limit is the largest
  principal strain of the film and no other tolerance applies. Rows of the two matrices lie on each other,
  in the "vectors" that "slab" gives: "filmVectors" are filmMatrix times them (Å, in the film's own frame),
  "filmRows" their lengths and angle, and so for the substrate. Mismatch is (film − substrate) / substrate
  of these rows; strain is the film's, when it alone gives way. "filmCell" and "substrateCell" are the same
  lattices, each reduced by itself with γ folded to at most 90°: to know them by, not to compare. --mirrors adds what only the film's mirror image would fit.
${orderedHelp}`;

/** The options of --mode zur and of --mode strain. */
const ZUR_OPTIONS = ['length-tol', 'angle-tol', 'area-ratio-tol'];

export const command = {
  name: 'match',
  summary: 'common supercells of two planes',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  none(args);
  const limits: Limits = {
    maxAreaAng2: numberOption(args, 'max-area', false) ?? 400,
    tolerance: toleranceOf(args),
    maxAtoms: numberOption(args, 'max-atoms', true),
    mirrors: args.values['mirrors'] === true,
  };
  const limit = numberOption(args, 'limit', true);
  if (limit !== null && limit < 1)
    throw new UsageError(`--limit is a number of matches, not ${limit}`);
  const film = await planeOption(args, 'film');
  const substrate = await planeOption(args, 'substrate');
  const start = performance.now();
  const matches = search(film, substrate, limits, limit);
  const elapsedMs = performance.now() - start;
  const value = { matches: matches.map(matchValue), elapsedMs };
  return {
    value,
    text: `${[...table(matches), `${matches.length} matches in ${elapsedMs.toFixed(0)} ms`].join('\n')}\n`,
  };
}

/** @throws {UsageError} for tolerances of both modes at once */
function toleranceOf(args: Arguments): Tolerance {
  const mode =
    optional(args, 'mode') ?? (args.values['max-strain'] === undefined ? 'zur' : 'strain');
  if (mode === 'strain') {
    const other = ZUR_OPTIONS.find((name) => args.values[name] !== undefined);
    if (other !== undefined) throw new UsageError(`--${other} has no meaning with a strain limit`);
    const maxStrain = numberOption(args, 'max-strain', false);
    return maxStrain === null ? STRAIN_DEFAULTS : { mode, maxStrain };
  }
  if (mode !== 'zur') throw new UsageError(`--mode is zur or strain, not "${mode}"`);
  if (args.values['max-strain'] !== undefined)
    throw new UsageError('--max-strain has no meaning with --mode zur');
  return {
    mode,
    lengthTol: numberOption(args, 'length-tol', false) ?? ZUR_DEFAULTS.lengthTol,
    angleTol: numberOption(args, 'angle-tol', false) ?? ZUR_DEFAULTS.angleTol,
    areaRatioTol: numberOption(args, 'area-ratio-tol', false) ?? ZUR_DEFAULTS.areaRatioTol,
  };
}

/** Read as `slab` reads: indices are in the axes of the file, of a left-handed one too. */
async function planeOption(args: Arguments, side: 'film' | 'substrate'): Promise<PlaneLattice> {
  const { crystal, indices } = await readCrystalOf(required(args, side), args);
  return planeLatticeOf(surfaceOf(crystal, indices(hklOption(args, `${side}-hkl`))));
}

/** Matches come in their final order, so that the first `limit` are the right ones. */
function search(
  film: PlaneLattice,
  substrate: PlaneLattice,
  limits: Limits,
  limit: number | null,
): readonly Match[] {
  const out: Match[] = [];
  for (const { matches } of searchMatches(film, substrate, limits)) {
    out.push(...matches);
    if (limit !== null && out.length >= limit) return out.slice(0, limit);
  }
  return out;
}

function matchValue(m: Match) {
  return {
    filmMatrix: m.filmMatrix,
    substrateMatrix: m.substrateMatrix,
    filmCell: reducedShape(m.film),
    substrateCell: reducedShape(m.substrate),
    filmVectors: m.film,
    substrateVectors: m.substrate,
    filmRows: shapeOfRows(m.film),
    substrateRows: shapeOfRows(m.substrate),
    filmArea: m.filmAreaAng2,
    substrateArea: m.substrateAreaAng2,
    mismatch: m.mismatch,
    strain: m.strain,
    twistDeg: degrees(m.twistRad),
    maxStrain: m.maxStrain,
    repeats: m.repeats,
    ...(m.mirror ? { mirror: true } : {}),
  };
}

const degrees = (rad: number): number => (rad * 180) / Math.PI;

/** Lengths and angle of a cell by its rows as they are, without reduction. */
function shapeOfRows(cell: Cell2): { a: number; b: number; gamma: number } {
  const { aAng, bAng, gammaRad } = shapeOf(cell);
  return { a: aAng, b: bAng, gamma: degrees(gammaRad) };
}

/** Gauss-reduced, the angle folded to at most 90°, as `slab` gives its cell. */
function reducedShape(cell: Cell2): { a: number; b: number; gamma: number } {
  const { aAng, bAng, gammaRad } = shapeOf(reduceCell(cell).cell);
  return { a: aAng, b: bAng, gamma: degrees(Math.min(gammaRad, Math.PI - gammaRad)) };
}

function table(matches: readonly Match[]): readonly string[] {
  if (matches.length === 0) return [];
  const percent = (x: number) => withTrueMinus(100 * x, 2).padStart(7);
  const matrix = (m: IntMat2) =>
    m
      .map((r) => r.join(' '))
      .join(' / ')
      .replaceAll('-', '−');
  const rows = matches.map((m) => [
    m.substrateAreaAng2.toFixed(2).padStart(9),
    `${matrix(m.filmMatrix)} on ${matrix(m.substrateMatrix)}`,
    `${percent(m.mismatch.a)}${percent(m.mismatch.b)}${withTrueMinus(m.mismatch.gammaDeg, 2).padStart(8)}`,
    percent(m.maxStrain),
    withTrueMinus(degrees(m.twistRad), 2).padStart(8),
    m.repeats === 1 ? '' : `   ${m.repeats} × a smaller one`,
    m.mirror ? '   mirror image of the film' : '',
  ]);
  const width = Math.max(...rows.map((r) => r[1]!.length), 20);
  const line = ([area, pair, misfit, strain, twist, ...notes]: readonly string[]) =>
    `${area}   ${pair!.padEnd(width)} ${misfit}${strain}${twist}${notes.join('')}`;
  return [
    line(['area Å²', 'film on substrate', '  a %    b %    γ °   ', ' strain', ' twist °']),
    ...rows.map(line),
  ];
}
