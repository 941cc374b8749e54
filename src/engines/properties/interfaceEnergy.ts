import { referencesOf } from '#core/export/references/references.ts';
import type { Built } from '#core/recipe/build.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import type { Adhesion } from '#engines/dynamics/adhesion.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { fire } from '#engines/universal/fire.ts';
import type { Network } from '#engines/universal/network.ts';

/**
 * Interface energy of a substrate with one film in vacuum, by the formula of the references bundle:
 * γ = [E_stack − (E_lower + E_upper)/2 − (R_lower + R_upper)/2] / A, R the strained bulk of as many formulas. With the free
 * slabs of a work of adhesion W that is (E_lower + E_upper − R)/2A − W: σ_lower + σ_upper − W, σ the mean of both faces of
 * a slab. Bulks are strained as in the stack, their atoms relaxed.
 * @param adhesion of the stack, relaxed
 * @returns eV/Å²; null where a slab holds more than whole formulas, as chemical potentials then decide
 */
export function* interfaceEnergy(
  network: Network,
  built: Built,
  { relaxedEvAng2, sidesEvAng2 }: Pick<Adhesion, 'relaxedEvAng2' | 'sidesEvAng2'>,
  relax: { readonly forceEvAng: number; readonly maxSteps: number },
): Generator<void, number | null, void> {
  if (relaxedEvAng2 === null || sidesEvAng2 === null) return null;
  const { all, account } = referencesOf(built, reportOf(built), built.structure);
  const sides = [
    ['lowerBulkStrained', account.lower],
    ['upperBulkStrained', account.upper],
  ] as const;
  if (sides.some(([, { excess }]) => Object.keys(excess).length > 0)) return null;
  let references = 0;
  for (const [id, { units, bulkUnits }] of sides) {
    const { structure } = all.find((reference) => reference.id === id)!;
    let energyEv = Number.NaN;
    const field = (xyz: Float64Array) => evaluate(network, { ...structure, xyz });
    for (const step of fire(structure.xyz, field, { ...relax, frozen: null })) {
      ({ energyEv } = step);
      yield;
    }
    references += (units * energyEv) / bulkUnits;
  }
  return (sidesEvAng2 - references / account.areaAng2) / 2 - relaxedEvAng2;
}
