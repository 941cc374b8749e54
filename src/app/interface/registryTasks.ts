import type { Recipe } from '#core/recipe/recipe.ts';
import type { Landscape } from '#core/registry/landscape.ts';
import type { EnergyMeasure, Measure } from '#core/registry/measures.ts';
import type { ContactSolution, SolveOptions } from '#core/registry/solve.ts';
import type { PotentialSource } from '#engines/universal/potential.ts';

export interface ScanRequest {
  readonly recipe: Recipe;
  /** From 0, bottom to top. */
  readonly interface: number;
  readonly measure: Measure;
  /** d₀s of an energy scan, Å; geometric measures keep or choose their own. */
  readonly separationsAng: readonly number[];
  /** The universal potential, where it is that of the measure. */
  readonly model: PotentialSource | null;
}

export interface SolveRequest {
  readonly recipe: Recipe;
  /** From 0, bottom to top. */
  readonly interface: number;
  readonly options: SolveOptions;
}

/** How many shifts have been tried, and of how many. */
export interface ScanProgress {
  readonly done: number;
  readonly of: number;
}

/** A map, and what is to be known of its numbers. */
export interface ScanResult {
  readonly landscape: Landscape;
  /** Engine of an energy map with its version, threads or card; null for a geometric one. */
  readonly computedBy: string | null;
  /** Where the engine was shown nothing like this stack. */
  readonly notes: readonly string[];
}

export interface RegistryTasks {
  readonly scan: {
    readonly request: ScanRequest;
    readonly part: ScanProgress;
    readonly result: ScanResult;
  };
  /** The energy of the stack as it is, in the unit of the measure. */
  readonly energy: {
    readonly request: Pick<ScanRequest, 'recipe' | 'model'> & { readonly measure: EnergyMeasure };
    readonly part: never;
    readonly result: number;
  };
  readonly solve: {
    readonly request: SolveRequest;
    readonly part: never;
    readonly result: ContactSolution;
  };
}
