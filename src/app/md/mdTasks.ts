import type { LammpsInput } from '#engines/lammps/lammpsInput.ts';
import type { RunResult, Thermo } from '#engines/lammps/runLammps.ts';

/** Snapshots and energies since the previous batch. */
export interface MdBatch {
  readonly kind: 'batch';
  /** F × 3N, Å, in the structure's axes and order, not folded back into the cell. */
  readonly frames: Float32Array<ArrayBuffer>;
  /** F, steps or iterations. */
  readonly steps: Float64Array<ArrayBuffer>;
  /** F, fs of dynamics; iterations are no time. */
  readonly timesFs: Float64Array<ArrayBuffer>;
  readonly thermo: readonly Thermo[];
}

export interface MdTasks {
  readonly run: {
    readonly request: { readonly input: LammpsInput };
    /** `started` once LAMMPS is loaded and runs. */
    readonly part: { readonly kind: 'started' } | MdBatch;
    readonly result: {
      readonly result: RunResult;
      /** 3N, Å: the last snapshot in double precision; empty when there was none. */
      readonly last: Float64Array<ArrayBuffer>;
    };
  };
}
