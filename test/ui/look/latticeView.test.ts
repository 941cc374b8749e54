import { expect, test } from 'vitest';
import { axesInStack, pointing, reciprocal } from '#core/atoms/crystalAxes.ts';
import { row } from '#core/math/mat3.ts';
import { dot, unit, type Vec3 } from '#core/math/vec3.ts';
import { build } from '#core/recipe/build.ts';
import { basisOf } from '#render/camera/pose.ts';
import { latticeView } from '#ui/look/views/latticeView.ts';
import { triclinicStack } from '../../core/atoms/triclinic.ts';
import { library } from '../../helpers/library.ts';

const built = build(triclinicStack(1.03), library);
const { lattice } = built.structure;

const seen = (towards: Vec3) => {
  const view = latticeView(towards, lattice);
  if (!('azimuthRad' in view.stand)) throw new Error('the view has no angles');
  return { view, basis: basisOf(view.stand) };
};

test('in a triclinic stack every direction points at the eye, the screen right-handed, z up', () => {
  const directions = [0, 1].flatMap((slab) =>
    (
      [
        [1, 0, 0],
        [-1, 1, 2],
        [0, 0, -1],
      ] as const
    ).flatMap((indices) =>
      (['uvw', 'hkl'] as const).map((kind) =>
        pointing(axesInStack(built, slab), { kind, indices }),
      ),
    ),
  );
  for (const towards of [
    ...directions,
    ...([0, 1, 2] as const).map((k) => pointing(lattice, reciprocal(k))),
  ]) {
    const { basis } = seen(towards);
    expect(dot(basis.back, towards)).toBeCloseTo(1, 9);
    expect(basis.up[2]).toBeGreaterThanOrEqual(-1e-9);
    expect(dot(basis.right, basis.up)).toBeCloseTo(0, 9);
  }
});

test('straight from above and from below b points up', () => {
  for (const z of [1, -1]) {
    const { view, basis } = seen([0, 0, z]);
    expect(dot(basis.back, [0, 0, z])).toBeCloseTo(1, 9);
    expect(dot(basis.up, unit(row(lattice, 1)))).toBeCloseTo(1, 9);
    expect(view).toMatchObject({ direction: 'c', isAlone: false });
  }
});

test('from the side on which cells are repeated the cell stands alone', () => {
  const a = unit(row(lattice, 0));
  const back = a.map((x) => -x) as unknown as Vec3;
  expect(latticeView(a, lattice)).toMatchObject({ direction: 'a', isAlone: false });
  expect(latticeView(back, lattice)).toMatchObject({ direction: 'a', isAlone: true });
});
