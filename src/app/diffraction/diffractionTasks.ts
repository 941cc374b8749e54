import type { Measured } from '#core/diffraction/measured/scan.ts';
import type { Pattern, PatternSettings, Phase } from '#core/diffraction/pattern.ts';

export interface DiffractionTasks {
  readonly pattern: {
    readonly request: { readonly phases: readonly Phase[]; readonly settings: PatternSettings };
    readonly part: never;
    readonly result: Pattern;
  };
  /** Reads a measured pattern. */
  readonly measured: {
    readonly request: { readonly file: Blob };
    readonly part: never;
    readonly result: Measured;
  };
}
