import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mulRow } from '#core/math/mat3.ts';
import { normalNumbers } from '#core/math/random.ts';
import { unit } from '#core/math/vec3.ts';
import { buildNanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { nanocrystalLink, nanocrystalOfLink } from '#core/nanocrystal/nanocrystalLink.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { faceContacts, leadingContacts } from '#core/nanocrystal/positions/faceContacts.ts';
import {
  displacementsAng,
  relaxedNanocrystal,
  withoutOutdated,
} from '#core/nanocrystal/positions/relaxedNanocrystal.ts';
import { superposed } from '#core/nanocrystal/positions/superposed.ts';
import { rotationAbout } from '#core/orientation/rotation.ts';
import { library } from '../../helpers/library.ts';

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (x, k) => Math.abs(x - b[k]!)));

/** Points turned about an axis and moved. */
function moved(xyz: Float64Array, axis: readonly [number, number, number], rad: number) {
  const turn = rotationAbout(unit(axis), rad);
  const out = new Float64Array(xyz.length);
  for (let k = 0; k < xyz.length; k += 3)
    out.set(
      mulRow([xyz[k]!, xyz[k + 1]!, xyz[k + 2]!], turn).map((x, j) => x + [3, -8, 40][j]!),
      k,
    );
  return out;
}

test('any rigid motion is taken back, by half a turn and in a plane too', () => {
  const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
  const axis = fc.tuple(...([0, 1, 2] as const).map(() => fc.integer({ min: -5, max: 5 })));
  fc.assert(
    fc.property(fc.integer(), axis, angle, fc.boolean(), (seed, [x, y, z], rad, isFlat) => {
      fc.pre(x !== 0 || y !== 0 || z !== 0);
      const normal = normalNumbers(seed);
      const xyz = Float64Array.from({ length: 60 }, (_, k) =>
        isFlat && k % 3 === 2 ? 1 : 10 * normal(),
      );
      expect(farthest(superposed(moved(xyz, [x!, y!, z!], rad), xyz), xyz)).toBeLessThan(1e-6);
    }),
    { numRuns: 40 },
  );
  const xyz = Float64Array.of(1, 0, 0, 0, 2, 0, 0, 0, 3, -1, 0, 0);
  expect(farthest(superposed(moved(xyz, [0, 0, 1], Math.PI), xyz), xyz)).toBeLessThan(1e-6);
});

const janus: NanocrystalRecipe = {
  epistackNanocrystal: 1,
  title: 'small',
  core: {
    material: 'CsPbBr3',
    cell: { a: 5.898 },
    centre: [0.5, 0.5, 0.5],
    facets: [
      { hkl: [1, 0, 0], distanceNm: 1.2 },
      { hkl: [1, 1, 0], distanceNm: 1.2, single: true },
    ],
  },
  cap: {
    material: 'CdS',
    cell: { a: 5.81 },
    shape: { kind: 'hemisphere', radiusNm: 0.7 },
    facet: [1, 1, 0],
    plane: [2, -1, -1],
    directions: { core: [0, 0, 1], cap: [1, 1, 1] },
    gapAng: 2.8,
    shiftAng: [0, 0],
  },
  leastNeighbours: 1,
  neutral: false,
  marginNm: 1,
};
const rigid = buildNanocrystal(janus, library);
const { xyz } = rigid.structure;

test('what the atoms have done is kept, and neither drift nor turn of the particle', () => {
  const normal = normalNumbers(4);
  const kicks = xyz.map(() => 0.05 * normal());
  const there = xyz.map((x, k) => x + kicks[k]!);
  const straight = displacementsAng(janus, rigid, there);
  const turned = displacementsAng(janus, rigid, moved(there, [1, 2, -1], 0.8));
  expect(farthest(straight, turned)).toBeLessThan(1e-9);
  for (const k of [0, 1, 2])
    expect(Math.abs(straight.filter((_, i) => i % 3 === k).reduce((s, d) => s + d))).toBeLessThan(
      1e-9,
    );

  const relaxed = relaxedNanocrystal(janus, straight, 'by hand');
  const again = buildNanocrystal(relaxed, library);
  // Boxes are laid around the atoms: what counts is the shape.
  expect(farthest(superposed(again.structure.xyz, there), there)).toBeLessThan(1.5e-3);
  expect(again.warnings.join()).toContain('relaxed (by hand)');
  expect(nanocrystalOfLink(nanocrystalLink(relaxed))).toEqual(relaxed);
  // From relaxed positions on, displacements still count from the crystals.
  expect(farthest(displacementsAng(relaxed, again, there), straight)).toBeLessThan(1e-3);
});

test('relaxed positions belong to their particle: its name and box may change, nothing else', () => {
  const relaxed = relaxedNanocrystal(janus, new Float64Array(xyz.length), 'none');
  for (const same of [{ title: 'other' }, { marginNm: 2 }])
    expect(withoutOutdated({ ...relaxed, ...same }, relaxed).relaxed).toBe(relaxed.relaxed);
  for (const other of [{ neutral: true }, { cap: null }, { leastNeighbours: 2 }])
    expect(withoutOutdated({ ...relaxed, ...other }, relaxed).relaxed).toBeUndefined();
  expect(() => buildNanocrystal({ ...relaxed, cap: null }, library)).toThrow(/three for each/);
  expect(() => displacementsAng(janus, rigid, [1, 2, 3])).toThrow(/three for each/);
  expect(() => relaxedNanocrystal(janus, [0, 0, 200], '')).toThrow(/flown apart/);
});

test('contacts across the face are those of the outermost atoms, the shortest first', () => {
  const found = leadingContacts(faceContacts(rigid.structure, rigid.facing, xyz), rigid.charges);
  // No two ions of one sign; Pb lies too deep.
  expect(found.map(({ pair }) => pair).toSorted()).toEqual(['Br-Cd', 'Cs-S']);
  const means = found.map((p) => p.nearestMeanAng);
  expect(means).toEqual(means.toSorted((p, q) => p - q));
  const first = found.find(({ pair }) => pair === 'Cs-S');
  // Again, atom by atom, without any image.
  const { numbers, layer } = rigid.structure;
  const of = (z: number, at: readonly number[]) => at.filter((i) => numbers[i] === z);
  const distances = of(55, rigid.facing!.core).map((i) =>
    Math.min(
      ...of(16, rigid.facing!.cap).map((j) =>
        Math.hypot(...[0, 1, 2].map((k) => xyz[3 * i + k]! - xyz[3 * j + k]!)),
      ),
    ),
  );
  expect(first!.nearestMeanAng).toBeCloseTo(
    distances.reduce((s, d) => s + d) / distances.length,
    9,
  );
  expect(rigid.facing!.core.every((i) => layer[i] === 0)).toBe(true);
  expect(rigid.facing!.cap.every((i) => layer[i] === 1)).toBe(true);
  expect(buildNanocrystal({ ...janus, cap: null }, library).facing).toBeNull();
});
