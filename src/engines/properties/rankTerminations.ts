import { formula } from '#core/crystal/structure.ts';
import { type Bound, boundsOf, type Counts, type PhaseEnergy } from './chemicalPotentials.ts';
import type { SurfaceEnergies, TerminationEnergy } from './surfaceEnergies.ts';

/** Surface energies as lines over one chemical potential, in eV above `zeroEv`. */
export interface RankedTerminations {
  /** What the potential is of, as "Br"; null where every termination is stoichiometric. */
  readonly unit: string | null;
  /** Chemical potential of the unit at zero, eV, and what that is. */
  readonly zeroEv: number;
  readonly zero: 'high' | 'low' | 'crossing' | 'none';
  /** From zero; null: no phase that is known bounds it. */
  readonly low: Bound | null;
  readonly high: Bound | null;
  /** Lowest first: at zero, or those without a line. */
  readonly lines: readonly TerminationLine[];
}

export interface TerminationLine extends TerminationEnergy {
  /** Relaxed surface energy at zero, eV/Å²; null where more than one chemical potential decides. */
  readonly energyEvAng2: number | null;
  /** Change of the surface energy for each eV of the potential, 1/Å². */
  readonly slopePerAng2: number;
}

const NONE = 1e-9;

/** Ranks terminations by their relaxed surface energy. @param phases other crystals that can form */
export function rankTerminations(
  { terminations, bulk, areaAng2 }: Pick<SurfaceEnergies, 'terminations' | 'bulk' | 'areaAng2'>,
  phases: readonly PhaseEnergy[],
): RankedTerminations {
  const leading = terminations.find(({ excess }) => Object.keys(excess).length > 0);
  const unit = leading === undefined ? null : unitOf(leading.excess);
  const parts = terminations.map(({ excess }) => partOf(excess, unit));
  const slopes = parts.map((part) => (part === null ? 0 : -part / areaAng2));
  const bounds = unit === null ? { lowEv: null, highEv: null } : boundsOf(unit, bulk, phases);
  const crossing = crossingOf(terminations, parts, slopes);
  const zero =
    unit === null
      ? 'none'
      : bounds.highEv !== null
        ? 'high'
        : bounds.lowEv !== null
          ? 'low'
          : 'crossing';
  const zeroEv = bounds.highEv?.energyEv ?? bounds.lowEv?.energyEv ?? crossing ?? 0;
  const lines = terminations.map((termination, k): TerminationLine => {
    const known = parts[k] !== null;
    return {
      ...termination,
      energyEvAng2: known ? termination.relaxedEvAng2 + slopes[k]! * zeroEv : null,
      slopePerAng2: slopes[k]!,
    };
  });
  const fromZero = (bound: Bound | null) =>
    bound && { ...bound, energyEv: bound.energyEv - zeroEv };
  return {
    unit: unit && formula(unit),
    zeroEv,
    zero,
    low: fromZero(bounds.lowEv),
    high: fromZero(bounds.highEv),
    lines: [...lines].sort(
      (p, q) =>
        (p.energyEvAng2 ?? Number.POSITIVE_INFINITY) - (q.energyEvAng2 ?? Number.POSITIVE_INFINITY),
    ),
  };
}

/** One excess, as the smallest positive multiple of it that has its first element once or more. */
function unitOf(excess: Counts): Counts {
  const least = Math.min(...Object.values(excess).map(Math.abs));
  const sign = Math.sign(Object.values(excess)[0]!);
  return Object.fromEntries(Object.entries(excess).map(([s, n]) => [s, (sign * n) / least]));
}

/** How many units an excess is; null where it is something else. */
function partOf(excess: Counts, unit: Counts | null): number | null {
  const elements = Object.keys(excess);
  if (elements.length === 0) return 0;
  if (unit === null) return null;
  const part = excess[elements[0]!]! / (unit[elements[0]!] ?? Number.NaN);
  const isMultiple = [...new Set([...elements, ...Object.keys(unit)])].every(
    (s) => Math.abs((excess[s] ?? 0) - part * (unit[s] ?? 0)) < NONE,
  );
  return isMultiple ? part : null;
}

/** The potential at which the lowest lines of the steepest fall and rise meet; null without both. */
function crossingOf(
  terminations: readonly TerminationEnergy[],
  parts: readonly (number | null)[],
  slopes: readonly number[],
): number | null {
  const on = terminations.flatMap((t, k) =>
    parts[k] === null ? [] : [{ at: t.relaxedEvAng2, slope: slopes[k]! }],
  );
  const steep = [...on].sort((p, q) => p.slope - q.slope);
  const [falling, rising] = [steep[0], steep.at(-1)];
  if (falling === undefined || rising === undefined) return null;
  const turn = rising.slope - falling.slope;
  return turn < NONE ? null : (falling.at - rising.at) / turn;
}
