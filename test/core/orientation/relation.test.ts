import { describe, expect, test } from 'vitest';
import { axesInStack, turnInStack } from '#core/atoms/crystalAxes.ts';
import type { Crystal } from '#core/crystal/crystal.ts';
import { mul, transpose } from '#core/math/mat3.ts';
import { interfaceOrientation, typedOrientation } from '#core/orientation/interfaceOrientation.ts';
import { laueRotations } from '#core/orientation/laueClass.ts';
import { parallelText } from '#core/orientation/orientationText.ts';
import { orientationRelation } from '#core/orientation/relation.ts';
import {
  axisAngleOf,
  bungeAnglesOf,
  quaternionOf,
  rotationAbout,
} from '#core/orientation/rotation.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';
import { crystalNamed } from '../../helpers/libraryCrystal.ts';
import { fc } from '../../helpers/property.ts';

const [fcc, bcc] = [crystalNamed('Al'), crystalNamed('Fe')];
const side = (crystal: Crystal, hkl: readonly number[], uvw: readonly number[]) => ({
  crystal,
  hkl,
  uvw,
});

/** Planes and directions as Koumatos and Muehlemann list them, arXiv:1604.05270; angles as they are tabled everywhere. */
const NAMED = [
  ['Kurdjumov–Sachs', [1, 1, 1], [-1, 0, 1], [0, 1, 1], [-1, -1, 1], 42.85, [0.968, 0.178, 0.178]],
  ['Nishiyama–Wassermann', [1, 1, 1], [1, 1, -2], [0, 1, 1], [0, -1, 1], 45.99, null],
  ['Bain', [0, 0, 1], [1, 1, 0], [0, 0, 1], [1, 0, 0], 45, [1, 0, 0]],
  ['Pitsch', [1, 1, 0], [0, 0, 1], [1, 1, 1], [-1, 1, 0], 45.99, null],
] as const;

describe.each(NAMED)('%s', (name, hkl, uvw, onHkl, onUvw, angle, axis) => {
  const { relation, along } = typedOrientation(side(fcc, hkl, uvw), side(bcc, onHkl, onUvw));

  test(`is a disorientation of ${angle}°`, () => {
    expect(relation!.disorientation.angleDeg).toBeCloseTo(angle, 2);
    if (axis !== null)
      for (const [k, x] of axis.entries())
        expect(relation!.disorientation.axis[k]).toBeCloseTo(x, 3);
  });

  test('its planes and directions are among the parallel ones', () => {
    expect(relation!.planes.some((p) => p.deviationDeg < 1e-6)).toBe(true);
    expect(along!.deviationDeg).toBeLessThan(1e-6);
    if (name !== 'Kurdjumov–Sachs') return;
    const of = typedOrientation(side(fcc, hkl, uvw), side(bcc, onHkl, onUvw));
    expect(relation!.planes.map((p) => parallelText(of, p))).toContain('(1 1 1) ∥ (0 1 1)');
    expect(parallelText(of, along!)).toBe('[1 0 −1] ∥ [1 1 −1]');
  });

  test('every variant of it is the same disorientation, and so is its inverse', () => {
    const [film, substrate] = [fcc, bcc].map((crystal) => laueRotations(crystal)) as [
      readonly Float64Array[],
      readonly Float64Array[],
    ];
    for (const [s, f] of [
      [3, 7],
      [11, 2],
      [23, 19],
    ] as const) {
      const turn = mul(mul(substrate[s]!, relation!.matrix), film[f]!);
      const variant = orientationRelation({ crystal: fcc, turn }, { crystal: bcc, turn: UNIT });
      expect(variant.disorientation.angleDeg).toBeCloseTo(angle, 2);
      expect(variant.disorientation.axis).toEqual(near(relation!.disorientation.axis));
    }
    const back = typedOrientation(side(bcc, onHkl, onUvw), side(fcc, hkl, uvw)).relation!;
    expect([...back.matrix]).toEqual(near([...transpose(relation!.matrix)]));
    expect(back.disorientation.angleDeg).toBeCloseTo(relation!.disorientation.angleDeg, 9);
  });
});

const UNIT = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
const near = (values: readonly number[]) =>
  expect.toSatisfy((found: readonly number[]) =>
    found.every((x, k) => Math.abs(x - values[k]!) < 1e-6),
  );

describe('an interface of a document', () => {
  test('the paper’s model: CdS (110) on CsPbBr3 (110), axes on axes', () => {
    const of = interfaceOrientation(build(presetOf('cspbbr3-cds').recipe, library), 0);
    expect(of.film!.plane).toEqual([1, 1, 0]);
    expect(of.substrate.plane).toEqual([1, 1, 0]);
    expect(of.relation!.axisAngle.angleDeg).toBeLessThan(1e-6);
    expect(parallelText(of, of.along!)).toBe('[0 0 1] ∥ [0 0 1]');
  });

  test('the microscope’s: {211} on {220} with ⟨111⟩ along ⟨001⟩, which is 54.74° about ⟨110⟩', () => {
    const of = interfaceOrientation(build(presetOf('cspbbr3-cds-c').recipe, library), 0);
    expect(of.along!.deviationDeg).toBeLessThan(1e-6);
    expect(parallelText(of, of.along!)).toMatch(/^\[−1 1 1\] ∥ \[0 0 −?1\]$/);
    // The angle between ⟨111⟩ and ⟨001⟩: acos(1/√3), about the normal of both.
    expect(of.relation!.disorientation.angleDeg).toBeCloseTo(54.7356, 4);
  });

  test('a hexagonal sheet on a cube: [0001] along [111], four indices', () => {
    const of = typedOrientation(
      side(crystalNamed('graphene'), [0, 0, 0, 1], [2, -1, -1, 0]),
      side(crystalNamed('MgO'), [1, 1, 1], [1, -1, 0]),
    );
    expect(parallelText(of, of.along!)).toBe('[1 1 −2 0] ∥ [1 0 −1]');
    expect(parallelText(of, { kind: 'plane', film: [0, 0, 1], substrate: [1, 1, 1] })).toBe(
      '(0 0 0 1) ∥ (1 1 1)',
    );
  });

  test('the crystals are turned as they are built', () => {
    const built = build(presetOf('cspbbr3-cds-c').recipe, library);
    // Strain leaves the substrate of this preset alone.
    const { crystal } = built.slabs[0]!;
    const turned = mul(crystal.lattice, transpose(turnInStack(built, 0)));
    expect([...turned]).toEqual(near(Array.from(axesInStack(built, 0))));
    // The film is strained: what is left of its built axes without the turn is symmetric.
    const rest = mul(
      mul(transpose(turnInStack(built, 1)), transpose(axesInStack(built, 1))),
      inverseTransposed(built.slabs[1]!.crystal.lattice),
    );
    for (const [i, k] of [
      [1, 3],
      [2, 6],
      [5, 7],
    ] as const)
      expect(rest[i]).toBeCloseTo(rest[k]!, 6);
  });

  test('a slab alone has no relation, and no second interface', () => {
    const recipe = presetOf('cspbbr3-cds').recipe;
    const alone = build({ ...recipe, steps: [recipe.steps[0]!, recipe.steps.at(-1)!] }, library);
    expect(interfaceOrientation(alone, 0).relation).toBeNull();
    expect(() => interfaceOrientation(alone, 1)).toThrow(/alone/);
    expect(() => interfaceOrientation(build(recipe, library), 1)).toThrow(/interface/);
  });
});

/** Cubic axes: the inverse of the transposed lattice is a multiple of one. */
const inverseTransposed = (lattice: Float64Array): Float64Array =>
  lattice.map((x) => x / lattice[0]! ** 2);

const rotations = fc
  .tuple(
    fc.double({ min: 0, max: 360, noNaN: true }),
    fc.double({ min: 0, max: 180, noNaN: true }),
    fc.double({ min: 0, max: 360, noNaN: true }),
  )
  .map((deg) => {
    const [p, q, r] = deg.map((x) => (x * Math.PI) / 180) as [number, number, number];
    const turn = (about: 'x' | 'z', rad: number) =>
      rotationAbout(about === 'x' ? [1, 0, 0] : [0, 0, 1], rad);
    return { deg, matrix: mul(mul(turn('z', p), turn('x', q)), turn('z', r)) };
  });

test('Bunge’s angles turn one frame onto the other again, and so do axis and quaternion', () => {
  fc.assert(
    fc.property(rotations, ({ matrix }) => {
      const { phi1, Phi, phi2 } = bungeAnglesOf(matrix);
      const rad = (deg: number) => (deg * Math.PI) / 180;
      const again = mul(
        mul(rotationAbout([0, 0, 1], rad(phi1)), rotationAbout([1, 0, 0], rad(Phi))),
        rotationAbout([0, 0, 1], rad(phi2)),
      );
      expect([...again]).toEqual(near([...matrix]));
      const { axis, angleDeg } = axisAngleOf(matrix);
      expect([...rotationAbout(axis, rad(angleDeg))]).toEqual(near([...matrix]));
      const [w, x, y, z] = quaternionOf(matrix);
      expect(Math.hypot(w, x, y, z)).toBeCloseTo(1, 12);
      expect(w).toBeCloseTo(Math.cos(rad(angleDeg) / 2), 6);
    }),
  );
});
