import { EpistackError } from '#core/errors.ts';
import { type Limits, searchMatches } from '#core/match/coincidence.ts';
import type { Match } from '#core/match/match.ts';
import type { PlaneLattice } from '#core/match/planeLattice.ts';
import { MAX_STRAIN } from '#core/match/tolerance.ts';

/** The nearest matches beyond the limits; null when there are none within the wider limits either. */
export interface Miss {
  /** Within the area, the least strained. */
  readonly byStrain: Match | null;
  /** Within the strain, the smallest. */
  readonly byArea: Match | null;
}

/** How much wider the limits are made. */
const WIDER_STRAIN = 3;
const WIDER_AREA = 3;
/** Longest slice of work before the page gets a turn, ms. */
const SLICE_MS = 10;

/** Searches under wider limits in slices, so that the page stays responsive. @param signal cancels it */
export async function nearestMiss(
  film: PlaneLattice,
  substrate: PlaneLattice,
  limits: Limits,
  signal: AbortSignal,
): Promise<Miss> {
  const strain = limits.tolerance.mode === 'strain' ? limits.tolerance.maxStrain : 0.05;
  const wider = Math.min(MAX_STRAIN, Math.max(0.02, WIDER_STRAIN * strain));
  const [byStrain, byArea] = [
    await best(film, substrate, at(limits, limits.maxAreaAng2, wider), signal, lessStrained),
    await best(film, substrate, at(limits, WIDER_AREA * limits.maxAreaAng2, strain), signal, first),
  ];
  return { byStrain, byArea };
}

const at = (limits: Limits, maxAreaAng2: number, maxStrain: number): Limits => ({
  ...limits,
  maxAreaAng2,
  mirrors: false,
  tolerance: { mode: 'strain', maxStrain },
});
const lessStrained = (p: Match, q: Match): Match => (q.maxStrain < p.maxStrain - 1e-9 ? q : p);
const first = (p: Match): Match => p;

async function best(
  film: PlaneLattice,
  substrate: PlaneLattice,
  limits: Limits,
  signal: AbortSignal,
  better: (p: Match, q: Match) => Match,
): Promise<Match | null> {
  let found: Match | null = null;
  try {
    let since = performance.now();
    for (const { matches } of searchMatches(film, substrate, limits)) {
      for (const match of matches) found = found === null ? match : better(found, match);
      if (found !== null && better === first) return found;
      if (performance.now() - since < SLICE_MS) continue;
      await new Promise((resume) => setTimeout(resume));
      if (signal.aborted) return null;
      since = performance.now();
    }
  } catch (error) {
    // Wider limits may be more than a search takes on: then there is no miss to tell.
    if (!(error instanceof EpistackError)) throw error;
  }
  return found;
}
