import { type BondList, type BondRules, bondsOf } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { type Completion, completingImages, type ImageList } from './completion.ts';
import { type HandBond, withHandBondEnds, withHandBonds } from './handBonds.ts';
import { bondsOfFrame } from './heldBonds.ts';

/** What decides which sticks a picture has, and how it ends at the faces of the cell. Plain data. */
export interface StickSettings {
  readonly rules: BondRules;
  /** Of these atoms, where they are. */
  readonly handBonds: readonly HandBond[];
  readonly completion: Completion;
  /** Films are drawn above their places: nothing is bonded across an interface. */
  readonly isLifted?: boolean;
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
  { rules, handBonds, completion, isLifted = false }: StickSettings,
  known: BondList | null,
  rest: Structure = structure,
): Sticks {
  const isRuled = Object.keys(rules).length > 0;
  const byRule =
    rest !== structure
      ? bondsOfFrame(structure, rest, charges, rules)
      : known !== null && !isRuled
        ? known
        : bondsOf(structure, charges, rules);
  const bonds = withHandBonds(isLifted ? withinSlabs(byRule, structure) : byRule, handBonds);
  const completing = completingImages(structure, bonds, charges, completion, rest);
  return {
    bonds,
    images:
      completion === 'cell' || handBonds.length === 0
        ? completing
        : withHandBondEnds(completing, handBonds),
  };
}

function withinSlabs({ a, b, image }: BondList, { layer }: Structure): BondList {
  const kept = [...a.keys()].filter((k) => layer[a[k]!] === layer[b[k]!]);
  return {
    a: Uint32Array.from(kept, (k) => a[k]!),
    b: Uint32Array.from(kept, (k) => b[k]!),
    image: Int16Array.from(kept.flatMap((k) => [...image.subarray(3 * k, 3 * k + 3)])),
  };
}
