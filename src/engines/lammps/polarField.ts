import { type Report, slabName } from '#core/recipe/report/report.ts';
import { NO_DIPOLE_EANG } from '#core/surface/slab.ts';

/**
 * What the Coulomb sum of the classical preview leaves out for this stack: it ends at 12 Å, so the electric field that
 * a polar slab makes through itself and the vacuum does not exist in it, whatever the damping. The number was measured
 * with LAMMPS 29 Sep 2021 against PPPM with slab correction on the default stack; docs/molecular-dynamics.md says how.
 * @returns one warning for each slab with a formal dipole
 */
export const polarFieldWarnings = (report: Report): string[] =>
  report.layers.flatMap(({ dipole }, slab) =>
    dipole === null || Math.abs(dipole) < NO_DIPOLE_EANG
      ? []
      : [
          `${slabName(report, slab)} is polar: the electric field of its dipole is not in a Coulomb sum that ends at 12 Å. On the default stack forces along c are off by 15 kcal/mol/Å (RMS) of 19 for this reason; in-plane forces by 0.2.`,
        ],
  );
