import { expect, test } from 'vitest';
import { mulCol, row } from '#core/math/mat3.ts';
import { dot } from '#core/math/vec3.ts';
import { orientMicrograph } from '#core/micrograph/orientMicrograph.ts';
import { seenSpectrum } from '#core/micrograph/seenSpectrum.ts';
import { micrographOf } from '#core/microscope/imaging/micrograph.ts';
import { nanocrystalSpecimen } from '#core/microscope/specimen.ts';
import { viewAlong, zoneVector } from '#core/microscope/view.ts';
import { NANOCRYSTAL_PRESETS } from '#core/nanocrystal/nanocrystalPresets.ts';
import { dSpacingAng } from '#core/surface/miller.ts';
import { NOISY_HAADF } from '../../helpers/images/imageSettings.ts';
import { library } from '../../helpers/library.ts';
import { crystalNamed } from '../../helpers/libraryCrystal.ts';

test('a particle of two crystals, a region for each: how they lie on each other', () => {
  const { recipe } = NANOCRYSTAL_PRESETS[1]!;
  const specimen = nanocrystalSpecimen(recipe, library);
  const view = viewAlong(zoneVector(specimen.crystals[0]!.axes, [0, 0, 1]), specimen.up);
  const field = { widthAng: 120, heightAng: 150, thicknessAng: 200 };
  const image = micrographOf(specimen, view, { ...NOISY_HAADF, pixelAng: 0.3, field });
  const { numbers, xyz } = specimen.structure;
  const heights = Array.from(numbers, (z, i) => ({ z, y: mulCol(view.rotation, row(xyz, i))[1] }));
  const ends = (kept: readonly { readonly y: number }[]) => {
    const ys = kept.map(({ y }) => y);
    return { low: ys.reduce((p, q) => Math.min(p, q)), high: ys.reduce((p, q) => Math.max(p, q)) };
  };
  const all = ends(heights);
  /** A box around a height of the particle, in pixels of the image, whose middle is that of the particle. */
  const box = (y: number, widthAng: number, heightAng: number) => ({
    x: (field.widthAng - widthAng) / 2 / 0.3,
    y: (field.heightAng / 2 - (y - (all.low + all.high) / 2) - heightAng / 2) / 0.3,
    width: widthAng / 0.3,
    height: heightAng / 0.3,
  });
  const cap = ends(heights.filter(({ z }) => z === 48));
  const regions = [
    box((all.low + cap.low) / 2, 60, 60),
    box((cap.low + cap.high) / 2, 40, cap.high - cap.low),
  ];
  const crystals = [crystalNamed('CsPbBr3'), crystalNamed('CdS')];
  const { found, relation } = orientMicrograph(
    image,
    crystals.map((crystal, k) => ({ crystal, region: regions[k]! })),
  );
  for (const { best, isAmbiguous } of found) {
    expect(best!.matched).toBe(best!.spots);
    expect(isAmbiguous).toBe(false);
  }
  expect(found.map(({ best }) => best!.uvw)).toEqual([
    [1, 0, 0],
    [1, 1, 1],
  ]);
  for (const [k, of] of found.entries()) {
    const { spots, levels, size, stepPerAng } = seenSpectrum(image, of, crystals[k]!);
    expect(spots).toHaveLength(2 * of.spots);
    expect(levels).toHaveLength(size * size);
    // Zero is at column and row size/2: the power of a real image is the same at g and −g, and a spot is brighter than
    // what lies two pixels beside it.
    const level = (i: number, j: number) => levels[j * size + i]!;
    for (let k = 1; k < size; k += 7)
      expect(Math.abs(level(k, size - k) - level(size - k, k))).toBeLessThanOrEqual(1);
    const strongest = spots[0]!;
    const [i, j] = [strongest.x, -strongest.y].map((g) => Math.round(size / 2 + g / stepPerAng));
    expect(level(i!, j!)).toBeGreaterThan(Math.max(level(i! + 3, j!), level(i!, j! + 3)));
    expect(level(i!, j!)).toBeGreaterThan(230);
    for (const { hkl, dAng } of spots) {
      // Zone law, and the spacing of the planes that the spot is named after.
      expect(dot(hkl!, of.best!.uvw)).toBe(0);
      expect(
        Math.abs(dAng * of.best!.scale - dSpacingAng(crystals[k]!.lattice, hkl!)),
      ).toBeLessThan(0.05);
    }
  }
  // The preset grows CdS (2 1 1) on CsPbBr3 (1 1 0), [1 1 1] along [0 0 1]: ⟨111⟩ and ⟨001⟩ enclose acos(1/√3).
  expect(relation!.disorientation.angleDeg).toBeCloseTo(54.7356, 1);
});
