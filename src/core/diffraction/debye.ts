import { SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { formFactor, HEAVIEST } from './formFactors.ts';
import { type Displacements, RADIANS } from './powder.ts';
import type { Radiation } from './radiation.ts';

/** The distances of two kinds in bins. */
interface PairBins {
  /** Pairs of atoms in each bin. */
  readonly counts: Float64Array;
  /** Sum of what their distances are beyond the middle of the bin, Å: in a crystal all may lie on one side of it. */
  readonly beyondAng: Float64Array;
}

/** How often each distance occurs among the atoms of a particle. */
export interface Distances {
  /** Atomic numbers that occur. */
  readonly kinds: readonly number[];
  /** Atoms of each kind. */
  readonly counts: readonly number[];
  /** For each pair of kinds p ≤ q, at p · kinds + q. */
  readonly pairs: ReadonlyMap<number, PairBins>;
  readonly binAng: number;
}

/** Distances in one bin count at their mean: a phase is off by a part of half a bin times q, 0.04 at the largest q of Cu Kα. */
const BIN_ANG = 0.01;
/** Atoms whose pairs are counted in some minutes. */
const MOST_ATOMS = 200_000;

/**
 * The histogram of all distances in a particle; nothing is periodic.
 * @param onDone told how much of it is done, 0 … 1
 * @throws `too-large`, `no-form-factor`
 */
export function distancesOf(
  numbers: ArrayLike<number>,
  xyz: ArrayLike<number>,
  onDone: (share: number) => void = () => undefined,
): Distances {
  const n = numbers.length;
  if (n > MOST_ATOMS)
    throw new EpistackError({
      code: 'too-large',
      what: 'atoms of a Debye sum',
      count: n,
      limit: MOST_ATOMS,
    });
  const kinds = [...new Set(Array.from(numbers))];
  const unknown = kinds.filter((z) => !(z >= 1 && z <= HEAVIEST));
  if (unknown.length > 0)
    throw new EpistackError({
      code: 'no-form-factor',
      species: unknown.map((z) => SYMBOLS[z] ?? String(z)),
    });
  const groups = kinds.map((z) => {
    const atoms = Array.from({ length: n }, (_, i) => i).filter((i) => numbers[i] === z);
    return Float64Array.from(atoms.flatMap((i) => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!]));
  });
  const bins = Math.ceil(diagonal(xyz) / BIN_ANG) + 2;
  const pairs = new Map<number, PairBins>();
  let done = 0;
  const all = (n * (n - 1)) / 2;
  for (const [p, from] of groups.entries())
    for (let q = p; q < groups.length; q++) {
      const histogram = { counts: new Float64Array(bins), beyondAng: new Float64Array(bins) };
      pairs.set(p * kinds.length + q, histogram);
      for (let i = 0; i < from.length; i += 3) {
        done += count(from, i, groups[q]!, p === q ? i + 3 : 0, histogram);
        if (i % 3000 === 0) onDone(done / Math.max(1, all));
      }
    }
  return { kinds, counts: groups.map((g) => g.length / 3), pairs, binAng: BIN_ANG };
}

/** Distances from one atom to those of a list. @returns how many */
function count(
  from: Float64Array,
  i: number,
  to: Float64Array,
  first: number,
  { counts, beyondAng }: PairBins,
): number {
  const [x, y, z] = [from[i]!, from[i + 1]!, from[i + 2]!];
  for (let j = first; j < to.length; j += 3) {
    const dx = to[j]! - x;
    const dy = to[j + 1]! - y;
    const dz = to[j + 2]! - z;
    const r = Math.sqrt(dx * dx + dy * dy + dz * dz);
    const bin = (r / BIN_ANG + 0.5) | 0;
    counts[bin]! += 1;
    beyondAng[bin]! += r - bin * BIN_ANG;
  }
  return (to.length - first) / 3;
}

function diagonal(xyz: ArrayLike<number>): number {
  const low = [0, 0, 0].fill(Number.POSITIVE_INFINITY);
  const high = [0, 0, 0].fill(Number.NEGATIVE_INFINITY);
  for (let k = 0; k < xyz.length; k++) {
    low[k % 3] = Math.min(low[k % 3]!, xyz[k]!);
    high[k % 3] = Math.max(high[k % 3]!, xyz[k]!);
  }
  return Math.hypot(...[0, 1, 2].map((k) => high[k]! - low[k]!));
}

/**
 * What a powder of such particles scatters into a solid angle, by Debye's equation: Σᵢⱼ fᵢ fⱼ sin(q r)/(q r) times the
 * polarisation factor (1 + cos² 2θ)/2, in electrons² a particle. Exact for the atoms as they stand, whatever their shape and
 * strain. The mean over all orientations holds what the Lorentz factor says of the lines of a crystal.
 * @param twoTheta degrees, above 0
 * @see P. Debye, Ann. Phys. 351 (1915) 809, doi 10.1002/andp.19153510606
 */
export function debyePattern(
  distances: Distances,
  radiation: Radiation,
  twoTheta: ArrayLike<number>,
  displacements: Displacements = {},
): Float64Array {
  const out = new Float64Array(twoTheta.length);
  const bins = binsOf(distances);
  for (const { wavelengthAng, weight } of radiation.lines)
    for (let k = 0; k < out.length; k++) {
      const q = (4 * Math.PI * Math.sin((twoTheta[k]! / 2) * RADIANS)) / wavelengthAng;
      out[k]! += weight * scattered(distances, bins, q, displacements);
    }
  return out.map((sum, k) => (sum * (1 + Math.cos(twoTheta[k]! * RADIANS) ** 2)) / 2);
}

/** The distances of one pair of kinds, as a pattern needs them. */
interface FilledBins extends PairBins {
  readonly kinds: readonly [number, number];
  /** Of what the mean distance of each bin is beyond its middle, times its pairs, Å². */
  readonly squares: Float64Array;
}

const binsOf = ({ kinds, pairs }: Distances): readonly FilledBins[] =>
  [...pairs].map(([key, { counts, beyondAng }]) => ({
    kinds: [Math.floor(key / kinds.length), key % kinds.length],
    counts,
    beyondAng,
    squares: beyondAng.map((d, bin) => (d === 0 ? 0 : (d * d) / counts[bin]!)),
  }));

function scattered(
  { kinds, counts, binAng }: Distances,
  filled: readonly FilledBins[],
  q: number,
  displacements: Displacements,
): number {
  const s = q / (4 * Math.PI);
  const f = kinds.map((z) => formFactor(z, s) * Math.exp(-(displacements[z] ?? 0) * s * s));
  let sum = counts.reduce((total, n, p) => total + n * f[p]! ** 2, 0);
  const bins = filled[0]?.counts.length ?? 0;
  const factors = filled.map(({ kinds: [p, r] }) => 2 * f[p]! * f[r]!);
  for (let bin = 1; bin < bins; bin++) {
    let here = 0;
    let beyond = 0;
    let square = 0;
    for (let k = 0; k < factors.length; k++) {
      const of = filled[k]!;
      const n = of.counts[bin]!;
      if (n === 0) continue;
      const factor = factors[k]!;
      here += factor * n;
      beyond += factor * of.beyondAng[bin]!;
      square += factor * of.squares[bin]!;
    }
    if (here === 0) continue;
    // sin(qr)/(qr) at the mean of each bin, from the middle of the bin by Taylor's series: one sine for all kinds.
    const middle = bin * binAng;
    const value = Math.sin(q * middle) / (q * middle);
    const slope = (Math.cos(q * middle) - value) / middle;
    const curve = -q * q * value - (2 * slope) / middle;
    sum += here * value + beyond * slope + (square * curve) / 2;
  }
  return sum;
}
