import { type Crystal, type FreeCell, unitCellStructure } from '#core/crystal/crystal.ts';
import { rarestAtoms } from '#core/crystal/motions.ts';
import { composition, formula } from '#core/crystal/structure.ts';
import type { Elastic } from '#core/match/stiffness.ts';
import { row } from '#core/math/mat3.ts';
import { periodicPoints } from '#core/math/periodicPoints.ts';
import { crystalOf, type Library, type Material } from './library.ts';

/** Lattice constants that differ by less are of one crystal: measured or computed, warm or cold. */
const SAME_CELL = 0.02;
/** Atoms nearer than this stand at one place of the structure, Å: files differ in what is free in it. */
const SAME_PLACE_ANG = 0.3;

/**
 * The crystal of the library with elastic constants that another is: the same space group, atoms and, within 2 %,
 * lattice constants. Where a constant changes its sign with the way the crystal is set up (c14), the atoms stand at the
 * same places too.
 * @param cell the constants in use, of the free ones of the group
 */
export function likeInLibrary(
  library: Library,
  material: Material,
  cell: FreeCell,
): (Material & { readonly elastic: Elastic }) | null {
  const own = crystalOf(material, cell);
  const atoms = formula(composition(own.numbers));
  for (const known of library.values()) {
    const { elastic } = known;
    if (elastic === undefined || known.spaceGroup.number !== material.spaceGroup.number) continue;
    const near = known.constants.find((c) =>
      Object.entries(c.cell).every(([key, x]) => {
        const mine = cell[key as keyof FreeCell];
        return mine !== undefined && Math.abs(mine / x - 1) < SAME_CELL;
      }),
    );
    if (near === undefined) continue;
    const crystal = crystalOf(known, near.cell);
    if (formula(composition(crystal.numbers)) !== atoms) continue;
    if ('c14' in elastic.cGPa && !hasSamePlaces(own, crystal)) continue;
    return { ...known, elastic };
  }
  return null;
}

/** Whether a shift of the origin takes the atoms of one crystal to those of another, both in the cell of the latter. */
function hasSamePlaces(own: Crystal, known: Crystal): boolean {
  const points = periodicPoints(known.lattice, SAME_PLACE_ANG);
  const there = unitCellStructure(known).xyz;
  for (const [i, z] of known.numbers.entries()) points.add(z, row(there, i));
  const here = unitCellStructure({ ...own, lattice: known.lattice }).xyz;
  const from = rarestAtoms(own.numbers)[0]!;
  return [...known.numbers.keys()].some((to) => {
    if (known.numbers[to] !== own.numbers[from]) return false;
    const [a, b] = [row(here, from), row(there, to)];
    return [...own.numbers].every((z, i) => {
      const [x, y, w] = row(here, i);
      return points.find(z, [x + b[0] - a[0], y + b[1] - a[1], w + b[2] - a[2]]) >= 0;
    });
  });
}
