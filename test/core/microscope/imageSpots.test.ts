import { describe, expect, it } from 'vitest';
import { type Crystal, fullCell } from '#core/crystal/crystal.ts';
import { latticeFromParameters } from '#core/crystal/lattice.ts';
import { scherzerNm } from '#core/microscope/imaging/ctf.ts';
import { type ImageSettings, micrographOf } from '#core/microscope/imaging/micrograph.ts';
import { crystalSpecimen } from '#core/microscope/specimen.ts';
import { indexSpots } from '#core/microscope/spectrum/indexing.ts';
import { spectrumOf } from '#core/microscope/spectrum/spectrum.ts';
import { findSpots } from '#core/microscope/spectrum/spots.ts';
import { UNTILTED, type View, viewAlong, zoneVector } from '#core/microscope/view.ts';
import { crystalOf, materialOf } from '#core/recipe/crystals/library.ts';
import { library } from '../../helpers/library.ts';

const settings: ImageSettings = {
  mode: 'haadf',
  field: { widthAng: 40, heightAng: 40, thicknessAng: 30 },
  pixelAng: 0.25,
  lens: {
    kv: 200,
    defocusNm: scherzerNm(200, 0.5),
    csMm: 0.5,
    focalSpreadNm: 3,
    convergenceMrad: 0.1,
  },
  probeAng: 0.8,
  displacementAng2: 0,
  dose: null,
};
const known = (id: string, cell: { a: number; c?: number }): Crystal =>
  crystalOf(materialOf(library, id), cell);
const CSPBBR3 = known('CsPbBr3', { a: 5.898 });
const CDS = known('CdS', { a: 5.81 });

describe('spots of a transform', () => {
  const monoclinic: Crystal = {
    name: 'ZrO2, metals',
    lattice: latticeFromParameters(fullCell(14, { a: 5.1505, b: 5.2116, c: 5.3173, beta: 99.23 })),
    numbers: Uint8Array.of(40, 40, 40, 40),
    frac: Float64Array.of(
      ...[0.2754, 0.0395, 0.2083, 0.7246, 0.5395, 0.2917],
      ...[0.7246, 0.9605, 0.7917, 0.2754, 0.4605, 0.7083],
    ),
    charges: null,
  };
  const wurtzite = known('CdS-wurtzite', { a: 4.1365, c: 6.716 });

  const spotsOf = (crystal: Crystal, view: View, field = 45) => {
    const specimen = crystalSpecimen(crystal.name, crystal);
    const image = micrographOf(specimen, view, {
      ...settings,
      field: { widthAng: field, heightAng: field, thicknessAng: 40 },
    });
    const spectrum = spectrumOf(image);
    return indexSpots(findSpots(spectrum), specimen.crystals, view.rotation, {
      awayPerAng: spectrum.resolutionPerAng[1],
      awayPart: 0.005,
      alongBeamPerAng: 1 / image.thicknessAng,
    });
  };

  for (const [name, crystal, zone, hkls] of [
    ['CsPbBr3 [001]', CSPBBR3, [0, 0, 1], ['1 1 0', '2 0 0', '2 2 0']],
    ['CdS [111]', CDS, [1, 1, 1], ['0 -2 2', '2 -2 0', '4 -2 -2']],
    ['monoclinic ZrO2 [010]', monoclinic, [0, 1, 0], ['0 0 2', '2 0 0', '2 0 2', '2 0 -2']],
    ['monoclinic ZrO2 [101]', monoclinic, [1, 0, 1], ['1 1 -1', '0 2 0']],
    ['wurtzite CdS [001]', wurtzite, [0, 0, 1], ['1 0 0', '1 1 0', '2 -1 0']],
    ['wurtzite CdS [100]', wurtzite, [1, 0, 0], ['0 1 0', '0 0 2', '0 1 2']],
  ] as const)
    it(`stand where arithmetic says, within 0.5 %: ${name}`, () => {
      const view = viewAlong(zoneVector(crystal.lattice, zone), [0.3, 0.2, 1], {
        ...UNTILTED,
        rotationDeg: 17,
      });
      const spots = spotsOf(crystal, view);
      const strong = spots.filter(({ strength }) => strength > 0.01);
      expect(strong.length).toBeGreaterThan(3);
      for (const { indices, x, y } of strong) {
        const [index] = indices;
        expect(index, `${x} ${y}`).not.toBeNull();
        expect(Math.abs(index!.error)).toBeLessThan(0.005);
        expect(index!.hkl.reduce((all, h, k) => all + h * zone[k]!, 0)).toBe(0);
      }
      const found = spots.map(({ indices }) => indices[0]?.hkl.join(' '));
      for (const hkl of hkls) expect(found).toContain(hkl);
    });

  it('turn with the picture and keep their hand', () => {
    const of = (rotationDeg: number) => {
      const view = viewAlong([0, 0, 1], [0, 1, 0], { ...UNTILTED, rotationDeg });
      return spotsOf(CSPBBR3, view).find((s) => s.indices[0]?.hkl.join(' ') === '2 0 0')!;
    };
    expect(of(0).angleDeg).toBeCloseTo(0, 1);
    expect(of(30).angleDeg).toBeCloseTo(30, 1);
  });

  it('vanish with tilt, but for those on the axis of the goniometer', () => {
    const at = (alphaDeg: number) =>
      spotsOf(CSPBBR3, viewAlong([0, 0, 1], [0, 1, 0], { ...UNTILTED, alphaDeg })).flatMap(
        ({ indices, strength }) => (strength > 0.05 ? (indices[0]?.hkl.join(' ') ?? '?') : []),
      );
    expect(at(0)).toContain('0 2 0');
    const tilted = at(12);
    expect(tilted).toContain('2 0 0');
    expect(tilted).not.toContain('0 2 0');
    expect(tilted).not.toContain('2 2 0');
  });
});
