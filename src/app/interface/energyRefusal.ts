import { EpistackError } from '#core/errors.ts';
import type { Built } from '#core/recipe/build.ts';
import { parametersFor } from '#engines/lammps/potentials.ts';

/** The reason why LAMMPS cannot compute energies of a stack, or null. */
export function energyRefusal({ structure }: Built): string | null {
  try {
    parametersFor(structure.numbers);
    return null;
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return error.message;
  }
}
