import { describe, expect, test } from 'vitest';
import {
  energyDensity,
  MEV_PER_ANG3_PER_GPA,
  normalResponse,
  optimalFilmShare,
  surfaceStiffness,
} from '#core/match/elastic.ts';
import {
  type ElasticConstants,
  rotateStiffness,
  stiffnessOf,
  turnStiffness,
} from '#core/match/stiffness.ts';
import { mul, transpose } from '#core/math/mat3.ts';
import type { Mat2 } from '#core/math/plane2.ts';
import { build } from '#core/recipe/build.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import {
  applyNormalStrain,
  clearNormalStrain,
  strainByElasticity,
} from '#core/recipe/edits/strain.ts';
import { elasticFilmShare, elasticReport } from '#core/recipe/elastic.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import type { Recipe, SlabSpec, StrainPolicy } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';
import { fc } from '../../helpers/property.ts';

const CUBIC = 225;
const cubic = (c11: number, c12: number, c44: number) => stiffnessOf({ c11, c12, c44 }, CUBIC);

/** Stiffness of a library crystal in the frame of one of its planes. */
function onPlane(id: string, hkl: readonly number[]) {
  const material = library.get(id)!;
  const crystal = crystalOf(material, material.constants[0]!.cell);
  const surface = surfaceOf(crystal, hkl);
  return surfaceStiffness(material.elastic!, material.spaceGroup.number, crystal.lattice, surface);
}
const constantsOf = (id: string) => library.get(id)!.elastic!.cGPa as Record<string, number>;

describe('biaxial strain, faces free: the closed forms of the textbooks', () => {
  const e = 0.01;
  const biaxial = { xx: e, yy: e, xy: 0 };
  test.each(['Si', 'Ge', 'GaAs', 'SrTiO3', 'Fe'])('%s (001): −2 c12/c11', (id) => {
    const { c11, c12 } = constantsOf(id);
    expect(normalResponse(onPlane(id, [0, 0, 1]), biaxial).zz).toBeCloseTo(
      (-2 * c12! * e) / c11!,
      12,
    );
  });
  test.each(['Si', 'InAs', 'Al'])('%s (111): −2 (c11 + 2c12 − 2c44)/(c11 + 2c12 + 4c44)', (id) => {
    const { c11, c12, c44 } = constantsOf(id) as { c11: number; c12: number; c44: number };
    const found = normalResponse(onPlane(id, [1, 1, 1]), biaxial);
    expect(found.zz).toBeCloseTo(
      (-2 * (c11 + 2 * c12 - 2 * c44) * e) / (c11 + 2 * c12 + 4 * c44),
      12,
    );
    expect(found.xz).toBeCloseTo(0, 12);
    expect(found.yz).toBeCloseTo(0, 12);
  });
  test('Si (110): −(c11 + 3c12 − 2c44)/(c11 + c12 + 2c44)', () => {
    // σzz = 0 with z ∥ [110], x ∥ [001] or [1-10]: c′33 = (c11 + c12 + 2c44)/2, c′13 + c′23 = …
    const { c11, c12, c44 } = constantsOf('Si') as { c11: number; c12: number; c44: number };
    expect(normalResponse(onPlane('Si', [1, 1, 0]), biaxial).zz).toBeCloseTo(
      (-(c11 + 3 * c12 - 2 * c44) * e) / (c11 + c12 + 2 * c44),
      12,
    );
  });
  test.each(['GaN', 'CdS-wurtzite', 'Al2O3'])('%s (0001): −2 c13/c33', (id) => {
    const { c13, c33 } = constantsOf(id);
    expect(normalResponse(onPlane(id, [0, 0, 1]), biaxial).zz).toBeCloseTo(
      (-2 * c13! * e) / c33!,
      12,
    );
  });
  test('energy of (001): M e² with the biaxial modulus M = c11 + c12 − 2c12²/c11', () => {
    const { c11, c12 } = constantsOf('Ge') as { c11: number; c12: number };
    expect(energyDensity(onPlane('Ge', [0, 0, 1]), biaxial)).toBeCloseTo(
      (c11 + c12 - (2 * c12 * c12) / c11) * e * e * MEV_PER_ANG3_PER_GPA,
      12,
    );
    // 1 GPa·Å³ is 1e-21 J, which is 6.2415 meV.
    expect(MEV_PER_ANG3_PER_GPA).toBeCloseTo(6.241509, 5);
  });
  test('a plane without symmetry answers with shears too: (112) of silicon', () => {
    const found = normalResponse(onPlane('Si', [1, 1, 2]), biaxial);
    expect(Math.hypot(found.xz, found.yz)).toBeGreaterThan(0.01 * e);
  });
  test('c14 of sapphire shows where the strain is uniaxial, not where it is biaxial', () => {
    const c = onPlane('Al2O3', [0, 0, 1]);
    const { c14, c44 } = constantsOf('Al2O3') as { c14: number; c44: number };
    // x ∥ a: σyz = c14 (εxx − εyy) + 2 c44 εyz = 0
    const { yz } = normalResponse(c, { xx: e, yy: 0, xy: 0 });
    expect(Math.abs(yz)).toBeCloseTo(Math.abs((c14 * e) / (2 * c44)), 12);
    expect(normalResponse(c, biaxial).yz).toBeCloseTo(0, 12);
  });
});

test('constants that do not fit the symmetry, or no stable crystal, are refused by name', () => {
  expect(() => stiffnessOf({ c11: 1, c12: 0 }, CUBIC)).toThrow(/c11, c12, c44/);
  expect(() => stiffnessOf({ c11: 1, c12: 0, c44: 1, c13: 0 }, CUBIC)).toThrow(/c11, c12, c44/);
  expect(() => stiffnessOf({ c11: 1, c12: 0, c44: 1 }, 186)).toThrow(/c13, c33, c44/);
  expect(() => stiffnessOf({ c11: 1, c12: 2, c44: 1 }, CUBIC)).toThrow(/stable/);
  expect(() => stiffnessOf({ c11: Number.NaN, c12: 0, c44: 1 }, CUBIC)).toThrow(/stable/);
  for (const group of [14, 82, 147, 149])
    expect(() => stiffnessOf({}, group)).toThrow(/known here/);
});

test('every set of the library is a stable crystal, with a source', () => {
  const withElastic = [...library.values()].filter((m) => m.elastic !== undefined);
  expect(withElastic.length).toBeGreaterThanOrEqual(12);
  for (const { elastic, spaceGroup } of withElastic) {
    expect(() => stiffnessOf(elastic!.cGPa, spaceGroup.number)).not.toThrow();
    expect(elastic!.source.length).toBeGreaterThan(20);
  }
});

test('tetragonal and orthorhombic layouts: each constant where Nye’s table has it', () => {
  const tetragonal = stiffnessOf({ c11: 9, c12: 3, c13: 2, c33: 8, c44: 4, c66: 5 }, 139);
  expect([0, 7, 14, 21, 28, 35].map((k) => tetragonal[k])).toEqual([9, 9, 8, 4, 4, 5]);
  const nine: ElasticConstants = {
    c11: 11,
    c22: 12,
    c33: 13,
    c44: 4,
    c55: 5,
    c66: 6,
    c12: 1,
    c13: 2,
    c23: 3,
  };
  const orthorhombic = stiffnessOf(nine, 62);
  expect([0, 7, 14, 21, 28, 35, 1, 2, 8].map((k) => orthorhombic[k])).toEqual([
    11, 12, 13, 4, 5, 6, 1, 2, 3,
  ]);
});

const angle = fc.double({ min: -3, max: 3, noNaN: true });
const rotation = fc.tuple(angle, angle, angle).map(([a, b, c]) => {
  const about = (t: number, k: number): number[] => {
    const [x, y] = [Math.cos(t), Math.sin(t)];
    return k === 0 ? [1, 0, 0, 0, x, -y, 0, y, x] : [x, -y, 0, y, x, 0, 0, 0, 1];
  };
  return mul(mul(about(a, 1), about(b, 0)), about(c, 1));
});
const small = fc.double({ min: -0.05, max: 0.05, noNaN: true });
const plane = fc.record({ xx: small, yy: small, xy: small });

test('an isotropic stiffness is the same in every frame; a turn and its inverse cancel', () => {
  fc.assert(
    fc.property(rotation, fc.constantFrom('Si', 'Fe', 'GaN', 'Al2O3'), (r, id) => {
      const isotropic = cubic(300, 100, 100);
      const { elastic, spaceGroup } = library.get(id)!;
      const c = stiffnessOf(elastic!.cGPa, spaceGroup.number);
      const turned = rotateStiffness(isotropic, r);
      const back = rotateStiffness(rotateStiffness(c, r), transpose(r));
      for (let k = 0; k < 36; k++) {
        expect(turned[k]).toBeCloseTo(isotropic[k]!, 8);
        expect(back[k]).toBeCloseTo(c[k]!, 7);
      }
    }),
    { numRuns: 20 },
  );
});

test('energy is never negative, is least at the response, and does not change when all is turned', () => {
  fc.assert(
    fc.property(plane, angle, small, small, small, (strain, turn, zz, xz, yz) => {
      const c = onPlane('Al2O3', [1, 1, 2]);
      const least = energyDensity(c, strain);
      expect(least).toBeGreaterThanOrEqual(0);
      expect(energyDensity(c, strain, { zz, xz, yz })).toBeGreaterThan(least - 1e-9);
      // ε′ = A ε Aᵀ for the slab turned by +turn
      const [co, si] = [Math.cos(turn), Math.sin(turn)];
      const { xx, yy, xy } = strain;
      const turned = {
        xx: co * co * xx - 2 * co * si * xy + si * si * yy,
        yy: si * si * xx + 2 * co * si * xy + co * co * yy,
        xy: co * si * (xx - yy) + (co * co - si * si) * xy,
      };
      expect(energyDensity(turnStiffness(c, turn), turned)).toBeCloseTo(least, 9);
      expect(normalResponse(turnStiffness(c, turn), turned).zz).toBeCloseTo(
        normalResponse(c, strain).zz,
        10,
      );
    }),
    { numRuns: 40 },
  );
});

const slab = (material: string, part: Partial<SlabSpec> = {}): SlabSpec => ({
  material,
  cell: library.get(material)!.constants[0]!.cell,
  hkl: [0, 0, 1],
  planes: 8,
  termination: 0,
  remove: [],
  inPlane: 'primitive',
  matrix: [
    [1, 0],
    [0, 1],
  ],
  ...part,
});
const stack = (
  film: SlabSpec,
  substrate: SlabSpec,
  strained: StrainPolicy = { who: 'film' },
): Recipe => ({
  epistack: 1,
  title: '',
  preset: null,
  strained,
  steps: [
    { kind: 'substrate', slab: substrate },
    { kind: 'film', slab: film, registryShift: [0, 0], separationAng: 2 },
    { kind: 'vacuum', vacuumAng: 20 },
  ],
});

describe('elasticity of a stack', () => {
  const geOnSi = stack(slab('Ge'), slab('Si'));
  test('Ge on Si (001), by hand', () => {
    const built = build(geOnSi, library);
    const [si, ge] = elasticReport(built, library);
    const e = 5.431 / 5.658 - 1;
    const { c11, c12 } = constantsOf('Ge') as { c11: number; c12: number };
    expect(si!.relaxed.cellEv).toBeCloseTo(0, 12);
    expect(ge!.suggestedNormalStrain).toBeCloseTo((-2 * c12 * e) / c11, 10);
    // Eight planes of one atom: a primitive cell a²/2 on two periods of a.
    const modulus = c11 + c12 - (2 * c12 * c12) / c11;
    const ev = (modulus * e * e * MEV_PER_ANG3_PER_GPA * 5.658 ** 3) / 1000;
    expect(ge!.relaxed.cellEv).toBeCloseTo(ev, 9);
    expect(ge!.relaxed.mevPerAtom).toBeCloseTo((1000 * ev) / 8, 6);
    // J/m²: energy density (GPa = 1e9 J/m³) times 2a of film, per strained area.
    const joule = modulus * 1e9 * e * e * 2 * 5.658e-10 * (5.658 / 5.431) ** 2;
    expect(ge!.relaxed.jPerM2).toBeCloseTo(joule, 6);
    expect(ge!.asBuilt.cellEv).toBeGreaterThan(1.1 * ev);
    expect(ge!.kind).toBe('measured');
  });
  test('the recipe takes the response over, gives it back, and is a valid document', () => {
    const built = build(geOnSi, library);
    const relaxed = applyNormalStrain(built, library)(geOnSi);
    expect(parseRecipe(JSON.parse(JSON.stringify(relaxed)))).toEqual(relaxed);
    // What needs no strain gets none: the document does not fill with zeros.
    expect(relaxed.steps[0]).toEqual(geOnSi.steps[0]);
    const after = build(relaxed, library);
    const [, ge] = elasticReport(after, library);
    expect(ge!.asBuilt.cellEv).toBeCloseTo(ge!.relaxed.cellEv, 7);
    const [, film] = reportOf(after).layers;
    expect(film!.normalStrain).toBeCloseTo(ge!.suggestedNormalStrain, 8);
    expect(film!.thickness).toBeCloseTo(
      (1 + film!.normalStrain) * reportOf(built).layers[1]!.thickness,
      9,
    );
    expect(clearNormalStrain(relaxed)).toEqual(geOnSi);
  });
  test('a crystal without constants answers null, and keeps its slab as it was', () => {
    const recipe = stack(slab('LaAlO3'), slab('SrTiO3'));
    const built = build(recipe, library);
    expect(elasticReport(built, library)[1]).toBeNull();
    expect(elasticFilmShare(built, library)).toBeNull();
    expect(strainByElasticity(built, library)).toBeNull();
    expect(applyNormalStrain(built, library)(recipe).steps[1]).toEqual(recipe.steps[1]);
  });
  test.each([
    ['Ge on Si (001)', slab('Ge', { planes: 4 }), slab('Si', { planes: 12 })],
    ['InAs on GaAs (111)', slab('InAs', { hkl: [1, 1, 1] }), slab('GaAs', { hkl: [1, 1, 1] })],
    [
      'GaN on sapphire (0001), turned by 30°',
      slab('GaN', {
        matrix: [
          [2, 1],
          [-1, 1],
        ],
      }),
      slab('Al2O3', { planes: 12 }),
    ],
    [
      'iron on SrTiO3 (001), sheared cells',
      slab('Fe', {
        matrix: [
          [3, 0],
          [1, 3],
        ],
      }),
      slab('SrTiO3', {
        matrix: [
          [2, 0],
          [1, 2],
        ],
      }),
    ],
  ])('%s: no other share costs less', (_name, film, substrate) => {
    const share = elasticFilmShare(build(stack(film, substrate), library), library)!;
    const cost = (filmShare: number) => {
      const built = build(stack(film, substrate, { who: 'shared', filmShare }), library);
      return elasticReport(built, library).reduce((sum, s) => sum + s!.relaxed.cellEv, 0);
    };
    const least = cost(share);
    // A parabola with its vertex at the share: equal steps cost alike, and more.
    for (const step of [0.05, 0.02]) {
      expect(cost(share + step)).toBeGreaterThan(least);
      expect(cost(share - step) / cost(share + step)).toBeCloseTo(1, 6);
    }
    const change = strainByElasticity(build(stack(film, substrate), library), library)!;
    expect(change(stack(film, substrate)).strained).toEqual({
      who: 'shared',
      filmShare: expect.closeTo(share, 7),
    });
  });
});

test('alike crystals of equal thickness share evenly; the thinner takes more; matching ones need none', () => {
  const c = cubic(200, 80, 100);
  const film = (thicknessAng: number) => ({ stiffness: c, thicknessAng });
  const stretchBy = (s: number): Mat2 => [
    [s, 0],
    [0, s],
  ];
  expect(optimalFilmShare(film(10), film(10), stretchBy(1.0001))).toBeCloseTo(0.5, 3);
  expect(optimalFilmShare(film(10), film(30), stretchBy(1.0001))).toBeCloseTo(0.75, 3);
  expect(optimalFilmShare(film(10), film(10), stretchBy(1))).toBe(1);
});
