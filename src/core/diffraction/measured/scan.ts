import { refuse } from '#core/io/text/text.ts';

/** A pattern as it was measured. */
export interface Measured {
  /** Degrees, growing. */
  readonly twoTheta: Float64Array;
  /** In the unit of the file: counts, or counts per second. */
  readonly intensity: Float64Array;
  /** Wavelength of Kα₁, Å; null where the file does not say. */
  readonly wavelengthAng: number | null;
  /** What was left out or corrected. */
  readonly notes: readonly string[];
}

/** A pattern has at least so many points. */
const LEAST_POINTS = 3;

/** A pattern of the points of one scan. @throws `parse` unless angles grow within 0 to 180° */
export function checkedScan(
  format: string,
  points: readonly { readonly line: number; readonly angle: number; readonly value: number }[],
  lines: number,
): Pick<Measured, 'twoTheta' | 'intensity'> {
  if (points.length < LEAST_POINTS) refuse(format, lines, `${LEAST_POINTS} points or more`);
  for (const [k, { line, angle }] of points.entries()) {
    if (!(angle > -10 && angle <= 180)) refuse(format, line, 'an angle 2θ in degrees up to 180');
    if (k > 0 && !(angle > points[k - 1]!.angle)) refuse(format, line, 'angles 2θ that grow');
  }
  return {
    twoTheta: Float64Array.from(points, ({ angle }) => angle),
    intensity: Float64Array.from(points, ({ value }) => value),
  };
}

/**
 * Intensities for comparison with a computed pattern: the lowest point 0 and the highest 100, in a range of angles.
 * @returns points in the range only
 */
export function scaledTo100(
  { twoTheta, intensity }: Pick<Measured, 'twoTheta' | 'intensity'>,
  [from, to]: readonly [number, number],
): Pick<Measured, 'twoTheta' | 'intensity'> {
  const inRange = [...twoTheta.keys()].filter((k) => twoTheta[k]! >= from && twoTheta[k]! <= to);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const k of inRange) {
    low = Math.min(low, intensity[k]!);
    high = Math.max(high, intensity[k]!);
  }
  const size = high > low ? high - low : 1;
  return {
    twoTheta: Float64Array.from(inRange, (k) => twoTheta[k]!),
    intensity: Float64Array.from(inRange, (k) => (100 * (intensity[k]! - low)) / size),
  };
}
