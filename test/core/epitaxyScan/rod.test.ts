import { expect, test } from 'vitest';
import { formFactor } from '#core/diffraction/formFactors.ts';
import { radiationOf } from '#core/diffraction/radiation.ts';
import type { ScanSettings } from '#core/epitaxyScan/epitaxyScan.ts';
import { outOfPlaneScan } from '#core/epitaxyScan/outOfPlane.ts';
import { rodModel, rodOfStructure } from '#core/epitaxyScan/rodModel.ts';
import { geometric, rodAmplitude, rodReflectivity } from '#core/epitaxyScan/rodSum.ts';
import { SMOOTH } from '#core/epitaxyScan/scanDefaults.ts';
import { aboutScan } from '#core/epitaxyScan/stackScan.ts';
import { build } from '#core/recipe/build.ts';
import { atSlabs } from '#core/recipe/edits/change.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { library } from '../../helpers/library.ts';

const LAMBDA = 1.540593;
const settings: ScanSettings = {
  radiation: radiationOf('CuKa1'),
  range: [20, 80],
  instrumentDeg: 0,
  displacements: {},
  attenuationUm: 20,
  domainNm: 100,
  footprint: null,
  roughness: SMOOTH,
};
const rod = { displacements: { 31: 0.7, 14: 0.4 }, attenuationUm: 20, roughness: SMOOTH };

/** Σ f e^{−B s²} e^{i q z} over every atom of a built stack, per area. */
function direct(recipe: Recipe, q: number): readonly [number, number] {
  const { structure, cell } = build(recipe, library);
  const area = Math.abs(cell[0][0] * cell[1][1] - cell[0][1] * cell[1][0]);
  const s = q / (4 * Math.PI);
  let [re, im] = [0, 0];
  structure.numbers.forEach((z, i) => {
    const b = (rod.displacements as Record<number, number>)[z] ?? 0;
    const f = formFactor(z, s) * Math.exp(-b * s * s);
    re += (f * Math.cos(q * structure.xyz[3 * i + 2]!)) / area;
    im += (f * Math.sin(q * structure.xyz[3 * i + 2]!)) / area;
  });
  return [re, im];
}

const withPlanes = (recipe: Recipe, planes: readonly number[]): Recipe =>
  atSlabs((slab, i) => ({
    ...slab,
    planes: planes[i] ?? slab.planes,
    normalStrain: 0.011 * (i + 1),
  }))(recipe);

// Diamond, zinc blende, a perovskite, and hexagonal GaN on trigonal sapphire with its two kinds of periods.
test.each([
  ['ge-si', [43, 61]],
  ['gan-al2o3', [37, 50]],
  ['laalo3-srtio3', [21, 34]],
  ['cspbbr3-cds', [13, 18]],
] as const)('the layer sum of %s is the sum over all atoms of the built stack', (id, planes) => {
  const recipe = withPlanes(presetOf(id).recipe, planes);
  const model = rodModel(build(recipe, library), {
    filmPeriods: [],
    repeats: 1,
    isEndless: false,
  });
  for (const q of [0.31, 1.7, 2.43, 3.9, 5.2]) {
    const [re, im] = rodAmplitude(model, q, LAMBDA, rod);
    const [x, y] = direct(recipe, q);
    expect(Math.hypot(re, im) / Math.hypot(x, y)).toBeCloseTo(1, 9);
  }
});

test('removed atoms are missing at the faces and nowhere else', () => {
  const { recipe } = presetOf('laalo3-srtio3');
  const cut = atSlabs((slab, i) =>
    i === 1
      ? {
          ...slab,
          planes: 9,
          remove: [
            { face: 'top', species: 'O' },
            { face: 'bottom', species: 'La' },
          ],
        }
      : slab,
  )(recipe);
  const model = rodModel(build(cut, library), { filmPeriods: [], repeats: 1, isEndless: false });
  for (const q of [0.4, 2.2, 4.4])
    expect(Math.hypot(...rodAmplitude(model, q, LAMBDA, rod))).toBeCloseTo(
      Math.hypot(...direct(cut, q)),
      9,
    );
});

test('periods of a film are planes of the built one, and an endless substrate is a long one', () => {
  const { recipe } = presetOf('gan-al2o3');
  const built = build(recipe, library);
  const count = built.slabs[1]!.slab.surface.planes.length;
  const longer = build(withPlanes(recipe, [recipe.steps.length, 12 * count]), library);
  const at = (b: typeof built, n: number | null) =>
    rodModel(b, { filmPeriods: [n], repeats: 1, isEndless: true }).layers[1]!;
  const strained = build(withPlanes(recipe, []), library);
  expect(at(strained, 12).thickAng).toBeCloseTo(at(longer, null).thickAng, 9);

  // 1/(1 − e^{−iqd − ε}) against the same crystal of very many periods, each weakened.
  const model = rodModel(built, { filmPeriods: [], repeats: 1, isEndless: true });
  const { below } = model;
  const only = { ...model, layers: [] };
  const q = 2.31;
  const [re, im] = rodAmplitude(only, q, LAMBDA, { ...rod, attenuationUm: 0.05 });
  const sine = (q * LAMBDA) / (4 * Math.PI);
  const loss = below!.periodAng / (sine * 0.05e4);
  let [x, y] = [0, 0];
  for (let m = 0; m < 3000; m++)
    below!.period.numbers.forEach((z, i) => {
      const s = q / (4 * Math.PI);
      const b = (rod.displacements as Record<number, number>)[z] ?? 0;
      const size =
        formFactor(z, s) * Math.exp(-b * s * s) * below!.period.perAng2[i]! * Math.exp(-m * loss);
      const height = below!.period.heightsAng[i]! - m * below!.periodAng;
      x += size * Math.cos(q * height);
      y += size * Math.sin(q * height);
    });
  expect(re).toBeCloseTo(x, 8);
  expect(im).toBeCloseTo(y, 8);
});

test('an endless crystal carries its slab on without a seam', () => {
  // Taken one plane lower, the same crystal is cut elsewhere: only the phase may differ.
  const { recipe } = presetOf('gan-al2o3');
  const bare = { ...recipe, steps: [recipe.steps[0]!, recipe.steps.at(-1)!] };
  const size = (planes: number) => {
    const cut = atSlabs((slab) => ({ ...slab, planes }))(bare);
    const model = rodModel(build(cut, library), { filmPeriods: [], repeats: 1, isEndless: true });
    return Math.hypot(...rodAmplitude(model, 1.93, LAMBDA, { ...rod, attenuationUm: 1e5 }));
  };
  for (const planes of [1, 2, 5, 18, 19]) expect(size(planes) / size(30)).toBeCloseTo(1, 4);
});

test('fringes of a film stand 2π/D apart, its peak at 2π l/c, and the thickness is read off them', () => {
  const { recipe } = presetOf('ge-si');
  const model = rodModel(build(recipe, library), {
    filmPeriods: [40],
    repeats: 1,
    isEndless: true,
  });
  const scan = outOfPlaneScan(model, settings);
  const film = model.layers[1]!;
  const [si, ge] = scan.bands;
  expect(si!.lines.map((l) => l.label)).toEqual(['Si (0 0 4)']);
  expect(ge!.lines.map((l) => l.label)).toEqual(['Ge (0 0 4)']);
  expect(si!.lines[0]!.twoTheta).toBeCloseTo(69.13, 1);
  expect(ge!.lines[0]!.q).toBeCloseTo((2 * Math.PI * 4) / (2 * film.periodAng), 9);
  const [thickness] = scan.readings;
  expect(thickness!.expectedAng).toBeCloseTo(40 * film.periodAng, 9);
  // The rod of the substrate beats with the fringes and shifts them: a percent for eleven nanometres.
  expect(Math.abs(thickness!.readAng! / thickness!.expectedAng - 1)).toBeLessThan(0.015);
});

test('a superlattice of N periods has satellites 2π/Λ apart and N − 2 fringes between them', () => {
  const { structure } = build(presetOf('laalo3-srtio3').recipe, library);
  const cell = Float64Array.from(structure.lattice);
  cell[8] = 40;
  const repeats = 9;
  const model = rodOfStructure('cell', { ...structure, lattice: cell }, repeats);
  const size = (q: number) => rodReflectivity(model, q, LAMBDA, rod) * q * q;
  const gap = (2 * Math.PI) / 40;
  // Maxima between two satellites, both ends left out.
  let maxima = 0;
  const at = (k: number) => Math.hypot(...geometric(repeats, 40 * (20 * gap + (k / 3000) * gap)));
  for (let k = 40; k < 2960; k++) if (at(k) > at(k - 1) && at(k) > at(k + 1)) maxima++;
  expect(maxima).toBe(repeats - 2);
  expect(size(20 * gap) / size(20 * gap + gap / 18)).toBeGreaterThan(1);
  expect(Math.hypot(...geometric(repeats, 2 * Math.PI))).toBeCloseTo(repeats, 9);
});

test('below sin θ = beam/sample a sample catches L sin θ of the beam, above it all, and both meet there', () => {
  const model = rodModel(build(presetOf('gan-al2o3').recipe, library), {
    ...{ filmPeriods: [12], repeats: 1, isEndless: true },
  });
  const footprint = { sampleMm: 5, beamMm: 0.5 };
  const range = [5, 30] as const;
  const whole = outOfPlaneScan(model, { ...settings, range });
  const part = outOfPlaneScan(model, { ...settings, range, footprint });
  expect(part.twoTheta).toEqual(whole.twoTheta);
  const edgeDeg = (2 * Math.asin(0.1) * 180) / Math.PI;
  part.twoTheta.forEach((angle, k) => {
    const share = part.intensity[k]! / whole.intensity[k]!;
    if (angle > edgeDeg) expect(share).toBe(1);
    else expect(share / (10 * Math.sin((angle * Math.PI) / 360))).toBeCloseTo(1, 9);
  });
  expect(part.strong).toEqual(whole.strong);
  const choices = { geometry: 'out-of-plane', depthNm: 10, isEndless: true } as const;
  expect(aboutScan(choices, { ...settings, footprint })).toContain('below 2θ 11.48°');
  expect(() =>
    outOfPlaneScan(model, { ...settings, footprint: { sampleMm: 0, beamMm: 1 } }),
  ).toThrow(/sample/);
});

test('an instrument’s width keeps what is reflected in all', () => {
  const { recipe } = presetOf('ge-si');
  const model = rodModel(build(recipe, library), {
    filmPeriods: [30],
    repeats: 1,
    isEndless: true,
  });
  const area = (instrumentDeg: number) => {
    const { twoTheta, intensity } = outOfPlaneScan(model, {
      ...settings,
      range: [62, 76],
      instrumentDeg,
    });
    let sum = 0;
    for (let k = 1; k < twoTheta.length; k++)
      sum += ((twoTheta[k]! - twoTheta[k - 1]!) * (intensity[k]! + intensity[k - 1]!)) / 2;
    return sum;
  };
  expect(area(0.05) / area(0)).toBeCloseTo(1, 2);
});

test('satellites of a superlattice document are named from its mean peak, and tell its period', () => {
  const { recipe } = presetOf('laalo3-srtio3');
  const closed: Recipe = {
    ...withPlanes(recipe, [8, 6]),
    steps: [
      ...withPlanes(recipe, [8, 6]).steps.slice(0, -1),
      { kind: 'superlattice', separationAng: 1.95 },
    ],
  };
  const built = build(closed, library);
  const model = rodModel(built, { filmPeriods: [], repeats: 12, isEndless: true });
  expect(model.repeatAng).toBeCloseTo(built.structure.lattice[8]!, 9);
  const { bands, readings } = outOfPlaneScan(model, { ...settings, range: [35, 60] });
  const satellites = bands.at(-1)!.lines;
  // Four and three perovskite cells: the second order of their mean is the 14th of the period.
  const main = satellites.find((l) => l.label === 'SL 0 of order 2')!;
  expect(main.q).toBeCloseTo((2 * Math.PI * 14) / model.repeatAng, 9);
  const next = satellites.find((l) => l.label === 'SL +1 of order 2')!;
  expect(next.q - main.q).toBeCloseTo((2 * Math.PI) / model.repeatAng, 9);
  expect(readings[0]!.readAng! / model.repeatAng).toBeCloseTo(1, 2);
  expect(readings[1]!.what).toContain('10 fringes');
});
