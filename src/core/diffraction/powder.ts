import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { inverse, row } from '#core/math/mat3.ts';
import { dot, norm, type Vec3 } from '#core/math/vec3.ts';
import { formFactor, HEAVIEST } from './formFactors.ts';

/** Mean of Cu Kα1 and Kα2 weighted 2:1, Å: the wavelength of the reference patterns. */
export const CU_K_ALPHA_ANG = 1.54184;

/** One line of a powder pattern. */
export interface PowderPeak {
  /** Degrees. */
  readonly twoTheta: number;
  /** Relative to the strongest line in the range, which is 100. */
  readonly intensity: number;
  /** One member of each family of planes in the line, written with the fewest minus signs. */
  readonly hkl: readonly (readonly [number, number, number])[];
  /** Å. */
  readonly d: number;
}

/** A line of a powder pattern before geometry and normalisation. */
export interface PowderLine extends Omit<PowderPeak, 'intensity'> {
  /** |F|² summed over all reflections of the line, electrons² per cell of the structure. */
  readonly square: number;
}

/** Isotropic displacement parameters B = 8π²⟨u²⟩ in Å², by atomic number; 0 for an element that is not named. */
export type Displacements = Readonly<Record<number, number>>;

/** Reflections nearer than this in 2θ are one line, degrees. */
const SAME_LINE_DEG = 1e-5;
/** Weaker lines are left out, of 100. */
const WEAKEST = 1e-3;
/** Structure factors of one family differ by no more than this part of the strongest. */
const SAME_FACTOR = 1e-4;
/** Terms of all structure factors: some seconds. */
const MOST_TERMS = 400_000_000;
/** An angle in degrees as one in radians. */
export const RADIANS = Math.PI / 180;

interface Reflection {
  readonly hkl: readonly [number, number, number];
  readonly g: number;
  readonly square: number;
}

/**
 * Kinematic powder pattern: |F|² summed over all reflections of a line, times the Lorentz-polarisation factor. Neutral
 * form factors without anomalous part, no absorption.
 * @param range 2θ from and to, degrees
 * @returns lines by angle; empty if none falls into the range
 * @throws as {@link powderLines}
 */
export function powderPattern(
  structure: Structure,
  wavelengthAng: number,
  range: readonly [number, number],
  displacements: Displacements = {},
): PowderPeak[] {
  return peaksOf(powderLines(structure, wavelengthAng, range, displacements));
}

/** Lines with their intensities, the weakest left out. */
export function peaksOf(lines: readonly PowderLine[]): PowderPeak[] {
  const strengths = lines.map((line) => line.square * lorentzPolarisation(line.twoTheta));
  const strongest = Math.max(0, ...strengths);
  return lines
    .map(({ twoTheta, hkl, d }, k) => ({
      twoTheta,
      intensity: (100 * strengths[k]!) / strongest,
      hkl,
      d,
    }))
    .filter(({ intensity }) => intensity >= WEAKEST);
}

/** (1 + cos² 2θ)/(sin² θ cos θ), of an unpolarised beam. @param twoTheta degrees */
export function lorentzPolarisation(twoTheta: number): number {
  const theta = (twoTheta / 2) * RADIANS;
  return (1 + Math.cos(2 * theta) ** 2) / (Math.sin(theta) ** 2 * Math.cos(theta));
}

/** 2θ at which planes reflect, degrees; NaN where the wavelength is too long for them. */
export const braggAngle = (d: number, wavelengthAng: number): number =>
  (2 * Math.asin(wavelengthAng / (2 * d))) / RADIANS;

/**
 * Lines of a powder in a range of angles, with what the crystal scatters into each.
 * @param range 2θ from and to, degrees
 * @returns by angle; empty if none falls into the range
 * @throws `setting` for an impossible wavelength or range; `no-form-factor`; `too-large`
 */
export function powderLines(
  structure: Structure,
  wavelengthAng: number,
  [from, to]: readonly [number, number],
  displacements: Displacements = {},
): PowderLine[] {
  if (!(wavelengthAng > 0.05 && wavelengthAng < 20))
    throw setting('wavelength', 'a wavelength in Å between 0.05 and 20');
  if (!(from >= 0 && from < to && to <= 180))
    throw setting('range', 'two angles 2θ in degrees, the first smaller, within 0 and 180');
  const sine = (twoTheta: number) => Math.sin((twoTheta / 2) * RADIANS);
  const reflections = reflectionsOf(
    structure,
    (2 * sine(from)) / wavelengthAng,
    (2 * sine(to)) / wavelengthAng,
    displacements,
  );
  const lines: { twoTheta: number; square: number; members: Reflection[] }[] = [];
  for (const reflection of reflections) {
    const twoTheta = braggAngle(Math.max(wavelengthAng / 2, 1 / reflection.g), wavelengthAng);
    let line = lines.at(-1);
    if (line === undefined || twoTheta - line.twoTheta > SAME_LINE_DEG) {
      line = { twoTheta, square: 0, members: [] };
      lines.push(line);
    }
    line.square += reflection.square;
    line.members.push(reflection);
  }
  return lines.map(({ twoTheta, square, members }) => ({
    twoTheta,
    square,
    hkl: families(structure.lattice, members),
    d: 1 / members[0]!.g,
  }));
}

/** All reflections between two lengths of the scattering vector, 1/Å, by length. Both of a Friedel pair. */
function reflectionsOf(
  structure: Structure,
  least: number,
  most: number,
  displacements: Displacements,
): Reflection[] {
  const { lattice, numbers, xyz } = structure;
  const inv = inverse(lattice);
  // Columns of the inverse are the reciprocal vectors.
  const reciprocal = [0, 1, 2].map((k): Vec3 => [inv[k]!, inv[3 + k]!, inv[6 + k]!]);
  const reach = [0, 1, 2].map((k) => Math.floor(most * norm(row(lattice, k)) + 1e-9));
  const count = reach.reduce((product, n) => product * (2 * n + 1), 1);
  if (!(count * numbers.length <= MOST_TERMS))
    throw new EpistackError({
      code: 'too-large',
      what: 'reflections times atoms',
      count: count * numbers.length,
      limit: MOST_TERMS,
    });
  const kinds = [...new Set(numbers)];
  const unknown = kinds.filter((z) => !(z >= 1 && z <= HEAVIEST));
  if (unknown.length > 0)
    throw new EpistackError({
      code: 'no-form-factor',
      species: unknown.map((z) => SYMBOLS[z] ?? String(z)),
    });
  const kind = Int32Array.from(numbers, (z) => kinds.indexOf(z));
  const frac = Float64Array.from(xyz, (_, k) => {
    const i = 3 * Math.floor(k / 3);
    return dot([xyz[i]!, xyz[i + 1]!, xyz[i + 2]!], reciprocal[k % 3]!);
  });
  const out: Reflection[] = [];
  const [nh, nk, nl] = reach as [number, number, number];
  const factors = new Float64Array(kinds.length);
  for (let h = 0; h <= nh; h++)
    for (let k = h === 0 ? 0 : -nk; k <= nk; k++)
      for (let l = h === 0 && k === 0 ? 1 : -nl; l <= nl; l++) {
        const along = (n: number): number =>
          h * reciprocal[0]![n]! + k * reciprocal[1]![n]! + l * reciprocal[2]![n]!;
        const g = norm([along(0), along(1), along(2)]);
        if (!(g >= least && g <= most)) continue;
        for (const [n, z] of kinds.entries())
          factors[n] = formFactor(z, g / 2) * Math.exp((-(displacements[z] ?? 0) * g * g) / 4);
        let [real, imaginary] = [0, 0];
        for (let i = 0; i < numbers.length; i++) {
          const phase =
            2 * Math.PI * (h * frac[3 * i]! + k * frac[3 * i + 1]! + l * frac[3 * i + 2]!);
          real += factors[kind[i]!]! * Math.cos(phase);
          imaginary += factors[kind[i]!]! * Math.sin(phase);
        }
        const square = real * real + imaginary * imaginary;
        // Without an anomalous part both of a Friedel pair have one intensity.
        out.push({ hkl: [h, k, l], g, square }, { hkl: [-h, -k, -l], g, square });
      }
  return out.toSorted((p, q) => p.g - q.g);
}

/**
 * One member of each family of planes in a line: those that symmetry of the lattice takes into one another, and that
 * scatter alike.
 */
function families(
  lattice: Float64Array,
  members: readonly Reflection[],
): (readonly [number, number, number])[] {
  const strongest = Math.max(...members.map(({ square }) => square));
  const seen: Reflection[] = [];
  const maps = latticeMaps(lattice);
  for (const member of members.toSorted((p, q) => byIndices(p.hkl, q.hkl))) {
    if (!(member.square > SAME_FACTOR * SAME_FACTOR * strongest)) continue;
    const known = seen.some(
      (other) =>
        Math.abs(other.square - member.square) <= SAME_FACTOR * strongest &&
        maps.some((map) =>
          other.hkl.every(
            (index, k) =>
              index ===
              member.hkl[0] * map[k]! + member.hkl[1] * map[3 + k]! + member.hkl[2] * map[6 + k]!,
          ),
        ),
    );
    if (!known) seen.push(member);
  }
  return seen.map(({ hkl }) => hkl);
}

/** Fewest minus signs first, then largest: 1 1 0 before 2 −1 0, 3 0 0 before 2 2 1. */
const byIndices = (p: readonly number[], q: readonly number[]): number => {
  const minuses = (hkl: readonly number[]) => hkl.filter((index) => index < 0).length;
  const fewer = minuses(p) - minuses(q);
  if (fewer !== 0) return fewer;
  for (let k = 0; k < 3; k++) if (p[k] !== q[k]) return q[k]! - p[k]!;
  return 0;
};

/** Relative tolerance for two cell metrics to be the same. */
const METRIC = 1e-4;

/** Integer matrices that keep the metric of a cell, acting on row vectors of Miller indices. */
function latticeMaps(lattice: Float64Array): number[][] {
  const rows = [0, 1, 2].map((k) => row(lattice, k));
  const metric = rows.map((a) => rows.map((b) => dot(a, b)));
  const range = [-1, 0, 1];
  const vectors = range.flatMap((a) => range.flatMap((b) => range.map((c) => [a, b, c])));
  const product = (u: readonly number[], v: readonly number[]) =>
    u.reduce((sum, a, i) => sum + v.reduce((part, b, j) => part + a * b * metric[i]![j]!, 0), 0);
  const near = (x: number, i: number, j: number) =>
    Math.abs(x - metric[i]![j]!) <= METRIC * Math.sqrt(metric[i]![i]! * metric[j]![j]!);
  const images = [0, 1, 2].map((i) => vectors.filter((v) => near(product(v, v), i, i)));
  const out: number[][] = [];
  for (const u of images[0]!)
    for (const v of images[1]!) {
      if (!near(product(u, v), 0, 1)) continue;
      // Indices of a plane are products with the cell's vectors: those of the image are rows u, v, w of them.
      for (const w of images[2]!)
        if (near(product(u, w), 0, 2) && near(product(v, w), 1, 2))
          out.push([u[0]!, v[0]!, w[0]!, u[1]!, v[1]!, w[1]!, u[2]!, v[2]!, w[2]!]);
    }
  return out;
}

const setting = (field: string, expected: string) =>
  new EpistackError({ code: 'setting', field, expected });
