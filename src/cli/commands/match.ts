import { type Arguments, hklOption, none, numberOption, required, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { readCrystalOf } from '#cli/crystalFile.ts';
import { matchTable, matchValue } from '#cli/match/matchTable.ts';
import { searchLimits, searchOptions } from '#cli/match/searchOptions.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { orderedHelp, TYPES_HELP } from '#cli/trajectoryFile.ts';
import { type Limits, searchMatches } from '#core/match/coincidence.ts';
import type { Match } from '#core/match/match.ts';
import { type PlaneLattice, planeLatticeOf } from '#core/match/planeLattice.ts';
import { surfaceOf } from '#core/surface/surface.ts';

const options = {
  film: 'string',
  'film-hkl': 'string',
  substrate: 'string',
  'substrate-hkl': 'string',
  ...searchOptions,
  limit: 'string',
  ordered: 'string',
  types: 'string',
  json: 'boolean',
} as const;
const help = `match --film FILE --film-hkl H --substrate FILE --substrate-hkl H [--max-area 400] [--json]
        [--length-tol 0.03] [--angle-tol 0.01] [--area-ratio-tol 0.09] | --max-strain 0.05
        [--max-atoms N] [--mirrors] [--twist 21.8 [--twist-tol 0.2]] [--limit N] [--ordered majority|N] [--types Cd,S]
  Every common supercell of the two planes up to an area in Å², by area, then strain. Tolerances are those
  of Zur and McGill as pymatgen means them; with --max-strain (or --mode strain) the limit is the largest
  principal strain of the film and no other tolerance applies. Rows of the two matrices lie on each other,
  in the "vectors" that "slab" gives: "filmVectors" are filmMatrix times them (Å, in the film's own frame),
  "filmRows" their lengths and angle, and so for the substrate. Mismatch is (film − substrate) / substrate
  of these rows; strain is the film's, when it alone gives way. "filmCell" and "substrateCell" are the same
  lattices, each reduced by itself with γ folded to at most 90°: to know them by, not to compare. --mirrors adds what only the film's mirror image would fit.
  --twist keeps matches whose twist is within --twist-tol of it, degrees, or of an angle that the symmetry of
  the two planes makes the same; "twistDeg" is the least of these angles.
  "stack" with the same options and --match N builds the match of that number.
${orderedHelp}
${TYPES_HELP}`;

export const command = {
  name: 'match',
  summary: 'common supercells of two planes',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  none(args);
  const limits = searchLimits(args, 'zur');
  const limit = numberOption(args, 'limit', true);
  if (limit !== null && limit < 1)
    throw new UsageError(`--limit is a number of matches, not ${limit}`);
  const reading: string[] = [];
  const film = await planeOption(args, 'film', reading);
  const substrate = await planeOption(args, 'substrate', reading);
  const start = performance.now();
  const matches = search(film, substrate, limits, limit);
  const elapsedMs = performance.now() - start;
  const value = {
    matches: matches.map((m, i) => matchValue(m, i + 1)),
    elapsedMs,
    ...(reading.length > 0 ? { reading } : {}),
  };
  return {
    value,
    text: `${[...reading.map((note) => `note: ${note}`), ...matchTable(matches), `${matches.length} matches in ${elapsedMs.toFixed(0)} ms`].join('\n')}\n`,
  };
}

/** Read as `slab` reads: indices are in the axes of the file, of a left-handed one too. */
async function planeOption(
  args: Arguments,
  side: 'film' | 'substrate',
  reading: string[],
): Promise<PlaneLattice> {
  const path = required(args, side);
  const { crystal, indices, notes } = await readCrystalOf(path, args);
  reading.push(...notes.map((note) => `${path}: ${note}`));
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
