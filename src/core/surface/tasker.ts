import type { Surface } from './surface.ts';

/** A plane's or a period's charge or dipole below this is rounding, e or e·Å. */
const NONE = 1e-6;

/**
 * How a surface of ionic planes behaves. Type 1: every plane is neutral. Type 2: charged planes, but some
 * repeat unit has no dipole along the normal. Type 3: every repeat unit has one, so that no stack of whole
 * planes is both stoichiometric and free of a dipole.
 */
export interface Polarity {
  readonly type: 1 | 2 | 3;
  /**
   * For each plane of the period (counted downward): dipole along the outward normal of the repeat unit
   * whose top is that plane, e·Å per primitive in-plane cell.
   */
  readonly dipoleEAng: readonly number[];
}

/**
 * Tasker's classification from formal charges. Each plane counts at its own atoms' heights.
 * @returns null when oxidation states are unknown, or do not add up to a neutral cell
 * @see P. W. Tasker, J. Phys. C 12 (1979) 4977, doi 10.1088/0022-3719/12/22/036
 */
export function polarityOf(surface: Surface): Polarity | null {
  const { planes, charges, xyz, lattice, layerPeriodAng } = surface;
  if (charges === null || Math.abs(charges.reduce((sum, q) => sum + q, 0)) > NONE) return null;
  let wholeEAng = 0;
  for (const { atoms } of planes)
    for (const { index, lower } of atoms)
      wholeEAng += charges[index]! * (xyz[3 * index + 2]! - lower * lattice[8]!);
  // Planes above the chosen top belong to the next period down.
  let aboveE = 0;
  const dipoleEAng = planes.map(({ chargeE }) => {
    const dipole = wholeEAng - aboveE * layerPeriodAng;
    aboveE += chargeE!;
    return dipole;
  });
  const neutral = planes.every((p) => Math.abs(p.chargeE!) < NONE);
  const free = dipoleEAng.some((d) => Math.abs(d) < NONE * 1e3);
  return { type: neutral ? 1 : free ? 2 : 3, dipoleEAng };
}
