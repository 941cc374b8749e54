import type { Measurement } from '#core/analysis/geometry.ts';
import { fixed } from '#core/math/decimals.ts';

/** A measured value with its unit. */
export const measuredText = (measured: Measurement): string =>
  measured.kind === 'distance'
    ? `${fixed(measured.distanceAng, 3)} Å`
    : `${fixed((measured.angleRad * 180) / Math.PI, 1)}°`;
