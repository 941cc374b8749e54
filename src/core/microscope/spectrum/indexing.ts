import type { Mat3 } from '#core/math/mat3.ts';
import {
  EXTINCT,
  type LaidCrystal,
  type Reflection,
  reflectionsNear,
} from '#core/microscope/reflections.ts';
import type { View } from '#core/microscope/view.ts';
import type { Spectrum } from './spectrum.ts';
import { findSpots, type Spot } from './spots.ts';

/** A reflection that a spot is taken for. */
export interface SpotIndex {
  readonly hkl: readonly [number, number, number];
  /** Spacing of these planes in the crystal, Å. */
  readonly dAng: number;
  /** Where the reflection should lie, from the x axis, degrees. */
  readonly angleDeg: number;
  /** d as read from the spot over this d, less 1. */
  readonly error: number;
  /** From where the reflection should lie, 1/Å. */
  readonly awayPerAng: number;
}

/** A spot with what it is for each crystal. */
export interface IndexedSpot extends Spot {
  /** One for each crystal; null where it has no reflection here. */
  readonly indices: readonly (SpotIndex | null)[];
}

/** How far a spot may lie from a reflection, and a reflection from the plane across the beam. */
export interface IndexRules {
  /** 1/Å: the resolution of the region is a good choice. */
  readonly awayPerAng: number;
  /** Part of g, for the scale of a micrograph that is not exact. */
  readonly awayPart: number;
  /** Along the beam, 1/Å: one over the thickness of the specimen. */
  readonly alongBeamPerAng: number;
}

/**
 * Reflections that the projection of a crystal shows: those in the plane across the beam, without extinctions.
 * @param rotation from the frame of the specimen to that of the picture
 */
export function projectedReflections(
  crystal: LaidCrystal,
  rotation: Mat3,
  reachPerAng: number,
  alongBeamPerAng: number,
): readonly Reflection[] {
  const near = reflectionsNear(
    crystal,
    rotation,
    reachPerAng,
    (at) => Math.abs(at[2]) <= alongBeamPerAng,
  );
  const strongest = Math.max(0, ...near.map(({ square }) => square));
  return near.filter(({ square }) => square > EXTINCT * strongest);
}

/**
 * Says for each spot which reflection of each crystal it is: the nearest within reach; of several at one place the one that lies
 * nearest to the plane across the beam.
 */
export function indexSpots(
  spots: readonly Spot[],
  crystals: readonly LaidCrystal[],
  rotation: Mat3,
  rules: IndexRules,
): readonly IndexedSpot[] {
  const farthest = Math.max(0, ...spots.map(({ g }) => g));
  const reach = farthest * (1 + rules.awayPart) + rules.awayPerAng;
  const known = crystals.map((crystal) =>
    projectedReflections(crystal, rotation, reach, rules.alongBeamPerAng),
  );
  return spots.map((spot) => ({
    ...spot,
    indices: known.map((reflections) => indexOf(spot, reflections, rules)),
  }));
}

function indexOf(
  spot: Spot,
  reflections: readonly Reflection[],
  { awayPerAng, awayPart }: IndexRules,
): SpotIndex | null {
  let best: Reflection | null = null;
  let least = Number.POSITIVE_INFINITY;
  const reach = awayPerAng + awayPart * spot.g;
  for (const reflection of reflections) {
    const [x, y, z] = reflection.at;
    const away = Math.hypot(x - spot.x, y - spot.y);
    if (away > reach) continue;
    const cost = away + Math.abs(z);
    if (cost >= least) continue;
    least = cost;
    best = reflection;
  }
  if (best === null) return null;
  const [x, y] = best.at;
  return {
    hkl: best.hkl,
    dAng: 1 / best.g,
    angleDeg: (Math.atan2(y, x) * 180) / Math.PI,
    error: spot.dAng * best.g - 1,
    awayPerAng: Math.hypot(x - spot.x, y - spot.y),
  };
}

/** Part of g that the scale of a computed image may be off by: pixels are exact, spots are not. */
const SCALE_SLACK = 0.005;

/** Spots of the transform of a computed image with their indices. @param thicknessAng of what was imaged, along the beam */
export function imageSpots(
  spectrum: Spectrum,
  crystals: readonly LaidCrystal[],
  { rotation }: Pick<View, 'rotation'>,
  thicknessAng: number,
): readonly IndexedSpot[] {
  return indexSpots(findSpots(spectrum), crystals, rotation, {
    awayPerAng: spectrum.resolutionPerAng[1],
    awayPart: SCALE_SLACK,
    alongBeamPerAng: 1 / Math.max(1, thicknessAng),
  });
}
