import type { Structure } from '#core/crystal/structure.ts';
import { referencesOf } from '#core/export/references/references.ts';
import { type Built, interfacesOf } from '#core/recipe/build.ts';
import { closingOf } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';

/** The bulk crystal of one slab, as plain data for a worker; its plane lies flat, the normal along z. */
export interface BulkReference {
  readonly label: string;
  /** Strained in the plane as the slab is. */
  readonly strained: Structure;
  /** With the lattice constants of the document; its rows are those of `strained`. */
  readonly unstrained: Structure;
  /** Atoms of the slab. */
  readonly atoms: number;
  /** Formula units of the slab, and of the bulk cell. */
  readonly units: number;
  readonly bulkUnits: number;
  /** Whether the slab is of whole formula units. */
  readonly isWhole: boolean;
}

/** What the energies of an interface are measured against. */
export interface BulkReferences {
  /** Of the interface cell. */
  readonly areaAng2: number;
  /** Substrate, film. */
  readonly sides: readonly [BulkReference, BulkReference];
}

/** The bulks of the references bundle; null for a stack that is not a substrate with one film in vacuum. */
export function bulkReferences(built: Built): BulkReferences | null {
  if (interfacesOf(built).length !== 1 || closingOf(built.recipe).kind !== 'vacuum') return null;
  const { all, account } = referencesOf(built, reportOf(built), built.structure);
  const structureOf = (id: (typeof all)[number]['id']): Structure =>
    all.find((reference) => reference.id === id)!.structure;
  const side = (which: 'lower' | 'upper'): BulkReference => {
    const { label, atoms, units, bulkUnits, excess } = account[which];
    return {
      label,
      strained: structureOf(`${which}BulkStrained`),
      unstrained: structureOf(`${which}BulkUnstrained`),
      atoms,
      units,
      bulkUnits,
      isWhole: Object.keys(excess).length === 0,
    };
  };
  return { areaAng2: account.areaAng2, sides: [side('lower'), side('upper')] };
}
