import type { Measured } from '#core/diffraction/measured/scan.ts';
import type { Pattern, PatternSettings, Phase } from '#core/diffraction/pattern.ts';
import type { EpitaxyScan, ScanSettings } from '#core/epitaxyScan/epitaxyScan.ts';
import type { StackChoices } from '#core/epitaxyScan/stackScan.ts';
import type { Recipe } from '#core/recipe/recipe.ts';

export interface DiffractionTasks {
  readonly pattern: {
    readonly request: { readonly phases: readonly Phase[]; readonly settings: PatternSettings };
    readonly part: never;
    readonly result: Pattern;
  };
  /** A scan of the stack of a document; told how much of it is done. */
  readonly scan: {
    readonly request: {
      readonly recipe: Recipe;
      readonly choices: StackChoices;
      readonly settings: ScanSettings;
    };
    readonly part: number;
    readonly result: EpitaxyScan;
  };
  /** The Debye sum of a particle; told how much of it is done. */
  readonly debye: {
    readonly request: {
      readonly numbers: Uint8Array;
      readonly xyz: Float64Array;
      readonly settings: PatternSettings;
    };
    readonly part: number;
    readonly result: Measured;
  };
  /** Reads a measured pattern. */
  readonly measured: {
    readonly request: { readonly file: Blob };
    readonly part: never;
    readonly result: Measured;
  };
}
