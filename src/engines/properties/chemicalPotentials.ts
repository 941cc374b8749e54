import { gcd } from '#core/math/integer.ts';

/** Atoms of each element; none are left out. */
export type Counts = Readonly<Record<string, number>>;

/** A crystal that can form or dissolve, and its energy by formula, eV. */
export interface PhaseEnergy {
  readonly name: string;
  /** Of one formula. */
  readonly composition: Counts;
  readonly energyEv: number;
}

/** Numbers of atoms closer than this are the same. */
const NONE = 1e-9;

/** The smallest whole numbers of a composition, and how many of them it is. */
export function perFormula(counts: Counts): {
  readonly formula: Counts;
  readonly formulas: number;
} {
  const formulas = Object.values(counts).reduce((g, n) => gcd(g, n), 0);
  return {
    formula: Object.fromEntries(Object.entries(counts).map(([s, n]) => [s, n / formulas])),
    formulas,
  };
}

/**
 * What atoms are beyond formulas of a crystal, by as few elements as it can be said with: of equally few choices that in
 * which the first element is used up.
 * @returns `formulas` may be a fraction: counts = formulas · formula + excess
 */
export function excessOf(
  counts: Counts,
  formula: Counts,
): { readonly formulas: number; readonly excess: Counts } {
  const elements = Object.keys(formula);
  const choices = elements.map((reference) => {
    const formulas = (counts[reference] ?? 0) / formula[reference]!;
    const excess = Object.fromEntries(
      elements
        .map((s) => [s, (counts[s] ?? 0) - formulas * formula[s]!] as const)
        .filter(([, n]) => Math.abs(n) > NONE),
    );
    return { formulas, excess };
  });
  return choices.reduce((best, choice) => {
    const [few, fewest] = [choice, best].map(({ excess }) => Object.keys(excess).length);
    return few! < fewest! ? choice : best;
  });
}

/**
 * What a direction in the chemical potentials may be: the potential of `unit`, λ = Σ n μ, while the crystal is there and no
 * phase forms. Each bound is the way in which the unit, or what is left of the crystal without it, falls apart into phases.
 * @returns eV; null where nothing bounds it
 */
export function boundsOf(
  unit: Counts,
  crystal: PhaseEnergy,
  phases: readonly PhaseEnergy[],
): { readonly lowEv: Bound | null; readonly highEv: Bound | null } {
  const minus = Object.fromEntries(Object.entries(unit).map(([s, n]) => [s, -n]));
  const [high, low] = [leastOf(unit, crystal, phases), leastOf(minus, crystal, phases)];
  return { highEv: high, lowEv: low && { ...low, energyEv: -low.energyEv } };
}

export interface Bound {
  readonly energyEv: number;
  /** The phases that form there. */
  readonly by: readonly string[];
}

/** The lowest energy of phases that make up a target, with any number of crystals added or taken away. */
function leastOf(
  target: Counts,
  crystal: PhaseEnergy,
  phases: readonly PhaseEnergy[],
): Bound | null {
  const elements = Object.keys(crystal.composition);
  const usable = phases.filter((phase) =>
    Object.keys(phase.composition).every((s) => elements.includes(s)),
  );
  let best: Bound | null = null;
  for (const chosen of subsets(usable, elements.length - 1)) {
    const parts = solve([crystal, ...chosen], target, elements);
    if (parts === null || parts.slice(1).some((n) => n < NONE)) continue;
    const energyEv = [crystal, ...chosen].reduce(
      (sum, phase, k) => sum + parts[k]! * phase.energyEv,
      0,
    );
    if (best === null || energyEv < best.energyEv)
      best = { energyEv, by: chosen.map(({ name }) => name) };
  }
  return best;
}

function subsets<T>(all: readonly T[], most: number): T[][] {
  let out: T[][] = [[]];
  for (const item of all)
    out = [...out, ...out.filter((s) => s.length < most).map((s) => [...s, item])];
  return out.filter((s) => s.length > 0);
}

/** How many of each phase make a target exactly; null where they do not, or in more than one way. */
function solve(
  phases: readonly PhaseEnergy[],
  target: Counts,
  elements: readonly string[],
): number[] | null {
  const rows = elements.map((s) => [
    ...phases.map(({ composition }) => composition[s] ?? 0),
    target[s] ?? 0,
  ]);
  const n = phases.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column; i < rows.length; i++)
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = i;
    if (pivot >= rows.length || Math.abs(rows[pivot]![column]!) < NONE) return null;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (const [i, row] of rows.entries()) {
      if (i === column) continue;
      const factor = row[column]! / rows[column]![column]!;
      for (let k = column; k <= n; k++) row[k]! -= factor * rows[column]![k]!;
    }
  }
  if (rows.slice(n).some((row) => Math.abs(row[n]!) > 1e-6)) return null;
  return phases.map((_, k) => rows[k]![n]! / rows[k]![k]!);
}
