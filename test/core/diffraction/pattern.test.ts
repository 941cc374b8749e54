import { expect, test } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import { displacementsOf } from '#core/diffraction/displacementsText.ts';
import { formFactor } from '#core/diffraction/formFactors.ts';
import { type PatternSettings, type Phase, patternOf } from '#core/diffraction/pattern.ts';
import { peakShape, pseudoVoigt } from '#core/diffraction/peakShape.ts';
import { powderLines } from '#core/diffraction/powder.ts';
import { monochromatic, RADIATIONS, radiationOf } from '#core/diffraction/radiation.ts';

/** Simple cubic, one atom. */
const cubic = (z: number, a: number, n = 1): Structure => {
  const atoms = Array.from({ length: n }, (_, k) => k);
  return {
    lattice: Float64Array.of(n * a, 0, 0, 0, a, 0, 0, 0, a),
    numbers: Uint8Array.from(atoms, () => z),
    xyz: Float64Array.from(atoms.flatMap((k) => [k * a, 0, 0])),
    layer: new Uint16Array(n),
  };
};
const phase = (structure: Structure, other: Partial<Phase> = {}): Phase => ({
  name: 'x',
  structure,
  weight: 1,
  sizeNm: Number.POSITIVE_INFINITY,
  strain: 0,
  ...other,
});
const settings = (other: Partial<PatternSettings> = {}): PatternSettings => ({
  radiation: monochromatic(1.5),
  range: [20, 40],
  stepDeg: 0.01,
  instrumentDeg: 0,
  displacements: {},
  ...other,
});

/** Width at half of the highest point, by the two places where the profile crosses it. */
function fwhm(x: Float64Array, y: Float64Array): number {
  const most = Math.max(...y);
  const over = [...y.keys()].filter((k) => y[k]! >= most / 2);
  const cross = (out: number, inside: number) =>
    x[out]! + ((most / 2 - y[out]!) / (y[inside]! - y[out]!)) * (x[inside]! - x[out]!);
  return cross(over.at(-1)! + 1, over.at(-1)!) - cross(over[0]! - 1, over[0]!);
}

/** a = 3 Å, 1.5 Å: (1 0 0) at 2 asin(1/4) = 28.955°, alone between 20 and 40°. */
const THETA = Math.asin(0.25);
const DEG = 180 / Math.PI;

test.each([8, 15, 30])('a lone line of %d nm is as wide as Scherrer says', (sizeNm) => {
  const { twoTheta, intensity } = patternOf([phase(cubic(29, 3), { sizeNm })], settings());
  const scherrer = ((0.9 * 1.5) / (10 * sizeNm * Math.cos(THETA))) * DEG;
  expect(fwhm(twoTheta, intensity) / scherrer).toBeCloseTo(1, 2);
});

test('microstrain widens by 4 ε tan θ, the instrument by its own width, and together as squares', () => {
  const width = (strain: number, instrumentDeg: number) => {
    const { twoTheta, intensity } = patternOf(
      [phase(cubic(29, 3), { strain })],
      settings({ instrumentDeg }),
    );
    return fwhm(twoTheta, intensity);
  };
  const strained = 4 * 0.01 * Math.tan(THETA) * DEG;
  expect(width(0.01, 0) / strained).toBeCloseTo(1, 2);
  expect(width(0, 0.3)).toBeCloseTo(0.3, 3);
  expect(width(0.01, 0.3) / Math.hypot(strained, 0.3)).toBeCloseTo(1, 2);
});

test('a line has unit area whatever its shape, and a mixture of widths lies between sum and root of squares', () => {
  for (const eta of [0, 0.4, 1]) {
    let area = 0;
    for (let x = -400; x < 400; x += 0.01) area += 0.01 * pseudoVoigt({ fwhmDeg: 0.5, eta }, x);
    expect(area).toBeCloseTo(1, 2);
  }
  const both = { sizeNm: 10, strain: 0.01, instrumentDeg: 0 };
  const l = peakShape({ ...both, strain: 0 }, 30, 1.5).fwhmDeg;
  const g = peakShape({ ...both, sizeNm: Number.POSITIVE_INFINITY }, 30, 1.5).fwhmDeg;
  const { fwhmDeg } = peakShape(both, 30, 1.5);
  expect(fwhmDeg).toBeLessThan(l + g);
  expect(fwhmDeg).toBeGreaterThan(Math.hypot(l, g));
});

test('Kα₂ stands at its own angle, half as high as Kα₁', () => {
  const { twoTheta, intensity } = patternOf(
    [phase(cubic(29, 2))],
    settings({ radiation: radiationOf('cuka12'), range: [100, 102], instrumentDeg: 0.05 }),
  );
  // (2 0 0) of a = 2 Å: d = 1 Å.
  const at = (wavelength: number) => 2 * Math.asin(wavelength / 2) * DEG;
  const near = (angle: number) => intensity[Math.round((angle - twoTheta[0]!) / 0.01)]!;
  expect(at(1.544427) - at(1.540593)).toBeGreaterThan(0.3);
  expect(near(at(1.540593))).toBeGreaterThan(99);
  expect(near(at(1.544427)) / near(at(1.540593))).toBeCloseTo(0.5, 1);
});

test('every named radiation adds up to one and says its wavelength', () => {
  for (const { id, lines } of RADIATIONS) {
    expect(lines.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(radiationOf(id).lines).toEqual(lines);
  }
  expect(radiationOf('CuKa').lines[0].wavelengthAng).toBe(1.54184);
  expect(radiationOf('0.7').lines[0].wavelengthAng).toBe(0.7);
  expect(() => radiationOf('XyKa')).toThrow(/CuKa12/);
});

test('shares of the mass: equal crystals share the profile, and a supercell scatters as its cell', () => {
  const one = phase(cubic(29, 3), { weight: 3, sizeNm: 10 });
  const two = phase(cubic(29, 3, 2), { weight: 1, sizeNm: 10 });
  const { intensity, phases } = patternOf([one, two], settings());
  expect(phases.map(({ weight }) => weight)).toEqual([0.75, 0.25]);
  const top = intensity.indexOf(100);
  expect(phases[0]!.intensity[top]).toBeCloseTo(75, 6);
  expect(phases[1]!.intensity[top]).toBeCloseTo(25, 6);
});

test('two elements of one lattice scatter by f² over mass and volume', () => {
  const [copper, gold] = [phase(cubic(29, 3)), phase(cubic(79, 3))];
  const { phases } = patternOf([copper, gold], settings({ instrumentDeg: 0.1 }));
  const highest = phases.map((p) => Math.max(...p.intensity));
  const s = Math.sin(THETA) / 1.5;
  const expected = formFactor(29, s) ** 2 / 63.546 / (formFactor(79, s) ** 2 / 196.97);
  expect(highest[0]! / highest[1]! / expected).toBeCloseTo(1, 4);
});

test('Debye–Waller: a line falls by exp(−2B s²)', () => {
  const range = [20, 40] as const;
  const cold = powderLines(cubic(29, 3), 1.5, range)[0]!;
  const warm = powderLines(cubic(29, 3), 1.5, range, displacementsOf('Cu=2'))[0]!;
  expect(warm.square / cold.square).toBeCloseTo(Math.exp(-2 * 2 * (1 / 6) ** 2), 10);
  expect(displacementsOf('1.5')[29]).toBe(1.5);
  expect(displacementsOf('Cu=2,1.5')).toMatchObject({ 29: 2, 30: 1.5 });
  expect(() => displacementsOf('Cu=-1')).toThrow(/Å²/);
  expect(() => displacementsOf('Xx=1')).toThrow(/Xx/);
});

test('what makes no pattern is refused by name', () => {
  const one = [phase(cubic(29, 3))];
  expect(() => patternOf(one, settings({ stepDeg: 1e-6 }))).toThrow(/step/);
  expect(() => patternOf(one, settings({ instrumentDeg: -1 }))).toThrow(/instrument/);
  expect(() => patternOf([phase(cubic(29, 3), { sizeNm: 0 })], settings())).toThrow(/size/);
  expect(() => patternOf([phase(cubic(29, 3), { strain: 1 })], settings())).toThrow(/strain/);
  expect(() => patternOf([phase(cubic(29, 3), { weight: 0 })], settings())).toThrow(/fraction/);
});
