import { MASS_U } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { Built } from '#core/recipe/build.ts';
import type { Report } from '#core/recipe/report.ts';

/** Whether a dipole correction is asked for, and why. */
export interface Dipole {
  readonly correct: boolean;
  readonly reason: string;
  /** Centre of mass, fractions of the cell. */
  readonly centre: Vec3;
}

export type DipoleChoice = 'auto' | 'on' | 'off';

/**
 * Proposed for a slab whose two faces differ: its dipole makes a step of the potential, which the periodic
 * cell would flatten with a field across the vacuum. Never for a stack without vacuum.
 */
export function dipoleOf(
  structure: Structure,
  report: Pick<Report, 'layers' | 'vacuum'>,
  slabs: Built['slabs'],
  choice: DipoleChoice,
): Dipole {
  const centre = centreOfMass(structure);
  if (!(report.vacuum > 0))
    return { correct: false, reason: 'The stack repeats without vacuum.', centre };
  const verdict = facesDiffer(report, slabs);
  const correct = choice === 'on' || (choice === 'auto' && verdict.differ);
  const why = choice === 'auto' ? '' : choice === 'on' ? 'Asked for. ' : 'Left out as asked. ';
  return { correct, reason: why + verdict.reason, centre };
}

/** By the slabs alone: one symmetric slab has like faces, two different slabs have not. */
function facesDiffer(
  { layers }: Pick<Report, 'layers'>,
  slabs: Built['slabs'],
): { readonly differ: boolean; readonly reason: string } {
  const [bottom, top] = [layers[0]!, layers.at(-1)!];
  if (layers.length === 1)
    return bottom.symmetric
      ? { differ: false, reason: `An operation turns the ${bottom.label} slab over onto itself.` }
      : { differ: true, reason: `The two faces of the ${bottom.label} slab differ.` };
  const [p, q] = [slabs[0]!.spec, slabs.at(-1)!.spec];
  const alike = p.material === q.material && p.hkl.join() === q.hkl.join();
  return {
    differ: true,
    reason: alike
      ? 'Nothing turns the stack over onto itself.'
      : `The faces differ, ${bottom.label} below and ${top.label} above.`,
  };
}

function centreOfMass({ numbers, xyz, lattice }: Structure): Vec3 {
  let total = 0;
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < numbers.length; i++) {
    const mass = MASS_U[numbers[i]!]!;
    total += mass;
    for (let k = 0; k < 3; k++) sum[k]! += mass * xyz[3 * i + k]!;
  }
  return mulRow([sum[0] / total, sum[1] / total, sum[2] / total], inverse(lattice));
}
