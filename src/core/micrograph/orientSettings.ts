/** How a search for orientations is made. */
export interface OrientSettings {
  /** The largest index of the zone axes. */
  readonly maxIndex: number;
  /** How wrong the scale of the image may be, a fraction. */
  readonly scalePart: number;
}

export const ORIENT_SETTINGS: OrientSettings = { maxIndex: 2, scalePart: 0.04 };
