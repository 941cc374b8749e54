import { expect, test } from 'vitest';
import { radiationOf } from '#core/diffraction/radiation.ts';
import type { ScanSettings } from '#core/epitaxyScan/epitaxyScan.ts';
import { inPlaneModel, inPlaneScan } from '#core/epitaxyScan/inPlane.ts';
import { rodModel } from '#core/epitaxyScan/rodModel.ts';
import { SMOOTH } from '#core/epitaxyScan/scanDefaults.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';

const settings: ScanSettings = {
  radiation: radiationOf('CuKa1'),
  range: [15, 90],
  instrumentDeg: 0.05,
  displacements: {},
  attenuationUm: 20,
  domainNm: 20,
  footprint: null,
  roughness: SMOOTH,
};
const scanOf = (id: string, along: readonly [number, number, number] | null = null) => {
  const built = build(presetOf(id).recipe, library);
  const rod = rodModel(built, { filmPeriods: [30], repeats: 1, isEndless: true });
  return inPlaneScan(inPlaneModel(built, rod, 10), settings, along);
};

test('of Ge on Si (001) both crystals reflect at one angle, and Ge is told its own', () => {
  const [si, ge] = scanOf('ge-si').bands;
  expect(si!.lines.map((l) => l.label)).toEqual(['Si (2 2 0)', 'Si (4 0 0)']);
  expect(ge!.lines[0]!.dAng).toBeCloseTo(5.431 / Math.sqrt(8), 3);
  expect(ge!.lines[0]!.ownDAng).toBeCloseTo(5.658 / Math.sqrt(8), 3);
  expect(ge!.lines[0]!.q).toBeCloseTo((2 * Math.PI * Math.sqrt(8)) / 5.431, 3);
});

test('along one direction of sapphire stand its own prism planes and those of GaN turned by 30°', () => {
  // The 30° turn: a* of GaN lies along [1 1 −2 0]* of sapphire.
  const along = scanOf('gan-al2o3-6-7', [1, 1, 0]);
  expect(along.bands[0]!.lines.map((l) => l.label)).toEqual(['Al₂O₃ (1 1 0)', 'Al₂O₃ (2 2 0)']);
  expect(along.bands[1]!.lines.map((l) => l.label)).toEqual(['GaN (0 1 0)', 'GaN (0 2 0)']);
  // d(10−10) = a √3/2 of GaN.
  expect(along.bands[1]!.lines[0]!.ownDAng).toBeCloseTo((3.189 * Math.sqrt(3)) / 2, 2);
  const other = scanOf('gan-al2o3-6-7', [1, 0, 0]);
  expect(other.bands[1]!.lines).toMatchObject([{ twoTheta: expect.closeTo(57.8, 0) }]);
});

test('domains make films broad, a direction out of the plane is refused', () => {
  const { twoTheta, intensity, bands } = scanOf('gan-al2o3-6-7', [1, 0, 0]);
  const { twoTheta: at } = bands[1]!.lines[0]!;
  const near = Array.from(twoTheta.keys()).filter((k) => Math.abs(twoTheta[k]! - at) < 1.5);
  const top = Math.max(...near.map((k) => intensity[k]!));
  const half = near.filter((k) => intensity[k]! > top / 2);
  const fwhm = twoTheta[half.at(-1)!]! - twoTheta[half[0]!]!;
  // Scherrer: 0.9 λ/(L cos θ) with L = 20 nm, and the instrument's 0.05°.
  const scherrer = ((0.9 * 1.540593) / (200 * Math.cos((at * Math.PI) / 360))) * (180 / Math.PI);
  expect(fwhm).toBeGreaterThan(scherrer - 0.03);
  expect(fwhm).toBeLessThan(scherrer + 0.05);
  expect(() => scanOf('ge-si', [1, 0, 1])).toThrow(/lies in the surface/);
});
