import type { Computed } from '#app/universal/compute/computed.ts';
import type { Adhesion, AdhesionProgress, AdhesionRequest } from '#engines/dynamics/adhesion.ts';
import type { BulkReferences } from '#engines/properties/bulkReferences.ts';
import type { InterfaceEnergy } from '#engines/properties/interfaceEnergy.ts';
import type { StrainEnergy } from '#engines/properties/strainEnergies.ts';
import type { PotentialSource } from '#engines/universal/potential.ts';

/** Energies of an interface; the last two where it was relaxed. */
export interface InterfaceEnergies {
  readonly adhesion: Adhesion;
  /** Null where a slab holds more than whole formulas, or the stack is none of a substrate with one film. */
  readonly interface: InterfaceEnergy | null;
  /** Substrate first; none where the stack is no such one. */
  readonly strain: readonly StrainEnergy[];
}

/** `bulks`: crystals beside the slabs, of which nobody knows how many steps they take. */
export type EnergiesProgress =
  | AdhesionProgress
  | { readonly phase: 'bulks'; readonly done: number };

export interface AdhesionTasks {
  readonly adhesion: {
    readonly request: {
      readonly model: PotentialSource;
      readonly of: AdhesionRequest;
      /** Null where there are none: more than one interface, or no vacuum. */
      readonly bulks: BulkReferences | null;
    };
    readonly part: EnergiesProgress;
    readonly result: Computed<InterfaceEnergies>;
  };
}
