import type { Structure } from '#core/crystal/structure.ts';
import { inverse, mul } from '#core/math/mat3.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';
import type { BulkReferences } from './bulkReferences.ts';
import { type CellFreedom, cellRelaxation, restOf } from './cellRelaxation.ts';
import { FINER, type RelaxLimits } from './interfaceEnergy.ts';
import { strained } from './strained.ts';

/** Energy of the strain of one slab, by the potential. */
export interface StrainEnergy {
  readonly label: string;
  readonly evPerAtom: number;
  /** Of all atoms of the slab, by the area of the interface. */
  readonly evAng2: number;
  readonly converged: boolean;
}

/** A strain below this is rounding. */
const NO_STRAIN = 1e-9;

/**
 * Energy of the strain of each slab: of its bulk crystal, at rest in the potential, with the strain of the document in the plane
 * and the normal free, above that at rest. The strain counts from the lattice constants of the potential, not from those of the document,
 * whose difference is no strain of the stack: so it stands beside linear elasticity, which it becomes for small strains.
 * @returns one a slab, substrate first
 */
export function* strainEnergies(
  fieldOf: (structure: Structure) => StressField,
  { areaAng2, sides }: BulkReferences,
  { forceEvAng, maxSteps }: RelaxLimits,
): Generator<void, readonly StrainEnergy[], void> {
  const found: StrainEnergy[] = [];
  for (const { label, atoms, strained: to, unstrained: from } of sides) {
    const deformation = mul(inverse(from.lattice), to.lattice);
    const isStrained = deformation.some((x, k) => Math.abs(x - (k % 4 === 0 ? 1 : 0)) > NO_STRAIN);
    if (!isStrained) {
      found.push({ label, evPerAtom: 0, evAng2: 0, converged: true });
      continue;
    }
    const field = fieldOf(from);
    const relaxed = (start: Structure, free: CellFreedom) =>
      restOf(cellRelaxation(start, field, { forceEvAng: FINER * forceEvAng, maxSteps, free }));
    const rest = yield* relaxed(from, 'flat');
    const end = yield* relaxed(strained(rest.structure, deformation), 'normal');
    const evPerAtom = (end.energyEv - rest.energyEv) / from.numbers.length;
    found.push({
      label,
      evPerAtom,
      evAng2: (atoms * evPerAtom) / areaAng2,
      converged: rest.converged && end.converged,
    });
  }
  return found;
}
