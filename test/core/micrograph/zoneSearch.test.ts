import { describe, expect, test } from 'vitest';
import { type Crystal, fullCell } from '#core/crystal/crystal.ts';
import { latticeFromParameters } from '#core/crystal/lattice.ts';
import { mul, transpose } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { searchZones, type ZoneFit, zoneAnswer } from '#core/micrograph/zoneSearch.ts';
import { micrographOf } from '#core/microscope/imaging/micrograph.ts';
import { crystalSpecimen } from '#core/microscope/specimen.ts';
import { spectrumOf } from '#core/microscope/spectrum/spectrum.ts';
import { findSpots, spotAt } from '#core/microscope/spectrum/spots.ts';
import { viewAlong, zoneVector } from '#core/microscope/view.ts';
import { laueRotations } from '#core/orientation/laueClass.ts';
import { axisAngleOf } from '#core/orientation/rotation.ts';
import { NOISY_HAADF } from '../../helpers/images/imageSettings.ts';
import { crystalNamed } from '../../helpers/libraryCrystal.ts';

/** Baddeleyite without its oxygen: monoclinic, P2₁/c. */
const MONOCLINIC: Crystal = {
  name: 'ZrO2, metals',
  lattice: latticeFromParameters(fullCell(14, { a: 5.1505, b: 5.2116, c: 5.3173, beta: 99.23 })),
  numbers: Uint8Array.of(40, 40, 40, 40),
  frac: Float64Array.of(
    ...[0.2754, 0.0395, 0.2083, 0.7246, 0.5395, 0.2917],
    ...[0.7246, 0.9605, 0.7917, 0.2754, 0.4605, 0.7083],
  ),
  charges: null,
};

interface Seen {
  readonly crystal: Crystal;
  readonly rotation: Float64Array;
  readonly fits: readonly ZoneFit[];
}

/** An image with noise, its scale told wrongly, and what is found in it. */
function look(crystal: Crystal, uvw: Vec3, rotationDeg: number, scaleError: number): Seen {
  const specimen = crystalSpecimen(crystal.name, crystal);
  const angles = { rotationDeg, alphaDeg: 0, betaDeg: 0 };
  const view = viewAlong(zoneVector(crystal.lattice, uvw), specimen.up, angles);
  const image = micrographOf(specimen, view, NOISY_HAADF);
  const spectrum = spectrumOf({ ...image, pixelAng: image.pixelAng * (1 + scaleError) });
  const spots = findSpots(spectrum);
  return {
    crystal,
    rotation: Float64Array.from(view.rotation as ArrayLike<number>),
    fits: searchZones(spots, crystal, {
      maxIndex: 2,
      scalePart: 0.04,
      resolutionPerAng: spectrum.resolutionPerAng[1],
    }),
  };
}

/** The least angle to the true orientation that symmetry, and a half turn about the beam, leave. */
function offDeg({ crystal, rotation }: Seen, found: ZoneFit): number {
  const half = Float64Array.of(-1, 0, 0, 0, -1, 0, 0, 0, 1);
  return Math.min(
    ...laueRotations(crystal).flatMap((s) => {
      const same = mul(rotation, s);
      return [same, mul(half, same)].map(
        (r) => axisAngleOf(mul(transpose(r), found.rotation)).angleDeg,
      );
    }),
  );
}

const CASES = [
  ['CsPbBr3', crystalNamed('CsPbBr3'), [0, 0, 1], 17, 0.01, false],
  ['CdS', crystalNamed('CdS'), [1, 1, 1], 33, -0.015, true],
  ['wurtzite', crystalNamed('CdS-wurtzite'), [1, 0, 0], 62, -0.02, false],
  ['baddeleyite', MONOCLINIC, [1, 0, 0], -77, 0.02, true],
  ['baddeleyite', MONOCLINIC, [0, 1, 0], 25, 0.01, false],
] as const;

describe.each(CASES.map(([name, ...rest]) => ({ name: `${name} [${rest[1].join(' ')}]`, rest })))(
  '$name',
  ({ rest: [crystal, uvw, rotationDeg, scaleError, hasTwin] }) => {
    test('the orientation found is the one that the image was made with', () => {
      const seen = look(crystal, uvw, rotationDeg, scaleError);
      const answer = zoneAnswer(crystal, seen.fits);
      expect(offDeg(seen, answer.best!)).toBeLessThan(0.5);
      expect(answer.isAmbiguous).toBe(false);
      // A half turn about the beam, where no symmetry makes it the same.
      expect(answer.hasTwin).toBe(hasTwin);
      // Pixels that are told too large make spots too near.
      expect(answer.best!.scale).toBeCloseTo(1 / (1 + scaleError), 2);
      expect(answer.best!.matched / answer.best!.spots).toBeGreaterThan(0.9);
    });
  },
);

test('fewer than two spots, or spots of one row, are no orientation', () => {
  const crystal = crystalNamed('CsPbBr3');
  const rules = { maxIndex: 2, scalePart: 0.04, resolutionPerAng: 0.02 };
  expect(searchZones([], crystal, rules)).toEqual([]);
  const row = [1, 2, 3].map((n) => spotAt(0, n / 5.898, 1 / n));
  expect(searchZones(row, crystal, rules)).toEqual([]);
  expect(zoneAnswer(crystal, [])).toMatchObject({ best: null, isAmbiguous: false });
});
