import { type FreeCell, unitCellStructure } from '#core/crystal/crystal.ts';
import { primitiveCell } from '#core/crystal/primitive.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { inverse, mul } from '#core/math/mat3.ts';
import { freeCellOf } from '#core/recipe/crystals/imported.ts';
import { crystalOf, type Material } from '#core/recipe/crystals/library.ts';
import type { StressField } from '#engines/dynamics/relaxation.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import type { Network } from '#engines/universal/network.ts';

/** A crystal as it is computed: few atoms, in the axes that its constants belong to. */
export interface BulkCrystal {
  /** Its primitive cell; x along a of the conventional one, z along a × b. */
  readonly structure: Structure;
  /** Rows of the primitive cell in those of the conventional one. */
  readonly basis: Float64Array;
  readonly spaceGroup: number;
}

/** The primitive cell of a crystal with given lattice constants. */
export function bulkCrystal(material: Material, cell: FreeCell): BulkCrystal {
  const { crystal, basis } = primitiveCell(crystalOf(material, cell));
  return {
    structure: unitCellStructure(crystal),
    basis,
    spaceGroup: material.spaceGroup.number,
  };
}

/** The free lattice constants of a crystal whose primitive cell was relaxed. */
export const relaxedConstants = (
  { basis, spaceGroup }: Pick<BulkCrystal, 'basis' | 'spaceGroup'>,
  relaxed: Structure,
): FreeCell => freeCellOf(spaceGroup, mul(inverse(basis), relaxed.lattice));

/** Energy, forces and stress of the atoms of a structure in other places and cells. */
export const fieldOf =
  (network: Network) =>
  (structure: Structure): StressField =>
  (xyz, lattice) =>
    evaluate(network, { ...structure, xyz, lattice });

/** What crystals are relaxed to: lattice constants then are settled to 0.0001 Å, elastic constants to a thousandth. */
export const BULK_FORCE_EV_ANG = 1e-4;
