import type { OrientedMicrograph, SoughtCrystal } from '#core/micrograph/orientMicrograph.ts';
import type { OrientSettings } from '#core/micrograph/orientSettings.ts';
import type { Pixels } from '#core/micrograph/pixels.ts';
import type { SeenSpectrum } from '#core/micrograph/seenSpectrum.ts';
import type { GreyImage } from '#core/microscope/spectrum/spectrum.ts';

/** Orientations, and the transform of each region as it is drawn. */
export interface IndexedMicrograph extends OrientedMicrograph {
  readonly spectra: readonly SeenSpectrum[];
}

export interface MicrographTasks {
  readonly read: {
    readonly request: { readonly file: Blob; readonly name: string };
    readonly part: never;
    readonly result: Pixels;
  };
  readonly orient: {
    readonly request: {
      readonly image: GreyImage;
      readonly sought: readonly SoughtCrystal[];
      readonly settings: OrientSettings;
    };
    readonly part: never;
    readonly result: IndexedMicrograph;
  };
}
