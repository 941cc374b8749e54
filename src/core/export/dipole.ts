import { centreOfMass, type Structure } from '#core/crystal/structure.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { Built } from '#core/recipe/build.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { turnsOver } from '#core/surface/turnsOver.ts';

/** Whether a dipole correction is asked for, and why. */
export interface Dipole {
  readonly correct: boolean;
  readonly reason: string;
  /** No operation turns the atoms over onto themselves, and there is vacuum. */
  readonly facesDiffer: boolean;
  /** Centre of mass, fractions of the cell. */
  readonly centre: Vec3;
}

export type DipoleChoice = 'auto' | 'on' | 'off';

/**
 * Proposed for a slab whose two faces differ: its dipole makes a step of the potential, which the periodic
 * cell would flatten with a field across the vacuum. Never for a stack without vacuum.
 * @param structure the atoms as they are exported: a frame that has moved is judged by where it moved to
 */
export function dipoleOf(
  structure: Structure,
  report: Pick<Report, 'layers' | 'vacuum'>,
  slabs: Built['slabs'],
  choice: DipoleChoice,
): Dipole {
  const { numbers, xyz, lattice } = structure;
  const centre = mulRow(centreOfMass(numbers, xyz), inverse(lattice));
  if (!(report.vacuum > 0))
    return {
      correct: false,
      reason: 'The stack repeats without vacuum.',
      facesDiffer: false,
      centre,
    };
  const facesDiffer = !turnsOver(structure);
  const correct = choice === 'on' || (choice === 'auto' && facesDiffer);
  const why = choice === 'auto' ? '' : choice === 'on' ? 'Asked for. ' : 'Left out as asked. ';
  return { correct, reason: why + reasonOf(report, slabs, facesDiffer), facesDiffer, centre };
}

function reasonOf(
  { layers }: Pick<Report, 'layers'>,
  slabs: Built['slabs'],
  differ: boolean,
): string {
  const [bottom, top] = [layers[0]!, layers.at(-1)!];
  if (layers.length === 1)
    return differ
      ? `The two faces of the ${bottom.label} slab differ.`
      : `An operation turns the ${bottom.label} slab over onto itself.`;
  if (!differ) return 'An operation turns the whole stack over onto itself.';
  const [p, q] = [slabs[0]!.spec, slabs.at(-1)!.spec];
  const alike = p.material === q.material && p.hkl.join() === q.hkl.join();
  return alike
    ? 'The faces differ: nothing turns the stack over onto itself.'
    : `The faces differ, ${bottom.label} below and ${top.label} above.`;
}
