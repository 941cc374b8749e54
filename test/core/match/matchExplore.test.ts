import { describe, expect, test } from 'vitest';
import type { Crystal } from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import { allMatches, type Limits } from '#core/match/coincidence.ts';
import { distinctPlanes, exploreFields } from '#core/match/explore.ts';
import { planeLatticeOf } from '#core/match/planeLattice.ts';
import { isProper, pointGroup } from '#core/match/pointGroup.ts';
import {
  directionInPlane,
  MICROSCOPE_RELATION,
  type RelationMatch,
  type RelationSide,
  searchRelation,
} from '#core/match/relation.ts';
import { STRAIN_DEFAULTS } from '#core/match/tolerance.ts';
import { inverse, mulCol } from '#core/math/mat3.ts';
import { det2, inverse2, rowTimes } from '#core/math/plane2.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';
import { referenceCrystal } from '../../helpers/reference.ts';

const fromLibrary = (id: string): Crystal => {
  const material = library.get(id)!;
  return crystalOf(material, material.constants[0]!.cell);
};
const limits: Limits = {
  maxAreaAng2: 400,
  tolerance: STRAIN_DEFAULTS,
  maxAtoms: null,
  mirrors: false,
};

describe('point groups', () => {
  test.each([
    ['Cu', 48, 24],
    ['Si', 48, 24],
    ['GaAs', 24, 12],
    ['CsPbBr3', 48, 24],
    ['CdS-wz', 12, 6],
    ['TiO2-rutile', 16, 8],
  ] as const)('%s has %i rotations, %i of them proper', (name, all, proper) => {
    const group = pointGroup(referenceCrystal(name));
    expect([group.length, group.filter(isProper).length]).toEqual([all, proper]);
    expect([...group[0]!].map((x) => Math.round(x * 1e6) / 1e6 + 0)).toEqual([
      1, 0, 0, 0, 1, 0, 0, 0, 1,
    ]);
  });

  test('quartz has rotations only', () => {
    const group = pointGroup(fromLibrary('quartz'));
    expect(group.length).toBe(6);
    expect(group.every(isProper)).toBe(true);
  });
});

describe('distinct planes', () => {
  const names = (crystal: Crystal, index: number) =>
    distinctPlanes(crystal, index).map((p) => p.hkl.join(''));

  test('a cubic crystal with inversion: the plainest of each family', () => {
    expect(names(referenceCrystal('CsPbBr3'), 2)).toEqual([
      '100',
      '110',
      '111',
      '210',
      '211',
      '221',
    ]);
  });

  test('faces that only a mirror relates are two: {321} of copper is right- or left-handed', () => {
    const planes = distinctPlanes(referenceCrystal('Cu'), 3);
    const general = planes.filter(
      (p) => new Set(p.hkl.map(Math.abs)).size === 3 && !p.hkl.includes(0),
    );
    expect(general.length).toBe(2);
    expect(general[0]!.mirrorOf).toBeNull();
    expect(general[1]!.mirrorOf).toEqual(general[0]!.hkl);
    expect(planes.filter((p) => p.mirrorOf !== null).length).toBe(1);
  });

  test('the A and B faces of zinc blende are two, and no mirror images of each other', () => {
    const planes = distinctPlanes(referenceCrystal('GaAs'), 1);
    const cubes = planes.filter((p) => p.hkl.every((x) => Math.abs(x) === 1));
    expect(cubes.length).toBe(2);
    expect(Math.sign(cubes[0]!.hkl.reduce((a, b) => a * b))).toBe(
      -Math.sign(cubes[1]!.hkl.reduce((a, b) => a * b)),
    );
    expect(planes.map((p) => p.mirrorOf)).toEqual(planes.map(() => null));
  });

  test.each(['CsPbBr3-Pnma', 'quartz', 'CdS-wurtzite', 'CdS'])(
    'every plane of index 1 of %s belongs to exactly one of them',
    (id) => {
      const crystal = fromLibrary(id);
      const group = pointGroup(crystal).filter(isProper);
      const inv = inverse(crystal.lattice);
      const members = distinctPlanes(crystal, 1).flatMap(({ hkl }) => [
        ...new Set(
          group.map((r) =>
            String(mulCol(crystal.lattice, mulCol(r, mulCol(inv, hkl))).map(Math.round)),
          ),
        ),
      ]);
      expect(new Set(members).size).toBe(members.length);
      const ofIndexOne = members.filter((m) => m.split(',').every((x) => Math.abs(Number(x)) <= 1));
      expect(ofIndexOne.length).toBe(26);
    },
  );

  test('an index that makes no map is refused', () => {
    for (const index of [0, 5, 1.5, Number.NaN])
      expect(() => distinctPlanes(referenceCrystal('Cu'), index)).toThrow(EpistackError);
  });
});

test('each field of the map is the best of its own search', () => {
  const [film, substrate] = [referenceCrystal('CdS-zb'), referenceCrystal('CsPbBr3')];
  const small = { ...limits, maxAreaAng2: 150 };
  const planes = (crystal: Crystal) => distinctPlanes(crystal, 1).map((p) => p.hkl);
  const fields = [
    ...exploreFields(
      { crystal: film, planes: planes(film) },
      { crystal: substrate, planes: planes(substrate) },
      small,
    ),
  ];
  expect(fields.length).toBe(planes(film).length * planes(substrate).length);
  expect([fields[0]!.film, fields[0]!.substrate]).toEqual([
    [1, 0, 0],
    [1, 0, 0],
  ]);
  for (const field of fields) {
    const all = allMatches(
      planeLatticeOf(surfaceOf(film, field.film)),
      planeLatticeOf(surfaceOf(substrate, field.substrate)),
      small,
    );
    expect(field.count).toBe(all.length);
    if (all.length === 0) {
      expect([field.best, field.smallest]).toEqual([null, null]);
      continue;
    }
    const least = Math.min(...all.map((m) => m.maxStrain));
    expect(field.best!.maxStrain).toBeCloseTo(least, 8);
    const asGood = all.filter((m) => m.maxStrain < least + 1e-8);
    expect(field.best!.substrateAreaAng2).toBeCloseTo(
      Math.min(...asGood.map((m) => m.substrateAreaAng2)),
      6,
    );
    expect(field.smallest).toEqual(all[0]);
  }
  expect(fields.some((f) => f.count === 0)).toBe(true);
});

describe('a known orientation relation', () => {
  const cds = referenceCrystal('CdS-zb');
  const cspbbr3 = referenceCrystal('CsPbBr3');
  const microscope = {
    film: { crystal: cds, ...MICROSCOPE_RELATION.film },
    substrate: { crystal: cspbbr3, ...MICROSCOPE_RELATION.substrate },
  };
  const search = (
    sides: { film: RelationSide; substrate: RelationSide },
    toleranceDeg: number,
    maxStrain: number,
  ): readonly RelationMatch[] =>
    [
      ...searchRelation(
        { ...sides, toleranceRad: (toleranceDeg * Math.PI) / 180 },
        { ...limits, tolerance: { mode: 'strain', maxStrain } },
      ),
    ].flatMap((s) => s.matches);

  test('reading C of the paper: 3 × [−1 1 1] of CdS on 5 × [0 0 1], 2 × [0 −1 1] on [1 −1 0]', () => {
    const [first] = search(microscope, 0.5, 0.025);
    expect(first!.substrateAreaAng2).toBeCloseTo(5 * 5.898 * 5.898 * Math.SQRT2, 4);
    const along = [first!.mismatch.a, first!.mismatch.b].sort((x, y) => x - y);
    expect(along[0]).toBeCloseTo((5.81 * Math.SQRT2) / (5.898 * Math.SQRT2) - 1, 6);
    expect(along[1]).toBeCloseTo((3 * 5.81 * Math.sqrt(3)) / (5 * 5.898) - 1, 6);
    expect(Math.abs(first!.offRad)).toBeLessThan(1e-9);
  });

  test('the matches honour it, are found by the search, and another relation has others', () => {
    const found = search(microscope, 1, 0.05);
    const [film, substrate] = [surfaceOf(cds, [2, 1, 1]), surfaceOf(cspbbr3, [1, 1, 0])];
    const all = allMatches(planeLatticeOf(film), planeLatticeOf(substrate), limits);
    const f = directionInPlane(cds, film, [-1, 1, 1]);
    const s = directionInPlane(cspbbr3, substrate, [0, 0, 1]);
    expect(Math.hypot(...f)).toBeCloseTo(5.81 * Math.sqrt(3), 6);
    expect(Math.hypot(...s)).toBeCloseTo(5.898, 6);
    expect(found.length).toBeGreaterThan(0);
    for (const m of found) {
      const laid = rowTimes(rowTimes(f, inverse2(m.film)), m.substrate);
      const angle = Math.atan2(s[0] * laid[1] - s[1] * laid[0], s[0] * laid[0] + s[1] * laid[1]);
      expect(angle).toBeCloseTo(m.offRad, 9);
      expect(Math.abs(angle)).toBeLessThan(Math.PI / 180 + 1e-6);
      expect(all.some((x) => Math.abs(x.maxStrain - m.maxStrain) < 1e-9)).toBe(true);
    }
    const across = search(
      { ...microscope, substrate: { ...microscope.substrate, uvw: [1, -1, 0] } },
      1,
      0.05,
    );
    const sizes = (matches: readonly RelationMatch[]) =>
      matches.map((m) => m.substrateAreaAng2.toFixed(3));
    expect(sizes(across)).not.toEqual(sizes(found));
  });

  test('a cube on a cube at 0° is the 1:1 cell; at 45° along [1 1 0] it is not', () => {
    const [ge, si] = [fromLibrary('Ge'), fromLibrary('Si')];
    const side = (crystal: Crystal, uvw: number[]) => ({ crystal, hkl: [0, 0, 1], uvw });
    const straight = search(
      { film: side(ge, [1, 0, 0]), substrate: side(si, [1, 0, 0]) },
      0.1,
      0.05,
    );
    expect(det2(straight[0]!.substrateMatrix)).toBe(1);
    const askew = search({ film: side(ge, [1, 1, 0]), substrate: side(si, [1, 0, 0]) }, 0.1, 0.05);
    expect(askew.every((m) => det2(m.substrateMatrix) > 1)).toBe(true);
  });

  test('a direction has its length and its angles, in a centred plane too', () => {
    const surface = surfaceOf(cds, [1, 1, 0]);
    const [p, q] = [
      directionInPlane(cds, surface, [1, -1, 1]),
      directionInPlane(cds, surface, [0, 0, 1]),
    ];
    expect(Math.hypot(...p)).toBeCloseTo(5.81 * Math.sqrt(3), 9);
    expect(Math.hypot(...q)).toBeCloseTo(5.81, 9);
    expect(p[0] * q[0] + p[1] * q[1]).toBeCloseTo(5.81 ** 2, 9);
  });

  test('four indices on hexagonal axes name the same direction', () => {
    const wurtzite = referenceCrystal('CdS-wz');
    const basal = surfaceOf(wurtzite, [0, 0, 0, 1]);
    const four = directionInPlane(wurtzite, basal, [2, -1, -1, 0]);
    const three = directionInPlane(wurtzite, basal, [1, 0, 0]);
    expect(four[0]).toBeCloseTo(3 * three[0], 9);
    expect(four[1]).toBeCloseTo(3 * three[1], 9);
    expect(() => directionInPlane(cds, surfaceOf(cds, [0, 0, 1]), [2, -1, -1, 0])).toThrow(
      /four indices .* hexagonal axes/,
    );
  });

  test('a direction out of its plane is refused by name', () => {
    expect(() =>
      search({ ...microscope, film: { ...microscope.film, uvw: [1, 1, 1] } }, 1, 0.05),
    ).toThrow(/plane \(2 1 1\): \[1 1 1\] does not lie in it/);
    for (const uvw of [
      [0, 0, 0],
      [1, 2],
      [0.5, -1, 0],
      [1, 0, 0, 0],
    ])
      expect(() => search({ ...microscope, film: { ...microscope.film, uvw } }, 1, 0.05)).toThrow(
        /is no direction/,
      );
  });
});
