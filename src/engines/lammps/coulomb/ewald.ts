import { closingOf, type Recipe } from '#core/recipe/recipe.ts';

/** How a Coulomb sum is taken: damped and ended at 12 Å, or whole, on a mesh (Ewald's sum by PPPM). */
export type Coulomb = 'dsf' | 'pppm';

/** What a whole sum is of: a slab with nothing above and below, or a stack that repeats along c. */
export type Ewald = 'slab' | 'repeats';

/** @returns null for the damped sum, which is the same for both */
export const ewaldFor = (coulomb: Coulomb, recipe: Recipe): Ewald | null =>
  coulomb === 'dsf' ? null : closingOf(recipe).kind === 'vacuum' ? 'slab' : 'repeats';

/**
 * Largest error of a force, relative to that of two unit charges 1 Å apart. On the default stack forces are then within
 * 0.05 % of Ewald's sum (RMS); 1e-6 gives 0.005 % and takes 2.5 times as long.
 */
const ACCURACY = '1e-5';
/** Room for atoms that leave a face, Å, on each side. */
const ROOM_ANG = 10;
/** Height of the cell of the sum over that of the slab and its room, as `kspace_modify slab`. */
const EMPTY_FACTOR = 3;

export interface UprightBox {
  /** Along the normal of the slab, Å, in LAMMPS axes. */
  readonly lowAng: number;
  readonly highAng: number;
}

/**
 * The box of a slab alone: its atoms in the middle, whatever c of its cell is. LAMMPS leaves the empty space out of an
 * orthogonal box, and has to be given it in an oblique one.
 * @param z heights of the atoms, Å
 */
export function uprightBox(z: Iterable<number>, isOblique: boolean): UprightBox {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const height of z) {
    low = Math.min(low, height);
    high = Math.max(high, height);
  }
  const half = ((high - low) / 2 + ROOM_ANG) * (isOblique ? EMPTY_FACTOR : 1);
  const middle = (low + high) / 2;
  return { lowAng: middle - half, highAng: middle + half };
}

/** What `boundary` takes. */
export const boundaryOf = (ewald: Ewald | null, isOblique: boolean): string =>
  ewald === 'slab' && !isOblique ? 'p p f' : 'p p p';

/**
 * The commands behind the pair styles. Of a slab the field between its images is taken away.
 * @see Yeh, Berkowitz, J. Chem. Phys. 1999, 111, 3155, doi 10.1063/1.479595
 */
export function ewaldLines(ewald: Ewald | null, isOblique: boolean): readonly string[] {
  if (ewald === null) return [];
  const sum = `kspace_style pppm ${ACCURACY}`;
  if (ewald === 'repeats') return [sum];
  if (!isOblique)
    return [
      sum,
      `kspace_modify slab ${EMPTY_FACTOR}.0`,
      // Without walls, an atom that leaves the slab and reaches the end of the box would be lost.
      'fix walls all wall/reflect zlo EDGE zhi EDGE',
    ];
  return [
    sum,
    '# kspace_modify slab is refused for oblique boxes: its term, 2 pi M^2 / V of the dipole M along z, written out',
    'compute height all property/atom zu',
    'variable moment atom q*c_height',
    'compute moment all reduce sum v_moment',
    'variable dipole equal c_moment',
    // 332.06371 kcal/mol Å/e², as LAMMPS has it in units real.
    'variable pull atom -4.0*PI*332.06371*q*v_dipole/vol',
    'variable pullEnergy atom 2.0*PI*332.06371*q*c_height*v_dipole/vol',
    'fix slabTerm all addforce 0.0 0.0 v_pull energy v_pullEnergy',
    'fix_modify slabTerm energy yes',
  ];
}

/** "whole by PPPM (1e-5), the slab alone along c", for people. */
export const ewaldText = (ewald: Ewald): string =>
  `whole sum by PPPM (${ACCURACY}), ${ewald === 'slab' ? 'the slab alone along c' : 'the stack repeated along c'}`;
