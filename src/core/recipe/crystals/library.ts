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
  /** Where an exact source is at hand. For a recipe's own crystals they stand in the recipe, see {@link OwnElastic}. */
  readonly elastic?: Elastic;
  /**
   * Of a single sheet: the gap between layers in the layered crystal that it is a layer of, lowest to highest atom.
   */
  readonly layerGap?: { readonly ang: number; readonly source: string };
  readonly note?: string;
}

/** Elastic constants that a document gives one of its crystals, in place of those of the library. */
export interface OwnElastic extends Elastic {
  /** Id of the crystal. */
  readonly material: string;
}

export type Library = ReadonlyMap<string, Material>;

/** What ids of crystals that a recipe carries begin with: never an id of the library. */
export const OWN_CRYSTAL = '@';

/**
 * What a crystal is called in titles and headings: "graphene", "h-BN", "MoS2". One that was imported goes by its
 * formula, as its name may be that of any file.
 */
export const shortName = ({
  id,
  name,
  formula,
}: Pick<Material, 'id' | 'name' | 'formula'>): string =>
  id.startsWith(OWN_CRYSTAL) ? formula : name.replace(/ \(.*\)$/, '');

/** The library with the crystals that a recipe carries. */
export const withOwn = (library: Library, crystals: readonly Material[] = []): Library =>
  crystals.length === 0
    ? library
    : new Map([...library, ...crystals.map((m) => [m.id, m] as const)]);

/** The same, with the elastic constants that a document gives its crystals. */
export const withElastic = (
  library: Library,
  {
    crystals,
    elastic = [],
  }: { readonly crystals?: readonly Material[]; readonly elastic?: readonly OwnElastic[] },
): Library => {
  const materials = withOwn(library, crystals);
  const given = elastic.filter(({ material }) => materials.has(material));
  return given.length === 0
    ? materials
    : new Map([
        ...materials,
        ...given.map(
          ({ material, ...constants }) =>
            [material, { ...materials.get(material)!, elastic: constants }] as const,
        ),
      ]);
};

/** @throws `unknown-material` */
export function materialOf(library: Library, id: string): Material {
  const material = library.get(id);
  if (material === undefined) throw new EpistackError({ code: 'unknown-material', id });
  return material;
}

/** The crystal of a library entry with the given constants. */
export const crystalOf = (material: Material, cell: FreeCell): Crystal =>
  crystalFromSites(material.name, material.spaceGroup, cell, material.sites);
