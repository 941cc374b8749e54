import type { Crystal } from '#core/crystal/crystal.ts';
import { indexSpots } from '#core/microscope/spectrum/indexing.ts';
import { type GreyImage, spectrumOf } from '#core/microscope/spectrum/spectrum.ts';
import { findSpots, type Spot } from '#core/microscope/spectrum/spots.ts';
import type { FoundCrystal } from './orientMicrograph.ts';

/** A spot with what it is of the crystal. */
export interface SeenSpot extends Spot {
  /** null where the crystal has no reflection there. */
  readonly hkl: readonly [number, number, number] | null;
}

/** The transform of a region as it is drawn: its middle, in grey. */
export interface SeenSpectrum {
  /** Columns and rows. */
  readonly size: number;
  /** size · size, rows from the top: the logarithm of the power, 0 … 255. */
  readonly levels: Uint8Array;
  /** From one column to the next, 1/Å. */
  readonly stepPerAng: number;
  /** The strongest first, both of each pair. */
  readonly spots: readonly SeenSpot[];
}

/** The picture goes this much farther than the farthest spot. */
const ROOM = 1.25;
/** Orders of magnitude from black to white. */
const DECADES = 5;

/** The transform of the region in which a crystal was sought, its spots indexed by the best orientation. */
export function seenSpectrum(
  image: GreyImage,
  found: FoundCrystal,
  crystal: Crystal,
): SeenSpectrum {
  const spectrum = spectrumOf(image, found.region);
  const spots = findSpots(spectrum);
  const { best } = found;
  const laid = { ...crystal, axes: crystal.lattice };
  const indexed =
    best === null
      ? []
      : indexSpots(
          spots.map((s) => ({
            ...s,
            x: s.x / best.scale,
            y: s.y / best.scale,
            g: s.g / best.scale,
          })),
          [laid],
          best.rotation,
          { awayPerAng: 0.8 * found.resolutionPerAng, awayPart: 0, alongBeamPerAng: 1e-6 },
        );
  const farthest = Math.max(10 * spectrum.stepPerAng, ...spots.map(({ g }) => g));
  const half = Math.min(spectrum.size / 2, Math.ceil((ROOM * farthest) / spectrum.stepPerAng));
  const size = 2 * half;
  const levels = new Uint8Array(size * size);
  const strongest = Math.log10(strongestOf(spots, spectrum.power, spectrum.size));
  const shift = spectrum.size / 2 - half;
  for (let j = 0; j < size; j++)
    for (let i = 0; i < size; i++) {
      const power = spectrum.power[(j + shift) * spectrum.size + i + shift]!;
      const part = 1 + (Math.log10(Math.max(power, 1e-30)) - strongest) / DECADES;
      levels[j * size + i] = 255 * Math.min(1, Math.max(0, part));
    }
  return {
    size,
    levels,
    stepPerAng: spectrum.stepPerAng,
    spots: spots.map((s, k) => ({ ...s, hkl: indexed[k]?.indices[0]?.hkl ?? null })),
  };
}

/** Power of the strongest spot; without spots the largest power. */
function strongestOf(spots: readonly Spot[], power: Float32Array, size: number): number {
  if (spots.length === 0) return power.reduce((most, p) => Math.max(most, p), 1e-30);
  let most = 1e-30;
  const middle = size / 2;
  for (let j = 0; j < size; j++)
    for (let i = 0; i < size; i++)
      if (Math.hypot(i - middle, j - middle) > 4) most = Math.max(most, power[j * size + i]!);
  return most;
}
