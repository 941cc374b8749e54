import type { Structure } from '#core/crystal/structure.ts';
import type { CellMoves } from '#engines/dynamics/relaxation.ts';
import type { RunResult, Thermo } from '#engines/lammps/runLammps.ts';
import type { PotentialSource } from '#engines/universal/potential.ts';
import type { RunInput } from './runStore.ts';

/** Snapshots and energies since the previous batch. */
export interface MdBatch {
  readonly kind: 'batch';
  /** F × 3N, Å, in the structure's axes and order, not folded back into the cell. */
  readonly frames: Float32Array<ArrayBuffer>;
  /** F, steps or iterations. */
  readonly steps: Float64Array<ArrayBuffer>;
  /** F, fs of dynamics; iterations are no time. */
  readonly timesFs: Float64Array<ArrayBuffer>;
  readonly thermo: readonly RunRow[];
  /** What has changed besides the places of atoms, at the last snapshot. */
  readonly moves: CellMoves | null;
}

/** A row of energies; of the universal potential with the largest force. */
export type RunRow = Thermo & { readonly maxForceEvAng?: number | null };

export interface MdTasks {
  /** Seconds that a step of the universal potential will take. */
  readonly gauge: {
    readonly request: { readonly structure: Structure; readonly model: PotentialSource };
    readonly part: never;
    readonly result: number;
  };
  readonly run: {
    readonly request: {
      readonly input: RunInput;
      /** For the universal potential; null for LAMMPS. */
      readonly model: PotentialSource | null;
    };
    /** `started` once the engine is loaded and runs; `computed` says by what, of the universal potential. */
    readonly part:
      | { readonly kind: 'started' }
      | { readonly kind: 'computed'; readonly by: string }
      | MdBatch;
    readonly result: {
      readonly result: RunResult;
      /** 3N, Å: the last snapshot in double precision; empty when there was none. */
      readonly last: Float64Array<ArrayBuffer>;
    };
  };
}
