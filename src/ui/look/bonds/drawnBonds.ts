import { bondsOn } from '#app/document/marks/handBonds.ts';
import type { KeptBond } from '#app/document/marks/marks.ts';
import type { MarkedAtoms } from '#app/document/marks/onAtoms.ts';
import type { HandBond } from '#core/crystal/coordination/handBonds.ts';
import type { Structure } from '#core/crystal/structure.ts';

/**
 * The bonds by hand that the picture of these atoms has.
 * @param liftAng where films are lifted, bonds across an interface are left out as its contacts are
 */
export function drawnBonds(
  kept: readonly KeptBond[],
  atoms: MarkedAtoms,
  { layer }: Pick<Structure, 'layer'>,
  liftAng: number,
): readonly HandBond[] {
  const bonds = bondsOn(kept, atoms);
  return liftAng === 0 ? bonds : bonds.filter(({ a, b }) => layer[a] === layer[b]);
}
