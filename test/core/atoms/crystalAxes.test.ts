import { describe, expect, test } from 'vitest';
import { alongInterface, axesInStack, pointing, reciprocal } from '#core/atoms/crystalAxes.ts';
import { det, inverse, mulRow, row } from '#core/math/mat3.ts';
import { dot, norm, unit, type Vec3 } from '#core/math/vec3.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';
import { triclinicStack } from './triclinic.ts';

const CASES = [
  ['triclinic (1 1 2)', build(triclinicStack(1.03), library)],
  ['triclinic (2 −1 1)', build(triclinicStack(0.98, [2, -1, 1]), library)],
  ['the paper’s interface', build(presetOf('cspbbr3-cds')!.recipe, library)],
] as const;

describe.each(CASES)('%s', (_, built) => {
  const { structure } = built;
  const inv = inverse(structure.lattice);
  /** An atom of the slab at this place, in whatever cell along a and b. */
  const atomAt = (place: Vec3, z: number, slab: number): boolean =>
    structure.numbers.some((other, j) => {
      if (other !== z || structure.layer[j] !== slab) return false;
      const d = [0, 1, 2].map((x) => structure.xyz[3 * j + x]! - place[x]!) as unknown as Vec3;
      const [u, v, w] = mulRow(d, inv);
      const off = mulRow([u - Math.round(u), v - Math.round(v), w], structure.lattice);
      return norm(off) < 1e-6;
    });

  test('each axis of a slab’s crystal leads from an atom to its like, wherever the slab goes on', () => {
    for (const [slab, { crystal, highAng, lowAng }] of built.slabs.entries()) {
      const axes = axesInStack(built, slab);
      expect(det(axes)).toBeGreaterThan(0);
      if (slab === 0) expect(det(axes)).toBeCloseTo(det(crystal.lattice), 6);
      let led = 0;
      for (let i = 0; i < structure.numbers.length; i++) {
        if (structure.layer[i] !== slab) continue;
        for (const [k, sign] of [
          [0, 1],
          [1, 1],
          [2, 1],
          [0, -1],
          [1, -1],
          [2, -1],
        ] as const) {
          const step = row(axes, k);
          const at = [0, 1, 2].map(
            (x) => structure.xyz[3 * i + x]! + sign * step[x]!,
          ) as unknown as Vec3;
          // Atoms may have been taken out of the planes at the faces.
          if (at[2] > highAng - 0.5 || at[2] < lowAng + 0.5) continue;
          expect(atomAt(at, structure.numbers[i]!, slab), `${slab} ${i} ${k}`).toBe(true);
          led++;
        }
      }
      expect(led).toBeGreaterThan(0);
    }
  });

  test('the plane that lies flat has its normal upward, and the first direction in the plane is flat', () => {
    for (const [slab, { slab: cut }] of built.slabs.entries()) {
      const axes = axesInStack(built, slab);
      const up = pointing(axes, { kind: 'hkl', indices: cut.surface.plane.coprime });
      expect(up[2]).toBeCloseTo(1, 9);
      expect(pointing(axes, alongInterface(built, slab))[2]).toBeCloseTo(0, 9);
    }
  });

  test('a normal is at right angles to all directions in its plane', () => {
    const axes = axesInStack(built, 1);
    const normal = pointing(axes, { kind: 'hkl', indices: [2, 1, -1] });
    for (const indices of [
      [1, 0, 2],
      [0, 1, 1],
      [1, -2, 0],
    ] as const)
      expect(dot(normal, pointing(axes, { kind: 'uvw', indices }))).toBeCloseTo(0, 9);
  });

  test('a*, b* and c* of the stack are at right angles to the other two vectors', () => {
    for (const k of [0, 1, 2] as const) {
      const star = pointing(structure.lattice, reciprocal(k));
      for (const j of [0, 1, 2] as const) {
        const along = dot(star, unit(row(structure.lattice, j)));
        if (j === k) expect(along).toBeGreaterThan(0);
        else expect(along).toBeCloseTo(0, 9);
      }
    }
  });
});
