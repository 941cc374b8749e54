import { expect, test } from 'vitest';
import { radiationOf } from '#core/diffraction/radiation.ts';
import type { Roughness, ScanSettings } from '#core/epitaxyScan/epitaxyScan.ts';
import { outOfPlaneScan } from '#core/epitaxyScan/outOfPlane.ts';
import { type Layer, type RodModel, rodModel } from '#core/epitaxyScan/rodModel.ts';
import { rodAmplitude, rodReflectivity } from '#core/epitaxyScan/rodSum.ts';
import { SMOOTH } from '#core/epitaxyScan/scanDefaults.ts';
import { aboutScan } from '#core/epitaxyScan/stackScan.ts';
import { build } from '#core/recipe/build.ts';
import { atSlabs } from '#core/recipe/edits/change.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';

const LAMBDA = 1.540593;
const rod = (roughness: Roughness) => ({ displacements: {}, attenuationUm: 1e5, roughness });
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

test('intensity falls by exp(−q² σ²) from 0 and from each reflection, which keeps its height', () => {
  const { recipe } = presetOf('gan-al2o3');
  const bare = { ...recipe, steps: [recipe.steps[0]!, recipe.steps.at(-1)!] };
  const model = rodModel(build(bare, library), { filmPeriods: [], repeats: 1, isEndless: true });
  const reflection = (2 * Math.PI) / model.below!.periodAng;
  for (const sigma of [2, 9])
    for (const order of [0, 1, 2])
      for (const x of [0.1, 0.5, 1]) {
        const q = order * reflection + x / sigma / 5;
        const part =
          rodReflectivity(model, q, LAMBDA, rod({ surfaceAng: sigma, interfaceAng: 50 })) /
          rodReflectivity(model, q, LAMBDA, rod(SMOOTH));
        expect(part / Math.exp(-((x / 5) ** 2))).toBeCloseTo(1, 2);
      }
  const top = (roughness: Roughness) => rodReflectivity(model, reflection, LAMBDA, rod(roughness));
  expect(top({ surfaceAng: 9, interfaceAng: 0 }) / top(SMOOTH)).toBeCloseTo(1, 9);
});

/** Chances of so many steps, up less down, of variance (σ/d)². */
function chances(sigmaAng: number, periodAng: number): ReadonlyMap<number, number> {
  const mean = (sigmaAng / periodAng) ** 2 / 2;
  const poisson = [Math.exp(-mean)];
  for (let k = 1; k < 25; k++) poisson.push((poisson[k - 1]! * mean) / k);
  const out = new Map<number, number>();
  for (const [up, p] of poisson.entries())
    for (const [down, r] of poisson.entries())
      out.set(up - down, (out.get(up - down) ?? 0) + p * r);
  return out;
}

/** The same crystal from `from` periods higher to `to` periods higher, flat. */
const stepped = (layer: Layer, from: number, to: number): Layer => ({
  ...layer,
  baseAng: layer.baseAng + from * layer.periodAng,
  periods: layer.periods + to - from,
  rest: {
    ...layer.rest,
    heightsAng: layer.rest.heightsAng.map((z) => z + (to - from) * layer.periodAng),
  },
});

// Hexagonal GaN with planes beyond whole periods, and a perovskite with atoms removed at both faces.
test.each([
  ['gan-al2o3', [37, 53], []],
  [
    'laalo3-srtio3',
    [21, 35],
    [
      { face: 'top', species: 'O' },
      { face: 'bottom', species: 'La' },
    ],
  ],
] as const)(
  'a rough film of %s is the mean of flat ones, and so is each repeat',
  (id, planes, remove) => {
    const recipe = atSlabs((slab, i) => ({
      ...slab,
      planes: planes[i]!,
      remove: i === 1 ? remove : slab.remove,
    }))(presetOf(id).recipe);
    const model = rodModel(build(recipe, library), {
      filmPeriods: [],
      repeats: 1,
      isEndless: true,
    });
    const film = model.layers[1]!;
    const only: RodModel = { ...model, below: null, layers: [film], repeatFrom: 0 };
    const rough = { surfaceAng: 1.1 * film.periodAng, interfaceAng: 0.6 * film.periodAng };
    const bottoms = chances(rough.interfaceAng, film.periodAng);
    for (const q of [0.2, (2 * Math.PI) / film.periodAng, 2.31, 4.07]) {
      const mean = (surfaceAng: number): readonly [number, number] => {
        let [re, im] = [0, 0];
        for (const [from, p] of bottoms)
          for (const [to, r] of chances(surfaceAng, film.periodAng)) {
            if (p * r < 1e-13) continue;
            const flat = { ...only, layers: [stepped(film, from, to)] };
            const [x, y] = rodAmplitude(flat, q, LAMBDA, rod(SMOOTH));
            re += p * r * x;
            im += p * r * y;
          }
        return [re, im];
      };
      const [x, y] = mean(rough.surfaceAng);
      const [re, im] = rodAmplitude(only, q, LAMBDA, rod(rough));
      expect(re).toBeCloseTo(x, 8);
      expect(im).toBeCloseTo(y, 8);
      // Of two repeats the lower one ends at an interface, the upper one at the surface.
      const [c, s] = [Math.cos(q * 200), Math.sin(q * 200)];
      const [u, v] = mean(rough.interfaceAng);
      const twice = rodAmplitude({ ...only, repeats: 2, repeatAng: 200 }, q, LAMBDA, rod(rough));
      expect(twice[0]).toBeCloseTo(u + c * x - s * y, 8);
      expect(twice[1]).toBeCloseTo(v + c * y + s * x, 8);
    }
  },
);

test('a crystal thinner than its roughness is named, and what was computed is told', () => {
  const built = build(presetOf('ge-si').recipe, library);
  const model = rodModel(built, { filmPeriods: [4], repeats: 1, isEndless: true });
  const scan = (roughness: Roughness) => outOfPlaneScan(model, { ...settings, roughness });
  expect(scan({ surfaceAng: 2, interfaceAng: 1 }).notes).toEqual([]);
  expect(scan({ surfaceAng: 9, interfaceAng: 1 }).notes.join()).toMatch(/^Ge is .*holes/);
  expect(() => scan({ surfaceAng: -1, interfaceAng: 0 })).toThrow(/roughness/);
  expect(() => scan({ surfaceAng: 0, interfaceAng: Number.NaN })).toThrow(/roughness/);
  const about = { geometry: 'out-of-plane', depthNm: 10, isEndless: true } as const;
  expect(aboutScan(about, settings)).toContain('flat');
  const roughness = { surfaceAng: 3, interfaceAng: 2 };
  expect(aboutScan(about, { ...settings, roughness })).toContain('3 Å of the surface');
});
