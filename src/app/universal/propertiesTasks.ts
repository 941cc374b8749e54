import type { Computed } from '#app/universal/compute/computed.ts';
import type { FreeCell } from '#core/crystal/crystal.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import type { ElasticProgress, ElasticResult } from '#engines/properties/elasticConstants.ts';
import type {
  ComparedInterface,
  PairProgress,
  PairWork,
} from '#engines/properties/pairAdhesion.ts';
import type { RankedTerminations } from '#engines/properties/rankTerminations.ts';
import type { SurfaceProgress } from '#engines/properties/surfaceEnergies.ts';
import type { PotentialSource } from '#engines/universal/potential.ts';

interface ByModel {
  readonly model: PotentialSource;
}

interface CrystalInCell {
  readonly material: Material;
  readonly cell: FreeCell;
}

export interface PropertiesTasks {
  readonly elastic: {
    readonly request: ByModel & { readonly structure: Structure };
    readonly part: ElasticProgress;
    readonly result: Computed<ElasticResult>;
  };
  readonly surfaces: {
    readonly request: ByModel &
      CrystalInCell & {
        readonly hkl: readonly number[];
        /** Other crystals that may form. */
        readonly others: readonly CrystalInCell[];
      };
    readonly part: SurfaceProgress;
    readonly result: Computed<RankedTerminations & { readonly notes: readonly string[] }>;
  };
  readonly pairs: {
    readonly request: ByModel & { readonly interfaces: readonly ComparedInterface[] };
    readonly part: PairProgress;
    readonly result: Computed<readonly PairWork[]>;
  };
}
