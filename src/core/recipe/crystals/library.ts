import {
  type Crystal,
  crystalFromSites,
  type FreeCell,
  type Site,
  type SpaceGroupName,
} from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import type { Elastic } from '#core/match/stiffness.ts';

/** One set of lattice constants of a material. */
export interface Constants {
  readonly id: string;
  readonly label: string;
  /** "given": imported or typed by the user. */
  readonly kind: 'measured' | 'computed' | 'given';
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
  /** Where an exact source is at hand. A recipe's own crystals carry none. */
  readonly elastic?: Elastic;
  /**
   * Of a single sheet: the gap between layers in the layered crystal that it is a layer of, lowest to highest atom.
   */
  readonly layerGap?: { readonly ang: number; readonly source: string };
  readonly note?: string;
}

export type Library = ReadonlyMap<string, Material>;

/** What ids of crystals that a recipe carries begin with: never an id of the library. */
export const OWN_CRYSTAL = '@';

/** The library with the crystals that a recipe carries. */
export const withOwn = (library: Library, crystals: readonly Material[] = []): Library =>
  crystals.length === 0
    ? library
    : new Map([...library, ...crystals.map((m) => [m.id, m] as const)]);

/** @throws `unknown-material` */
export function materialOf(library: Library, id: string): Material {
  const material = library.get(id);
  if (material === undefined) throw new EpistackError({ code: 'unknown-material', id });
  return material;
}

/** The crystal of a library entry with the given constants. */
export const crystalOf = (material: Material, cell: FreeCell): Crystal =>
  crystalFromSites(material.name, material.spaceGroup, cell, material.sites);
