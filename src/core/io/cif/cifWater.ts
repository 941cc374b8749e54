import { mulRow, row } from '#core/math/mat3.ts';
import { add, norm, sub, type Vec3 } from '#core/math/vec3.ts';
import type { CifRow } from './cifDisorder.ts';
import { formulaWarning, printedFormula } from './cifFormula.ts';
import type { CifBlock } from './cifText.ts';
import type { Orbits } from './orbits.ts';

/** A hydrogen atom this near to an oxygen atom is bonded to it, Å; the bond of water is 0.96 Å long. */
const BOND_ANG = 1.3;
const HYDROGENS_OF_WATER = 2;

/**
 * Warns of oxygen sites that are labelled as water and lack hydrogen atoms: fewer than two are near, and the sites
 * as a whole do not hold the hydrogen of the printed formula either.
 */
export function waterWarning(
  block: CifBlock,
  lattice: Float64Array,
  sites: readonly CifRow[],
  orbits: Orbits,
): string[] {
  const isComplete =
    printedFormula(block)?.has('H') && formulaWarning(block, orbits.numbers).length === 0;
  if (isComplete) return [];
  const hydrogens = Array.from(orbits.siteOf.keys()).filter((i) =>
    holdsHydrogen(sites[orbits.siteOf[i]!]!),
  );
  const dry = sites.filter((site, s) => {
    if (!site.element?.water) return false;
    const at = row(orbits.fractions, orbits.siteOf.indexOf(s));
    const near = hydrogens.reduce(
      (count, i) => count + imagesNear(lattice, sub(row(orbits.fractions, i), at)),
      0,
    );
    return near < HYDROGENS_OF_WATER;
  });
  if (dry.length === 0) return [];
  const more = dry.length > 5 ? ` and ${dry.length - 5} more` : '';
  const labels = dry.slice(0, 5).map((site) => site.label);
  return [
    `${labels.join(', ')}${more}: the oxygen of water; its hydrogen atoms have no sites in this file and are missing`,
  ];
}

const holdsHydrogen = ({ z, shared }: CifRow): boolean =>
  z === 1 || (shared?.occupants.some((occupant) => occupant.z === 1) ?? false);

const STEPS = [-1, 0, 1] as const;
const SHIFTS: readonly Vec3[] = STEPS.flatMap((i) =>
  STEPS.flatMap((j) => STEPS.map((k): Vec3 => [i, j, k])),
);

/** Periodic images of a difference of fractions that are as short as a bond. */
function imagesNear(lattice: Float64Array, difference: Vec3): number {
  const [x, y, z] = difference;
  const nearest: Vec3 = [x - Math.round(x), y - Math.round(y), z - Math.round(z)];
  return SHIFTS.filter((shift) => norm(mulRow(add(nearest, shift), lattice)) < BOND_ANG).length;
}
