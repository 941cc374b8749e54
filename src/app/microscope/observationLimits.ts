import type { Observation } from '#core/microscope/observation.ts';

/** Least and most of each number that is set on the page, in its unit. */
export const OBSERVATION_LIMITS = {
  thicknessNm: [0.5, 100],
  pixelAng: [0.05, 2],
  kv: [20, 1200],
  defocusNm: [-2000, 2000],
  csMm: [-10, 10],
  focalSpreadNm: [0, 50],
  convergenceMrad: [0, 10],
  probeAng: [0, 10],
  displacementAng2: [0, 10],
  seed: [0, 1e9],
  alphaDeg: [-30, 30],
  betaDeg: [-30, 30],
  rotationDeg: [-180, 180],
} as const satisfies Partial<Record<keyof Observation, readonly [number, number]>>;

export type ObservationNumber = keyof typeof OBSERVATION_LIMITS;
export const FIELD_LIMITS_NM = [1, 100] as const;
export const DOSE_LIMITS_ANG2 = [1, 1e6] as const;
