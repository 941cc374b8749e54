import { EpistackError } from '#core/errors.ts';
import { inverse, mulCol, row } from '#core/math/mat3.ts';
import { cross, dot, mapTuple, norm, threeOf, unit, type Vec3 } from '#core/math/vec3.ts';
import type { Specimen } from '#core/microscope/specimen.ts';
import type { View } from '#core/microscope/view.ts';

/** The part of a specimen that is imaged. */
export interface Field {
  /** Å to the right and up. */
  readonly widthAng: number;
  readonly heightAng: number;
  /** Thickness along the zone axis of a specimen that goes on without end there; one that the beam crosses is taken whole. */
  readonly thicknessAng: number;
}

/** Atoms as the beam sees them. */
export interface ProjectedAtoms {
  readonly numbers: Uint8Array;
  /** From the left edge of the field to the right, Å. */
  readonly x: Float64Array;
  /** From the upper edge of the field down, Å. */
  readonly y: Float64Array;
  /** Height towards the viewer, Å. */
  readonly z: Float64Array;
  /** The thickness that was taken: whole periods along the zone axis where the specimen has one. */
  readonly thicknessAng: number;
  /** The specimen ends along the beam: its own thickness was taken, whatever was asked for. */
  readonly isWhole: boolean;
}

/** Atoms that are imaged at most. */
export const MOST_IMAGED_ATOMS = 3_000_000;
/** Cells along an axis between which a period along the zone axis is looked for. */
const PERIOD_REACH = 12;
/** A cell lies within the foil up to this, Å: rounding, not structure. */
const SLACK_ANG = 1e-6;

/** Of angles to the beam: at grazing ones all would go on without end. */
const LEAST_COSINE = 0.05;

/** Å on each side of a particle in the field that shows it whole. */
const PARTICLE_MARGIN_ANG = 10;

/** Width and height of the field that shows all of a specimen that ends, with a margin; null where it goes on. */
export function wholeField(
  { structure, repeats }: Specimen,
  { rotation }: View,
): Pick<Field, 'widthAng' | 'heightAng'> | null {
  if (repeats.some(Boolean)) return null;
  const { low, high } = extents(structure.xyz, rotation);
  return {
    widthAng: high[0] - low[0] + 2 * PARTICLE_MARGIN_ANG,
    heightAng: high[1] - low[1] + 2 * PARTICLE_MARGIN_ANG,
  };
}

/** A zone axis nearer than this to the plane of a slab, cosine to its normal, looks at a cross-section, which is cut to a foil. */
const ALONG_SLAB = 0.2;

/**
 * Å along the beam of a specimen that it crosses from end to end: a particle, or a slab seen from above, which is measured
 * across its faces. Null for what goes on without end, and for a slab from the side: they are cut to a foil.
 */
function ownThickness({ structure, repeats }: Specimen, view: View): number | null {
  const { lattice, xyz } = structure;
  const beam = row(view.rotation, 2);
  const [first, second, third] = [0, 1, 2].filter((k) => repeats[k]).map((k) => row(lattice, k));
  if (third) return null;
  const across = first && second ? unit(cross(first, second)) : beam;
  if (first && Math.abs(dot(across, row(view.untilted, 2))) < ALONG_SLAB) return null;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < xyz.length; i += 3) {
    const height = dot(across, [xyz[i]!, xyz[i + 1]!, xyz[i + 2]!]);
    low = Math.min(low, height);
    high = Math.max(high, height);
  }
  return (high - low) / Math.max(LEAST_COSINE, Math.abs(dot(across, beam)));
}

/**
 * The atoms of a specimen in a field and within a margin around it, turned into the frame of the picture. What goes on
 * without end is repeated, with its middle in the middle of the field: along the zone axis in whole cells through the
 * thickness, so that every column has the same number of atoms; across it as far as the field reaches.
 * @throws `too-large`
 */
export function atomsInField(
  specimen: Specimen,
  view: View,
  field: Field,
  marginAng: number,
): ProjectedAtoms {
  const { structure, repeats } = specimen;
  const { numbers, xyz, lattice } = structure;
  const n = numbers.length;
  const { low, high } = extents(xyz, view.rotation);
  const middle = mapTuple(low, (v, k) => (v + high[k]!) / 2);
  const base = new Float64Array(3 * n);
  let reach = 0;
  for (let i = 0; i < n; i++) {
    const at = mulCol(view.rotation, [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!]);
    for (let k = 0; k < 3; k++) base[3 * i + k] = at[k]! - middle[k]!;
    reach = Math.max(reach, norm([base[3 * i]!, base[3 * i + 1]!, base[3 * i + 2]!]));
  }
  const halfX = field.widthAng / 2 + marginAng;
  const halfY = field.heightAng / 2 + marginAng;
  const zone = row(view.untilted, 2);
  const ownAng = ownThickness(specimen, view);
  const thicknessAng = ownAng ?? wholePeriods(specimen, zone, field.thicknessAng);
  const tilted = [0, 1, 2].map((k) => mulCol(view.rotation, row(lattice, k)));
  const rise = [0, 1, 2].map((k) => dot(row(lattice, k), zone));
  const box = { halfX: halfX + reach, halfY: halfY + reach, halfZ: thicknessAng / 2 };
  const cells =
    ownAng === null ? cellsInFoil(lattice, repeats, view, box) : cellsSeen(specimen, view, box);
  const found = {
    numbers: [] as number[],
    x: [] as number[],
    y: [] as number[],
    z: [] as number[],
  };
  for (let i = cells[0]![0]; i <= cells[0]![1]; i++)
    for (let j = cells[1]![0]; j <= cells[1]![1]; j++)
      for (let k = cells[2]![0]; k <= cells[2]![1]; k++) {
        const height = i * rise[0]! + j * rise[1]! + k * rise[2]!;
        const isInFoil =
          height >= -thicknessAng / 2 - SLACK_ANG && height < thicknessAng / 2 - SLACK_ANG;
        if (ownAng === null && !isInFoil) continue;
        const dx = i * tilted[0]![0] + j * tilted[1]![0] + k * tilted[2]![0];
        const dy = i * tilted[0]![1] + j * tilted[1]![1] + k * tilted[2]![1];
        const dz = i * tilted[0]![2] + j * tilted[1]![2] + k * tilted[2]![2];
        if (Math.abs(dx) > halfX + reach || Math.abs(dy) > halfY + reach) continue;
        for (let a = 0; a < n; a++) {
          const x = base[3 * a]! + dx;
          const y = base[3 * a + 1]! + dy;
          if (Math.abs(x) > halfX || Math.abs(y) > halfY) continue;
          found.numbers.push(numbers[a]!);
          found.x.push(field.widthAng / 2 + x);
          found.y.push(field.heightAng / 2 - y);
          found.z.push(base[3 * a + 2]! + dz);
        }
        if (found.numbers.length > MOST_IMAGED_ATOMS)
          throw new EpistackError({
            code: 'too-large',
            what: 'atoms in the field of the microscope',
            count: found.numbers.length,
            limit: MOST_IMAGED_ATOMS,
          });
      }
  return {
    numbers: Uint8Array.from(found.numbers),
    x: Float64Array.from(found.x),
    y: Float64Array.from(found.y),
    z: Float64Array.from(found.z),
    thicknessAng,
    isWhole: ownAng !== null,
  };
}

/** Lowest and highest of all atoms in the frame of the picture. */
function extents(xyz: Float64Array, rotation: View['rotation']): { low: Vec3; high: Vec3 } {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < xyz.length; i += 3) {
    const at = mulCol(rotation, [xyz[i]!, xyz[i + 1]!, xyz[i + 2]!]);
    for (let k = 0; k < 3; k++) {
      low[k] = Math.min(low[k]!, at[k]!);
      high[k] = Math.max(high[k]!, at[k]!);
    }
  }
  return { low, high };
}

/** A thickness in whole periods of the specimen along the zone axis, one at least; as asked where there is no period. */
function wholePeriods({ structure, repeats }: Specimen, zone: Vec3, thicknessAng: number): number {
  const period = periodAlong(structure.lattice, repeats, zone);
  return period === null ? thicknessAng : period * Math.max(1, Math.round(thicknessAng / period));
}

/** The shortest repeated lattice vector along a direction, Å; null if there is none of few cells. */
export function periodAlong(
  lattice: Float64Array,
  repeats: readonly boolean[],
  direction: Vec3,
): number | null {
  const inv = inverse(lattice);
  const fractions = threeOf((k) => dot(direction, [inv[k]!, inv[3 + k]!, inv[6 + k]!]));
  const largest = Math.max(...fractions.map(Math.abs));
  for (let n = 1; n <= PERIOD_REACH; n++) {
    const cells = mapTuple(fractions, (f) => Math.round((f / largest) * n));
    if (cells.some((c, k) => c !== 0 && !repeats[k])) return null;
    const at = threeOf(
      (k) => cells[0] * lattice[k]! + cells[1] * lattice[3 + k]! + cells[2] * lattice[6 + k]!,
    );
    const length = norm(at);
    if (norm(cross(at, direction)) < 1e-4 * length) return length;
  }
  return null;
}

interface Box {
  readonly halfX: number;
  readonly halfY: number;
  readonly halfZ: number;
}

/** First and last cell along each vector. */
type Cells = readonly (readonly [number, number])[];

/** Cells of a foil that the field touches. */
function cellsInFoil(
  lattice: Float64Array,
  repeats: readonly boolean[],
  { rotation, tiltDeg, untilted }: View,
  { halfX, halfY, halfZ }: Box,
): Cells {
  const tilt = (tiltDeg * Math.PI) / 180;
  if (tilt === 0) return cellsIn(lattice, repeats, rotation, [halfX, halfY, halfZ]);
  // The foil |z| ≤ halfZ of the untilted frame, within the cylinder that the field needs of the tilted one.
  const across = Math.hypot(halfX, halfY);
  const wide = (across + halfZ * Math.sin(tilt)) / Math.max(LEAST_COSINE, Math.cos(tilt));
  return cellsIn(lattice, repeats, untilted, [wide, wide, halfZ]);
}

/** Cells of a slab that the beam crosses within the field; the one of a particle. */
function cellsSeen(
  { structure: { lattice }, repeats }: Specimen,
  { rotation }: View,
  { halfX, halfY, halfZ }: Box,
): Cells {
  const [first, second] = [0, 1, 2].filter((k) => repeats[k]).map((k) => row(lattice, k));
  if (!first || !second) return NO_OTHERS;
  const cosine = Math.abs(dot(unit(cross(first, second)), row(rotation, 2)));
  const rise = Math.hypot(halfX, halfY) / Math.max(LEAST_COSINE, cosine);
  return cellsIn(lattice, repeats, rotation, [halfX, halfY, rise + halfZ]);
}

const NO_OTHERS: Cells = [
  [0, 0],
  [0, 0],
  [0, 0],
];

/** Cells of which a box in a frame holds a part. */
function cellsIn(
  lattice: Float64Array,
  repeats: readonly boolean[],
  frame: View['rotation'],
  box: Vec3,
): Cells {
  // Vectors without repeat play no part: a unit vector across the others stands for them.
  const inv = inverse(lattice);
  return repeats.map((repeat, k) => {
    if (!repeat) return [0, 0] as const;
    const column = mulCol(frame, [inv[k]!, inv[3 + k]!, inv[6 + k]!]);
    const most = Math.ceil(
      column.reduce((sum, c, axis) => sum + Math.abs(c) * box[axis]!, 0) + 1e-6,
    );
    return [-most, most] as const;
  });
}
