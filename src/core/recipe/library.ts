import {
  type Crystal,
  crystalFromSites,
  type FreeCell,
  type Site,
  type SpaceGroupName,
} from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';

/** One set of lattice constants of a material. */
export interface Constants {
  readonly id: string;
  readonly label: string;
  readonly kind: 'measured' | 'computed';
  readonly cell: FreeCell;
  readonly source: string;
}

/** A library entry: what occupies which sites, and where each number comes from. */
export interface Material {
  readonly id: string;
  readonly name: string;
  readonly formula: string;
  readonly phase: string;
  readonly spaceGroup: SpaceGroupName;
  readonly sites: readonly Site[];
  readonly constants: readonly Constants[];
  readonly note?: string;
}

export type Library = ReadonlyMap<string, Material>;

/** @throws `unknown-material` */
export function materialOf(library: Library, id: string): Material {
  const material = library.get(id);
  if (material === undefined) throw new EpistackError({ code: 'unknown-material', id });
  return material;
}

/** The crystal of a library entry with the given constants. */
export const crystalOf = (material: Material, cell: FreeCell): Crystal =>
  crystalFromSites(material.name, material.spaceGroup, cell, material.sites);
