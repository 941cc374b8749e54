import type { Adhesion, AdhesionProgress, AdhesionRequest } from '#engines/dynamics/adhesion.ts';

export interface AdhesionTasks {
  readonly adhesion: {
    /** `model`: bytes of the model file. */
    readonly request: { readonly model: Uint8Array<ArrayBuffer>; readonly of: AdhesionRequest };
    readonly part: AdhesionProgress;
    readonly result: Adhesion;
  };
}
