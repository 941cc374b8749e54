import type { Spectrum } from './spectrum.ts';

/** A spot of a transform or of a diffraction pattern. */
export interface Spot {
  /** To the right, 1/Å. */
  readonly x: number;
  /** Up, 1/Å. */
  readonly y: number;
  /** Distance from the middle, 1/Å. */
  readonly g: number;
  /** 1/g, Å: the spacing of the fringes that make it. */
  readonly dAng: number;
  /** From the x axis, counter-clockwise, −180 … 180°. */
  readonly angleDeg: number;
  /** Power, relative to the strongest spot. */
  readonly strength: number;
}

/** A spot at a place of the reciprocal plane. */
export function spotAt(x: number, y: number, strength: number): Spot {
  const g = Math.hypot(x, y);
  return { x, y, g, dAng: 1 / g, angleDeg: (Math.atan2(y, x) * 180) / Math.PI, strength };
}

/** What two spots are to each other. */
export interface SpotPair {
  /** From the first to the second, counter-clockwise, −180 … 180°. */
  readonly angleDeg: number;
  /** Length of the difference, 1/Å. */
  readonly distancePerAng: number;
  /** g of the second over g of the first. */
  readonly ratio: number;
}

/** How two spots lie to each other. */
export function spotPair(a: Spot, b: Spot): SpotPair {
  const turned = b.angleDeg - a.angleDeg;
  return {
    angleDeg: turned - 360 * Math.round(turned / 360),
    distancePerAng: Math.hypot(b.x - a.x, b.y - a.y),
    ratio: b.g / a.g,
  };
}

/** The chosen spots after one more is chosen: two at most, the latest; one that was chosen is let go. */
export const afterChoice = (chosen: readonly number[], spot: number): readonly number[] =>
  chosen.includes(spot) ? chosen.filter((n) => n !== spot) : [...chosen.slice(-1), spot];

/** Which maxima of a transform are spots. */
export interface SpotRules {
  /** Spots at most, the strongest. */
  readonly most: number;
  /** Power of the weakest spot that counts, relative to the strongest. */
  readonly least: number;
  /** Times over the median power at the same distance from the middle. */
  readonly overBackground: number;
}

export const SPOT_RULES: SpotRules = { most: 80, least: 3e-4, overBackground: 25 };

/** Nearer to the middle than this many widths of the region's resolution is its shape and shading, not a crystal. */
const MIDDLE = 2.5;
/** Spots stand this many of these widths apart. */
const APART = 2;
/** Within this many widths of a spot that is this much stronger, a maximum is a side lobe of it. */
const LOBES = 8;
const LOBE_RATIO = 300;

/**
 * Spots of a transform, the strongest first: maxima that rise over what else is found at their distance from the middle. The
 * place is that of the top of a parabola through the logarithm of the power, both ways: within some hundredths of
 * the region's resolution for a spot that stands alone.
 * @returns both of each pair ±g, the upper one first
 */
export function findSpots(spectrum: Spectrum, rules: SpotRules = SPOT_RULES): readonly Spot[] {
  const { size, power, stepPerAng, resolutionPerAng } = spectrum;
  const half = size / 2;
  const width = resolutionPerAng[1] / stepPerAng;
  const background = radialMedians(spectrum);
  const maxima: { x: number; y: number; power: number }[] = [];
  // The power of a real image is the same at g and −g: the upper half is looked through.
  for (let row = 1; row <= half; row++)
    for (let column = row === half ? half + 1 : 1; column < size - 1; column++) {
      const at = row * size + column;
      const here = power[at]!;
      const far = Math.hypot(column - half, row - half);
      if (far < MIDDLE * width || !(here > rules.overBackground * background[Math.round(far)]!))
        continue;
      if (isMaximum(power, at, size)) maxima.push({ x: column - half, y: half - row, power: here });
    }
  maxima.sort((p, q) => q.power - p.power || p.y - q.y || p.x - q.x);
  const kept: { x: number; y: number; power: number }[] = [];
  const strongest = maxima[0]?.power ?? 0;
  for (const { x, y, power: here } of maxima) {
    if (here < rules.least * strongest || 2 * kept.length >= rules.most) break;
    const isOther = kept.every((k) => {
      const away = Math.min(Math.hypot(k.x - x, k.y - y), Math.hypot(k.x + x, k.y + y)) / width;
      return away >= (k.power > LOBE_RATIO * here ? LOBES : APART);
    });
    if (isOther) kept.push({ x, y, power: here });
  }
  return kept.flatMap(({ x, y, power: here }) => {
    const at = (half - y) * size + half + x;
    const gx = (x + topOf(power[at - 1]!, here, power[at + 1]!)) * stepPerAng;
    const gy = (y + topOf(power[at + size]!, here, power[at - size]!)) * stepPerAng;
    const strength = here / strongest;
    return [spotAt(gx, gy, strength), spotAt(-gx, -gy, strength)];
  });
}

function isMaximum(power: Float32Array, at: number, size: number): boolean {
  const here = power[at]!;
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) {
      const other = power[at + dy * size + dx]!;
      // Of two equal neighbours the first is the maximum.
      if (other > here || (other === here && dy * size + dx < 0)) return false;
    }
  return true;
}

/** Where the parabola through the logarithms of three neighbours has its top, from the middle one: −½ … ½. */
function topOf(before: number, here: number, after: number): number {
  const [a, b, c] = [before, here, after].map((p) => Math.log(Math.max(p, here * 1e-9)));
  const bend = a! - 2 * b! + c!;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (a! - c!)) / bend)) : 0;
}

/** Median power at each distance from the middle in whole pixels, of the upper half. */
function radialMedians({ size, power }: Spectrum): Float32Array {
  const half = size / 2;
  const ring = new Uint16Array(half * size);
  const ends = new Uint32Array(size + 1);
  for (let row = 0; row < half; row++)
    for (let column = 0; column < size; column++) {
      const far = Math.round(Math.hypot(column - half, row - half));
      ring[row * size + column] = far;
      ends[far + 1]!++;
    }
  for (let r = 0; r < size; r++) ends[r + 1]! += ends[r]!;
  const sorted = new Float32Array(half * size);
  const next = ends.slice();
  for (let i = 0; i < ring.length; i++) sorted[next[ring[i]!]!++] = power[i]!;
  return Float32Array.from({ length: size }, (_, r) => {
    const values = sorted.subarray(ends[r]!, ends[r + 1]!).sort();
    return values.length === 0 ? 0 : values[values.length >> 1]!;
  });
}

/** The spot nearest to a place; null if none is nearer than `reach`, 1/Å. */
export function nearestSpot<S extends Pick<Spot, 'x' | 'y'>>(
  spots: readonly S[],
  x: number,
  y: number,
  reach: number,
): S | null {
  let best: S | null = null;
  let least = reach;
  for (const spot of spots) {
    const away = Math.hypot(spot.x - x, spot.y - y);
    if (away > least) continue;
    least = away;
    best = spot;
  }
  return best;
}
