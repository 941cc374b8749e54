import type { Structure } from '#core/crystal/structure.ts';
import { interfaceNotes } from '#core/screen/impossible.ts';
import type { Adhesion } from '#engines/dynamics/adhesion.ts';
import { J_M2_PER_EV_ANG2 } from '#engines/dynamics/joules.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';
import type { BulkReferences } from './bulkReferences.ts';
import { cellRelaxation, restOf } from './cellRelaxation.ts';

/** Bulks count many times in a slab: what their forces leave is to be less than what those of the slabs do. */
export const FINER = 0.1;

/** The steps of a relaxation. */
export interface RelaxLimits {
  readonly forceEvAng: number;
  readonly maxSteps: number;
}

/** An energy, and whether all relaxations that it rests on came below the force. */
export interface InterfaceEnergy {
  readonly evAng2: number;
  readonly converged: boolean;
  /** Where its references do not hold. */
  readonly notes: readonly string[];
}

/**
 * Interface energy of a substrate with one film in vacuum, by the formula of the references bundle:
 * γ = [E_stack − (E_lower + E_upper)/2 − (R_lower + R_upper)/2] / A, R the strained bulk of as many formulas. With the free
 * slabs of a work of adhesion W that is (E_lower + E_upper − R)/2A − W: σ_lower + σ_upper − W, σ the mean of both faces of
 * a slab. Bulks are strained in the plane as in the stack; their atoms and their normal are relaxed, as the slabs have
 * theirs free: with the normal held, each layer of a slab would take its energy off γ.
 * @param adhesion of the stack, relaxed
 * @returns null where a slab holds more than whole formulas, as chemical potentials then decide
 */
export function* interfaceEnergy(
  fieldOf: (structure: Structure) => StressField,
  { areaAng2, sides }: BulkReferences,
  {
    relaxedEvAng2,
    sidesEvAng2,
    converged: isRelaxed,
  }: Pick<Adhesion, 'relaxedEvAng2' | 'sidesEvAng2' | 'converged'>,
  { forceEvAng, maxSteps }: RelaxLimits,
): Generator<void, InterfaceEnergy | null, void> {
  if (relaxedEvAng2 === null || sidesEvAng2 === null) return null;
  if (sides.some(({ isWhole }) => !isWhole)) return null;
  let [references, converged] = [0, isRelaxed];
  for (const { strained, units, bulkUnits } of sides) {
    const rest = yield* restOf(
      cellRelaxation(strained, fieldOf(strained), {
        forceEvAng: FINER * forceEvAng,
        maxSteps,
        free: 'normal',
      }),
    );
    references += (units * rest.energyEv) / bulkUnits;
    converged &&= rest.converged;
  }
  const evAng2 = (sidesEvAng2 - references / areaAng2) / 2 - relaxedEvAng2;
  return { evAng2, converged, notes: interfaceNotes(evAng2 * J_M2_PER_EV_ANG2) };
}
