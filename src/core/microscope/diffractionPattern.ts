import { RADIANS } from '#core/diffraction/powder.ts';
import { det } from '#core/math/mat3.ts';
import { electronWavelengthAng } from '#core/microscope/imaging/electrons.ts';
import { EXTINCT, reflectionsNear } from './reflections.ts';
import type { Specimen } from './specimen.ts';
import type { View } from './view.ts';

/** A spot of an electron diffraction pattern. */
export interface DiffractionSpot {
  /** Which crystal of the specimen. */
  readonly crystal: number;
  readonly hkl: readonly [number, number, number];
  /** Right and up, 1/Å. */
  readonly x: number;
  readonly y: number;
  readonly dAng: number;
  /** From the x axis, counter-clockwise, degrees. */
  readonly angleDeg: number;
  /** Excitation error: from the sphere of reflection to the reciprocal point along the beam, 1/Å; negative outside of the sphere. */
  readonly excitationPerAng: number;
  /** Relative to the strongest spot, which is 100. */
  readonly intensity: number;
}

/** What a diffraction pattern is computed for. */
export interface DiffractionSettings {
  readonly kv: number;
  /** Thickness t of the foil or the particle along the beam, Å: the rods of reciprocal space are 1/t long. */
  readonly thicknessAng: number;
  /** 1/Å. */
  readonly reachPerAng: number;
  /** B of all elements, Å². */
  readonly displacementAng2: number;
}

/** Weaker spots are left out, of 100. */
const WEAKEST = 1e-3;
/** Rods are followed for so many lobes of the shape factor. */
const LOBES = 6;

/**
 * Selected-area diffraction of the crystals of a specimen, kinematic: |F|² · (sin πts/πts)², F with the scattering factors of
 * electrons, s the distance of the reciprocal point from the sphere of reflection along the beam, times the atoms of the crystal
 * over the volume of its cell and their number in it. No double diffraction: extinct reflections are dark, where
 * they often shine in the microscope.
 * @see Williams, Carter, Transmission Electron Microscopy, Springer 2009, chapter 13
 */
export function electronDiffraction(
  { crystals }: Specimen,
  { rotation }: View,
  { kv, thicknessAng, reachPerAng, displacementAng2 }: DiffractionSettings,
): readonly DiffractionSpot[] {
  const k = 1 / electronWavelengthAng(kv);
  const excitation = (z: number, g: number) => (2 * k * z - g * g) / (2 * Math.hypot(k, g));
  const spots = crystals.flatMap(({ numbers, axes, share, ...crystal }, index) => {
    const near = reflectionsNear(
      { numbers, axes, ...crystal },
      rotation,
      reachPerAng,
      (at, g) => Math.abs(excitation(at[2], g)) * thicknessAng < LOBES,
      displacementAng2,
    );
    const brightest = Math.max(0, ...near.map(({ square }) => square));
    const perCell = share / (numbers.length * Math.abs(det(axes)));
    return near
      .filter(({ square }) => square > EXTINCT * brightest)
      .map(({ hkl, at, g, square }) => {
        const s = excitation(at[2], g);
        const phase = Math.PI * thicknessAng * s;
        const shape = Math.abs(phase) < 1e-6 ? 1 : (Math.sin(phase) / phase) ** 2;
        return {
          crystal: index,
          hkl,
          x: at[0],
          y: at[1],
          dAng: 1 / g,
          angleDeg: Math.atan2(at[1], at[0]) / RADIANS,
          excitationPerAng: s,
          intensity: square * shape * perCell,
        };
      });
  });
  const strongest = Math.max(0, ...spots.map(({ intensity }) => intensity));
  return spots
    .map((spot) => ({ ...spot, intensity: (100 * spot.intensity) / strongest }))
    .filter(({ intensity }) => intensity >= WEAKEST)
    .sort((p, q) => q.intensity - p.intensity);
}
