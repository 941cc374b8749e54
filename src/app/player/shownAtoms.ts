import type { Model } from '#app/document/model.ts';
import type { BondList } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { ForeignAtoms } from './player.ts';

/**
 * The atoms in the picture: the built stack, or a trajectory of other atoms. The latter have no slabs, no interface
 * and no charges; their cell is that of the first frame, and each frame may bring its own.
 */
export type ShownAtoms =
  | { readonly kind: 'built'; readonly model: Model }
  | {
      readonly kind: 'foreign';
      readonly title: string;
      readonly structure: Structure;
      readonly bonds: BondList;
    };

/** @param foreign atoms drawn in place of the built ones, or null */
export const shownAtoms = (
  model: Model,
  foreign: ForeignAtoms | null,
  title: string,
): ShownAtoms =>
  foreign === null
    ? { kind: 'built', model }
    : { kind: 'foreign', title, structure: foreign.structure, bonds: foreign.bonds };

/** Atomic numbers that occur, in the order of the atoms. */
export const elementsOf = (shown: ShownAtoms): readonly number[] => [
  ...new Set(drawnAtoms(shown).structure.numbers),
];

/** Structure, bonds and title of either. */
export const drawnAtoms = (
  shown: ShownAtoms,
): { readonly title: string; readonly structure: Structure; readonly bonds: BondList } =>
  shown.kind === 'foreign'
    ? shown
    : {
        title: shown.model.report.title,
        structure: shown.model.built.structure,
        bonds: shown.model.bonds,
      };
