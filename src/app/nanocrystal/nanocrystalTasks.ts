import type { BondList } from '#core/crystal/neighbors.ts';
import type { Nanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import type { FaceMisfit } from '#core/nanocrystal/cap/faceMisfit.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import type { Carried } from '#core/nanocrystal/periodicModel.ts';
import type { Recipe } from '#core/recipe/recipe.ts';

/** Formats of the room, and how they are named there. */
export const NANOCRYSTAL_FILES = [
  ['extxyz', 'XYZ', '.xyz'],
  ['lammps', 'LAMMPS', '.data'],
  ['cif', 'CIF', '.cif'],
  ['xsf', 'XSF', '.xsf'],
] as const;

export type NanocrystalFile = (typeof NANOCRYSTAL_FILES)[number][0];

/** A particle with what the picture needs of it. */
export interface DrawnNanocrystal {
  readonly built: Nanocrystal;
  /** None for a particle of so many atoms that sticks would not be seen. */
  readonly bonds: BondList;
}

export interface NanocrystalTasks {
  readonly build: {
    readonly request: NanocrystalRecipe;
    readonly part: never;
    readonly result: DrawnNanocrystal;
  };
  /** null without a second crystal, and where no common cell comes near. */
  readonly misfit: {
    readonly request: NanocrystalRecipe;
    readonly part: never;
    readonly result: FaceMisfit | null;
  };
  /** A nanocrystal as the periodic document of its face. */
  readonly periodic: {
    readonly request: NanocrystalRecipe;
    readonly part: never;
    readonly result: Carried<Recipe>;
  };
  /** The interface of a document as a nanocrystal. */
  readonly ofInterface: {
    readonly request: Recipe;
    readonly part: never;
    readonly result: Carried<NanocrystalRecipe>;
  };
  readonly file: {
    readonly request: { readonly recipe: NanocrystalRecipe; readonly format: NanocrystalFile };
    readonly part: never;
    readonly result: string;
  };
}
