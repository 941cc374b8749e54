import type { Adhesion, AdhesionProgress, AdhesionRequest } from '#engines/dynamics/adhesion.ts';
import type { PotentialSource } from '#engines/universal/potential.ts';

export interface AdhesionTasks {
  readonly adhesion: {
    readonly request: { readonly model: PotentialSource; readonly of: AdhesionRequest };
    readonly part: AdhesionProgress;
    readonly result: Adhesion;
  };
}
