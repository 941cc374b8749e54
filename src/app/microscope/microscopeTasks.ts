import type { DiffractionSpot } from '#core/microscope/diffractionPattern.ts';
import type { FigureCheck } from '#core/microscope/figureS2.ts';
import type { Micrograph } from '#core/microscope/imaging/micrograph.ts';
import type { Observation } from '#core/microscope/observation.ts';
import type { SpectrumPicture } from '#core/microscope/picture/spectrumPicture.ts';
import type { IndexedSpot } from '#core/microscope/spectrum/indexing.ts';
import type { GreyImage, Region, WindowKind } from '#core/microscope/spectrum/spectrum.ts';
import type { Spot } from '#core/microscope/spectrum/spots.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import type { Recipe } from '#core/recipe/recipe.ts';

/** What is put under the microscope. */
export type SpecimenSource =
  | { readonly kind: 'interface'; readonly recipe: Recipe }
  | { readonly kind: 'nanocrystal'; readonly recipe: NanocrystalRecipe }
  /** A crystal of the document as it is in bulk: of the slab with this number. */
  | { readonly kind: 'crystal'; readonly recipe: Recipe; readonly slab: number };

/** An image with all that is told of it. */
export interface Seen {
  readonly image: Micrograph;
  readonly tiltDeg: number;
  /** Names of the crystals of the specimen. */
  readonly crystals: readonly string[];
  readonly diffraction: readonly DiffractionSpot[];
  readonly checks: readonly FigureCheck[];
}

/** The transform of a region with its spots. */
export interface Transformed {
  readonly picture: SpectrumPicture;
  readonly spots: readonly IndexedSpot[];
}

export interface MicroscopeTasks {
  /** Told how much of it is done, 0 … 1. */
  readonly look: {
    readonly request: { readonly source: SpecimenSource; readonly observation: Observation };
    readonly part: number;
    readonly result: Seen;
  };
  readonly transform: {
    readonly request: {
      readonly source: SpecimenSource;
      readonly observation: Observation;
      readonly image: GreyImage;
      readonly thicknessAng: number;
      /** null for the whole image. */
      readonly region: Region | null;
      readonly window: WindowKind;
    };
    readonly part: never;
    readonly result: Transformed;
  };
  /** The lattice fringes in a small image, the strongest first. */
  readonly fringes: {
    readonly request: { readonly image: GreyImage };
    readonly part: never;
    readonly result: readonly Spot[];
  };
}

/** How far transform and diffraction are shown, 1/Å. */
export const REACH_PER_ANG = 1;
