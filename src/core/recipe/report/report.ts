import type { CellParameters } from '#core/crystal/lattice.ts';
import type { Mismatch, PlaneStrain } from '#core/match/strain.ts';
import type { HandEdit } from '#core/recipe/handEdits/handEdit.ts';
import type { ChargeRelation } from '#core/recipe/interfaceContacts.ts';
import type { Warning } from './warnings.ts';

export interface PlaneReport {
  readonly label: string;
  readonly zAng: number;
  readonly atoms: number;
  readonly composition: Readonly<Record<string, number>>;
  readonly charge: number | null;
}

/** One slab of the stack. Charges are formal, in e, for the whole cell. */
export interface LayerReport {
  readonly label: string;
  readonly role: 'substrate' | 'film';
  readonly atoms: number;
  readonly composition: Readonly<Record<string, number>>;
  readonly charge: number | null;
  readonly symmetric: boolean;
  /** Dipole of the formal charges along c about the slab's mid-height, e·Å per cell. */
  readonly dipole: number | null;
  readonly thickness: number;
  readonly strain: PlaneStrain;
  /** Out-of-plane strain that the recipe gives the slab, a fraction. */
  readonly normalStrain: number;
  /** Unstrained supercell lengths, Å, and angle, degrees. */
  readonly supercell: { readonly a: number; readonly b: number; readonly gamma: number };
  /** Bottom to top. */
  readonly planes: readonly PlaneReport[];
}

export interface ContactReport {
  /** 0 is the lowest interface. */
  readonly interface: number;
  /** "Cs-S": species of the lower slab first. */
  readonly pair: string;
  /** Mean over X atoms of the distance to the nearest Y, Å. */
  readonly nearestMean: number;
  readonly nearestStd: number;
  readonly min: number;
  /** X atoms in the mean. */
  readonly count: number;
  readonly cutoff: number;
  /** Mean of all X–Y distances within the cutoff, null when there are none. */
  readonly withinMean: number | null;
  readonly withinCount: number;
  /** The formal charges attract. */
  readonly attractive: boolean;
  /** What the formal charges of the two species are to each other. */
  readonly relation: ChargeRelation;
}

/** One change of single atoms by hand, and what came of it. */
export interface EditReport {
  readonly kind: HandEdit['kind'];
  readonly text: string;
  /** Atoms that it changed, took away or put in. */
  readonly atoms: number;
  /** Atoms that it names and does not find. */
  readonly lost: number;
  readonly outcome: string;
}

/** What screen and terminal both show. Lengths Å, angles degrees, charges e, strains fractions. */
export interface Report {
  readonly title: string;
  readonly atoms: number;
  readonly composition: Readonly<Record<string, number>>;
  readonly charge: number | null;
  readonly cell: CellParameters;
  readonly area: number;
  /** Total empty length along c, Å; 0 for a superlattice, which has none. */
  readonly vacuum: number;
  /** d₀ of each interface, bottom to top; a superlattice's closing gap is the last. */
  readonly separations: readonly number[];
  readonly layers: readonly LayerReport[];
  /** First film against the substrate; null for a slab alone. */
  readonly mismatch: Mismatch | null;
  /** One per film, bottom to top, against the substrate. */
  readonly mismatches: readonly Mismatch[];
  readonly strain: { readonly substrate: PlaneStrain; readonly film: PlaneStrain | null };
  readonly contacts: readonly ContactReport[];
  readonly closest: {
    readonly pair: string;
    readonly atoms: readonly [number, number];
    readonly distance: number;
  } | null;
  /** Changes of single atoms by hand, in order. */
  readonly edits: readonly EditReport[];
  readonly warnings: readonly Warning[];
  /** How a preset's numbers were chosen, while its stack is unchanged. */
  readonly notes: readonly string[];
}

/** Whether the stack repeats without vacuum: then it has as many interfaces as slabs. */
export const isSuperlattice = ({ separations, layers }: Report): boolean =>
  separations.length === layers.length;

/** "CdS", or "CdS (film 2)" where two slabs bear one name. */
export function slabName({ layers }: Pick<Report, 'layers'>, index: number): string {
  const { label } = layers[index]!;
  if (layers.filter((l) => l.label === label).length === 1) return label;
  return `${label} (${index === 0 ? 'substrate' : `film ${index}`})`;
}
