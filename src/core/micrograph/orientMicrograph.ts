import type { Crystal } from '#core/crystal/crystal.ts';
import {
  type GreyImage,
  type Region,
  spectrumOf,
  wholeImage,
} from '#core/microscope/spectrum/spectrum.ts';
import { findSpots } from '#core/microscope/spectrum/spots.ts';
import { type OrientationRelation, orientationRelation } from '#core/orientation/relation.ts';
import { ORIENT_SETTINGS, type OrientSettings } from './orientSettings.ts';
import { searchZones, type ZoneAnswer, zoneAnswer } from './zoneSearch.ts';

/** A crystal, and where in the image it is looked for. */
export interface SoughtCrystal {
  readonly crystal: Crystal;
  /** Absent: the whole image. A region of its own tells the spots of a crystal from overlapping ones of another crystal. */
  readonly region?: Region;
}

/** What is found of one crystal. */
export interface FoundCrystal extends ZoneAnswer {
  readonly region: Region;
  /** Spots of the region, one of each ± counted. */
  readonly spots: number;
  readonly resolutionPerAng: number;
}

/** What is found in a micrograph. */
export interface OrientedMicrograph {
  readonly found: readonly FoundCrystal[];
  /** Orientation of the second crystal on the first; null where one of them was not found. */
  readonly relation: OrientationRelation | null;
}

/**
 * Searches the spots of a micrograph, or of regions of it, for the zone axes of one or two crystals, each by itself.
 * @param sought the substrate first
 * @throws `setting`, `too-large`, `no-form-factor`
 */
export function orientMicrograph(
  image: GreyImage,
  sought: readonly SoughtCrystal[],
  settings: OrientSettings = ORIENT_SETTINGS,
): OrientedMicrograph {
  const found = sought.map(({ crystal, region = wholeImage(image) }): FoundCrystal => {
    const spectrum = spectrumOf(image, region);
    const spots = findSpots(spectrum);
    const resolutionPerAng = spectrum.resolutionPerAng[1];
    const fits = searchZones(spots, crystal, { ...settings, resolutionPerAng });
    return { region, spots: spots.length / 2, resolutionPerAng, ...zoneAnswer(crystal, fits) };
  });
  const [below, above] = found;
  const relation =
    below?.best && above?.best
      ? orientationRelation(
          { crystal: sought[1]!.crystal, turn: above.best.rotation },
          { crystal: sought[0]!.crystal, turn: below.best.rotation },
        )
      : null;
  return { found, relation };
}
