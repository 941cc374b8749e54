import { type BondList, type BondRules, bondsOf } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { type Completion, completingImages, type ImageList } from './completion.ts';
import { type HandBond, withHandBondEnds, withHandBonds } from './handBonds.ts';

/** What decides which sticks a picture has, and how it ends at the faces of the cell. Plain data. */
export interface StickSettings {
  readonly rules: BondRules;
  /** Of these atoms, where they are. */
  readonly handBonds: readonly HandBond[];
  readonly completion: Completion;
}

export interface Sticks {
  readonly bonds: BondList;
  /** The images that complete them. */
  readonly images: ImageList;
}

/**
 * Sticks and the images that complete them.
 * @param charges N formal charges, e; empty where they are not known
 * @param known sticks without rules, where these have been found already
 * @param rest the same atoms at rest, for a frame
 */
export function sticksOf(
  structure: Structure,
  charges: ArrayLike<number>,
  { rules, handBonds, completion }: StickSettings,
  known: BondList | null,
  rest: Structure = structure,
): Sticks {
  const isRuled = Object.keys(rules).length > 0;
  const byRule = known !== null && !isRuled ? known : bondsOf(structure, charges, rules);
  const bonds = withHandBonds(byRule, handBonds);
  const completing = completingImages(structure, bonds, charges, completion, rest);
  return {
    bonds,
    images:
      completion === 'cell' || handBonds.length === 0
        ? completing
        : withHandBondEnds(completing, handBonds),
  };
}
