import { describe, expect, it } from 'vitest';
import { electronDiffraction } from '#core/microscope/diffractionPattern.ts';
import { electronWavelengthAng } from '#core/microscope/imaging/electrons.ts';
import {
  crystalSpecimen,
  interfaceSpecimen,
  nanocrystalSpecimen,
} from '#core/microscope/specimen.ts';
import { UNTILTED, viewAlong, zoneVector } from '#core/microscope/view.ts';
import { nanocrystalPreset } from '#core/nanocrystal/nanocrystalPresets.ts';
import { build } from '#core/recipe/build.ts';
import { crystalOf, materialOf } from '#core/recipe/crystals/library.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';

const settings = { kv: 200, thicknessAng: 60, reachPerAng: 0.9, displacementAng2: 0 };
const specimenOf = (id: string, a: number) => {
  const crystal = crystalOf(materialOf(library, id), { a });
  return crystalSpecimen(id, crystal);
};
const hkls = (spots: ReturnType<typeof electronDiffraction>) =>
  spots.map(({ hkl }) => hkl.join(' '));

describe('electronDiffraction', () => {
  it('leaves out what a face-centred lattice and zinc blende extinguish', () => {
    const view = viewAlong([0, 0, 1], [0, 1, 0]);
    const al = hkls(electronDiffraction(specimenOf('Al', 4.05), view, settings));
    expect(al).toEqual(expect.arrayContaining(['2 0 0', '2 2 0', '0 -2 0']));
    for (const hkl of ['1 0 0', '1 1 0', '2 1 0', '3 1 0']) expect(al).not.toContain(hkl);
    // Diamond has no (200), zinc blende a weak one.
    const si = hkls(electronDiffraction(specimenOf('Si', 5.431), view, settings));
    expect(si).toContain('2 2 0');
    expect(si).not.toContain('2 0 0');
    const cds = electronDiffraction(specimenOf('CdS', 5.81), view, settings);
    const of = (hkl: string) => cds.find((s) => s.hkl.join(' ') === hkl)?.intensity ?? 0;
    expect(of('2 0 0')).toBeGreaterThan(1);
    expect(of('2 2 0')).toBeGreaterThan(2 * of('2 0 0'));
    expect(of('1 1 0')).toBe(0);
  });

  it('measures excitation errors from the sphere of reflection, zero at Bragg’s angle', () => {
    const specimen = specimenOf('CsPbBr3', 5.898);
    const d = 2.949;
    const braggDeg = (Math.asin(electronWavelengthAng(200) / (2 * d)) * 180) / Math.PI;
    const at = (betaDeg: number) =>
      electronDiffraction(
        specimen,
        viewAlong([0, 0, 1], [0, 1, 0], { ...UNTILTED, betaDeg }),
        settings,
      ).find((s) => s.hkl.join(' ') === '2 0 0')!;
    expect(at(0).excitationPerAng).toBeCloseTo(-electronWavelengthAng(200) / (2 * d * d), 6);
    // Positive β lowers the right half: the left one comes into reflection.
    expect(at(-braggDeg).excitationPerAng).toBeCloseTo(0, 5);
    expect(at(-braggDeg).x).toBeCloseTo(Math.cos((braggDeg * Math.PI) / 180) / d, 6);
  });

  it('has broader rods for thinner foils', () => {
    const specimen = specimenOf('CsPbBr3', 5.898);
    const view = viewAlong([0, 0, 1], [0, 1, 0], { ...UNTILTED, betaDeg: 2 });
    const ratio = (thicknessAng: number) => {
      const spots = electronDiffraction(specimen, view, { ...settings, thicknessAng });
      const of = (hkl: string) => spots.find((s) => s.hkl.join(' ') === hkl)?.intensity ?? 0;
      return of('4 0 0') / of('0 2 0');
    };
    expect(ratio(10)).toBeGreaterThan(4 * ratio(40));
  });
});

describe('specimens of two crystals', () => {
  it('show CdS {211} on CsPbBr3 {220}, [111] along [001], as Figure S2 says: particle and stack', () => {
    const particle = nanocrystalSpecimen(nanocrystalPreset('cspbbr3-cds-5.5nm').recipe, library);
    const stack = interfaceSpecimen(build(presetOf('cspbbr3-cds-c').recipe, library));
    for (const specimen of [particle, stack]) {
      const [core, cap] = specimen.crystals;
      expect(core!.share + cap!.share).toBeCloseTo(1, 9);
      const view = viewAlong(zoneVector(core!.axes, [0, 0, 1]), specimen.up);
      const spots = electronDiffraction(specimen, view, settings);
      const of = (crystal: number, family: readonly number[]) =>
        spots.filter(
          (s) =>
            s.crystal === crystal &&
            [...s.hkl].map(Math.abs).sort().join() === [...family].sort().join(),
        );
      // Both along the normal of the interface, which points up.
      const up = (s: { angleDeg: number }) => Math.abs(s.angleDeg - 90) < 0.01;
      expect(of(0, [2, 2, 0]).some(up)).toBe(true);
      expect(of(1, [4, 2, 2]).some(up)).toBe(true);
      // Along it {220} of CdS beside {220} of CsPbBr3, and all six of CdS: it is seen along [111].
      const along = (s: { angleDeg: number }) => Math.abs(s.angleDeg) < 0.01;
      expect(of(1, [2, 2, 0]).some(along)).toBe(true);
      expect(of(0, [2, 2, 0]).some(along)).toBe(true);
      expect(of(1, [2, 2, 0])).toHaveLength(6);
    }
  });
});
