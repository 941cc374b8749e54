import { type Report, slabName } from '#core/recipe/report/report.ts';
import { NO_DIPOLE_EANG } from '#core/surface/slab.ts';
import type { Coulomb } from './ewald.ts';

/**
 * What a Coulomb sum makes of the electric field of this stack's polar slabs. A damped sum ends at 12 Å, so the field
 * that such a slab makes through itself and the vacuum does not exist in it, whatever the damping. The number was measured
 * with LAMMPS 29 Sep 2021 against PPPM with slab correction on the default stack; docs/molecular-dynamics.md says how.
 * @returns one remark for each slab with a formal dipole
 */
export const polarFieldWarnings = (report: Report, coulomb: Coulomb): string[] =>
  report.layers.flatMap(({ dipole }, slab) =>
    dipole === null || Math.abs(dipole) < NO_DIPOLE_EANG
      ? []
      : [`${slabName(report, slab)} is polar: ${FIELD[coulomb]}`],
  );

const FIELD: Readonly<Record<Coulomb, string>> = {
  dsf: 'the electric field of its dipole is not in a Coulomb sum that ends at 12 Å. On the default stack forces along c are off by 15 kcal/mol/Å (RMS) of 19 for this reason; in-plane forces by 0.2. The whole sum (PPPM) has it.',
  pppm: 'the electric field of its dipole is in this sum, as fixed charges make it: nothing screens it, and it pulls on every atom of the slab.',
};
